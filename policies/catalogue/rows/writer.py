"""What writing rows of any kind needs: the document, the ids of what was written, and rows made equal to entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from policies.catalogue.canonical import Document
from policies.models.choices import Operator

from .sync import Rows, by_turn, numbered, sync

Entry = dict[str, Any]
Ids = dict[str | None, int | None]


class Writer:
    region_ids: Ids
    section_ids: Ids
    question_ids: Ids
    source_ids: Ids
    parameter_ids: Ids
    group_ids: Ids
    policy_ids: Ids

    def __init__(self, document: Document) -> None:
        self.document = document
        self.done: Counter[str] = Counter()

    def listed(self, model: type[Any], key: str, name: str, columns: Any) -> Rows:
        """Questions bring their own position; everything else is numbered as it stands."""
        wanted = {
            entry[key]: {key: entry[key], **columns(entry), "position": entry.get("position", (number + 1) * 10)}
            for number, entry in enumerate(self.document[name])
        }
        return self.sync(model, {getattr(row, key): row for row in model.objects.all()}, wanted)

    def sync(self, model: type[Any], existing: dict[Any, Any], wanted: dict[Any, Entry]) -> Rows:
        rows = sync(model, existing, wanted)
        self.done += rows.done
        return rows

    def children(self, model: type[Any], existing: Iterable[Any], wanted: Sequence[Entry]) -> None:
        """Rows without a name of their own: matched by their turn."""
        self.done += self.sync(model, by_turn(existing), dict(enumerate(numbered(wanted)))).drop()


def copied(entry: Entry, *names: str) -> Entry:
    return {name: entry[name] for name in names}


def compared(single: Entry) -> Entry:
    operator = next(name for name in Operator.values if name in single)
    return {"operator": operator, "value": single[operator]}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def ids(rows: Rows) -> Ids:
    return {None: None, **{key: row.pk for key, row in rows.kept.items()}}
