"""Which payments of an award fall due while a right certainly lasts, of every row: see `calculator.due`."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class PaidSoFar:
    """calculator.due.Paid, of every row: the day of the first payment, how many were made, whether it is counted from
    the first of all."""

    first: Term
    made: Term
    from_start: Term


class RowPayments:
    """`last`: the last day of the right, null where that does not end."""

    def __init__(self, amounts: RowAmounts, paid: PaidSoFar, last: Term) -> None:
        self.amounts, self.paid, self.last = amounts, paid, last
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

    # What is due in time

    def face(self, in_time: bool) -> Term:
        """All that is still to come, or what of it is due while the right lasts."""
        once, recurring = self._due(in_time)
        return plus(once, recurring)

    def certain(self, in_time: bool) -> Term:
        once, recurring = self._due(in_time)
        return plus(only_if_certain(self.amounts.once, once), only_if_certain(self.amounts.recurring, recurring))

    def _due(self, in_time: bool) -> tuple[Term, Term]:
        return self._once_due(in_time), self._recurring_due(in_time)

    def _once_due(self, in_time: bool) -> Term:
        award = self.amounts.award
        plan = award.once.instalments if award.once else None
        if plan is None:
            untouched = at_most(self.paid.made, NOUGHT)
            on_time = self._lasts_to(self.paid.first) if in_time else YES
            return when(all_of((untouched, on_time)), self._once, NOUGHT)
        found, left = NOUGHT, self._once
        for place, share in enumerate(plan.shares):
            final = place == len(plan.shares) - 1
            part = left if final else share_of(self._once, share)
            left = minus(left, part) if not final else left
            found = plus(found, when(self._instalment_due(place, MONTHS_IN[plan.period], in_time), part, NOUGHT))
        return found

    def _instalment_due(self, place: int, months: int, in_time: bool) -> Term:
        """Whether it is still to come, and in time."""
        made_months = times(self.paid.made, number(self._months_between_payments))
        to_come = at_most(made_months, number(place * months))
        if not in_time:
            return to_come
        from_start = self._lasts_to(months_on(self.paid.first, place * months))
        if self.paid.made is NOUGHT:
            return from_start
        gone_by = minus(number(place * months), made_months)
        later = self._months_within_reach(gone_by)
        return all_of((to_come, when(self.paid.from_start, from_start, later)))

    @property
    def _months_between_payments(self) -> int:
        award = self.amounts.award
        if award.recurring is None and award.once and award.once.instalments:
            return MONTHS_IN[award.once.instalments.period]
        return self.amounts.months

    def _months_within_reach(self, months: Term) -> Term:
        within = all_of((self._lasts_to(self.paid.first), at_most(months, full_months(self.paid.first, self.last))))
        return any_of((is_null(self.last), within))

    def _recurring_due(self, in_time: bool) -> Term:
        part = self.amounts.recurring
        if part is None:
            return NOUGHT
        skipped = self._skipped
        until = number(part.periods) if not in_time else self._due_in_time(part.periods, skipped)
        if self.amounts.award.already:
            # What was received is no part of what such a cap still lets through.
            left = minus_down_to_nought(self.whole, self._once_due(in_time=False))
            return lower(times(minus_down_to_nought(until, skipped), self._each), left)
        left = minus_down_to_nought(self.whole, self._once)
        before = lower(times(skipped, self._each), left)
        return minus_down_to_nought(lower(times(until, self._each), left), before)

    @property
    def _skipped(self) -> Term:
        every = self.amounts.award.recurring
        return NOUGHT if every is None or every.count is None else lower(self.paid.made, number(every.count))

    def _due_in_time(self, periods: int, skipped: Term) -> Term:
        """How many payments, with those that need not be counted any more, are due by the last day."""
        passed = plus(divided(full_months(self.paid.first, self.last), self.amounts.months), number(1))
        counted = when(self.paid.from_start, passed, plus(passed, skipped))
        in_time = when(self._lasts_to(self.paid.first), lower(counted, number(periods)), NOUGHT)
        return when(is_null(self.last), number(periods), in_time)

    def _lasts_to(self, on: Term) -> Term:
        return any_of((is_null(self.last), sure(at_most(on, self.last))))

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


def only_if_certain(part: ReckonedPart | None, amount: Term) -> Term:
    return NOUGHT if part is None else when(part.is_certain, amount, NOUGHT)


def share_of(whole: Term, share: Fraction) -> Term:
    return divided(times(whole, number(share.numerator)), share.denominator)


def minus_down_to_nought(one: Term, other: Term) -> Term:
    return higher(minus(one, other), NOUGHT)
