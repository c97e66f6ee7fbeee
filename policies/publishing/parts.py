"""Some of the changes between two documents, put onto a third: what one publishes without the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.catalogue.changes.differences import differences
from policies.catalogue.changes.merging import merged
from policies.catalogue.document import owners, renaming
from policies.catalogue.document.canonical import Document

Entry = dict[str, Any]
Key = tuple[str, str]
"""A list of the document and what the entry is called in it: ("policies", "qj-rent-subsidy")."""


@dataclass(frozen=True, slots=True)
class EntryConflict:
    """`path` within the entry was changed in two ways; empty where one changed the entry and the other removed it."""

    key: Key
    path: tuple[str, ...]
    before: Any
    there: Any
    wanted: Any


def changed(before: Document, after: Document) -> list[Key]:
    """The entries that differ, each once."""
    return list(dict.fromkeys((one.name, one.code) for one in differences(before, after)))


def with_what_belongs(chosen: Collection[Key], among: Collection[Key], before: Document, after: Document) -> set[Key]:
    """The chosen changes with all that go out only together with them, `among` all that lead from `before` to `after`.

    A changed policy goes with the changed questions and parameters it names, and these with every changed policy that
    names them: half of it would be a catalogue that nobody wrote.
    """
    both = entries(before), entries(after)
    names = {key: set().union(*(words_of(of[key]) for of in both if key in of)) for key in among}
    together: dict[Key, set[Key]] = defaultdict(set)
    for key, words in names.items():
        for other in names:
            # What an entry is called; some are named by nobody.
            if (
                other != key
                and other[0] not in ("life_events", "measures", "schools", "synonyms")
                and other[1] in words
            ):
                together[key].add(other)
                together[other].add(key)
    found, waiting = set(), [key for key in chosen if key in names]
    while waiting:
        if (key := waiting.pop()) not in found:
            found.add(key)
            waiting += together[key]
    return found


def patched(
    onto: Document, before: Document, after: Document, chosen: Collection[Key]
) -> tuple[Document, list[EntryConflict]]:
    """`onto` with the chosen ones of the changes that lead from `before` to `after`.

    Where `onto` says something else than `before` in the same field, its own stays and is told as a conflict.
    """
    conflicts: list[EntryConflict] = []
    names = {key: new for key, new in renaming.names(after).items() if _goes_out(key, new, chosen)}
    before, onto = renaming.renamed(before, names), renaming.renamed(onto, names)
    old, new, there = entries(before), entries(after), entries(onto)
    kept: dict[Key, Entry] = {}
    for key in [*there, *(key for key in new if key not in there)]:
        entry = there.get(key)
        if key in chosen:
            entry, found = merged(old.get(key), new.get(key), entry)
            conflicts += [EntryConflict(key, one.path, one.before, one.there, one.wanted) for one in found]
        if entry is not None:
            # What the entry says no longer, such as its last dated change, is not said to be nothing.
            wanted = new.get(key, entry) if key in chosen else entry
            kept[key] = {name: value for name, value in entry.items() if value is not None or name in wanted}
    lists = {name: _in_turn(name, kept, new, there) for name in owners.LISTS if name in owners.NAMES}
    return owners.in_order(onto | lists), conflicts


def _goes_out(key: renaming.Key, new: str, chosen: Collection[Key]) -> bool:
    """Whether a renaming is among the changes: the entry itself, or the one that the choice or tier stands in."""
    owner = {"choices": "questions", "tiers": "policies"}.get(key[0])
    return ((owner, key[1]) if owner else (key[0], new)) in chosen


def entries(document: Document) -> dict[Key, Entry]:
    """All entries that have a name, in the order of the document."""
    return {
        (name, owners.called(name, entry)): entry
        for name in owners.LISTS
        if name in owners.NAMES
        for entry in owners.listed(document, name)
    }


def _in_turn(name: str, kept: Mapping[Key, Entry], new: Mapping[Key, Entry], there: Mapping[Key, Entry]) -> list[Entry]:
    """As they stand already; what comes in stands after what it follows in the document it comes from."""
    turn = [key for key in there if key in kept and key[0] == name]
    last = -1
    for key in (key for key in new if key[0] == name and key in kept):
        if key in there:
            last = turn.index(key)
        else:
            last += 1
            turn.insert(last, key)
    return [kept[key] for key in turn]


def words_of(value: Any) -> Iterator[str]:
    """Every text that could be the code of another entry; the questions that a school answers are keys."""
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from words_of(one)
        case dict():
            yield from value.get("answers") or ()
            for one in value.values():
                yield from words_of(one)
