"""On which days an award's payments fall due, and how much each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.calculator.awards import CERTAIN, MONTHS_IN, PERIODS_IN_A_YEAR, UNPAID_FORMS, Amounts
from policies.calculator.calendar import add_months
from policies.calculator.ruleset import Policy

# Of a person's life, where no limit is stated.
MOST_MONTHS = 1200


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


@dataclass(frozen=True, slots=True)
class Paid:
    """`first`: the day of the first payment that is still to come, or with `from_start` of the first of all.

    `periods`: how many of the recurring part were paid already; with any of them, the one-off part was.
    """

    first: date
    periods: int = 0
    from_start: bool = False

    def day(self, award: Amounts, number: int) -> date:
        """Of payment `number`, counted from 0."""
        number -= 0 if self.from_start else self.skipped(award)
        return add_months(self.first, number * MONTHS_IN[award.period or "year"])

    def skipped(self, award: Amounts) -> int:
        """How many of the payments that are counted need not be counted any more; none where there is no limit."""
        return self.periods if award.count is not None or not award.has_recurring else 0


def dues(award: Amounts, paid: Paid) -> Iterator[Due]:
    """The payments still to come, each a calendar period after the one before; all of them are the award's `total`.

    Of an award whose total nobody can say only what is certain of it. The one-off part comes first, a cap cuts off
    what comes last, and a recurring part without a stated limit counts one year. Nothing for loans and services.
    """
    if award.form in UNPAID_FORMS:
        return
    left = award.low if award.total is None else award.total
    for number, (once, recurring) in enumerate(_faces(award, paid)):
        once = min(once, left)
        recurring = min(recurring, left - once)
        left -= once + recurring
        if number < paid.skipped(award):
            continue
        once = 0 if paid.periods else once
        if once or recurring:
            day = paid.day(award, number)
            yield _due(day, once, recurring, award, award.at(day))


def due_days(award: Amounts, paid: Paid) -> Iterator[date]:
    """Those of the recurring part, whether or not its amount is known."""
    return (paid.day(award, number) for number in range(paid.skipped(award), periods(award)))


def longest(policy: Policy) -> tuple[int, str] | None:
    """(how many payments of this policy a person can have had, their period); None where there is one at most."""
    awards = [policy.award] if policy.award else [tier.award for tier in policy.tiers]
    awards += [later for award in awards for _, later in award.later]
    parts = [award.recurring for award in awards if award.recurring and award.form not in UNPAID_FORMS]
    known = [
        (MOST_MONTHS // MONTHS_IN[part.period] if part.count is None else part.count, part.period) for part in parts
    ]
    return max((one for one in known if one[0] > 1), default=None)


def _faces(award: Amounts, paid: Paid) -> Iterator[tuple[int, int]]:
    """(one-off, recurring) of each payment before any cap; an unknown part is left out."""
    known = award.total is not None
    once = (award.once or 0) * (award.times or 0) if known or award.once_basis in CERTAIN else 0
    for number in range(periods(award) or 1):
        then = award.at(paid.day(award, number)) if award.by_day else award
        recurring = (then.recurring or 0) * (then.times or 0) if known or then.recurring_basis in CERTAIN else 0
        yield (0 if number else once), recurring


def _due(day: date, once: int, recurring: int, award: Amounts, then: Amounts) -> Due:
    """Split into what is certain and what is only an upper bound. `then`: by which the recurring part is paid."""
    certain_once = once if award.once_basis in CERTAIN else 0
    certain_recurring = recurring if then.recurring_basis in CERTAIN else 0
    return Due(day, certain_recurring, certain_once, once + recurring - certain_once - certain_recurring)


def periods(award: Amounts) -> int:
    """How many times the recurring part is counted; 0 where there is none."""
    if not award.has_recurring:
        return 0
    return PERIODS_IN_A_YEAR[award.period or "year"] if award.count is None else award.count
