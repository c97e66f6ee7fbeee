"""For the staff screens: what there is to do, and a value by its key."""

from collections.abc import Mapping
from typing import Any

from django import template

from policies.admin import home

register = template.Library()


@register.simple_tag(takes_context=True)
def duties(context: template.Context) -> list[home.Duty]:
    return home.duties(context["request"].user)


@register.filter
def at(found: Mapping[Any, Any], key: Any) -> Any:
    return found.get(key, "")
