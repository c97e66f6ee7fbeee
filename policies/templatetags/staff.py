"""For the staff screens: what there is to do, what is live, names and values, and what must not stay folded."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.contrib.admin.utils import flatten
from django.utils import timezone
from django.utils.safestring import SafeString

from policies.admin import home
from policies.admin.editing.sent import sent
from policies.admin.releases import marked
from policies.models import Release, history

register = template.Library()


@register.simple_tag(takes_context=True)
def duties(context: template.Context) -> list[home.Duty]:
    return home.duties(context["request"].user)


@register.simple_tag(takes_context=True)
def coming(context: template.Context) -> home.ComingDays | None:
    return home.coming(context["request"].user)


@register.simple_tag
def live_release() -> Release | None:
    return home.live()


@register.filter
def person(user: Any) -> str:
    return history.person(user) if user else "命令行"


@register.filter
def at(found: Mapping[Any, Any], key: Any) -> Any:
    return found.get(key, "")


register.filter("sent", sent)


@register.filter
def still(page: SafeString) -> SafeString:
    """A page of citizens to be looked at."""
    return marked.still(page)


@register.filter
def moment(written: str) -> str:
    """As a release keeps it, for people."""
    return timezone.localtime(datetime.fromisoformat(written)).strftime("%Y-%m-%d %H:%M")


@register.filter
def has_errors(fieldset: Any) -> bool:
    return any(name in fieldset.form.errors for name in flatten(fieldset.fields))


@register.filter
def to_come(change: Any) -> list[str]:
    """From when what is published of a change applies, where that is later than today."""
    return [words for day, words in change.later if day > timezone.localdate()]


@register.filter
def applying_later(listed: Iterable[Any]) -> list[Any]:
    """Of the chosen changes those of which something applies only later."""
    return [one.change for one in listed if one.chosen and to_come(one.change)]
