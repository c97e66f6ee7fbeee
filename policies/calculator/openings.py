"""The stretches in which applications are taken, where every event is known: those of a policy's windows together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
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
    windows = [window for window in windows if window.is_for(events)]
    known = [day for window in windows for day in (window.ends_on, *window.turns) if day and day < date.max]
    known += [_limit(window, events[str(window.event)]).first for window in windows if not window.is_a_time]
    far = add_months(max([until, *known]), 24)
    found = _merged(opening for era in _eras(windows) for opening in _in_era(era, events, since, far))
    # What lies further away may not be whole.
    return found[: sum(opening.first <= until for opening in found) + 1]


ALWAYS = Opening(date.min, None)


class _Era(NamedTuple):
    """The windows that there are from one day to another, both included; `last`: None where it does not end."""

    windows: list[ApplicationWindow]
    first: date
    last: date | None


def _eras(windows: Sequence[ApplicationWindow]) -> Iterator[_Era]:
    turns = sorted({day for window in windows for day in window.turns})
    for first, after in pairwise([date.min, *turns, None]):
        last = after - ONE_DAY if after else None
        yield _Era([window for window in windows if window.is_there_on(first or date.min)], first or date.min, last)


def _in_era(era: _Era, events: Events, since: date, far: date) -> Iterator[Opening]:
    """Those that are not over on the day `since`, in their order."""
    if era.last is not None and era.last < since:
        return
    limits = [_limit(window, events[str(window.event)]) for window in era.windows if not window.is_a_time]
    lower = max([era.first, *(limit.first for limit in limits)])
    upper: date | None = min((end for end in (era.last, *(limit.last for limit in limits)) if end), default=None)
    times = [window for window in era.windows if window.is_a_time]
    taken = _merged(opening for one in times for opening in _times(one, events, since, far)) if times else [ALWAYS]
    for opening in taken:
        found = _within(opening, lower, upper)
        if found and (found.last is None or found.last >= since):
            yield found


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


def _times(window: ApplicationWindow, events: Events, since: date, far: date) -> Iterator[Opening]:
    """Those that end on that day or later and begin by a far one."""
    if window.starts_on and window.ends_on:
        if since <= window.ends_on:
            yield Opening(window.starts_on, window.ends_on)
    elif window.opens and window.closes:
        yield from _each_year(window.opens, window.closes, since, far)
    elif window.open_days is None:
        yield Opening(add_months(events[str(window.event)], window.from_months), None)
    else:
        for first in _returns(window, events[str(window.event)], since, far):
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


def days_anew(windows: Sequence[ApplicationWindow], events: Events, since: date) -> list[date]:
    """The days after that one on which one may apply anew, of what comes back some time after an event."""
    found = set()
    for window in windows:
        if window.every and window.is_for(events):
            event = events[str(window.event)]
            returns = _returns(window, event, since, add_months(max(since, event), 24 + window.from_months))
            found |= {day for day in returns if day > since and window.is_there_on(day)}
    return sorted(found)


def lies_in(day: date, found: Iterable[Opening]) -> bool:
    return any(opening.first <= day and (opening.last is None or day <= opening.last) for opening in found)


def _merged(found: Iterable[Opening]) -> list[Opening]:
    """What follows on one another without a day between is one."""
    merged: list[Opening] = []
    for opening in sorted(found, key=lambda one: one.first):
        before = merged[-1] if merged else None
        if before is None or (before.last is not None and (opening.first - before.last).days > 1):
            merged.append(opening)
        elif before.last is not None:
            merged[-1] = Opening(before.first, None if opening.last is None else max(before.last, opening.last))
    return merged


def _not_before(year: int, day: MonthDay) -> date:
    """29 February is 1 March where there is none."""
    return date(year, 3, 1) if day == FEBRUARY_29 and not _leap(year) else date(year, *day)


def _not_after(year: int, day: MonthDay) -> date:
    """29 February is 28 February where there is none."""
    return date(year, 2, 28) if day == FEBRUARY_29 and not _leap(year) else date(year, *day)


FEBRUARY_29 = (2, 29)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
