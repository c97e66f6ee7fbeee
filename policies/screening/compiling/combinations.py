"""In which order the policies of a best set are decided, and what of those before matters for those after: however many
combinations there are, those that leave the same to the rest are one; see `calculator.combining`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policies.calculator.relations import NONE, Rivals

Codes = frozenset[str]
Links = Mapping[str, Codes]
# So many of them are told apart at once, for every row.
MOST_COMBINATIONS = 256
TOO_MANY = "the best set of policies that exclude one another in too many ways"


class Before(NamedTuple):
    """What combinations of the policies decided so far leave to the others: of these `excluded` are out of reach;
    `taken`: those by which something goes that is not decided yet."""

    excluded: Codes
    taken: Codes


NOTHING_BEFORE = Before(NONE, NONE)


@dataclass(frozen=True, slots=True)
class Deciding:
    """One policy is decided. `ways`: from all that there may be before to what there is after it without it, and with
    it, None where it is excluded."""

    code: str
    ways: Mapping[Before, tuple[Before, Before | None]]


def links_of(codes: Collection[str], rivals: Rivals, together: Iterable[Collection[str]]) -> Links:
    """Of each of the policies those that it has to do with. `together`: which are looked at together, as what one is
    worth goes by the others."""
    among = frozenset(codes)
    found = {code: set(rivals.get(code, NONE) & among) for code in codes}
    for several in together:
        for code in among.intersection(several):
            found[code] |= among.intersection(several) - {code}
    return {code: frozenset(others) for code, others in found.items()}


def parts_of(codes: Sequence[str], links: Links) -> list[list[str]]:
    """Those that have to do with one another together, in their order; nothing stands between two parts."""
    found: list[list[str]] = []
    placed = set[str]()
    for code in codes:
        if code not in placed:
            part = _with_all(code, links)
            placed |= part
            found.append([one for one in codes if one in part])
    return found


def _with_all(code: str, links: Links) -> set[str]:
    found, new = set[str](), {code}
    while new:
        found |= new
        new = set[str]().union(*(links.get(one, NONE) for one in new)) - found
    return found


def steps_of(part: Sequence[str], links: Links, rivals: Rivals, together: Sequence[Codes]) -> list[Deciding] | None:
    """Of what has to do with those before the one is next that leaves the fewest combinations; None where these are
    too many."""
    found, before = list[Deciding](), [NOTHING_BEFORE]
    left = list(part)
    while left:
        decided = {step.code for step in found}
        near = [code for code in left if links.get(code, NONE) & decided] or left
        several = [_step(code, before, left, rivals, together) for code in near]
        step, before = min(several, key=lambda one: len(one[1]))
        if len(before) > MOST_COMBINATIONS:
            return None
        found.append(step)
        left.remove(step.code)
    return found


def _step(
    code: str, before: Iterable[Before], left: Collection[str], rivals: Rivals, together: Iterable[Codes]
) -> tuple[Deciding, list[Before]]:
    """With all that there may be after it."""
    rest = frozenset(left) - {code}
    open_ = frozenset().union(*(several for several in together if several & rest))
    excluded = rivals.get(code, NONE)
    ways = dict[Before, tuple[Before, Before | None]]()
    for one in before:
        without = Before(one.excluded & rest, one.taken & open_)
        with_it = Before((one.excluded | excluded) & rest, (one.taken | {code}) & open_)
        ways[one] = without, None if code in one.excluded else with_it
    return Deciding(code, ways), [*dict.fromkeys(_there(ways.values()))]


def _there(ways: Iterable[tuple[Before, Before | None]]) -> Iterator[Before]:
    for several in ways:
        yield from (one for one in several if one is not None)
