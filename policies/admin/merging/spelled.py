"""The fields of a form as values to compare: what a browser would send if nobody touched them, and what it sent.

Text as text, a tick as True or False, lists of ticks and lines of answers as dicts, so that each of them counts alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from policies.admin.wording.answer_lines import AnswersField
from policies.admin.wording.records import as_text

Value = str | bool | dict[str, Any] | None


# How a row names another one that is typed on the same page and not saved yet.
NEW = "new:"


def fields_of(form: Any) -> dict[str, forms.Field]:
    """Those that can be typed into; the tick for deleting a row is no part of what it says."""
    return {
        name: field
        for name, field in form.fields.items()
        if name != "DELETE" and not field.disabled and not field.widget.is_hidden
    }


def shown(field: forms.Field, initial: Any) -> Value:
    """What the page shows at first."""
    if isinstance(field, AnswersField):
        return {key: field.said(key, answer) for key, answer in (initial or {}).items()}
    if callable(initial):
        initial = initial()
    value = field.prepare_value(initial)
    if isinstance(field, forms.BooleanField):
        return bool(value) and value != "False"
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return {str(field.prepare_value(one)): True for one in value or ()}
    found = field.widget.format_value(value)
    if isinstance(found, list | tuple):
        found = found[0] if found else ""
    return "" if found is None else str(found)


def typed(field: forms.Field, data: Any, name: str, initials: list[Any]) -> Value:
    """What was sent: spelled as one of `initials` where it says the same. None: it was not sent at all."""
    if field.widget.value_omitted_from_data(data, {}, name):
        return None
    raw = field.widget.value_from_datadict(data, {}, name)
    if isinstance(field, AnswersField):
        try:
            return {key: field.said(key, answer) for key, answer in field.clean(raw).items()}
        except ValidationError:
            return str(raw)
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return {str(one): True for one in raw or ()}
    for initial in initials:
        if not field.has_changed(initial, raw):
            return shown(field, initial)
    if isinstance(field, forms.BooleanField):
        return bool(raw)
    return "" if raw is None else str(raw)


def put(data: QueryDict, name: str, field: forms.Field, value: Value) -> None:
    """As the browser would have sent it."""
    if isinstance(field, AnswersField) and isinstance(value, dict):
        data[name] = field.lines(value)
    elif isinstance(value, dict):
        data.setlist(name, list(value))
    elif isinstance(value, bool):
        data.setlist(name, ["on"] if value else [])
    else:
        data[name] = value or ""


def in_words(field: forms.Field, value: Value, nothing: str) -> str:
    """For a sentence."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, AnswersField) and isinstance(value, dict):
        return "；".join(field.lines(value).splitlines()) or nothing
    if isinstance(value, dict):
        return "、".join(labels(field).get(one, one) for one in value) or nothing
    if not value:
        return nothing
    if isinstance(field, forms.DecimalField):
        try:
            return as_text(Decimal(value))
        except InvalidOperation:
            return value
    return labels(field).get(value, value) if hasattr(field, "choices") else value


def labels(field: Any) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for value, label in field.choices:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        found |= {str(getattr(one, "value", one)): str(name) for one, name in pairs}
    return found
