"""Who runs this installation, from the settings: for the foot of every page and the page about it."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site() -> dict[str, str]:
    """operator, id_code, icp, police, phone; empty where the installation does not say."""
    return settings.SITE


@register.filter
def digits(text: str) -> str:
    """浙公网安备 33080302000123号 → 33080302000123, as the register of the police takes it."""
    return "".join(character for character in text if character.isdecimal())
