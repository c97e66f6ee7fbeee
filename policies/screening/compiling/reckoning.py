"""What an award comes to for every row on a day: see `calculator.awards`, of which each function here is the like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd

from policies.calculator.awards import CERTAIN, MONTHS_IN, PERIODS_IN_A_YEAR, UNPAID_FORMS
from policies.calculator.ruleset import Award, Basis, Factor, Formula, Parameter, Part, QuestionType
from policies.screening import table
from policies.screening.compiling.dates import by_day
from policies.screening.compiling.facts import RowFacts
from policies.screening.compiling.terms import (
    INTEGER,
    NO,
    NO_NUMBER,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    at_most,
    divided,
    equal,
    greatest_of,
    higher,
    is_in,
    is_known,
    is_null,
    less,
    lower,
    minus,
    negated,
    number,
    only_if,
    or_else,
    plus,
    sure,
    times,
    total,
    when,
)

# How sure an amount is, the surest first.
BASES = {basis: place for place, basis in enumerate(Basis)}
AT_LEAST, UNPUBLISHED = BASES[Basis.AT_LEAST], BASES[Basis.UNSPECIFIED]


@dataclass(frozen=True, slots=True)
class ReckonedPart:
    """`value`: null where nobody published it or an answer is missing. `basis`: the place of its Basis. `most`: yuan of
    one payment; `periods`: how many payments count; `cut`: whether it would be more without that, never null."""

    value: Term
    basis: Term
    most: int | None
    periods: int
    cut: Term = NO

    @property
    def is_certain(self) -> Term:
        return is_in(self.basis, [BASES[one] for one in CERTAIN])

    @property
    def is_at_least(self) -> Term:
        return equal(self.basis, number(AT_LEAST))

    @property
    def end(self) -> Term:
        """The most that one payment can be; null where nobody can say."""
        return when(any_of((is_null(self.value), self.is_at_least)), number(self.most), self.value)


@dataclass(frozen=True, slots=True)
class RowAmounts:
    """calculator.awards.Amounts of every row, as far as sums, days and the best set need it. `times`: null while it is
    not known; `cap`: null where there is none, or it is not known, `cap_open` where it is that, never null; `cap_most`:
    then it is no more than this; `capped`: never null."""

    award: Award
    once: ReckonedPart | None
    recurring: ReckonedPart | None
    times: Term
    total: Term
    low: Term
    high: Term
    cap: Term
    cap_open: Term
    cap_most: Term
    capped: Term

    @property
    def months(self) -> int:
        """From one payment of the recurring part to the next."""
        every = self.award.recurring
        return MONTHS_IN[every.period] if every else MONTHS_IN["year"]


@dataclass(frozen=True, slots=True)
class _Cap:
    """`value`: null where it is not known, or there is none; `most`: likewise, more than that it is not."""

    there: bool
    value: Term
    most: Term

    @property
    def is_open(self) -> Term:
        return is_null(self.value) if self.there else NO

    def over(self, amount: Term) -> Term:
        """What it leaves of it."""
        return lower(amount, self.value) if self.there else amount


class Reckoning:
    def __init__(self, facts: RowFacts, parameters: Mapping[str, Parameter]) -> None:
        self.facts, self.parameters = facts, parameters

    def amounts(self, award: Award, on: Term) -> RowAmounts:
        """Raises CannotBeSaid where no plan can say it."""
        every = award.recurring
        once = self._part(award.once, 1, on) if award.once else None
        recurring = None
        if every:
            periods = PERIODS_IN_A_YEAR[every.period] if every.count is None else every.count
            recurring = self._part(every.part, periods, on)
        many = self._times(award)
        parts = [part for part in (once, recurring) if part]
        cap = self._cap(award, on, _comes_to_nothing(parts, many))
        sums = _bounds(award, parts, many, cap)
        capped = _is_capped(sums[0], parts, many)
        return RowAmounts(award, once, recurring, many, *sums, cap.value, cap.is_open, cap.most, capped)

    def _part(self, part: Part, periods: int, on: Term) -> ReckonedPart:
        if not isinstance(part.amount, Formula):
            stated = part.basis if part.amount is not None else Basis.UNSPECIFIED
            return ReckonedPart(number(part.amount), number(BASES[stated]), None, periods)
        value, basis_of_formula = self._formula(part.amount, on)
        basis = greatest_of((number(BASES[part.basis]), basis_of_formula), INTEGER)
        if part.most is None:
            return ReckonedPart(value, basis, None, periods)
        # More than the most is the most, even of what is a lower bound.
        reached = at_most(number(part.most), value)
        bounded = when(equal(basis, number(AT_LEAST)), number(BASES[part.basis]), basis)
        found = when(reached, number(part.most), value), when(reached, bounded, basis)
        return ReckonedPart(*found, part.most, periods, sure(less(number(part.most), value)))

    def _times(self, award: Award) -> Term:
        return number(1) if award.times is None else self._whole(award.times)

    def _whole(self, key: str) -> Term:
        """A number without what comes after the point."""
        money = self.facts.questions[key].type is QuestionType.MONEY
        return divided(self.facts.factor(key), table.FEN_IN_A_YUAN if money else 1)

    def _cap(self, award: Award, on: Term, nothing: Term) -> _Cap:
        """`nothing`: whether the award comes to that, whatever was received; never null."""
        ruled = award.cap
        value = self._formula(ruled, on)[0] if isinstance(ruled, Formula) else number(ruled)
        if award.already is None:
            return _Cap(ruled is not None, value, NO_NUMBER)
        had, unit = self.facts.factor(award.already), self._unit(award.already)
        in_unit = times(value, number(unit))
        left = when(at_most(in_unit, had), NOUGHT, divided(higher(minus(in_unit, had), NOUGHT), unit))
        known = only_if(all_of((is_known(value), is_known(had))), left)
        most = only_if(all_of((is_null(had), negated(nothing))), value)
        return _Cap(ruled is not None, when(nothing, value, known), most)

    def _unit(self, key: str) -> int:
        return table.FEN_IN_A_YUAN if self.facts.questions[key].type is QuestionType.MONEY else 1

    def _formula(self, formula: Formula, on: Term) -> tuple[Term, Term]:
        """(whole yuan, the place of its basis)"""
        ratio = Fraction(formula.coefficient)
        product, bases = number(1), [number(BASES[Basis.FIXED])]
        unpublished, nothing = NO, NO
        for factor in formula.factors:
            if factor.parameter is not None:
                value, scale, basis = self._parameter(factor, self.parameters[factor.parameter], on)
                bases.append(basis)
                unpublished = any_of((unpublished, equal(basis, number(UNPUBLISHED))))
            else:
                value, scale = self._answer(factor)
            nothing = any_of((nothing, sure(equal(value, NOUGHT))))
            product, ratio = times(product, value), ratio / scale
        reckoned = divided(times(product, number(ratio.numerator)), ratio.denominator)
        # Of what is multiplied by nothing no answer makes more.
        found = when(all_of((nothing, negated(unpublished))), NOUGHT, reckoned)
        return plus(found, number(formula.plus)), greatest_of(bases, INTEGER)

    def _answer(self, factor: Factor) -> tuple[Term, int]:
        key = str(factor.question)
        unit, value = self._unit(key), self.facts.factor(key)
        return (value if factor.limit is None else lower(value, number(factor.limit * unit))), unit

    def _parameter(self, factor: Factor, parameter: Parameter, on: Term) -> tuple[Term, int, Term]:
        """(its number in parts of one, in how many of them, the place of its basis)"""
        if not parameter.values:
            return NO_NUMBER, 1, number(UNPUBLISHED)
        scale = _scale([Fraction(one.value) for one in parameter.values])
        numbers = [(one.starts_on, number(int(one.value * scale))) for one in parameter.values]
        bases = [(one.starts_on, number(BASES[one.basis])) for one in parameter.values]
        if factor.at is None:
            return by_day(numbers, NO_NUMBER, on), scale, by_day(bases, number(UNPUBLISHED), on)
        at = self.facts.happened(factor.at)
        day, known = when(at.never, on, at.first), YES
        if not at.is_exact:
            places = [(one.starts_on, number(place)) for place, one in enumerate(parameter.values, 1)]
            same = equal(by_day(places, NOUGHT, at.first), by_day(places, NOUGHT, at.last))
            known = any_of((at.never, same))
        found = only_if(known, by_day(numbers, NO_NUMBER, day))
        basis = when(all_of((is_known(day), known)), by_day(bases, number(UNPUBLISHED), day), NOUGHT)
        return only_if(is_known(day), found), scale, basis


def _scale(several: list[Fraction]) -> int:
    found = 1
    for one in several:
        found = found * one.denominator // gcd(found, one.denominator)
    return found


def _comes_to_nothing(parts: list[ReckonedPart], many: Term) -> Term:
    """Whatever cap there is; never null."""
    each = (YES if not part.periods else sure(equal(part.value, NOUGHT)) for part in parts)
    return any_of((sure(equal(many, NOUGHT)), all_of(each)))


def _bounds(award: Award, parts: list[ReckonedPart], many: Term, cap: _Cap) -> tuple[Term, Term, Term]:
    """(total, low, high)"""
    if award.form in UNPAID_FORMS:
        return NOUGHT, NOUGHT, NOUGHT
    known = or_else(many, NOUGHT)
    certain = total(
        times(times(when(part.is_certain, or_else(part.value, NOUGHT), NOUGHT), number(part.periods)), known)
        for part in parts
    )
    low = when(cap.is_open, NOUGHT, cap.over(certain))
    at_the_most = _at_the_most(parts, many, cap)
    if not parts:
        return NO_NUMBER, low, at_the_most
    face = _together([part.value for part in parts], parts, many)
    whole = only_if(negated(cap.is_open), cap.over(face))
    open_end = any_of(part.is_at_least for part in parts)
    return whole, low, when(any_of((is_null(whole), open_end)), at_the_most, whole)


def _is_capped(whole: Term, parts: list[ReckonedPart], many: Term) -> Term:
    face = _together([part.value for part in parts], parts, many)
    return any_of((*(part.cut for part in parts), sure(less(whole, face))))


def _together(values: Iterable[Term], parts: list[ReckonedPart], many: Term) -> Term:
    pairs = zip(values, parts, strict=True)
    return times(total(times(value, number(part.periods)) for value, part in pairs), many)


def _at_the_most(parts: list[ReckonedPart], many: Term, cap: _Cap) -> Term:
    """What it cannot be more than while it is not known; null where nothing is ruled that says so."""
    if not parts:
        return cap.most
    ends = [part.end for part in parts]
    known = all_of(is_known(one) for one in (many, *ends))
    if all(part.most is None for part in parts):
        known = all_of((known, is_known(cap.most)))
    together = _together(ends, parts, many)
    for limit in (cap.value, cap.most):
        together = when(is_null(limit), together, lower(together, limit))
    return when(known, together, cap.most)


def under_the_cap(one: RowAmounts) -> tuple[ReckonedPart | None, ReckonedPart | None]:
    """The parts as the cap leaves them, the one-off part first; what is for several is cut off in all only."""
    award, once, recurring, left = one.award, one.once, one.recurring, one.cap
    if award.times is None and once:
        once = replace(once, value=_no_more(once.value, left))
        left = minus(left, or_else(once.value, NOUGHT))
    # Of instalments that come too late the room is left to the others.
    late = award.last_on is not None and award.once is not None and award.once.instalments is not None
    if award.times is None and recurring and not late:
        recurring = replace(recurring, value=_no_more(recurring.value, left))
    if one.cap_open is NO:
        return once, recurring
    return once and _while_open(once, one), recurring and _while_open(recurring, one)


def _while_open(part: ReckonedPart, amounts: RowAmounts) -> ReckonedPart:
    """Under a cap that is not known: no more than that is at the most. Of a lower bound nothing is left."""
    there = all_of((amounts.cap_open, is_known(part.value)))
    most = only_if(negated(part.is_at_least), _no_more(part.value, amounts.cap_most))
    basis = when(there, number(BASES[Basis.UP_TO]), part.basis)
    return replace(part, value=when(there, most, part.value), basis=basis)


def _no_more(value: Term, most: Term) -> Term:
    return when(is_null(most), value, lower(value, most))
