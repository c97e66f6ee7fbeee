"""What several policies come to together: of one that tops up and of what counts towards it the higher of both, however
much that turns out to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from policies.calculator.due import Due
from policies.calculator.policy_result import PolicyResult
from policies.calculator.topping import Counting, lowered

Bases = Mapping[str, tuple[PolicyResult, ...]]
"""By the code of what tops up: what counts towards it."""


class Sum(NamedTuple):
    """Whole yuan. `total`, `low` and `high` at face value, None without an upper end; `certain`: what certainly falls
    due while the rights last; `unsure`: of each policy what else may fall due by then."""

    total: int
    low: int
    high: int | None
    certain: int
    unsure: tuple[tuple[PolicyResult, int], ...]


@dataclass(frozen=True, slots=True)
class _Certain:
    """Of what counts towards another: the payments of that year, or all, count with what is certain of them."""

    result: PolicyResult
    year: int | None = None

    def counts(self) -> tuple[list[tuple[date | None, int]], bool]:
        paid = [due for due in self.result.dues if self.result.lasts_to(due.day)]
        of_year = [due.certain if self.year in (None, due.day.year) else due.face for due in paid]
        every = self.year is None or self.result.counts()[1]
        return [(due.day, amount) for due, amount in zip(paid, of_year, strict=True)], every


def sums(paid: Sequence[PolicyResult]) -> list[Sum]:
    """Of policies that are had together, those that go together in one sum."""
    if not any(result.beside for result in paid):
        return list(map(_alone, paid))
    bases = bases_of(paid)
    apart = {base.code for several in bases.values() for base in several} | set(bases)
    found = [_alone(result) for result in paid if result.code not in apart]
    return found + [_together(result, bases[result.code]) for result in paid if result.code in bases]


def bases_of(paid: Sequence[PolicyResult]) -> Bases:
    """What is had beside what tops up to it, each once: with that which is certain of the most, so that no amount makes
    good for two. What is had already counts with what it was, of which nothing is in a sum.
    """
    found: dict[str, tuple[PolicyResult, ...]] = {}
    left = {result.code: result for result in paid if not result.received}
    topping = [result for result in paid if result.beside]
    for result in sorted(topping, key=lambda one: sum(due.certain for due in _whole(one)), reverse=True):
        if several := tuple(left.pop(base.code) for base in result.beside if base.code in left):
            found[result.code] = several
    return found


def certain_of_year(result: PolicyResult, bases: Iterable[PolicyResult], year: int) -> int:
    """What certainly falls due in that year of one that tops up, or else of these."""
    several = tuple(bases)
    return _surely(result, several, year) + sum(
        due.certain for base in several for due in base.dues if base.lasts_to(due.day) and due.day.year == year
    )


def _alone(result: PolicyResult) -> Sum:
    total, low, high = result.left
    within, certain = result.in_time
    rest = ((result, within - certain),) if within is not None and within > certain else ()
    return Sum(low if total is None else total, low, high, certain, rest)


def _together(result: PolicyResult, bases: tuple[PolicyResult, ...]) -> Sum:
    parts, apart = [_alone(base) for base in bases], _alone(_beside_others(result, bases))
    highs = [one.high for one in parts]
    each = [_alone(result), *parts]
    certain = _surely(result, bases) + sum(one.certain for one in parts)
    return Sum(
        max(apart.total, sum(one.total for one in parts)),
        max(apart.low, sum(one.low for one in parts)),
        None if apart.high is None or None in highs else max(apart.high, sum(high or 0 for high in highs)),
        certain,
        # What the one does not pay is paid by the other.
        tuple(_without(certain - sum(one.certain for one in each), [*each[1:], each[0]])),
    )


def _without(covered: int, several: Iterable[Sum]) -> Iterable[tuple[PolicyResult, int]]:
    for result, unsure in (one for part in several for one in part.unsure):
        taken = min(covered, unsure)
        covered -= taken
        if unsure > taken:
            yield result, unsure - taken


def _surely(result: PolicyResult, bases: Iterable[PolicyResult], year: int | None = None) -> int:
    """What certainly falls due of what tops up where of these, in that year, only what is certain is paid."""
    beside: list[Counting] = [*_beside_others(result, bases).beside, *(_Certain(base, year) for base in bases)]
    paid = lowered(_whole(result), beside)
    return sum(due.certain for due in paid if result.lasts_to(due.day) and year in (None, due.day.year))


def _whole(result: PolicyResult) -> list[Due]:
    return replace(result, beside=()).dues


def _beside_others(result: PolicyResult, bases: Iterable[PolicyResult]) -> PolicyResult:
    codes = {base.code for base in bases}
    return replace(result, beside=tuple(one for one in result.beside if one.code not in codes))
