"""From which day on every row can apply, of a policy that takes applications at some times only: see
`calculator.application`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from policies.calculator.calendar import ONE_DAY
from policies.calculator.openings import ALWAYS, Opening, openings
from policies.calculator.ruleset import ApplicationWindow
from policies.screening.compiling.dates import days_on, months_on
from policies.screening.compiling.facts import Happened, RowFacts
from policies.screening.compiling.terms import (
    DATE,
    Term,
    all_of,
    at_most,
    day,
    greatest_of,
    is_known,
    least_of,
    negated,
    only_if,
    sure,
)

DAYS_OF_A_MONTH = 31


def unsayable_in(windows: Sequence[ApplicationWindow]) -> Iterator[str]:
    """What a plan cannot say of them."""
    if any(one.every is not None for one in windows):
        yield "times for applications that come back after an event"
    if any(turn and turn.event for one in windows for turn in (one.since, one.until)):
        yield "times for applications that come or go by the day of an event"
    if len({one.event for one in windows if one.event}) > 1:
        yield "deadlines for applications that count from several events"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Applications are taken from its first to its last day, as far as the deadlines let them."""

    opening: Opening
    deadlines: tuple[ApplicationWindow, ...]

    def first_within(self, since: Term, until: Term, event: Term) -> Term:
        """The first day between the two on which one can apply; null where there is none."""
        firsts, lasts = [since, day(self.opening.first)], [until, day(self.opening.last)]
        for one in self.deadlines:
            firsts.append(months_on(event, one.from_months))
            if one.to_days is not None:
                lasts.append(days_on(event, one.to_days))
            elif one.to_months is not None:
                lasts.append(months_on(event, one.to_months))
        first = greatest_of(firsts, DATE)
        return only_if(sure(at_most(first, least_of(lasts, DATE))), first)


class RowApplying:
    """`today`, `horizon`: the days between which times are looked at."""

    def __init__(self, windows: Sequence[ApplicationWindow], facts: RowFacts, today: date, horizon: date) -> None:
        self._windows, self._facts, self._today, self._horizon = windows, facts, today, horizon

    def first_day(self, since: Term, until: Term) -> Term:
        """The day from which one certainly can apply while a right lasts from `since` to `until`; null where nobody can
        say, and where one cannot."""
        event = next((one.event for one in self._windows if one.event), None)
        if event is None:
            return self._first(since, until, day(None))
        happened = self._facts.happened(event)
        days = [self._first(since, until, one) for one in self._days_of(happened)]
        known = all_of((is_known(happened.first), negated(happened.never), *map(is_known, days)))
        return only_if(known, greatest_of(days, DATE))

    def _days_of(self, happened: Happened) -> list[Term]:
        """Each day on which it may have been; the last of them more than once."""
        if happened.is_exact:
            return [happened.first]
        return [least_of((days_on(happened.first, n), happened.last), DATE) for n in range(DAYS_OF_A_MONTH)]

    def _first(self, since: Term, until: Term, event: Term) -> Term:
        return least_of((piece.first_within(since, until, event) for piece in self._pieces), DATE)

    @cached_property
    def _pieces(self) -> list[_Piece]:
        turns = sorted({turn for window in self._windows for turn in window.turns})
        lasts = [*(turn - ONE_DAY for turn in turns), date.max]
        return [
            one for since, last in zip([date.min, *turns], lasts, strict=True) for one in self._between(since, last)
        ]

    def _between(self, since: date, last: date) -> Iterator[_Piece]:
        """While the same windows are there."""
        there = [one for one in self._windows if one.is_there_on(since)]
        times = [replace(one, since=None, until=None) for one in there if one.is_a_time]
        deadlines = tuple(one for one in there if not one.is_a_time)
        for opening in openings(times, {}, self._today, self._horizon) if times else [ALWAYS]:
            first, end = max(opening.first, since), min(opening.last or date.max, last)
            if self._today <= end and first <= min(end, self._horizon):
                yield _Piece(Opening(first, end), deadlines)
