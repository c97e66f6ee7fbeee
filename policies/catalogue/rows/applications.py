"""The application windows of a policy and their entries in the document, both ways."""

from __future__ import annotations

from collections.abc import Mapping

from .columns import plain
from .listed import OfPolicy
from .policy_changes import named
from .writer import Entry, Ids, day

Names = Mapping[int | None, str | None]
TEXTS = ("opens", "closes", "every", "clause", "note")
DAYS = ("starts_on", "ends_on")
COUNTS = ("from_months", "to_months", "to_days", "open_days")


def read(inside: OfPolicy, questions: Names, sources: Names) -> list[Entry]:
    """Each says only what it says, as in the document."""
    changes = {change.id: change.code for change in inside.changes}
    several = [
        plain(row, *TEXTS, *COUNTS, *DAYS)
        | {"measured_at": questions[row.measured_at_id], "source": sources[row.source_id]}
        | named(row, changes)
        for row in inside.application_windows
    ]
    return [{name: value for name, value in one.items() if value not in (None, "")} for one in several]


def columns(entry: Entry, owner: Entry, questions: Ids, sources: Ids, changes: Ids) -> list[Entry]:
    return [
        {
            **owner,
            **{name: one.get(name, "") for name in TEXTS},
            **{name: one.get(name) for name in COUNTS},
            **{name: day(one.get(name)) for name in DAYS},
            "since_id": changes[one.get("since")],
            "until_id": changes[one.get("until")],
            "measured_at_id": questions[one.get("measured_at")],
            "source_id": sources[one.get("source")],
        }
        for one in entry.get("application_windows", [])
    ]
