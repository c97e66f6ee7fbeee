"""An award that may be raised, of every row: while it is not known whether, it is one of several; see `calculator.days`
and `calculator.dated_awards.one_of`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from policies.calculator.ruleset import Award, Basis, Formula, Part
from policies.screening.compiling.payments import RowPayments
from policies.screening.compiling.reckoning import ReckonedPart, Reckoning, RowAmounts
from policies.screening.compiling.standings import Moments
from policies.screening.compiling.terms import (
    INTEGER,
    NO,
    NO_NUMBER,
    NOUGHT,
    Term,
    all_of,
    any_of,
    at_most,
    case,
    equal,
    greatest_of,
    is_null,
    least_of,
    less,
    lower,
    minus,
    negated,
    not_ruled_out,
    only_if,
    or_else,
    ruled_out,
    sure,
    when,
)
from policies.screening.compiling.unsayable import CannotBeSaid


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the awards that it may be: `possible` where it may be this one, `certain` where it is. Never null."""

    possible: Term
    certain: Term
    amounts: RowAmounts


class RowOneOf:
    """`candidates`: in the order in which they are tried, the last is the award as it is for everybody else."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self.candidates = candidates
        self.plain = candidates[-1].amounts

    @property
    def award(self) -> Award:
        return self.plain.award

    @cached_property
    def known(self) -> list[tuple[Term, RowAmounts]]:
        """Each with whether it is what the award comes to, as no other can be it, or none makes a difference."""
        others = (any_of((negated(one.possible), _are_equal(one.amounts, self.plain))) for one in self.candidates[:-1])
        return [(all_of(others), self.plain), *((one.certain, one.amounts) for one in self.candidates)]

    def of(self, of: Callable[[RowAmounts], Term], otherwise: Term) -> Term:
        return case(((known, of(amounts)) for known, amounts in self.known), otherwise)

    @cached_property
    def total(self) -> Term:
        """Where it is not known which award it is, what all of them come to."""
        first = case(((one.possible, one.amounts.total) for one in self.candidates), NO_NUMBER)
        agreed = all_of(
            any_of((negated(one.possible), sure(equal(one.amounts.total, first)))) for one in self.candidates
        )
        return self.of(lambda amounts: amounts.total, only_if(agreed, first))

    @cached_property
    def low(self) -> Term:
        return least_of((only_if(one.possible, one.amounts.low) for one in self.candidates), INTEGER)

    @cached_property
    def high(self) -> Term:
        endless = any_of(all_of((one.possible, is_null(one.amounts.high))) for one in self.candidates)
        most = greatest_of((only_if(one.possible, one.amounts.high) for one in self.candidates), INTEGER)
        return only_if(negated(endless), most)


class PaymentsOfOne:
    """The payments of the one that it is; else of the one of which the least is certain, what is certain of that."""

    def __init__(self, one_of: RowOneOf, pay: Callable[[RowAmounts], RowPayments]) -> None:
        self._known = [(known, pay(amounts)) for known, amounts in one_of.known]
        self._several = [(one.possible, pay(replace(one.amounts, total=NO_NUMBER))) for one in one_of.candidates]

    def face(self, in_time: bool) -> Term:
        return self._of(lambda paid: paid.face(in_time))

    def certain(self, in_time: bool) -> Term:
        return self._of(lambda paid: paid.certain(in_time))

    @property
    def any_left(self) -> Term:
        # An uplift changes no number of payments.
        return self._known[0][1].any_left

    def _of(self, of: Callable[[RowPayments], Term]) -> Term:
        least = zip(self._is_least, (of(paid) for _, paid in self._several), strict=True)
        *others, (_, last) = least
        return case([*((known, of(paid)) for known, paid in self._known), *others], last)

    @cached_property
    def _is_least(self) -> list[Term]:
        """Of each whether it is the first of those of which the least is certain while the right lasts."""
        certain = [(possible, paid.certain(in_time=True)) for possible, paid in self._several]
        found = []
        for place, (possible, mine) in enumerate(certain):
            before = (_gives_way(other, less(mine, theirs)) for other, theirs in certain[:place])
            after = (_gives_way(other, at_most(mine, theirs)) for other, theirs in certain[place + 1 :])
            found.append(all_of((possible, *before, *after)))
        return found


def _gives_way(possible: Term, is_more: Term) -> Term:
    return any_of((negated(possible), is_more))


def amounts_of(award: Award, on: Term, moments: Moments, reckoning: Reckoning) -> RowAmounts | RowOneOf:
    """By the first condition that holds on that day; while one of them is not known, all that it may be.

    Raises CannotBeSaid where no plan can say it.
    """
    if not award.uplifts:
        return reckoning.amounts(award, on)
    uplifts = reckoning.facts.plan.uplifts[id(award)]
    found, any_before, all_ruled_out = list[Candidate](), NO, list[Term]()
    for bits, raised in uplifts.raised:
        if _without_amounts(raised) != _without_amounts(uplifts.plain):
            raise CannotBeSaid("an uplift that changes more than an amount")
        holds = moments.holds(bits, on)
        possible = all_of((not_ruled_out(holds), negated(any_before)))
        certain = all_of((sure(holds), *all_ruled_out))
        found.append(Candidate(possible, certain, reckoning.amounts(raised, on)))
        any_before, all_ruled_out = any_of((any_before, sure(holds))), [*all_ruled_out, ruled_out(holds)]
    plain = Candidate(negated(any_before), all_of(all_ruled_out), reckoning.amounts(uplifts.plain, on))
    return RowOneOf([*found, plain])


def _without_amounts(award: Award) -> Award:
    once, every = award.once, award.recurring
    return replace(
        award,
        once=once and _without_amount(once),
        recurring=every and replace(every, part=_without_amount(every.part)),
        raised=None,
    )


def _without_amount(part: Part) -> Part:
    amount = part.amount
    return replace(
        part,
        amount=replace(amount, coefficient=Fraction(1), plus=0) if isinstance(amount, Formula) else None,
        basis=Basis.FIXED,
    )


# When two awards that differ in their amounts alone come to the same


def _are_equal(one: RowAmounts, other: RowAmounts) -> Term:
    """Never null."""
    return all_of(_is_same(mine, theirs) for mine, theirs in zip(_told(one), _told(other), strict=True))


def _is_same(one: Term, other: Term) -> Term:
    return any_of((sure(equal(one, other)), all_of((is_null(one), is_null(other)))))


def _told(one: RowAmounts) -> Iterable[Term]:
    """What calculator.awards.Amounts says of it."""
    yield from (one.total, one.low, one.high, one.capped)
    yield from (part.basis for part in (one.once, one.recurring) if part)
    yield from _under_the_cap(one)


def _under_the_cap(one: RowAmounts) -> Iterable[Term]:
    """Of one payment of each part, as calculator.awards has it: the one-off part first."""
    award, left = one.award, one.cap
    if one.once:
        yield one.once.value if award.times else _at_most(one.once, left)
        left = minus(left, or_else(lower(one.once.value, left), NOUGHT))
    if one.recurring:
        late = award.last_on is not None and award.once is not None and award.once.instalments is not None
        yield one.recurring.value if award.times or late else _at_most(one.recurring, left)


def _at_most(part: ReckonedPart, left: Term) -> Term:
    return when(is_null(left), part.value, lower(part.value, left))
