"""Which of the days on which a policy stands differently can still tell something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.calculator.awards import MONTHS_IN
from policies.calculator.calendar import add_months, months_until
from policies.calculator.ruleset import Award
from policies.calculator.standing import Standing
from policies.calculator.verdict import NO, YES

Stretches = list[tuple[date, Standing]]
Telling = list[tuple[date, Standing, bool, bool]]
"""See walk."""


def while_there_is_money(stretches: Stretches, spent_on: date | None) -> tuple[Stretches, date | None]:
    """Those before the money is spent and that day, where something is certain by then; else all, and no day."""
    if spent_on is None:
        return stretches, None
    before = [stretch for stretch in stretches if stretch[0] < spent_on]
    return (before, spent_on) if any(then.verdict is YES for _, then in before) else (stretches, None)


def walk(stretches: Stretches, until: date | None = None, *, ends: bool = False) -> Telling:
    """The days whose verdict can still tell something, and whether tier and award of that day may be the ones shown.

    A no today is followed to the first certain day; from a certain day on nothing counts after the next no. Last, asked
    for by `ends`: it only moves the end of a certain stretch, and no payment with it. `until`: the day on which the
    last stretch ends.
    """
    found: Telling = []
    certain: tuple[date, Standing] | None = None
    for place, (day, standing) in enumerate(stretches):
        if certain and standing.verdict is NO:
            break
        if standing.verdict is not NO:
            last = ends and certain is not None and _only_moves_the_end(stretches, place, until, *certain)
            found.append((day, standing, not certain, last))
        if not certain and standing.verdict is YES:
            certain = day, standing
    return found


def _only_moves_the_end(stretches: Stretches, place: int, until: date | None, since: date, certain: Standing) -> bool:
    """Whether nothing that is certain since a day may come back after this stretch, nor be paid within it."""
    start = stretches[place][0]
    following = stretches[place + 1] if place + 1 < len(stretches) else None
    if following and following[1].verdict is not NO:
        return False
    end = following[0] if following else until or add_months(start, 1)
    return not any(_pays_within(award, since, start, end) for award in certain.possible_awards)


def _pays_within(award: Award, since: date, start: date, end: date) -> bool:
    """Whether one who is entitled since a day is paid from the start on and before the end."""
    first = max(since, award.first_on) if award.first_on else since
    if first >= start:
        return first < end
    months = {MONTHS_IN[every] for every in _rhythms(award)}
    return any(add_months(first, -(-months_until(first, start) // one) * one) < end for one in months)


def _rhythms(award: Award) -> Iterator[str]:
    if award.recurring:
        yield award.recurring.period
    if award.once and award.once.instalments:
        yield award.once.instalments.period
