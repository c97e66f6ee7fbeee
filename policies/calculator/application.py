"""When applications are taken: the opening there is on a day, or the next one.

Apart from the right itself: who is entitled stays so outside these windows, but can apply within them only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import NamedTuple

from policies.calculator.calendar import ONE_DAY, Month
from policies.calculator.openings import Events, Opening, Timetable, begun_by, openings
from policies.calculator.ruleset import ApplicationWindow, Value
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict


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
    days = {event: _days_of(values[event]) for event in events}
    table = Timetable(windows, days, right.since, right.since)
    seen = [_seen(windows, dict(zip(events, known, strict=True)), right, table) for known in product(*days.values())]
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

    What is possible where such times are never is so; where nothing is possible even if they are always, there is none.
    """
    rest = [window for window in windows if window.event not in events]
    times = [window for window in windows if window.event in events and window.is_a_time]
    deadlines = len(rest) + len(times) < len(windows)
    missing = tuple(event for event in events if event not in values)
    least = Application(NO, NO)
    if not deadlines:
        least = application([*rest, *(_at(date.max, date.min, one) for one in times)], values, right)
    most = application([*rest, *(_at(date.min, date.max, one) for one in times)], values, right)
    unknown = Application(NO if most.open is NO else UNKNOWN, NO if most.possible is NO else UNKNOWN)
    found = least if least.possible is YES else unknown
    return replace(found, open=YES if least.open is YES else unknown.open, missing=missing)


def _at(starts_on: date, ends_on: date, window: ApplicationWindow) -> ApplicationWindow:
    """At these days in its place; where the event decides whether it is there at all, as if it were."""
    since, until = (turn if turn and turn.event is None else None for turn in (window.since, window.until))
    return ApplicationWindow(starts_on=starts_on, ends_on=ends_on, since=since, until=until)


def _seen(windows: Sequence[ApplicationWindow], events: Events, right: Right, table: Timetable) -> _Seen:
    last = right.perhaps[-1][1] if right.perhaps else right.until
    found = begun_by(max(right.until, last), table.of(events))
    first = next(found, None)
    possible = YES if first and first.first <= right.until else _perhaps(windows, events, right)
    again = _first_within(table.anew(events), first, found) if first else None
    return _Seen(bool(first and first.first <= right.since), possible, first, again)


def _first_within(days: Iterable[date], opening: Opening | None, later: Iterator[Opening]) -> date | None:
    """The first of these days that lies in that opening or in a later one; both in their order."""
    for day in days:
        while opening and opening.last is not None and opening.last < day:
            opening = next(later, None)
        if opening and opening.first <= day:
            return day
    return None


def _perhaps(windows: Sequence[ApplicationWindow], events: Events, right: Right) -> Verdict:
    """Of what does not open while the right certainly lasts."""
    if not right.perhaps:
        return NO
    found = openings(windows, events, right.since, max(end for _, end in right.perhaps))
    return UNKNOWN if any(_meet(opening, stretch) for opening in found for stretch in right.perhaps) else NO


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
