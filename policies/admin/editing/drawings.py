"""Icons picked by what they look like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.html import format_html

from policies.models.choices import Icon


def drawing(icon: str) -> str:
    return format_html(
        '<svg class="drawing" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons/sprite.svg"), icon
    )


class Drawings(forms.RadioSelect):
    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Only the page shows the drawing; messages name it."""
        return super().create_option(name, value, format_html("{} {}", drawing(value), label), *args, **kwargs)


# How a form asks for one.
DRAWN = {"widget": Drawings(attrs={"class": "drawings"}), "choices": Icon.choices}
