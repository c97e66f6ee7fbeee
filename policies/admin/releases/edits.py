"""Who changed what of the entries that are to be published, since each was published last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from policies.admin.history import everything
from policies.admin.history.records import Entry, newest_first, on_page_of, records
from policies.admin.wording.records import Names
from policies.catalogue.changes.changes import Change
from policies.models.history import TRACKED, ChangedField
from policies.publishing import four_eyes
from policies.publishing.four_eyes import NOT_RENAMED, Renamed
from policies.publishing.parts import Key

AT_ONCE = 5000


def since_published(changes: Sequence[Change], renamed: Renamed = NOT_RENAMED) -> dict[Key, list[Entry]]:
    """Whatever was saved on the page of each, the newest first, by whom and however: by hand, from a file, by a pack.

    In a few queries for each kind of row, however many the changes are.
    """
    since = four_eyes.last_published({(change.name, change.code) for change in changes}, renamed)
    by_list: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        by_list[change.name].add(change.code)
    names, found = Names(), defaultdict(list)
    for name, codes in by_list.items():
        pages = {pk: (name, code) for pk, code in four_eyes.rows_ever(name, codes).items()}
        for model in on_page_of(four_eyes.ROWS[name]):
            numbers = _since(model, pages, since)
            for entry in _entries(model, list(numbers), names):
                found[numbers[entry.number]].append(entry)
    return {key: newest_first(entries) for key, entries in found.items()}


def _since(model: type[Model], pages: dict[int, Key], since: dict[Key, datetime]) -> dict[int, Key]:
    """Whose page each record since then is about."""
    column = f"{TRACKED[model]}_id" if TRACKED[model] else "id"
    kept = records(model).filter(**{f"{column}__in": list(pages)}).order_by()
    if pages.keys() and all(key in since for key in pages.values()):
        kept = kept.filter(history_date__gt=min(since[key] for key in pages.values()))
    found = {}
    for number, pk, at in kept.values_list("history_id", column, "history_date"):
        published = since.get(pages[pk])
        if published is None or at > published:
            found[number] = pages[pk]
    return found


def _entries(model: type[Model], numbers: Sequence[int], names: Names) -> list[Entry]:
    what = everything.MODELS.index(model)
    return [
        entry
        for start in range(0, len(numbers), AT_ONCE)
        for entry in everything.entries(what, list(numbers[start : start + AT_ONCE]), names)
    ]


def kept(edits: dict[Key, list[Entry]]) -> dict[Key, list[dict[str, Any]]]:
    """As a release keeps them."""
    return {
        key: [
            {
                "when": one.when.isoformat(),
                "who": one.who,
                "kind": one.kind,
                "row": one.row,
                "reason": one.reason,
                "changes": [[said.field, said.before, said.after] for said in one.changes],
            }
            for one in entries
        ]
        for key, entries in edits.items()
    }


def of_kept(entries: Sequence[dict[str, Any]]) -> list[Entry]:
    """The other way round, for the page of the release."""
    return [
        Entry(
            when=datetime.fromisoformat(one["when"]),
            who=one["who"],
            kind=one["kind"],
            page="",
            row=one["row"],
            changes=tuple(ChangedField(*said) for said in one["changes"]),
            reason=one["reason"],
            number=0,
        )
        for one in entries
    ]


def editors(entries: Collection[Entry]) -> list[tuple[str, datetime]]:
    """Each person once, with the last time."""
    last: dict[str, datetime] = {}
    for one in entries:
        last[one.who] = max(one.when, last.get(one.who, one.when))
    return sorted(last.items(), key=lambda pair: pair[1], reverse=True)
