"""A staff page three times as plain values: as it was opened, as it stands now, and as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from policies.admin.history.records import on_page_of

from . import as_it_was, spelled

ITSELF = ""
LARGEST = 1000
Key = tuple[str, str]
"""Of a row on a page: the prefix of its inline, empty for the row whose page it is; its key, or new-3."""
Values = dict[str, spelled.Value]


@dataclass(slots=True)
class RowSeen:
    """One row as its form shows it."""

    form: Any
    values: Values


@dataclass(frozen=True, slots=True)
class InlineRows:
    """An inline."""

    prefix: str
    formset: Any
    inline: Any


@dataclass
class Sides:
    """`seen`: the records up to which the page was seen, by kind of row; None where nobody knows."""

    admin: Any
    request: HttpRequest
    row: Model
    seen: dict[type[Model], int] | None
    now: dict[Key, RowSeen] = field(default_factory=dict)
    before: dict[Key, RowSeen | None] = field(default_factory=dict)
    mine: dict[Key, Values] = field(default_factory=dict)
    sent: dict[Key, Values] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)
    """The start of the names under which a row was sent."""

    @cached_property
    def form(self) -> Any:
        return self.admin.get_form(self.request, self.row, change=True)

    @cached_property
    def inlines(self) -> dict[str, InlineRows]:
        pairs = self.admin.get_formsets_with_inlines(self.request, self.row)
        return {
            prefix: InlineRows(prefix, formset, inline)
            for formset, inline in pairs
            if (prefix := formset.get_default_prefix())
        }

    def model(self, prefix: str) -> type[Model]:
        return self.inlines[prefix].formset.model if prefix else type(self.row)

    def read(self, data: QueryDict) -> Sides:
        for prefix in (ITSELF, *self.inlines):
            self._read_now(prefix)
            self._read_before(prefix)
        for key, place, deleted in self._sent(data):
            self.places[key] = place
            self.sent[key] = self._typed(key, data, place)
            if not deleted:
                self.mine[key] = dict(self.sent[key])
        for key in self.now.keys() - self.places.keys():
            # Added meanwhile, or left out of what was sent: nobody touched it here.
            was = self.before.get(key)
            if was is not None:
                self.mine[key] = was.values
        return self

    def shown(self) -> dict[str, Any]:
        """As it stands now."""
        for prefix in (ITSELF, *self.inlines):
            self._read_now(prefix)
        return self._nested({key: line.values for key, line in self.now.items()})

    def _read_now(self, prefix: str) -> None:
        for row in self._rows_now(prefix):
            key = (prefix, str(row.pk) if prefix else ITSELF)
            self.now[key] = self.before[key] = self._line(prefix, row)

    def _rows_now(self, prefix: str) -> Any:
        if not prefix:
            return [self.row]
        rows = self.inlines[prefix]
        return rows.inline.rows_of(self.request, self.row).filter(**{rows.formset.fk.name: self.row})

    def _read_before(self, prefix: str) -> None:
        """What was not changed since is as it is now.

        Of rows that come a part at a time, `now` has those that were sent: one that is only here was not.
        """
        if self.seen is None:
            for key, line in self.now.items():
                if key[0] == prefix:
                    self.before[key] = RowSeen(line.form, {})
            return
        model = self.model(prefix)
        if model not in self.seen:
            return
        for pk, was in as_it_was.before(model, self.row, self.seen[model]).items():
            key = (prefix, str(pk) if prefix else ITSELF)
            self.before[key] = self._line(prefix, was.row, was.lists) if was else None

    def _line(self, prefix: str, row: Model, lists: Any = ()) -> RowSeen:
        form = self._form(prefix)
        if prefix:
            setattr(row, self.inlines[prefix].formset.fk.name, self.row)
        try:
            shown = form(instance=row, **({"prefix": f"{prefix}-0"} if prefix else {}))
            shown.initial |= lists
            return RowSeen(
                shown,
                {
                    name: spelled.shown(field, shown.get_initial_for_field(field, name))
                    for name, field in spelled.fields_of(shown).items()
                },
            )
        except ObjectDoesNotExist:
            # It referred to what is gone: of this one nobody can say any more what it said.
            return RowSeen(form(), {})

    def _form(self, prefix: str) -> Any:
        return self.inlines[prefix].formset.form if prefix else self.form

    def _sent(self, data: QueryDict) -> Iterator[tuple[Key, str, bool]]:
        yield (ITSELF, ITSELF), "", False
        for prefix in self.inlines:
            for number in range(how_many(data, prefix)):
                place = f"{prefix}-{number}-"
                pk = data.get(f"{place}id", "")
                yield (prefix, pk or f"new-{number}"), place, bool(data.get(f"{place}DELETE"))

    def _typed(self, key: Key, data: QueryDict, place: str) -> Values:
        was, now = self.before.get(key), self.now.get(key)
        known = [line.form for line in (was, now) if line is not None and line.values]
        form = known[0] if known else self._form(key[0])()
        found = {}
        for name, one in spelled.fields_of(form).items():
            initials = [other.get_initial_for_field(one, name) for other in known]
            value = spelled.typed(one, data, f"{place}{name}", initials)
            if value is None:
                value = next((line.values.get(name) for line in (was, now) if line is not None), "")
            found[name] = value
        return found

    def documents(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """As it was opened, as it was typed, as it stands."""
        was = {key: line.values for key, line in self.before.items() if line is not None}
        # Sent as one that was there, and nobody knows what it said then.
        was |= {key: {} for key in self.places.keys() - was.keys() if not key[1].startswith("new-")}
        now = {key: line.values for key, line in self.now.items()}
        return self._nested(was), self._nested(self.mine), self._nested(now)

    def _nested(self, values: dict[Key, Values]) -> dict[str, Any]:
        found: dict[str, Any] = {prefix: {} for prefix in (ITSELF, *self.inlines)}
        for (prefix, pk), one in values.items():
            found[prefix][pk] = one
        return found


def how_many(data: QueryDict, prefix: str, name: str = "TOTAL_FORMS") -> int:
    text = data.get(f"{prefix}-{name}", "")
    return min(int(text), LARGEST) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def seen_at(row: Model, numbers: list[str], now: tuple[int, ...]) -> dict[type[Model], int] | None:
    """By kind of row the last record that the page showed; None where that cannot be what it showed."""
    kinds = on_page_of(type(row))
    if len(numbers) != len(kinds) or not all(one.isascii() and one.isdecimal() and len(one) < 19 for one in numbers):
        return None
    seen = dict(zip(kinds, map(int, numbers), strict=True))
    if any(number > last for number, last in zip(seen.values(), now, strict=True)):
        return None
    return seen
