"""A verdict as it changes over time: constant between a few days on which it turns."""

from __future__ import annotations

from datetime import date

from policies.calculator.calendar import ONE_DAY
from policies.calculator.ruleset import Window
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict

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


def day_after(day: date) -> date:
    """The next day; the last day of the calendar has none and stands for itself."""
    return day + ONE_DAY if day < date.max else day


def since(day: date) -> Timeline:
    """Yes from that day on."""
    return NO, ((day, YES),)


def until(day: date) -> Timeline:
    """Yes up to and including that day."""
    return YES, ((day_after(day), NO),)


def of_window(window: Window) -> Timeline:
    """Whether the window is open, by the day on which it is measured."""
    turns = [(window.starts_on, YES)]
    if window.ends_on:
        doubtful = window.doubtful_until is not None
        turns.append((day_after(window.ends_on), UNKNOWN if doubtful else NO))
        if window.doubtful_until and window.doubtful_until < date.max:
            turns.append((day_after(window.doubtful_until), NO))
    return NO, tuple(turns)
