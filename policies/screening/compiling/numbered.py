"""Which payments of an award fall when, of every row: those of a recurring part have numbers from 0 on, and are never
looked at one by one: by a day there are so many."""

from __future__ import annotations

from policies.calculator.awards import MONTHS_IN
from policies.calculator.ruleset import Award
from policies.screening.compiling.dates import months_between, months_on
from policies.screening.compiling.payments import PaidSoFar, minus_down_to_nought, share_of
from policies.screening.compiling.terms import (
    NO,
    NOUGHT,
    Term,
    all_of,
    any_of,
    at_most,
    day,
    divided_down,
    higher,
    is_null,
    less,
    lower,
    minus,
    negated,
    number,
    or_else,
    plus,
    sure,
    times,
    total,
    when,
)


class Instalment:
    """One of those of the one-off part; `gone`: whether it was paid already, never null."""

    def __init__(self, award: Award, place: int, paid: PaidSoFar) -> None:
        plan = award.once.instalments if award.once else None
        self._months = place * MONTHS_IN[plan.period] if plan else 0
        every = award.recurring.period if award.recurring else plan.period if plan else "year"
        self._paid, self._had = paid, times(paid.made, number(MONTHS_IN[every]))
        self.gone = less(number(self._months), self._had)

    def is_due_by(self, last: Term) -> Term:
        """Of one to come; never null, also where there is no last day."""
        first = self._paid.first
        from_start = at_most(months_on(first, self._months), last)
        to_come = minus(number(self._months), self._had)
        later = at_most(to_come, months_between(first, last))
        return any_of((is_null(last), sure(when(self._paid.from_start, from_start, later))))


class Numbered:
    """Which of the payments of a recurring part are when. `count`: how many there are; `skipped`: how many of these
    need not be counted any more."""

    def __init__(self, months: int, paid: PaidSoFar, count: Term, skipped: Term) -> None:
        self._months, self._first = months, paid.first
        self._before = when(paid.from_start, NOUGHT, skipped)
        self.count, self.skipped = count, lower(skipped, count)

    def by(self, last: Term) -> Term:
        """How many fall on that day or earlier; all where there is none."""
        return when(
            is_null(last), self.count, self._within(plus(self._before, reached(self._first, last, self._months)))
        )

    def _within(self, one: Term) -> Term:
        return higher(lower(or_else(one, NOUGHT), self.count), NOUGHT)


def reached(first: Term, last: Term, months: int) -> Term:
    """How many there are from the first day on, every so many months; negative where that is later."""
    return plus(divided_down(months_between(first, last), months), number(1))


def any_instalment_left(award: Award, paid: PaidSoFar) -> Term:
    """Never null; no where it is paid at once."""
    plan = award.once.instalments if award.once else None
    if plan is None:
        return NO
    several = (Instalment(award, place, paid) for place in range(len(plan.shares)))
    return any_of(all_of((negated(one.gone), one.is_due_by(day(award.last_on)))) for one in several)


def split(award: Award, whole: Term) -> list[Term]:
    """due.split"""
    plan = award.once.instalments if award.once else None
    if plan is None:
        return [whole]
    first = [share_of(whole, share) for share in plan.shares[:-1]]
    return [*first, minus_down_to_nought(whole, total(first))]
