"""On which days an award's payments fall due, and how much each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import floor
from operator import attrgetter

from policies.calculator.awards import CERTAIN, MONTHS_IN, PERIODS_IN_A_YEAR, UNPAID_FORMS, Amounts
from policies.calculator.calendar import add_months
from policies.calculator.ruleset import Award, Instalments, Policy

# Of a person's life, where no limit is stated.
MOST_MONTHS = 1200
# What one counts of a sum that is paid bit by bit, whatever the time between.
INSTALMENT = "instalment"

_day = attrgetter("day")


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

    `periods`: how many of the recurring part were paid already, or of the instalments where there is no such part; with
    any of them, so was a one-off part that is paid at once, and the instalments that fell due by then.
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

    def months(self, award: Amounts) -> int:
        """For how many months it was paid already."""
        every = award.instalments.period if award.instalments else "year"
        return self.periods * MONTHS_IN[award.period or every]

    def day_of_instalment(self, award: Amounts, number: int) -> date | None:
        """Of instalment `number`, counted from 0; None for one that was paid."""
        months = number * MONTHS_IN[award.instalments.period] if award.instalments else 0
        had = self.months(award)
        return None if months < had else add_months(self.first, months - (0 if self.from_start else had))


def dues(award: Amounts, paid: Paid) -> Iterator[Due]:
    """The payments still to come, in order of their days; all of them are the award's `total`.

    Of an award whose total nobody can say only what is certain of it. The one-off part comes first, a cap cuts off
    what comes last, and a recurring part without a stated limit counts one year. Nothing for loans and services.
    """
    if award.form in UNPAID_FORMS:
        return
    found = sorted(_dues(award, paid), key=_day)
    last = award.last_on
    for day, together in groupby(found, _day):
        several = list(together)
        if last is None or day <= last:
            yield Due(day, *(sum(getattr(one, name) for one in several) for name in ("recurring", "once", "up_to")))


def _dues(award: Amounts, paid: Paid) -> Iterator[Due]:
    """Those of the one-off part, then those of the recurring one."""
    left, known = award.low if award.total is None else award.total, award.total is not None
    # What was received is no part of what such a cap still lets through.
    anew = award.already and paid.periods > 0
    once = (award.once or 0) * (award.times or 0) if known or award.once_basis in CERTAIN else 0
    # What falls due too late is no part of the total, but of the whole that is paid in instalments.
    once = min(once, left) if award.last_on is None else once if award.cap is None else min(once, award.cap)
    for number, part in enumerate(split(once, award.instalments)):
        day = paid.day_of_instalment(award, number)
        if award.last_on is not None and day is not None and day > award.last_on:
            continue
        part = part if day is None and anew else min(part, left)
        left -= 0 if day is None and anew else part
        if day is not None and part:
            yield _due(day, part, 0, award, award)
    for number in range(periods(award)):
        day = paid.day(award, number)
        then, passed = award.at(day), number < paid.skipped(award)
        recurring = (then.recurring or 0) * (then.times or 0) if known or then.recurring_basis in CERTAIN else 0
        recurring = 0 if passed and anew else min(recurring, left)
        left -= recurring
        if recurring and not passed:
            yield _due(day, 0, recurring, award, then)


def split(whole: int, instalments: Instalments | None) -> list[int]:
    """Whole yuan: each instalment is rounded down, the last is what is left, so that they are the whole."""
    if instalments is None:
        return [whole]
    first = [floor(whole * share) for share in instalments.shares[:-1]]
    return [*first, whole - sum(first)]


def due_days(award: Amounts, paid: Paid) -> Iterator[date]:
    """Those of the recurring part, or where there is none of the instalments, whether or not the amount is known."""
    if award.has_recurring or award.instalments is None:
        yield from (paid.day(award, number) for number in range(paid.skipped(award), periods(award)))
        return
    days = (paid.day_of_instalment(award, number) for number in range(len(award.instalments.shares)))
    yield from (day for day in days if day is not None and (award.last_on is None or day <= award.last_on))


def longest(policy: Policy) -> tuple[int, str] | None:
    """(how many payments of this policy a person can have had, their period or INSTALMENT); None for one at most."""
    awards = [policy.award] if policy.award else [tier.award for tier in policy.tiers]
    awards += [later for award in awards for _, later in award.later]
    known = [found for award in awards if award.form not in UNPAID_FORMS and (found := _payments_of(award))]
    return max((one for one in known if one[0] > 1), default=None)


def _payments_of(award: Award) -> tuple[int, str] | None:
    every = award.recurring
    if every is not None:
        return MOST_MONTHS // MONTHS_IN[every.period] if every.count is None else every.count, every.period
    plan = award.once.instalments if award.once else None
    return (len(plan.shares), INSTALMENT) if plan else None


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
