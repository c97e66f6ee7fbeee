"""The live release, for the line at the foot of every page."""

from django import template

from policies.publishing import live

register = template.Library()


@register.simple_tag
def release() -> live.Catalogue | None:
    return live.current()
