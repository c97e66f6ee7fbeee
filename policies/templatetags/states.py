"""What stands beside a policy's name: how it stands in a word or two, and what it offers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policies.calculator.ruleset import State
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import states
from policies.catalogue.words import states as state_sentences
from policies.catalogue.words.brief_offers import Known
from policies.library.amounts import offered
from policies.library.standing import StandingInWords, Standings
from policies.templatetags.texts import nb

register = template.Library()
WORDS = {State.CLOSED: "已停止", State.PLANNED: "计划中", State.BUDGET_SPENT: "预算已用完"}


@register.simple_tag
def state_tag(policy: Mapping[str, Any], on: date) -> SafeString | str:
    """Nothing of one that is open and of which nobody knows an end."""
    said = (WORDS.get(states.state_on(policy, on), ""), state_sentences.ahead(policy, on))
    words = "，".join(filter(None, said))
    return format_html('<span class="tag">{}</span> ', nb(words)) if words else ""


@register.simple_tag
def offer(catalogue: Catalogue, policy: Mapping[str, Any], on: date) -> SafeString:
    """The amount in a line, said to nobody in particular; what nobody published does not stand out."""
    found = offered(catalogue, policy["code"], on)
    numbers = "" if found.known is Known.UNPUBLISHED else " known"
    return format_html('<span class="offer{}">{}</span>', numbers, nb(found.words))


@register.filter
def stands_with(mine: Standings | None, code: str) -> StandingInWords | None:
    """None where the visitor has no answers, or none about this policy's region."""
    return mine.by_code.get(code) if mine else None
