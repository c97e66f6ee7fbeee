"""Who changed what of the entries that are to be published, since each was published last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from policies.admin.history import everything
from policies.admin.history.records import HistoryLine, newest_first, on_page_of, records
from policies.admin.wording.records import Names
from policies.catalogue.changes.changes import Change
from policies.models.history import TRACKED, ChangedField
from policies.publishing import four_eyes
from policies.publishing.four_eyes import NOT_RENAMED, Renamed
from policies.publishing.parts import Key

AT_ONCE = 5000


def since_published(changes: Sequence[Change], renamed: Renamed = NOT_RENAMED) -> dict[Key, list[HistoryLine]]:
    """Whatever was saved on the page of each, the newest first, by whom and however: by hand, from a file, by a pack.

    In a few queries for each kind of row, however many the changes are.
    """
    names, found = Names(), defaultdict(list)
    for model, numbers in _records(changes, renamed):
        for some in _at_once(numbers):
            for line in everything.of_numbers(everything.MODELS.index(model), some, names):
                found[numbers[line.number]].append(line)
    return {key: newest_first(lines) for key, lines in found.items()}


def editors(changes: Sequence[Change], renamed: Renamed = NOT_RENAMED) -> dict[Key, list[tuple[str, datetime]]]:
    """Who did, each person once with the last time: without a word of what, of which there may be very much."""
    last: dict[Key, dict[str, datetime]] = defaultdict(dict)
    for model, numbers in _records(changes, renamed):
        for some in _at_once(numbers):
            for number, who, when in everything.authors(model, some):
                known = last[numbers[number]]
                known[who] = max(when, known.get(who, when))
    return {key: sorted(known.items(), key=lambda pair: pair[1], reverse=True) for key, known in last.items()}


def _records(changes: Sequence[Change], renamed: Renamed) -> Iterator[tuple[type[Model], dict[int, Key]]]:
    """Of each kind of row the records since then, and which change each of them is about."""
    since = four_eyes.last_published({(change.name, change.code) for change in changes}, renamed)
    by_list: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        by_list[change.name].add(change.code)
    for name, codes in by_list.items():
        pages = {pk: (name, code) for pk, code in four_eyes.rows_ever(name, codes).items()}
        for model in on_page_of(four_eyes.ROWS[name]):
            yield model, _since(model, pages, since)


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


def _at_once(numbers: dict[int, Key]) -> Iterator[list[int]]:
    every = list(numbers)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]


def kept(edits: dict[Key, list[HistoryLine]]) -> dict[Key, list[dict[str, Any]]]:
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
            for one in lines
        ]
        for key, lines in edits.items()
    }


def of_kept(lines: Sequence[dict[str, Any]]) -> list[HistoryLine]:
    """The other way round, for the page of the release."""
    return [
        HistoryLine(
            when=datetime.fromisoformat(one["when"]),
            who=one["who"],
            kind=one["kind"],
            page="",
            row=one["row"],
            changes=tuple(ChangedField(*said) for said in one["changes"]),
            reason=one["reason"],
            number=0,
        )
        for one in lines
    ]
