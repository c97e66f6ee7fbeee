"""When applications are taken: the opening there is on a day, or the next one.

Apart from the right itself: who is entitled stays so outside these windows, but can apply within them only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import NamedTuple

from policies.calculator.calendar import ONE_DAY, Month, add_days, add_months
from policies.calculator.ruleset import ApplicationWindow, MonthDay, Value
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict

Events = Mapping[str, date]


class Opening(NamedTuple):
    """Both days included; `last`: None where it does not end."""

    first: date
    last: date | None


class Around(NamedTuple):
    """A day that is known only to lie between two, both included; the same twice where it is known."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


class Right(NamedTuple):
    """Since and until when, both included, somebody is certainly entitled; `perhaps`: later stretches of which each may
    be one, too."""

    since: date
    until: date
    perhaps: tuple[tuple[date, date], ...] = ()


def right(verdicts: Sequence[tuple[date, Verdict]], since: date, last: date) -> Right:
    """Of one that is certain on the day `since`. `verdicts`: each from its day on; `last`: the last day looked at."""
    until, perhaps = last, []
    ends = [day - ONE_DAY for day, _ in verdicts[1:]]
    for (day, verdict), end in zip(verdicts, [*ends, last], strict=True):
        if until == last and verdict is not YES and day > since:
            until = min(day - ONE_DAY, last)
        if verdict is not NO and day > until and day <= last:
            perhaps.append((day, min(end, last)))
    return Right(since, until, tuple(perhaps))


@dataclass(frozen=True, slots=True)
class Application:
    """`open`: whether applications are taken on the first day of the right. `possible`: whether one can still apply
    while the right lasts; NO also where the right ends before the next opening.

    `opens` and `closes`: of the opening there is or else of the next one; None where nobody can say, or where
    there is none (`opens`), or where it does not end (`closes`). `again`: from when on one may apply anew.
    `claimed_from`: the day from which one certainly can apply, of what is possible. `missing`: the events whose days
    nobody said.
    """

    open: Verdict
    possible: Verdict
    opens: Around | None = None
    closes: Around | None = None
    again: Around | None = None
    claimed_from: date | None = None
    missing: tuple[str, ...] = ()


class _Seen(NamedTuple):
    """The same for events whose days are all known."""

    open: bool
    possible: Verdict
    opening: Opening | None
    again: date | None


def application(windows: Sequence[ApplicationWindow], values: Mapping[str, Value], right: Right) -> Application:
    """Of an event known to the month each of its days is looked at: what is so on all of them is certain."""
    events = list(dict.fromkeys(window.event for window in windows if window.event))
    open_ended = [event for event in events if not isinstance(values.get(event), date | Month)]
    if open_ended:
        return _whatever_the_day(windows, values, right, open_ended)
    days = [_days_of(values[event]) for event in events]
    seen = [_seen(windows, dict(zip(events, known, strict=True)), right) for known in product(*days)]
    openings = [one.opening for one in seen if one.opening]
    possible = _agreed({one.possible for one in seen})
    return Application(
        open=_agreed({YES if one.open else NO for one in seen}),
        possible=possible,
        opens=_around(opening.first for opening in openings),
        closes=_around(opening.last for opening in openings),
        again=_around(one.again for one in seen),
        claimed_from=max(max(opening.first, right.since) for opening in openings) if possible is YES else None,
    )


def _whatever_the_day(
    windows: Sequence[ApplicationWindow], values: Mapping[str, Value], right: Right, events: Sequence[str]
) -> Application:
    """With events of which nobody said the day, or that have not been: these may leave any day, or none.

    What the other windows leave is possible where those are times beside them; where they leave nothing, there is none.
    """
    rest = [window for window in windows if window.event not in events]
    times = any(window.is_a_time for window in windows if window.event in events)
    deadlines = any(not window.is_a_time for window in windows if window.event in events)
    missing = tuple(event for event in events if event not in values)
    least = Application(NO, NO)
    if not deadlines and any(window.is_a_time for window in rest):
        least = application(rest, values, right)
    most = application([one for one in rest if not (times and one.is_a_time)], values, right)
    unknown = Application(NO if most.open is NO else UNKNOWN, NO if most.possible is NO else UNKNOWN)
    found = least if least.possible is YES else unknown
    return replace(found, open=YES if least.open is YES else unknown.open, missing=missing)


