"""For the staff screens: what there is to do, what is live, names and values, and what must not stay folded."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.contrib.admin.utils import flatten

from policies.admin import home
from policies.models import Release, history

register = template.Library()


@register.simple_tag(takes_context=True)
def duties(context: template.Context) -> list[home.Duty]:
    return home.duties(context["request"].user)


@register.simple_tag
def live_release() -> Release | None:
    return home.live()


@register.filter
def person(user: Any) -> str:
    return history.person(user) if user else "命令行"


@register.filter
def at(found: Mapping[Any, Any], key: Any) -> Any:
    return found.get(key, "")


@register.filter
def has_errors(fieldset: Any) -> bool:
    return any(name in fieldset.form.errors for name in flatten(fieldset.fields))
