"""Which payments fall due of an award that is looked at by their days, of every row: see `calculator.due`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from policies.calculator.ruleset import Award
from policies.screening.compiling.numbered import Instalment, any_instalment_left, split
from policies.screening.compiling.payments import PaidSoFar, all_certain, minus_down_to_nought, only_if_certain
from policies.screening.compiling.reckoning import ReckonedPart, RowAmounts
from policies.screening.compiling.terms import (
    DATE,
    NO,
    NO_NUMBER,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    day,
    higher,
    is_known,
    least_of,
    less,
    lower,
    negated,
    number,
    or_else,
    plus,
    times,
    total,
    when,
)
from policies.screening.compiling.timed import Era, TimedAmounts, cut


class TimedPayments:
    """Those still to come. `with_total`: else only what is certain of the award is paid."""

    def __init__(self, amounts: TimedAmounts, paid: PaidSoFar, with_total: bool) -> None:
        self._amounts, self._award, self._paid = amounts, amounts.award, paid
        self._known = is_known(amounts.total) if with_total else NO
        self._whole = when(self._known, or_else(amounts.total, NOUGHT), amounts.low)
        self._anew = all_of((YES if self._award.already else NO, less(NOUGHT, paid.made)))
        self._numbered = amounts.numbered(paid)

    def face(self, until: Term) -> Term:
        return plus(total(one for _, one in self._once_due(until)), total(one for _, one in self._due(until)))

    def certain(self, until: Term) -> Term:
        due = (*self._once_due(until), *self._due(until))
        return total(only_if_certain(part, one) for part, one in due)

    def _last(self, until: Term) -> Term:
        """The last day on which payments count."""
        return least_of((day(self._award.last_on), until), DATE)

    @cached_property
    def _once_parts(self) -> list[tuple[Instalment, Term, Term]]:
        """Each instalment with what of it is paid and with what is left after it."""
        once, cap = self._amounts.once, self._amounts.base.cap
        if once is None:
            return []
        whole = times(or_else(once.value, NOUGHT), or_else(self._amounts.many, NOUGHT))
        whole = when(any_of((self._known, once.is_certain)), whole, NOUGHT)
        # What falls due too late is no part of the total, but of the whole that is paid in instalments.
        whole = lower(whole, self._whole) if self._award.last_on is None else cut(whole, cap)
        found, left, last = list[tuple[Instalment, Term, Term]](), self._whole, day(self._award.last_on)
        for place, part in enumerate(split(self._award, whole)):
            one = Instalment(self._award, place, self._paid)
            paid = when(any_of((one.gone, one.is_due_by(last))), lower(part, left), NOUGHT)
            left = when(all_of((one.gone, self._anew)), left, minus_down_to_nought(left, paid))
            found.append((one, paid, left))
        return found

    def _once_due(self, until: Term) -> list[tuple[ReckonedPart | None, Term]]:
        last = self._last(until)
        return [
            (self._amounts.once, when(all_of((negated(one.gone), one.is_due_by(last))), paid, NOUGHT))
            for one, paid, _ in self._once_parts
        ]

    @cached_property
    def _parts(self) -> list[tuple[Era, ReckonedPart, Term, Term]]:
        return list(self._amounts.parts(self._numbered))

    def _due(self, until: Term) -> list[tuple[ReckonedPart | None, Term]]:
        """Of each era what is due."""
        skipped = self._numbered.skipped
        reached = higher(self._numbered.by(self._last(until)), skipped)
        found = list[tuple[ReckonedPart | None, Term]]()
        for _, part, start, end in self._parts:
            first, last = (higher(lower(one, end), start) for one in (skipped, reached))
            found.append((part, minus_down_to_nought(self._paid_by(last), self._paid_by(first))))
        return found

    def _paid_by(self, payment: Term) -> Term:
        """What all payments before that one come to, as far as the total reaches."""
        left = self._once_parts[-1][2] if self._once_parts else self._whole
        reached, passed = self._face_by(payment), self._face_by(lower(payment, self._numbered.skipped))
        # What was received is no part of what such a cap still lets through.
        return lower(when(self._anew, minus_down_to_nought(reached, passed), reached), left)

    def _face_by(self, payment: Term) -> Term:
        return total(
            times(self._each(era, part), minus_down_to_nought(lower(payment, end), start))
            for era, part, start, end in self._parts
        )

    def _each(self, era: Era, part: ReckonedPart) -> Term:
        one = times(or_else(part.value, NOUGHT), or_else(era.amounts.times, NOUGHT))
        return when(any_of((self._known, part.is_certain)), one, NOUGHT)

    @property
    def is_all_certain(self) -> Term:
        """As that of RowPayments."""
        return all_certain((self._amounts.once, *(part for _, part, *_ in self._parts)))

    @property
    def any_left(self) -> Term:
        if self._award.recurring is not None:
            return less(self._numbered.skipped, self._numbered.count)
        return any_instalment_left(self._award, self._paid)


@dataclass(frozen=True, slots=True)
class NothingDue:
    """No payment is certain. `any_left`: whether one may still be to come; never null."""

    any_left: Term = NO
    is_all_certain: Term = YES

    def face(self, until: Term) -> Term:
        return NOUGHT

    def certain(self, until: Term) -> Term:
        return NOUGHT


@dataclass(frozen=True, slots=True)
class AfterTheLastDay:
    """Of an award of which all payments would come after the last day."""

    award: Award
    total: Term = NOUGHT
    low: Term = NOUGHT
    high: Term = NOUGHT

    def payments(self, paid: PaidSoFar) -> NothingDue:
        return NothingDue()


class FromAnUnknownDay:
    """Counted from a day that nobody knows: how many payments fall due up to the last day nobody can say."""

    total, low = NO_NUMBER, NOUGHT

    def __init__(self, base: RowAmounts) -> None:
        self.award, every = base.award, base.award.recurring
        self.high = base.high if every is None or every.count is not None else NO_NUMBER

    def payments(self, paid: PaidSoFar) -> NothingDue:
        every = self.award.recurring
        if every is None:
            return NothingDue(any_instalment_left(self.award, paid))
        return NothingDue(YES if every.count is None else less(paid.made, number(every.count)))
