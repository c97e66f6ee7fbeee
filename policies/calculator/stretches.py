"""Which of the days on which a policy stands differently can still tell something."""

from __future__ import annotations

from datetime import date

from policies.calculator.awards import PERIODS_IN_A_YEAR
from policies.calculator.calendar import add_months, months_until
from policies.calculator.standing import Standing
from policies.calculator.verdict import NO, YES


def walk(stretches: list[tuple[date, Standing]]) -> list[tuple[date, Standing, bool, bool]]:
    """The days whose verdict can still tell something, and whether tier and award of that day may be the ones shown.

    A no today is followed to the first certain day; from a certain day on nothing counts after the next no. Last: it
    only moves the end of a certain stretch, and no payment with it.
    """
    found: list[tuple[date, Standing, bool, bool]] = []
    certain: tuple[date, Standing] | None = None
    for place, (day, standing) in enumerate(stretches):
        if certain and standing.verdict is NO:
            break
        if standing.verdict is not NO:
            following = stretches[place + 1] if place + 1 < len(stretches) else None
            last = certain is not None and (following is None or following[1].verdict is NO)
            until = following[0] if following else add_months(day, 1)
            found.append((day, standing, not certain, last and not _falls_due(certain, day, until)))
        if not certain and standing.verdict is YES:
            certain = day, standing
    return found


def _falls_due(certain: tuple[date, Standing] | None, start: date, end: date) -> bool:
    """Whether an award that is certain from a day on may pay within a stretch of days."""
    if certain is None:
        return False
    since, standing = certain
    periods = {12 // PERIODS_IN_A_YEAR[award.recurring.period] for award in standing.possible_awards if award.recurring}
    return any(add_months(since, -(-months_until(since, start) // months) * months) < end for months in periods)
