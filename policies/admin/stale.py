"""Two people on the same page: whoever saves second is shown what the first one changed, and nothing is overwritten
before they say so. The page carries the version it was opened at; what was typed stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from policies.models.history import TRACKED

from .trail import Entry, of_page, on_page_of, version
from .words import NOTHING

SEEN = "seen_version"
ANYWAY = "overwrite_version"
SENTENCE = "没有保存：你打开这一页以后，它又被改过。请看上面的改动，再决定按哪一种保存"


@dataclass(frozen=True, slots=True)
class Difference:
    place: str
    now: str
    typed: str


@dataclass(frozen=True, slots=True)
class Stale:
    """`version`: the present one, which overwriting has to name; `theirs`: what was changed since the page opened."""

    version: str
    theirs: list[Entry]


class VersionField(forms.CharField):
    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def spelled(parts: Sequence[int]) -> str:
    return ".".join(map(str, parts))


def versioned(form: type[Any], row: Model | None) -> type[Any]:
    """The form with the version of the row it shows; a row still to be added has none."""
    if row is None:
        return form
    return type(form.__name__, (form,), {SEEN: VersionField(required=False, initial=spelled(version(row)))})


def found(request: HttpRequest, row: Model) -> Stale | None:
    """What stands against saving this page, if anything does."""
    seen, now = request.POST.get(SEEN, ""), version(row)
    if spelled(now) in (seen, request.POST.get(ANYWAY)):
        return None
    numbers = [int(part) if part.isdecimal() else 0 for part in seen.split(".")]
    known = numbers if len(numbers) == len(now) else [0] * len(now)
    return Stale(spelled(now), of_page(row, since=known))


def with_what_is_there(posted: QueryDict, row: Model) -> QueryDict:
    """What was typed, fit to be shown: rows of inlines that someone else deleted meanwhile become new ones."""
    data = posted.copy()
    for model in on_page_of(type(row))[1:]:
        owner = model._meta.get_field(str(TRACKED[model]))
        prefix = owner.remote_field.get_accessor_name()  # type: ignore[union-attr]
        if f"{prefix}-INITIAL_FORMS" in data:
            there = model._default_manager.filter(**{owner.name: row}).values_list("pk", flat=True)
            _renumber(data, str(prefix), set(map(str, there)))
    return data


def _renumber(data: QueryDict, prefix: str, there: set[str]) -> None:
    total, initial = (_number(data.get(f"{prefix}-{name}")) for name in ("TOTAL_FORMS", "INITIAL_FORMS"))
    rows = [_take(data, f"{prefix}-{number}-") for number in range(total)]
    kept = [row for row in rows[:initial] if row.get("id") and row["id"][0] in there]
    gone = [row | {"id": [""]} for row in rows[:initial] if row not in kept and not any(row.get("DELETE", []))]
    in_turn = kept + gone + rows[initial:]
    for number, row in enumerate(in_turn):
        for name, found_values in row.items():
            data.setlist(f"{prefix}-{number}-{name}", found_values)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(in_turn)), str(len(kept))


def _number(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdecimal() else 0


def _take(data: QueryDict, start: str) -> dict[str, list[str]]:
    return {name.removeprefix(start): data.pop(name) for name in list(data) if name.startswith(start)}


def typed_otherwise(adminform: Any, formsets: Any) -> list[Difference]:
    """Where what was typed is not what the rows say now."""
    differences = list(_of_form(adminform.form, ""))
    for wrapped in formsets:
        formset = wrapped.formset
        changed = [form for form in formset.forms if form.has_changed()]
        # Read anew: the forms have put what was typed into theirs.
        now = formset.model._default_manager.in_bulk([form.instance.pk for form in changed if form.instance.pk])
        for form in changed:
            differences += _of_row(formset, form, now.get(form.instance.pk))
    return differences


def _of_row(formset: Any, form: Any, row: Model | None) -> list[Difference]:
    kind = str(formset.model._meta.verbose_name)
    if row is None:
        return [Difference(kind, NOTHING, "新的一行")]
    if formset.can_delete and formset._should_delete_form(form):
        return [Difference(f"{kind}：{row}", "在", "删除")]
    return list(_of_form(form, f"{kind}：{row} › "))


def _of_form(form: Any, place: str) -> Iterator[Difference]:
    for name in form.changed_data:
        field = form[name]
        yield Difference(f"{place}{field.label}", _shown(field.field, field.initial), _shown(field.field, field.data))


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return "是" if value and value != "False" else "否"
    if value in (None, ""):
        return NOTHING
    if isinstance(field, forms.ChoiceField):
        return _labels(field).get(str(getattr(value, "pk", value)), str(value))
    return str(value)


def _labels(field: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, label in field.choices:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        found |= {str(getattr(one, "value", one)): str(name) for one, name in pairs}
    return found
