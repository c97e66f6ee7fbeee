"""How the fields of a form are drawn: as by Django, but without a template for each of those a page has by the hundred.

The form of one policy draws a thousand options, labels and inputs; templates for them took two fifths of its time.
All else is Django's."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates

Context = dict[str, Any]


class Renderer(DjangoTemplates):
    """The same to the byte as Django's, which tests/test_form_fields.py holds."""

    def render(self, template_name: str, context: Context, request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        drawn = draw(context) if draw else None
        return super().render(template_name, context, request) if drawn is None else drawn.strip()


def _attributes(attributes: dict[str, Any] | None) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"'
        for name, value in (attributes or {}).items()
        if value is not False
    )


def _text(value: Any) -> str:
    """A number is not put into the language's way of writing it: it is read back.

    Escaped as Django does, without looking at each for a text that is made late: str() makes it.
    """
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def _input(context: Context) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{_text(widget["name"])}"{value}{_attributes(widget["attrs"])}>'


def _textarea(context: Context) -> str:
    widget = context["widget"]
    typed = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>\n{typed}</textarea>'


def _select(context: Context) -> str | None:
    widget = context["widget"]
    drawn = [f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            drawn.append(f'\n  <optgroup label="{_text(group)}">')
        for option in options:
            if option["template_name"] != OPTION:
                return None
            value, attributes = _text(option["value"]), _attributes(option["attrs"])
            drawn.append(f'\n  <option value="{value}"{attributes}>{_text(option["label"])}</option>\n')
        if group:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


def _label(context: Context) -> str:
    label = _text(context["label"])
    if not context["use_tag"]:
        return label
    return f"<{context['tag']}{_attributes(context['attrs'])}>{label}</{context['tag']}>"


def _errors(context: Context) -> str | None:
    return None if context["errors"] else ""


OPTION = "django/forms/widgets/select_option.html"
INPUTS = ("checkbox", "date", "email", "hidden", "input", "number", "password", "text")
DRAWN: dict[str, Callable[[Context], str | None]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
}
