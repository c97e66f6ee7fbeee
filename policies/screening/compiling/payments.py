"""Which payments of an award fall due while a right certainly lasts, of every row: see `calculator.due`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from policies.calculator.awards import MONTHS_IN, PERIODS_IN_A_YEAR, UNPAID_FORMS
from policies.calculator.ruleset import Award
from policies.screening.compiling.dates import full_months, months_on
from policies.screening.compiling.facts import RowFacts
from policies.screening.compiling.reckoning import ReckonedPart, RowAmounts
from policies.screening.compiling.terms import (
    DATE,
    NO,
    NO_DAY,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    at_most,
    day,
    divided,
    greatest_of,
    higher,
    is_known,
    is_null,
    less,
    lower,
    minus,
    number,
    or_else,
    plus,
    sure,
    times,
    when,
)
from policies.screening.compiling.unsayable import CannotBeSaid


@dataclass(frozen=True, slots=True)
class PaidSoFar:
    """calculator.due.Paid, of every row: the day of the first payment, how many were made, whether it is counted from
    the first of all."""

    first: Term
    made: Term
    from_start: Term


class RowPayments:
    """Those still to come. `until`, here and elsewhere: the last day on which they count; all where it is null."""

    def __init__(self, amounts: RowAmounts, paid: PaidSoFar) -> None:
        self.amounts, self.paid = amounts, paid
        self.known = is_known(amounts.total)
        self.whole = when(self.known, amounts.total, amounts.low)
        self._once = lower(self._of_part(amounts.once), self.whole)
        self._each = self._of_part(amounts.recurring)

    def _of_part(self, part: ReckonedPart | None) -> Term:
        """Of one payment, as far as it is paid at all."""
        if part is None or self.amounts.award.form in UNPAID_FORMS:
            return NOUGHT
        each = times(or_else(part.value, NOUGHT), or_else(self.amounts.times, NOUGHT))
        return when(any_of((self.known, part.is_certain)), each, NOUGHT)

    def face(self, until: Term) -> Term:
        once, recurring = self._due(until)
        return plus(once, recurring)

    def certain(self, until: Term) -> Term:
        once, recurring = self._due(until)
        return plus(only_if_certain(self.amounts.once, once), only_if_certain(self.amounts.recurring, recurring))

    def _due(self, until: Term) -> tuple[Term, Term]:
        return self._once_due(until), self._recurring_due(until)

    def _once_due(self, until: Term) -> Term:
        award = self.amounts.award
        plan = award.once.instalments if award.once else None
        if plan is None:
            untouched = at_most(self.paid.made, NOUGHT)
            return when(all_of((untouched, _reaches(until, self.paid.first))), self._once, NOUGHT)
        found, left = NOUGHT, self._once
        for place, share in enumerate(plan.shares):
            final = place == len(plan.shares) - 1
            part = left if final else share_of(self._once, share)
            left = minus(left, part) if not final else left
            found = plus(found, when(self._instalment_due(place, MONTHS_IN[plan.period], until), part, NOUGHT))
        return found

    def _instalment_due(self, place: int, months: int, until: Term) -> Term:
        """Whether it is still to come, and by that day."""
        made_months = times(self.paid.made, number(self._months_between_payments))
        to_come = at_most(made_months, number(place * months))
        if until is NO_DAY:
            return to_come
        from_start = _reaches(until, months_on(self.paid.first, place * months))
        if self.paid.made is NOUGHT:
            return from_start
        gone_by = minus(number(place * months), made_months)
        within = all_of((_reaches(until, self.paid.first), at_most(gone_by, full_months(self.paid.first, until))))
        later = any_of((is_null(until), within))
        return all_of((to_come, when(self.paid.from_start, from_start, later)))

    @property
    def _months_between_payments(self) -> int:
        award = self.amounts.award
        if award.recurring is None and award.once and award.once.instalments:
            return MONTHS_IN[award.once.instalments.period]
        return self.amounts.months

    def _recurring_due(self, until: Term) -> Term:
        part = self.amounts.recurring
        if part is None:
            return NOUGHT
        skipped = self._skipped
        reached = self._reached(until, part.periods, skipped)
        if self.amounts.award.already:
            # What was received is no part of what such a cap still lets through.
            left = minus_down_to_nought(self.whole, self._once_due(NO_DAY))
            return lower(times(minus_down_to_nought(reached, skipped), self._each), left)
        left = minus_down_to_nought(self.whole, self._once)
        before = lower(times(skipped, self._each), left)
        return minus_down_to_nought(lower(times(reached, self._each), left), before)

    @property
    def _skipped(self) -> Term:
        every = self.amounts.award.recurring
        return NOUGHT if every is None or every.count is None else lower(self.paid.made, number(every.count))

    def _reached(self, until: Term, periods: int, skipped: Term) -> Term:
        """How many payments, with those that need not be counted any more, are due by that day."""
        if until is NO_DAY:
            return number(periods)
        passed = plus(divided(full_months(self.paid.first, until), self.amounts.months), number(1))
        counted = when(self.paid.from_start, passed, plus(passed, skipped))
        in_time = when(_reaches(until, self.paid.first), lower(counted, number(periods)), NOUGHT)
        return when(is_null(until), number(periods), in_time)

    @property
    def is_all_certain(self) -> Term:
        """Whether all payments are certain, or none; never null. Raises CannotBeSaid where some may be and some not."""
        parts = (self.amounts.once, self.amounts.recurring)
        return all_certain(part for part in parts if self.amounts.award.form not in UNPAID_FORMS)

    @property
    def any_left(self) -> Term:
        """Whether a payment of the recurring part, or where there is none an instalment, is still to come."""
        award = self.amounts.award
        if award.recurring is not None:
            every = award.recurring
            periods = PERIODS_IN_A_YEAR[every.period] if every.count is None else every.count
            return less(self._skipped, number(periods))
        plan = award.once.instalments if award.once else None
        if plan is None:
            return NO
        last = number((len(plan.shares) - 1) * MONTHS_IN[plan.period])
        return at_most(times(self.paid.made, number(MONTHS_IN[plan.period])), last)


def paid_so_far(award: Award, facts: RowFacts, start: Term, made: Term) -> PaidSoFar:
    """Counted from the day of the event, else from the start, but not before the first day of any payment."""
    event = facts.happened(award.counted_from).last if award.counted_from else day(None)
    first = or_else(event, start)
    if award.first_on is not None:
        first = greatest_of((first, day(award.first_on)), DATE)
    return PaidSoFar(first, made, is_known(event))


def _reaches(until: Term, on: Term) -> Term:
    return any_of((is_null(until), sure(at_most(on, until))))


def only_if_certain(part: ReckonedPart | None, amount: Term) -> Term:
    return NOUGHT if part is None else when(part.is_certain, amount, NOUGHT)


def all_certain(parts: Iterable[ReckonedPart | None]) -> Term:
    """As RowPayments.is_all_certain, of these."""
    found = dict.fromkeys(sure(part.is_certain) for part in parts if part)
    if len(found) > 1:
        raise CannotBeSaid("the best set of a policy that tops up with what is certain in part only")
    return next(iter(found), YES)


def share_of(whole: Term, share: Fraction) -> Term:
    return divided(times(whole, number(share.numerator)), share.denominator)


def minus_down_to_nought(one: Term, other: Term) -> Term:
    return higher(minus(one, other), NOUGHT)
