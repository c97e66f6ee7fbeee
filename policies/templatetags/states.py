"""How a policy stands, in a word or two beside its name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policies.calculator.ruleset import State
from policies.catalogue.document import states
from policies.catalogue.words import states as state_sentences
from policies.templatetags.texts import nb

register = template.Library()
WORDS = {State.CLOSED: "已停止", State.PLANNED: "计划中", State.BUDGET_SPENT: "预算已用完"}


@register.simple_tag
def state_tag(policy: Mapping[str, Any], on: date) -> SafeString | str:
    """Nothing of one that is open and of which nobody knows an end."""
    said = (WORDS.get(states.state_on(policy, on), ""), state_sentences.ahead(policy, on))
    words = "，".join(filter(None, said))
    return format_html('<span class="tag">{}</span> ', nb(words)) if words else ""
