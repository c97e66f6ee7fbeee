"""Which row an entry without a name of its own belongs to: a row keeps its number as long as it says the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

Entry = dict[str, Any]
Fits = Callable[[Any, Entry], bool]
Label = tuple[str, int]

# How alternatives are lettered and numbered says nothing of its own; only which conditions stand together does.
LABELS = ("alternative", "branch")


def matched(rows: Iterable[Any], wanted: Sequence[Entry], about: Sequence[str]) -> list[Any | None]:
    """The row of each entry, None where it needs a new one.

    Rows that already say the same come first, wherever they stand. Of the others a row may say something new only
    about the same thing: the columns named in `about` are equal. Whoever wrote down its number means that thing.
    """
    left = sorted(rows, key=lambda row: (row.position, row.pk))
    found: list[Any | None] = [None] * len(wanted)

    def take(fits: Fits) -> None:
        for place, entry in enumerate(wanted):
            if found[place] is None and (fitting := [row for row in left if fits(row, entry)]):
                found[place] = max(fitting, key=lambda row: _alike(row, entry))
                left.remove(found[place])

    take(lambda row, entry: _alike(row, entry) == len(entry))
    take(lambda row, entry: all(getattr(row, name) == value for name, value in entry.items() if name not in LABELS))
    take(lambda row, entry: all(getattr(row, name) == entry[name] for name in about))
    return found


def _alike(row: Any, entry: Entry) -> int:
    return sum(getattr(row, name) == value for name, value in entry.items())


def in_place(rows: Sequence[Any | None], wanted: Sequence[Entry]) -> list[Entry]:
    """The entries with a position each: rows that are in order stay where they are, new ones go in between.

    Where that leaves no room, all are numbered anew.
    """
    known = [row.position if row is not None else None for row in rows]
    positions = list(_between(known))
    if any(later <= earlier for earlier, later in pairwise(positions)):
        positions = [(number + 1) * 10 for number in range(len(wanted))]
    return [{**entry, "position": position} for entry, position in zip(wanted, positions, strict=True)]


def _between(known: Sequence[int | None]) -> Iterator[int]:
    """Each gap filled evenly; what comes after the last known position goes on in tens."""
    last, place = 0, 0
    while place < len(known):
        if (here := known[place]) is not None:
            yield here
            last, place = here, place + 1
            continue
        end = next((later for later in range(place, len(known)) if known[later] is not None), len(known))
        count = end - place
        step = ((known[end] or 0) - last) / (count + 1) if end < len(known) else 10
        yield from (last + int(step * number) for number in range(1, count + 1))
        last, place = last + int(step * count), end


def with_labels_kept(rows: Sequence[Any | None], wanted: Sequence[Entry]) -> list[Entry]:
    """The entries with the alternatives and branches that their rows have, if those put the same things together."""
    found = list(wanted)
    owners: dict[tuple[Any, Any], list[int]] = {}
    for place, entry in enumerate(wanted):
        owners.setdefault((entry.get("tier_id"), entry.get("kind")), []).append(place)
    for places in owners.values():
        old = _old_labels([(_label(wanted[place]), rows[place]) for place in places])
        for place in places:
            if label := old.get(_label(wanted[place])):
                found[place] = {**wanted[place], **dict(zip(LABELS, label, strict=True))}
    return found


def _label(entry: Entry) -> Label:
    return entry["alternative"], entry["branch"] or 0


def _old_labels(pairs: Sequence[tuple[Label, Any | None]]) -> dict[Label, Label]:
    """From the labels wanted to those that the rows have; empty where these cannot stay."""
    in_any_ofs = [(new, row) for new, row in pairs if new[0]]
    known = [(new, (row.alternative, row.branch)) for new, row in in_any_ofs if row is not None and row.alternative]
    labels = _renamed(known)
    alternatives = _renamed((new[0], old[0]) for new, old in known)
    # A branch or an alternative that is new has no old name to keep.
    if not labels or alternatives is None or any(new not in labels for new, _ in in_any_ofs):
        return {}
    # Branches are read by number: the old numbers must follow one another as the new ones do.
    in_turn = [[labels[new][1] for new in sorted(labels) if new[0] == alternative] for alternative in alternatives]
    return labels if all(numbers == sorted(numbers) for numbers in in_turn) else {}


def _renamed(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any] | None:
    """From new to old names; None where one name would have to stand for two."""
    names: dict[Any, Any] = {}
    for new, old in pairs:
        if names.setdefault(new, old) != old:
            return None
    return names if len(set(names.values())) == len(names) else None
