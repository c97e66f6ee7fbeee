"""Rows of one kind made equal to what is wanted, one save for each row that differs.

Saves go through instances and deletes send their signals, so that whatever keeps a history of rows sees each of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Entry = dict[str, Any]


@dataclass
class Rows:
    """`kept` by key, created ones included; `gone`: no longer wanted; `done` counts added, changed, removed."""

    kept: dict[Any, Any]
    gone: list[Any]
    done: Counter[str] = field(default_factory=Counter)

    def drop(self) -> Counter[str]:
        """Deletes the gone, those without children among them first."""
        waiting = list(self.gone)
        while waiting:
            parents = {getattr(row, "parent_id", None) for row in waiting}
            leaves = [row for row in waiting if row.pk not in parents] or waiting
            keys = {row.pk for row in leaves}
            waiting = [row for row in waiting if row.pk not in keys]
            # What hangs on them is looked for once, not for each; the history still sees each of them go.
            type(leaves[0])._default_manager.filter(pk__in=keys).delete()
        return Counter(removed=len(self.gone))


def sync(model: type[Any], existing: dict[Any, Any], wanted: dict[Any, Entry]) -> Rows:
    rows = Rows({}, [row for key, row in existing.items() if key not in wanted])
    for key, columns in wanted.items():
        row = existing.get(key)
        if row is None:
            row = model(**columns)
            row.save()
            rows.done["added"] += 1
        elif differing := [name for name, value in columns.items() if getattr(row, name) != value]:
            for name in differing:
                setattr(row, name, columns[name])
            row.save()
            rows.done["changed"] += 1
        rows.kept[key] = row
    return rows
