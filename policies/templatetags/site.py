"""What this installation is called and who runs it, from the settings."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site() -> dict[str, str]:
    """name, short_name, description, picture; operator, id_code, icp, police, phone; empty where it does not say."""
    return settings.SITE


@register.filter
def digits(text: str) -> str:
    """浙公网安备 33080302000123号 → 33080302000123, as the register of the police takes it."""
    return "".join(character for character in text if character.isdecimal())
