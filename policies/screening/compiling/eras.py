"""What times and deadlines for applications there are from when until when, of every row: see `calculator.openings`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policies.calculator.calendar import ONE_DAY
from policies.calculator.openings import Opening, openings
from policies.calculator.ruleset import ApplicationWindow
from policies.screening.compiling.dates import days_on, months_on
from policies.screening.compiling.terms import (
    DATE,
    YES,
    Term,
    all_of,
    at_most,
    day,
    greatest_of,
    least_of,
    less,
    only_if,
    sure,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a deadline leaves: from the first day on, up to the last where there is one; null where it does not bind."""

    first: Term
    last: Term


@dataclass(frozen=True, slots=True)
class OpenEra:
    """From its first to its last day the same windows are there for everybody. `openings`: of the times that hang on no
    event; `returning`: those that come back after one. `always`: whether no time is there at all."""

    first: date
    last: date
    openings: tuple[Opening, ...]
    returning: tuple[ApplicationWindow, ...]
    deadlines: tuple[ApplicationWindow, ...]
    always: bool


def eras_of(windows: Sequence[ApplicationWindow], today: date, horizon: date) -> list[OpenEra]:
    """Those between these days, in their order."""
    turns = sorted({turn for window in windows for turn in window.turns})
    lasts = [*(turn - ONE_DAY for turn in turns), date.max]
    eras = (_era(windows, since, last, today, horizon) for since, last in zip([date.min, *turns], lasts, strict=True))
    return [one for one in eras if today <= one.last and one.first <= horizon]


def _era(windows: Sequence[ApplicationWindow], since: date, last: date, today: date, horizon: date) -> OpenEra:
    there = [one for one in windows if one.is_there_on(since)]
    deadlines = tuple(one for one in there if not one.is_a_time)
    returning = tuple(one for one in there if one.is_a_time and one.event)
    plain = [replace(one, since=None, until=None) for one in there if one.is_a_time and not one.event]
    several = openings(plain, {}, today, horizon) if plain else []
    cut = (Opening(max(one.first, since), min(one.last or date.max, last)) for one in several)
    kept = tuple(one for one in cut if one.last and today <= one.last and one.first <= min(one.last, horizon))
    return OpenEra(since, last, kept, returning, deadlines, not plain)


def openings_in(era: OpenEra, since: Term, until: Term) -> Iterator[Term]:
    """Of the times that hang on no event the first days between the two."""
    for one in era.openings:
        yield if_in_time(latest(since, day(one.first)), earliest(until, day(one.last)))


def if_in_time(first: Term, last: Term) -> Term:
    return only_if(sure(at_most(first, last)), first)


def is_for(window: ApplicationWindow, event: Term) -> Term:
    """ApplicationWindow.is_for"""
    begun = at_most(day(window.since.day), event) if window.since and window.since.event else YES
    over = window.until and window.until.event
    return all_of((begun, less(event, day(window.until.day)))) if over and window.until else begun


def limits_of(deadlines: Sequence[ApplicationWindow], event: Term) -> Limit:
    """What several of one event leave."""
    limits = [_limit(one, event) for one in deadlines]
    return Limit(latest(*(one.first for one in limits)), earliest(*(one.last for one in limits)))


def latest(*several: Term) -> Term:
    return greatest_of(several, DATE)


def earliest(*several: Term) -> Term:
    return least_of(several, DATE)


def _limit(window: ApplicationWindow, event: Term) -> Limit:
    """openings._limit, for whom the deadline is there."""
    there, last = is_for(window, event), day(None)
    if window.to_days is not None:
        last = days_on(event, window.to_days)
    elif window.to_months is not None:
        last = months_on(event, window.to_months)
    return Limit(only_if(there, months_on(event, window.from_months)), only_if(there, last))
