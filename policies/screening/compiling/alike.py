"""When two awards come to the same for a row, so that it does not matter which of them it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from policies.calculator.ruleset import Award, Basis, Formula, Part
from policies.screening.compiling.one_of import Amounts, RowByCase, RowOneOf
from policies.screening.compiling.reckoning import RowAmounts, under_the_cap
from policies.screening.compiling.terms import NO, YES, Term, all_of, any_of, equal, is_null, negated, sure
from policies.screening.compiling.timed import TimedAmounts
from policies.screening.compiling.timed_payments import AfterTheLastDay


def are_equal(one: Amounts, other: Amounts) -> Term:
    """Of two awards that differ in amounts alone; never null."""
    if isinstance(one, RowByCase) and isinstance(other, RowByCase):
        pairs = zip(one.cases, other.cases, strict=True)
        # The cases of both are the same, and what stands in each is of one kind.
        several = [(holds, are_equal(mine, theirs)) for (holds, mine), (_, theirs) in pairs]
        return RowByCase.choose(several)
    if isinstance(one, RowOneOf) and isinstance(other, RowOneOf):
        # Which of them it may be is the same of both.
        both = zip(one.candidates, other.candidates, strict=True)
        return all_of(any_of((negated(mine.possible), are_equal(mine.amounts, its.amounts))) for mine, its in both)
    if isinstance(one, AfterTheLastDay) and isinstance(other, AfterTheLastDay):
        return YES
    if isinstance(one, TimedAmounts) and isinstance(other, TimedAmounts):
        # Which payments are raised is told apart in what is paid later.
        alike = _all_same(one.told(), other.told())
        return all_of((negated(one.is_over_time), negated(other.is_over_time), alike))
    if isinstance(one, RowAmounts) and isinstance(other, RowAmounts):
        return _all_same(_told(one), _told(other))
    # No sum of them is known, so that it makes no difference.
    return NO


def _all_same(one: Iterable[Term], other: Iterable[Term]) -> Term:
    return all_of(_is_same(mine, theirs) for mine, theirs in zip(one, other, strict=True))


def _is_same(one: Term, other: Term) -> Term:
    return any_of((sure(equal(one, other)), all_of((is_null(one), is_null(other)))))


def _told(one: RowAmounts) -> Iterable[Term]:
    """What calculator.awards.Amounts says of it."""
    yield from (one.total, one.low, one.high, one.capped, one.times, one.cap)
    for part in under_the_cap(one):
        if part:
            yield from (part.value, part.basis)


def shape(award: Award) -> tuple[object, ...]:
    """What of calculator.awards.Amounts no person and no day changes."""
    parts = (award.once, award.recurring.part if award.recurring else None)
    mosts = [part.most if part and isinstance(part.amount, Formula) else None for part in parts]
    every = award.recurring
    return (
        *(award.form, award.per, award.payee, award.worth, award.counted_from, award.first_on, award.last_on),
        *(award.already is None, award.cap is None, award.once is None, *mosts),
        award.once.instalments if award.once else None,
        (every.period, every.count) if every else None,
    )


def without_amounts(award: Award) -> Award:
    """What two awards have in common of which one is raised."""
    once, every = award.once, award.recurring
    return replace(
        award,
        once=once and _without_amount(once),
        recurring=every and replace(every, part=_without_amount(every.part)),
        raised=None,
        later=tuple((turn, without_amounts(then)) for turn, then in award.later),
    )


def _without_amount(part: Part) -> Part:
    amount = part.amount
    return replace(
        part,
        amount=replace(amount, coefficient=Fraction(1), plus=0) if isinstance(amount, Formula) else None,
        basis=Basis.FIXED,
    )
