"""The icon of a policy's category."""

from django import template
from django.utils.safestring import SafeString

from policies.catalogue.categories import ICONS
from policies.templatetags.icons import icon

register = template.Library()


@register.simple_tag
def category_icon(category: str) -> SafeString:
    return icon(ICONS[category])
