"""The stretches in which applications are taken, where every event is known: those of a policy's windows together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from policies.calculator.calendar import ONE_DAY, add_days, add_months
from policies.calculator.ruleset import ApplicationWindow, MonthDay

Events = Mapping[str, date]


class Opening(NamedTuple):
    """Both days included; `last`: None where it does not end."""

    first: date
    last: date | None


def openings(windows: Sequence[ApplicationWindow], events: Events, since: date, until: date) -> list[Opening]:
    """In their order those that are not over on the day `since`, as far as they begin by `until`, and the next one.

    Of the times at which applications are taken each one is enough; deadlines bind together.
    """
    table = Timetable(windows, {event: [day] for event, day in events.items()}, since, until)
    return list(begun_by(until, table.of(events)))


def begun_by(until: date, found: Iterable[Opening]) -> Iterator[Opening]:
    """Those and the next one: what lies further away may not be whole."""
    for opening in found:
        yield opening
        if opening.first > until:
            return


ALWAYS = Opening(date.min, None)


class _Era(NamedTuple):
    """The windows, by their numbers, that there are from one day to another, both included; `last`: None where it does
    not end."""

    windows: list[int]
    first: date
    last: date | None


class Timetable:
    """The openings of some windows for any of the days that their events may have: what each window leaves because of
    its own event is worked out once for all combinations of days."""

    def __init__(
        self, windows: Sequence[ApplicationWindow], days: Mapping[str, Sequence[date]], since: date, until: date
    ) -> None:
        self._windows, self._since = windows, since
        latest = {event: max(several) for event, several in days.items()}
        known = [day for window in windows for day in (window.ends_on, *window.turns) if day and day < date.max]
        for window in windows:
            if window.event:
                known.append(add_months(max(since, latest[window.event]), window.from_months))
        self._far = add_months(max([since, until, *known]), 24)
        self._eras = [
            _Era([number for number, window in enumerate(windows) if window.is_there_on(first)], first, last)
            for first, last in _stretches(windows)
            if last is None or last >= since
        ]
        self._by_event = any(turn and turn.event for window in windows for turn in (window.since, window.until))
        self._limits: dict[tuple[int, date | None], Opening] = {}
        self._times: dict[tuple[int, date | None], list[Opening]] = {}
        self._anew: dict[tuple[int, date | None], list[date]] = {}

    def of(self, events: Events) -> Iterator[Opening]:
        """In their order; those that begin years after the last day that was named may not be whole."""
        gone = {n for n, window in enumerate(self._windows) if not window.is_for(events)} if self._by_event else None
        if len(self._eras) == 1:
            return self._in_era(self._eras[0], events, gone)
        return _merged([opening for era in self._eras for opening in self._in_era(era, events, gone)])

    def _in_era(self, era: _Era, events: Events, gone: set[int] | None) -> Iterator[Opening]:
        lower, upper = era.first, era.last
        times: list[Opening] | None = None
        for number in era.windows:
            if gone and number in gone:
                continue
            window = self._windows[number]
            event = events[window.event] if window.event else None
            if window.is_a_time:
                times = self._taken(number, event) if times is None else times + self._taken(number, event)
                continue
            limit = self._limit(number, event)
            lower = max(lower, limit.first)
            upper = limit.last if upper is None else upper if limit.last is None else min(upper, limit.last)
        for opening in [ALWAYS] if times is None else _merged(times):
            if upper is not None and opening.first > upper:
                return
            found = _within(opening, lower, upper)
            if found and (found.last is None or found.last >= self._since):
                yield found

    def _limit(self, number: int, event: date | None) -> Opening:
        known = self._limits.get((number, event))
        if known is None:
            known = self._limits[number, event] = _limit(self._windows[number], event or date.min)
        return known

    def _taken(self, number: int, event: date | None) -> list[Opening]:
        known = self._times.get((number, event))
        if known is None:
            found = _times(self._windows[number], event, self._since, self._far)
            known = self._times[number, event] = list(found)
        return known

    def anew(self, events: Events) -> list[date]:
        """The days to come on which one may apply anew, of what comes back some time after an event."""
        found: set[date] = set()
        for number, window in enumerate(self._windows):
            if window.every and window.event and window.is_for(events):
                found.update(self._days_anew(number, events[window.event]))
        return sorted(found)

    def _days_anew(self, number: int, event: date) -> list[date]:
        known = self._anew.get((number, event))
        if known is None:
            window = self._windows[number]
            far = add_months(max(self._since, event), 24 + window.from_months)
            returns = _returns(window, event, self._since, far)
            known = [day for day in returns if day > self._since and window.is_there_on(day)]
            self._anew[number, event] = known
        return known


def _stretches(windows: Sequence[ApplicationWindow]) -> Iterator[tuple[date, date | None]]:
    """Within which the same windows are there for everybody."""
    firsts = [date.min, *sorted({day for window in windows for day in window.turns})]
    yield from zip(firsts, [*(day - ONE_DAY for day in firsts[1:]), None], strict=True)


def _within(opening: Opening, lower: date, upper: date | None) -> Opening | None:
    first = max(opening.first, lower)
    last: date | None = min((end for end in (opening.last, upper) if end), default=None)
    return Opening(first, last) if last is None or first <= last else None


def _limit(window: ApplicationWindow, event: date) -> Opening:
    """What a deadline leaves."""
    last = None if window.to_months is None else add_months(event, window.to_months)
    if window.to_days is not None:
        last = add_days(event, window.to_days)
    return Opening(add_months(event, window.from_months), last)


def _times(window: ApplicationWindow, event: date | None, since: date, far: date) -> Iterator[Opening]:
    """Those that end on that day or later and begin by a far one."""
    if window.starts_on and window.ends_on:
        if since <= window.ends_on:
            yield Opening(window.starts_on, window.ends_on)
    elif window.opens and window.closes:
        yield from _each_year(window.opens, window.closes, since, far)
    elif event and window.open_days is None:
        yield Opening(add_months(event, window.from_months), None)
    elif event and window.open_days:
        for first in _returns(window, event, since, far):
            last = add_days(first, window.open_days - 1)
            if last >= since:
                yield Opening(first, last)


def _each_year(opens: MonthDay, closes: MonthDay, since: date, far: date) -> Iterator[Opening]:
    for year in range(since.year - 1, min(far.year + 1, date.max.year)):
        last = _not_after(year + (closes < opens), closes)
        if max(first := _not_before(year, opens), since) <= last:
            yield Opening(first, last)


def _returns(window: ApplicationWindow, event: date, since: date, far: date) -> Iterator[date]:
    """Each is counted from the event, so that none moves by a short month before it; without most that were over by
    the day `since`."""
    every = window.every or 12
    over = (since.year - event.year) * 12 + since.month - event.month - window.from_months
    months = window.from_months + max(over // every - 1, 0) * every
    first = add_months(event, months)
    while first < date.max and (first <= far or months == window.from_months):
        yield first
        months += every
        first = add_months(event, months)


def _merged(found: list[Opening]) -> Iterator[Opening]:
    """What follows on one another without a day between is one."""
    before: Opening | None = None
    for opening in sorted(found, key=_FIRST):
        if before is None:
            before = opening
            continue
        last = before.last
        if last is None:
            break
        if (opening.first - last).days > 1:
            yield before
            before = opening
        elif opening.last is None or opening.last > last:
            before = Opening(before.first, opening.last)
    if before is not None:
        yield before


_FIRST = itemgetter(0)


def _not_before(year: int, day: MonthDay) -> date:
    """29 February is 1 March where there is none."""
    return date(year, 3, 1) if day == FEBRUARY_29 and not _leap(year) else date(year, *day)


def _not_after(year: int, day: MonthDay) -> date:
    """29 February is 28 February where there is none."""
    return date(year, 2, 28) if day == FEBRUARY_29 and not _leap(year) else date(year, *day)


FEBRUARY_29 = (2, 29)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
