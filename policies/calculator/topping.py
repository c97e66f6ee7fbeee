"""差额补足: what a policy still pays that only tops up to what others beside it pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol

from policies.calculator.due import Due


class Counting(Protocol):
    """What is had as well, and counts in full towards it."""

    def counts(self) -> tuple[list[tuple[date | None, int]], bool]:
        """(day, yuan) of each of its payments, no day of what was paid already; whether that is all it can be."""


def lowered(dues: list[Due], beside: Iterable[Counting]) -> list[Due]:
    """What is left of payments where the others count: first against those of the same year, then against the earliest.

    What is certain is less by all that the others may pay; if nobody can say how much that is, nothing is certain.
    """
    counted = [one.counts() for one in beside]
    by_year: dict[int | None, int] = {}
    for payments, _ in counted:
        for day, amount in payments:
            year = day.year if day else None
            by_year[year] = by_year.get(year, 0) + amount
    known = all(is_all for _, is_all in counted)
    left = [_less(due, _taken(by_year, due.day.year, due.face)) for due in dues]
    rest = sum(by_year.values())
    return list(_against(left, rest, known))


def _against(dues: list[Due], rest: int, known: bool) -> Iterator[Due]:
    for due in dues:
        taken = min(rest, due.face)
        rest -= taken
        found = _less(due, taken)
        yield found if known else replace(found, recurring=0, once=0, up_to=found.face)


def _taken(by_year: dict[int | None, int], year: int, most: int) -> int:
    taken = min(by_year.get(year, 0), most)
    if taken:
        by_year[year] -= taken
    return taken


def _less(due: Due, by: int) -> Due:
    """Of what is certain first."""
    recurring = min(by, due.recurring)
    once = min(by - recurring, due.once)
    up_to = min(by - recurring - once, due.up_to)
    return Due(due.day, due.recurring - recurring, due.once - once, due.up_to - up_to)
