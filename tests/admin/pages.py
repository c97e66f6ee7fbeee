"""The pages of the staff screens as a clerk uses them: open, change some fields, save."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from django.template.response import TemplateResponse
from django.urls import reverse


def address(row: Any) -> str:
    return reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk])


def form(client: Any, place: str) -> dict[str, Any]:
    """The fields of the page there. It is not drawn, which takes most of its time: for tests of what is posted."""
    with patch.object(TemplateResponse, "rendered_content", ""):
        return _fields(client.get(place).context_data)


def fields(response: Any) -> dict[str, Any]:
    """Everything that a browser would post from this page."""
    return _fields(response.context)


def _fields(context: Any) -> dict[str, Any]:
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    found = {}
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, list):
                found[field.html_name] = [str(one) for one in value]
            elif value is not False:
                found[field.html_name] = "on" if value is True else "" if value is None else str(value)
    return found


def list_fields(response: Any) -> dict[str, Any]:
    """Everything that a browser would post from a list whose rows can be changed in it."""
    formset = response.context["cl"].formset
    found = {field.html_name: field.value() for field in formset.management_form}
    for form in formset.forms:
        for field in form:
            if not field.field.disabled:
                found[field.html_name] = "" if field.value() is None else field.value()
            if field.field.show_hidden_initial:
                found[field.html_initial_name] = "" if field.initial is None else field.initial
    return found | {"_save": "保存"}


def line(page: dict[str, Any], row: Any) -> str:
    """The prefix of a row's fields in a list."""
    return next(key.removesuffix("-id") for key, value in page.items() if key.endswith("-id") and value == row.pk)


def add_row(page: dict[str, str], inline: str, **columns: Any) -> str:
    """Types a further row into an inline; returns the prefix of its fields."""
    number = page[f"{inline}-TOTAL_FORMS"]
    page[f"{inline}-TOTAL_FORMS"] = str(int(number) + 1)
    page |= {f"{inline}-{number}-{name}": str(value) for name, value in columns.items()}
    return f"{inline}-{number}"


def rows(page: dict[str, str], inline: str, **columns: str) -> str:
    """The prefix of the first row of an inline that has these columns."""
    for number in range(int(page[f"{inline}-TOTAL_FORMS"])):
        prefix = f"{inline}-{number}"
        if all(page.get(f"{prefix}-{name}") == value for name, value in columns.items()):
            return prefix
    raise AssertionError(f"no row of {inline} has {columns}")


def saved(response: Any) -> bool:
    return response.status_code == 302


def errors(response: Any) -> dict[str, str]:
    """Sentence by field; "" is what stands above the form. Empty after a save."""
    if saved(response):
        return {}
    forms = [response.context["adminform"].form]
    found = {}
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
        found |= (
            {inline.formset.prefix: "".join(inline.formset.non_form_errors())}
            if inline.formset.total_error_count()
            else {}
        )
    for form in forms:
        for name, sentences in form.errors.items():
            place = "-".join(part for part in (form.prefix, "" if name == "__all__" else name) if part)
            found[place] = " ".join(sentences)
    return {place: sentence for place, sentence in found.items() if sentence}
