"""What writing rows of any kind needs: the document, the ids of what was written, and rows made equal to entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from policies.calculator.date_operators import TODAY
from policies.catalogue.document.canonical import Document
from policies.models.choices import Operator

from .matching import LABELS, in_place, matched, with_labels_kept
from .sync import Rows, sync

Entry = dict[str, Any]
Ids = dict[str | None, int | None]


class Writer:
    region_ids: Ids
    section_ids: Ids
    category_ids: Ids
    question_ids: Ids
    source_ids: Ids
    parameter_ids: Ids
    group_ids: Ids
    policy_ids: Ids

    def __init__(self, document: Document) -> None:
        self.document = document
        self.done: Counter[str] = Counter()
        self._standing: dict[type[Any], dict[int, list[Any]]] = {}

    def standing(self, model: type[Any], column: str, owner: int) -> Sequence[Any]:
        """The rows that stood on the owner's page at first; of each kind all are read at once."""
        if model not in self._standing:
            self._standing[model] = {}
            for row in model._default_manager.all():
                self._standing[model].setdefault(getattr(row, column), []).append(row)
        return self._standing[model].get(owner, ())

    def listed(self, model: type[Any], key: str, name: str, columns: Any) -> Rows:
        """Questions and regions bring their own position; everything else stands within its region as listed."""
        existing = by_code(model.objects.all(), self.document[name], key)
        by_region: dict[str | None, list[Entry]] = {}
        for entry in self.document[name]:
            by_region.setdefault(entry.get("region"), []).append(entry)
        wanted = {}
        for entries in by_region.values():
            rows = [existing.get(entry[key]) for entry in entries]
            made = [{key: entry[key], **former(model, entry), **columns(entry)} for entry in entries]
            for entry, one in zip(entries, in_place(rows, made), strict=True):
                wanted[entry[key]] = {**one, "position": entry.get("position", one["position"])}
        return self.sync(model, existing, {entry[key]: wanted[entry[key]] for entry in self.document[name]})

    def named(self, model: type[Any], existing: Iterable[Any], wanted: Sequence[Entry], key: str) -> Rows:
        """Rows inside another that have a name of their own in the column `key`."""
        by_name = by_code(existing, wanted, key)
        wanted = [{**entry, **former(model, entry)} for entry in wanted]
        placed = in_place([by_name.get(entry[key]) for entry in wanted], wanted)
        return self.sync(model, by_name, {entry[key]: entry for entry in placed})

    def children(
        self, model: type[Any], existing: Iterable[Any], wanted: Sequence[Entry], about: Sequence[str] = ()
    ) -> None:
        """Rows without a name; `about`: the columns that tell what a row is about, see `matched`."""
        existing = list(existing)
        rows = matched(existing, wanted, about)
        if wanted and set(LABELS) <= wanted[0].keys():
            wanted = with_labels_kept(rows, wanted)
        kept: dict[Any, Any] = {place: row for place, row in enumerate(rows) if row is not None}
        gone = {("gone", row.pk): row for row in existing if row not in rows}
        self.done += self.sync(model, kept | gone, dict(enumerate(in_place(rows, wanted)))).drop()

    def sync(self, model: type[Any], existing: dict[Any, Any], wanted: dict[Any, Entry]) -> Rows:
        rows = sync(model, existing, wanted)
        self.done += rows.done
        return rows


def by_code(rows: Iterable[Any], wanted: Iterable[Entry], key: str) -> dict[Any, Any]:
    """The rows by what the document calls them: a row that was renamed, here or there, stays the same row."""
    found = {getattr(row, key): row for row in rows}
    entries = list(wanted)
    codes = {entry[key] for entry in entries}
    for entry in (entry for entry in entries if entry[key] not in found):
        for code, row in found.items():
            if code not in codes and (entry[key] in getattr(row, "formerly", ()) or code in entry.get("formerly", ())):
                found[entry[key]] = found.pop(code)
                break
    return found


def former(model: type[Any], entry: Entry) -> Entry:
    return {"formerly": entry.get("formerly", [])} if hasattr(model, "formerly") else {}


def copied(entry: Entry, *names: str) -> Entry:
    return {name: entry[name] for name in names}


def compared(single: Entry) -> Entry:
    """Of the event in whose year something is to be, the row names the event itself, see `measured_at`."""
    operator = next(name for name in Operator.values if name in single)
    return {"operator": operator, "value": operator == Operator.SAME_YEAR_AS or single[operator]}


def measured_at(single: Entry) -> str | None:
    """The date question on whose day it is looked at."""
    other = single.get(Operator.SAME_YEAR_AS)
    return single.get("measured_at") if other in (None, TODAY) else other


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def ids(rows: Rows) -> Ids:
    return {None: None, **{key: row.pk for key, row in rows.kept.items()}}
