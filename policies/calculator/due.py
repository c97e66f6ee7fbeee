"""On which days an award's payments fall due, and how much each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.calculator.awards import CERTAIN, PERIODS_IN_A_YEAR, UNPAID_FORMS, Amounts
from policies.calculator.calendar import add_months

MONTHS_IN = {"year": 12, "month": 1}


@dataclass(frozen=True, slots=True)
class Due:
    """One payment, in yuan: what is certain of its recurring and its one-off part, and at most `up_to` more."""

    day: date
    recurring: int
    once: int
    up_to: int

    @property
    def certain(self) -> int:
        return self.recurring + self.once

    @property
    def face(self) -> int:
        return self.certain + self.up_to


def dues(award: Amounts, first: date) -> Iterator[Due]:
    """The first payment on that day, each further one a calendar period later; together they are the award's `total`.

    Of an award whose total nobody can say only what is certain of it. The one-off part comes first, a cap cuts off
    what comes last, and a recurring part without a stated limit counts one year. Nothing for loans and services.
    """
    if award.form in UNPAID_FORMS:
        return
    left = award.low if award.total is None else award.total
    for number, (once, recurring) in enumerate(_faces(award)):
        once = min(once, left)
        recurring = min(recurring, left - once)
        left -= once + recurring
        if once or recurring:
            yield _due(_day(award, first, number), once, recurring, award)


def due_days(award: Amounts, first: date) -> Iterator[date]:
    """Those of the recurring part, whether or not its amount is known."""
    return (_day(award, first, number) for number in range(periods(award)))


def _day(award: Amounts, first: date, number: int) -> date:
    return add_months(first, number * MONTHS_IN[award.period or "year"])


def _faces(award: Amounts) -> Iterator[tuple[int, int]]:
    """(one-off, recurring) of each payment before any cap; an unknown part is left out."""
    times, known = award.times or 0, award.total is not None
    once = (award.once or 0) * times if known or award.once_basis in CERTAIN else 0
    recurring = (award.recurring or 0) * times if known or award.recurring_basis in CERTAIN else 0
    for number in range(periods(award) or 1):
        yield (0 if number else once), recurring


def _due(day: date, once: int, recurring: int, award: Amounts) -> Due:
    """Split into what is certain and what is only an upper bound."""
    certain_once = once if award.once_basis in CERTAIN else 0
    certain_recurring = recurring if award.recurring_basis in CERTAIN else 0
    return Due(day, certain_recurring, certain_once, once + recurring - certain_once - certain_recurring)


def periods(award: Amounts) -> int:
    """How many times the recurring part is counted; 0 where there is none."""
    if not award.has_recurring:
        return 0
    return PERIODS_IN_A_YEAR[award.period or "year"] if award.count is None else award.count
