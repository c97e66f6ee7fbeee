"""An award whose payments are looked at by their days, of every row: none is made after a last day, and each is at the
award in force on its own day; see `calculator.dated_awards`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policies.calculator.awards import PERIODS_IN_A_YEAR
from policies.calculator.calendar import ONE_DAY
from policies.calculator.due import MOST_MONTHS
from policies.screening.compiling.numbered import Instalment, Numbered, reached, split
from policies.screening.compiling.payments import PaidSoFar, minus_down_to_nought, only_if_certain
from policies.screening.compiling.reckoning import ReckonedPart, RowAmounts, under_the_cap
from policies.screening.compiling.terms import (
    NOUGHT,
    Term,
    all_of,
    any_of,
    day,
    equal,
    higher,
    is_known,
    is_null,
    least_of,
    less,
    lower,
    negated,
    number,
    only_if,
    or_else,
    plus,
    times,
    total,
    when,
)


@dataclass(frozen=True, slots=True)
class Era:
    """From its first day on, or from ever where that is None, payments are at these amounts. `shown`: whether it is the
    award that is shown."""

    starts_on: date | None
    amounts: RowAmounts
    shown: bool = True


class TimedAmounts:
    """`paid`: as of the day shown. `eras`: in their order, the first from ever; one alone where nothing changes."""

    def __init__(self, base: RowAmounts, paid: PaidSoFar, eras: Sequence[Era] = ()) -> None:
        self.base, self.award, self._paid = base, base.award, paid
        self.eras = eras or [Era(None, base)]
        self.once, self.recurring = under_the_cap(base)
        self.many = base.times

    @property
    def months(self) -> int:
        return self.base.months

    @cached_property
    def count(self) -> Term:
        """How many payments of the recurring part there are in all."""
        every = self.award.recurring
        if every is None:
            return NOUGHT
        if self.award.last_on is None:
            return number(PERIODS_IN_A_YEAR[every.period] if every.count is None else every.count)
        most = MOST_MONTHS // self.months if every.count is None else every.count
        made = when(self._paid.from_start, NOUGHT, self._paid.made)
        found = reached(self._paid.first, day(self.award.last_on), self.months)
        return lower(number(most), plus(made, higher(or_else(found, NOUGHT), NOUGHT)))

    def numbered(self, paid: PaidSoFar) -> Numbered:
        every = self.award.recurring
        counted = self.award.last_on is not None or every is None or every.count is not None
        return Numbered(self.months, paid, self.count, paid.made if counted else NOUGHT)

    def parts(self, numbered: Numbered) -> Iterator[tuple[Era, ReckonedPart, Term, Term]]:
        """Each era with its payment, the number of its first one and of the one after its last."""
        ends = [numbered.by(day(one.starts_on - ONE_DAY)) for one in self.eras if one.starts_on]
        for era, start, end in zip(self.eras, [NOUGHT, *ends], [*ends, numbered.count], strict=True):
            _, part = under_the_cap(era.amounts)
            if part is not None:
                yield era, part, start, end

    @cached_property
    def is_over_time(self) -> Term:
        """Whether some payment is at another award than the one shown; never null."""
        changing = (less(start, end) for era, _, start, end in self._parts if not era.shown)
        return any_of(changing)

    @cached_property
    def _parts(self) -> list[tuple[Era, ReckonedPart, Term, Term]]:
        return list(self.parts(self.numbered(self._paid)))

    @cached_property
    def _sums(self) -> tuple[Term, Term, Term]:
        """(total, low, high)"""
        if self.award.last_on is None:
            plain = self.base.total, self.base.low, self.base.high
        else:
            shown = [(era, part, NOUGHT, self.count) for era, part, *_ in self._parts if era.amounts is self.base][:1]
            whole, low, high = self._summed(shown)
            every = self.award.recurring
            most = self.base.high if every is None or every.count is not None else self._most
            plain = whole, low, when(is_null(whole), most, high)
        if len(self.eras) == 1:
            return plain
        over_time = self._summed(self._parts)
        one, two, three = (when(self.is_over_time, then, now) for then, now in zip(over_time, plain, strict=True))
        return one, two, three

    @property
    def total(self) -> Term:
        return self._sums[0]

    @property
    def low(self) -> Term:
        return self._sums[1]

    @property
    def high(self) -> Term:
        return self._sums[2]

    def _summed(self, parts: Sequence[tuple[Era, ReckonedPart, Term, Term]]) -> tuple[Term, Term, Term]:
        """dated_awards._summed"""
        cap, open_ = self.base.cap, self.base.cap_open
        bounds = [self.once] if self.once else []
        faces, lows = [self._once_in_time], [only_if_certain(self.once, self._once_in_time)]
        known = [negated(open_), is_known(self.many), *(is_known(part.value) for part in bounds)]
        at_least = [part.is_at_least for part in bounds]
        for era, part, start, end in parts:
            one, there = times(part.value, era.amounts.times), less(start, end)
            together = times(or_else(one, NOUGHT), minus_down_to_nought(end, start))
            faces.append(together)
            lows.append(only_if_certain(part, together))
            known.append(any_of((negated(there), is_known(one))))
            at_least.append(all_of((there, part.is_at_least)))
        if self.recurring and not bounds:
            at_least.append(all_of((equal(self.count, NOUGHT), self.recurring.is_at_least)))
        whole = only_if(all_of(known), cut(total(faces), cap))
        low = when(open_, NOUGHT, cut(total(lows), cap))
        return whole, low, only_if(negated(any_of(at_least)), whole)

    @property
    def _most(self) -> Term:
        """What it cannot be more than, though its total is not known; null where nobody can say."""
        parts = [(part, count) for part, count in ((self.once, number(1)), (self.recurring, self.count)) if part]
        together, limits = NOUGHT, (self.base.cap, self.base.cap_most)
        for part, count in parts:
            together = plus(together, times(or_else(part.end, NOUGHT), count))
        limit = least_of(limits, together.kind)
        found = times(together, or_else(self.many, NOUGHT))
        found = when(is_null(limit), found, lower(found, limit))
        return when(all_of(is_known(one) for one in (self.many, *(part.end for part, _ in parts))), found, limit)

    @property
    def _once_in_time(self) -> Term:
        """dated_awards._once"""
        if self.once is None:
            return NOUGHT
        whole = times(or_else(self.once.value, NOUGHT), or_else(self.many, NOUGHT))
        if self.award.last_on is None:
            return whole
        found, last = NOUGHT, day(self.award.last_on)
        for place, part in enumerate(split(self.award, cut(whole, self.base.cap))):
            one = Instalment(self.award, place, self._paid)
            found = plus(found, when(any_of((one.gone, one.is_due_by(last))), part, NOUGHT))
        return found

    def told(self) -> Iterable[Term]:
        """What it is told from another one by that differs from it in amounts alone."""
        for part in (self.once, self.recurring):
            if part:
                yield from (part.value, part.basis)
        yield only_if(is_null(self.base.cap), self.base.capped)


def cut(amount: Term, cap: Term) -> Term:
    """As the cap leaves it, where there is one that is known."""
    return when(is_null(cap), amount, lower(amount, cap))
