"""A verdict as it changes over time: constant between a few days on which it turns."""

from __future__ import annotations

from datetime import date

from policies.calculator.calendar import ONE_DAY, Month
from policies.calculator.ruleset import Window
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict, all_of

_LAST = date.max

Timeline = tuple[Verdict, tuple[tuple[date, Verdict], ...]]
"""(the verdict at first, turns): each turn gives the first day of a new verdict, in order."""

ALWAYS: dict[Verdict, Timeline] = {verdict: (verdict, ()) for verdict in Verdict}
ALWAYS_YES, ALWAYS_NO, ALWAYS_UNKNOWN = ALWAYS[YES], ALWAYS[NO], ALWAYS[UNKNOWN]


def verdict_on(timeline: Timeline, day: date) -> Verdict:
    verdict, turns = timeline
    for turn, then in turns:
        if day < turn:
            break
        verdict = then
    return verdict


def verdicts_within(timeline: Timeline, month: Month) -> set[Verdict]:
    """Every verdict that some day of the month gets."""
    first, last = month.first, month.last
    return {verdict_on(timeline, first), *(then for turn, then in timeline[1] if first < turn <= last)}


def verdict_within(timeline: Timeline, month: Month) -> Verdict:
    """The verdict on which all days of the month agree, else unknown."""
    found = verdicts_within(timeline, month)
    return found.pop() if len(found) == 1 else UNKNOWN


def either(one: Timeline, other: Timeline) -> Timeline:
    """What is certain whichever of the two is so: unknown where they differ."""
    if one == other:
        return one
    verdict = first = _agreed(one[0], other[0])
    turns = []
    for day in sorted({turn for turn, _ in (*one[1], *other[1])}):
        then = _agreed(verdict_on(one, day), verdict_on(other, day))
        if then is not verdict:
            turns.append((day, then))
            verdict = then
    return first, tuple(turns)


def both(one: Timeline, other: Timeline) -> Timeline:
    """When the one holds and the other too."""
    verdict = first = all_of([one[0], other[0]])
    turns = []
    for day in sorted({turn for turn, _ in (*one[1], *other[1])}):
        then = all_of([verdict_on(one, day), verdict_on(other, day)])
        if then is not verdict:
            turns.append((day, then))
            verdict = then
    return first, tuple(turns)


def _agreed(one: Verdict, other: Verdict) -> Verdict:
    return one if one is other else UNKNOWN


def day_after(day: date) -> date:
    """The next day; the last day of the calendar has none and stands for itself."""
    return day + ONE_DAY if day < _LAST else day


def since(day: date) -> Timeline:
    """Yes from that day on."""
    return NO, ((day, YES),)


def until(day: date) -> Timeline:
    """Yes up to and including that day."""
    return YES, ((day_after(day), NO),)


def before(day: date) -> Timeline:
    """Yes up to the day before."""
    return YES, ((day, NO),)


def within_year(day: date) -> Timeline:
    """Yes in its calendar year."""
    return NO, ((day.replace(month=1, day=1), YES), (day_after(day.replace(month=12, day=31)), NO))


def doubtful_between(before: Verdict, start: date, end: date, after: Verdict) -> Timeline:
    """One verdict up to the day before `start`, the other from `end` on, and unknown between."""
    turns = ((start, UNKNOWN), (end, after)) if start < end else ((end, after),)
    return before, turns


def of_window(window: Window) -> Timeline:
    """Whether the window is open, by the day on which it is measured."""
    turns = [(window.starts_on, YES)]
    if window.ends_on:
        doubtful = window.doubtful_until is not None
        turns.append((day_after(window.ends_on), UNKNOWN if doubtful else NO))
        if window.doubtful_until and window.doubtful_until < date.max:
            turns.append((day_after(window.doubtful_until), NO))
    return NO, tuple(turns)
