"""From which day on every row can apply, of a policy that takes applications at some times only: see
`calculator.application`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product

from policies.calculator.ruleset import ApplicationWindow
from policies.screening.compiling.dates import days_on
from policies.screening.compiling.eras import earliest, eras_of, if_in_time, is_for, latest, limits_of, openings_in
from policies.screening.compiling.facts import Happened, RowFacts
from policies.screening.compiling.returning import RowReturning
from policies.screening.compiling.terms import (
    DATE,
    Term,
    all_of,
    any_of,
    day,
    greatest_of,
    is_known,
    is_null,
    least_of,
    negated,
    not_ruled_out,
    only_if,
)

DAYS_OF_A_MONTH = 31
TANGLED = "times for applications that come, go or come back by the days of several events together"


def unsayable_in(windows: Sequence[ApplicationWindow]) -> Iterator[str]:
    """What a plan cannot say of them."""
    events = _events(windows)
    if len(events) > 1 + (not any(one.event and one.is_a_time for one in windows)) and not _are_apart(windows):
        yield TANGLED


def _events(windows: Sequence[ApplicationWindow]) -> list[str]:
    return list(dict.fromkeys(one.event for one in windows if one.event))


def _are_apart(windows: Sequence[ApplicationWindow]) -> bool:
    """Whether each event says no more than from when until when one can apply, and one of them also when again; all of
    it at any time. What comes back after another is one time only, the same for all whose event is in one month."""
    by_event = [one for one in windows if one.event]
    again = [one for one in by_event if one.is_a_time]
    both = {one.event for one in again}.intersection(one.event for one in by_event if not one.is_a_time)
    turned = any(one.turns for one in by_event) or any(_goes_by_its_event(one) for one in again)
    return not turned and len({one.event for one in again}) == len(again) and len(both) <= 1


def _goes_by_its_event(window: ApplicationWindow) -> bool:
    return any(turn and turn.event for turn in (window.since, window.until))


class RowApplying:
    """`today`, `horizon`: the days between which times are looked at."""

    def __init__(self, windows: Sequence[ApplicationWindow], facts: RowFacts, today: date, horizon: date) -> None:
        self._windows, self._eras = windows, eras_of(windows, today, horizon)
        self._happened = {event: facts.happened(event) for event in _events(windows)}
        self._returning = {one: RowReturning(one, today, horizon) for one in windows if one.event and one.is_a_time}
        self._days = {event: _days_of(happened) for event, happened in self._happened.items()}

    def first_day(self, since: Term, until: Term) -> Term:
        """The day from which one certainly can apply while a right lasts from `since` to `until`; null where nobody can
        say, and where one cannot."""
        if _are_apart(self._windows):
            found = list(self._one_by_one(since, until))
        else:
            ways = (dict(zip(self._days, way, strict=True)) for way in product(*self._days.values()))
            found = [self._first(since, until, way) for way in ways]
        known = (_is_a_day(self._happened[event]) for event in self._deadlines)
        return only_if(all_of((*known, *map(is_known, found))), greatest_of(found, DATE))

    @cached_property
    def _deadlines(self) -> Mapping[str, list[ApplicationWindow]]:
        """By event."""
        found = dict[str, list[ApplicationWindow]]()
        for one in self._windows:
            if one.event and not one.is_a_time:
                found.setdefault(one.event, []).append(one)
        return found

    def _one_by_one(self, since: Term, until: Term) -> Iterator[Term]:
        """Of each event each day, while the deadlines of all others end as early as they may.

        A later day to begin with never leads to an earlier one on which one can apply: what is early enough after each
        of the days to begin with is so after the latest of them.
        """
        limits = {
            event: [limits_of(several, one) for one in self._days[event]] for event, several in self._deadlines.items()
        }
        again = {one.event for one in self._windows if one.event and one.is_a_time}
        both = next((event for event in limits if event in again), None)
        plain = [event for event in limits if event != both]
        first_end = {event: earliest(*(one.last for one in limits[event])) for event in plain}
        last_begin = {event: latest(*(one.first for one in limits[event])) for event in plain}

        def end(*but: str) -> Term:
            return earliest(until, *(first_end[event] for event in plain if event not in but))

        if not plain and both is None:
            yield self._open(since, until, {})
        for event in plain:
            for limit in limits[event]:
                yield self._open(latest(since, limit.first), earliest(limit.last, end(event)), {})
        if both is None:
            return
        for one, limit in zip(self._days[both], limits[both], strict=True):
            begins = latest(since, limit.first)
            yield self._open(begins, earliest(limit.last, end()), {both: one})
            for event in plain:
                yield self._open(latest(begins, last_begin[event]), earliest(limit.last, end(event)), {both: one})

    def _open(self, since: Term, until: Term, events: Mapping[str, Term]) -> Term:
        """The first day between the two which is one of the times; null where there is none. `events`: on which days
        they were, where that is known; else the latest of all that there may be. What comes back after an event does
        so at any time, and so no other times are none at all."""
        found = [self._back(one, since, until, events.get(str(one.event))) for one in self._returning]
        for era in self._eras:
            found += openings_in(era, since, until)
            if era.always and not self._returning:
                found.append(if_in_time(latest(since, day(era.first)), earliest(until, day(era.last))))
        return earliest(*found)

    def _first(self, since: Term, until: Term, events: Mapping[str, Term]) -> Term:
        """The first day between the two on which one can apply where the events were on these days; null where there is
        none."""
        found = list[Term]()
        for era in self._eras:
            limits = [limits_of([one], events[str(one.event)]) for one in era.deadlines]
            begins = latest(since, day(era.first), *(one.first for one in limits))
            ends = earliest(until, day(era.last), *(one.last for one in limits))
            found += openings_in(era, begins, ends)
            gone = []
            for one in era.returning:
                event = events[str(one.event)]
                there = not_ruled_out(is_for(one, event))
                found.append(only_if(there, self._back(one, begins, ends, event)))
                gone.append(negated(there))
            if era.always:
                found.append(only_if(all_of(gone), if_in_time(begins, ends)))
        return earliest(*found)

    def _back(self, window: ApplicationWindow, since: Term, until: Term, event: Term | None) -> Term:
        happened = self._happened[str(window.event)]
        days = (event, event) if event else (happened.first, happened.last)
        return if_in_time(self._returning[window].first_from(since, *days, happened.first), until)


def _days_of(happened: Happened) -> list[Term]:
    """Each day on which it may have been; the last of them more than once."""
    if happened.is_exact:
        return [happened.first]
    return [least_of((days_on(happened.first, n), happened.last), DATE) for n in range(DAYS_OF_A_MONTH)]


def _is_a_day(happened: Happened) -> Term:
    """Whether a day, or the month alone, is known on which it was; never null."""
    return negated(any_of((is_null(happened.first), happened.never)))