def _seen(windows: Sequence[ApplicationWindow], events: Events, right: Right) -> _Seen:
    found = openings(windows, events, right.since, max(right.until, *(end for _, end in right.perhaps), right.until))
    first = found[0] if found else None
    possible = NO
    if first and first.first <= right.until:
        possible = YES
    elif any(_meet(opening, stretch) for opening in found for stretch in right.perhaps):
        possible = UNKNOWN
    again = next((day for day in _turns(windows, events, right.since) if _lies_in(day, found)), None)
    return _Seen(bool(first and first.first <= right.since), possible, first, again)


def openings(windows: Sequence[ApplicationWindow], events: Events, since: date, until: date) -> list[Opening]:
    """In their order those that are not over on the day `since`, as far as they begin by `until`, and the next one.

    Of the times at which applications are taken each one is enough; deadlines bind together.
    """
    limits = [_limit(window, events[str(window.event)]) for window in windows if not window.is_a_time]
    lower = max((limit.first for limit in limits), default=date.min)
    upper: date | None = min((limit.last for limit in limits if limit.last), default=None)
    times = [window for window in windows if window.is_a_time]
    far = add_months(max(until, lower), 24)
    taken = (
        _merged(opening for window in times for opening in _times(window, events, since, far)) if times else [ALWAYS]
    )
    within = (_within(opening, lower, upper) for opening in taken)
    found = [opening for opening in within if opening and (opening.last is None or opening.last >= since)]
    # What lies further away may not be whole.
    return found[: sum(opening.first <= until for opening in found) + 1]


ALWAYS = Opening(date.min, None)


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
    if window.opens and window.closes:
        turns_the_year = window.closes < window.opens
        for year in range(since.year - 1, min(far.year + 1, date.max.year)):
            opening = Opening(_not_before(year, window.opens), _not_after(year + turns_the_year, window.closes))
            if opening.last and max(opening.first, since) <= opening.last:
                yield opening
    else:
        for first in _returns(window, events[str(window.event)], far):
            last = None if window.open_days is None else add_days(first, window.open_days - 1)
            if last is None or last >= since:
                yield Opening(first, last)
            if last is None:
                return


def _returns(window: ApplicationWindow, event: date, far: date) -> Iterator[date]:
    """Each is counted from the event, so that none moves by a short month before it."""
    months, first = window.from_months, add_months(event, window.from_months)
    while first < date.max and (first <= far or months == window.from_months):
        yield first
        months += window.every or 12
        first = add_months(event, months)


def _turns(windows: Sequence[ApplicationWindow], events: Events, since: date) -> list[date]:
    """The days after that one on which one may apply anew, of what comes back some time after an event."""
    found = set()
    for window in windows:
        if window.every:
            event = events[str(window.event)]
            returns = _returns(window, event, add_months(max(since, event), 24 + window.from_months))
            found |= {day for day in returns if day > since}
    return sorted(found)


def _lies_in(day: date, found: Iterable[Opening]) -> bool:
    return any(opening.first <= day and (opening.last is None or day <= opening.last) for opening in found)


def _merged(found: Iterable[Opening]) -> list[Opening]:
    """What follows on one another without a day between is one."""
    merged: list[Opening] = []
    for opening in sorted(found, key=lambda one: one.first):
        before = merged[-1] if merged else None
        if before is None or (before.last is not None and before.last < opening.first - ONE_DAY):
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


def _meet(opening: Opening, stretch: tuple[date, date]) -> bool:
    return opening.first <= stretch[1] and (opening.last is None or opening.last >= stretch[0])


def _days_of(value: Value) -> list[date]:
    if isinstance(value, Month):
        return [value.first + ONE_DAY * number for number in range((value.last - value.first).days + 1)]
    return [value] if isinstance(value, date) else []


def _agreed(verdicts: set[Verdict]) -> Verdict:
    return verdicts.pop() if len(verdicts) == 1 else UNKNOWN


def _around(days: Iterable[date | None]) -> Around | None:
    """None where one of them is none."""
    found = list(days)
    known = [day for day in found if day is not None]
    return Around(min(known), max(known)) if known and len(known) == len(found) else None
