"""Conditions whose number is reckoned, for every row: see `calculator.reckoned`.

An answer is compared exactly: both sides are multiplied until they are whole. The calculator rounds the number so that
all answers compare with it in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from policies.calculator.reckoned import WITHOUT_END, Limits, formulas, limits, sides
from policies.calculator.ruleset import Condition, Formula, Number, Parameter, Question, QuestionType
from policies.calculator.timeline import ALWAYS_YES
from policies.screening import table
from policies.screening.compiling.comparing import COMPARED
from policies.screening.compiling.dates import by_day
from policies.screening.compiling.row_timeline import RowTimeline, always_so
from policies.screening.compiling.terms import (
    NO,
    NOUGHT,
    UNKNOWN,
    YES,
    Term,
    all_of,
    always,
    any_of,
    day,
    divided,
    equal,
    is_known,
    is_null,
    less,
    lower,
    negated,
    number,
    or_else,
    plus,
    times,
    when,
)


class ComparedFacts(Protocol):
    """The facts that a number is compared with or reckoned by."""

    @property
    def questions(self) -> Mapping[str, Question]: ...

    def value(self, key: str) -> Term:
        """Of money in fen."""


def days_of(condition: Condition, parameters: Mapping[str, Parameter]) -> list[date]:
    """From which its number may be another one, in their order."""
    keys = {
        factor.parameter
        for one in formulas(condition.operand)
        for factor in one.factors
        if factor.parameter is not None
    }
    return sorted({value.starts_on for key in keys & parameters.keys() for value in parameters[key].values})


Reaching = Callable[[Term, bool], RowTimeline]
"""(a whole number, whether the condition holds from it on or only below) → when it does."""


def timeline(
    condition: Condition, facts: ComparedFacts, parameters: Mapping[str, Parameter], reaching: Reaching | None
) -> RowTimeline:
    """Of a condition whose number is another one from each of the parameters' days on. `reaching`: how an answer that
    counts on (months, an age) comes to a number; None where the answer stays as it is."""
    days = days_of(condition, parameters)
    side = _Side(facts.questions[condition.question], facts, parameters, reaching)
    several = [[side.holds(operator, ruled, one) for one in (date.min, *days)] for operator, ruled in sides(condition)]
    turns = dict.fromkeys(turn for stretches in several for one in stretches for turn in one.turns)

    def on(moment: Term) -> Term:
        parts = []
        for first, *later in several:
            then = [(turn, one.on(moment)) for turn, one in zip(days, later, strict=True)]
            parts.append(by_day(then, first.on(moment), moment))
        return always(all_of(parts), facts.value(condition.question))

    return RowTimeline((*map(day, days), *turns), on)


class _Side:
    def __init__(
        self, question: Question, facts: ComparedFacts, parameters: Mapping[str, Parameter], reaching: Reaching | None
    ) -> None:
        self.question, self.facts, self.parameters, self.reaching = question, facts, parameters, reaching
        self.answer = facts.value(question.key)

    def holds(self, operator: str, ruled: Number | Formula, day: date) -> RowTimeline:
        """As it is on that day, of a number or of what a formula comes to."""
        if not isinstance(ruled, Formula):
            return self._compared(operator, Fraction(ruled), [])
        keys = [factor.question for factor in ruled.factors if factor.question is not None]
        # With answers of one each what is left is what the parameters come to.
        of_parameters = limits(ruled, dict.fromkeys(keys, 1), self.parameters, day)
        if of_parameters is None:
            return always_so(UNKNOWN)
        return self._around(operator, keys, of_parameters, self._finite(ruled, keys, day))

    def _finite(self, ruled: Formula, keys: list[str], day: date) -> Fraction:
        """What all parameters come to at the most, those apart of which nobody can say."""
        found = Fraction(ruled.coefficient)
        for factor in ruled.factors:
            if factor.parameter is not None:
                one = limits(Formula(ruled.coefficient, (factor,)), {}, self.parameters, day)
                found *= 1 if one is None or one.most is None else one.most / Fraction(ruled.coefficient)
        return found

    def _around(self, operator: str, keys: list[str], of_parameters: Limits, finite: Fraction) -> RowTimeline:
        answers = [self.facts.value(key) for key in keys]
        scale = Fraction(1)
        for key in keys:
            scale /= table.FEN_IN_A_YUAN if self.facts.questions[key].type is QuestionType.MONEY else 1
        known = all_of(is_known(one) for one in answers)
        least = self._compared(operator, of_parameters.least * scale, [or_else(one, NOUGHT) for one in answers])
        others = [or_else(one, number(1)) for one in answers]
        # Of exact parameters the two differ only where there is no end, or where both are nothing.
        most = least if of_parameters.exact else self._compared(operator, finite * scale, others)
        nothing = YES if finite == 0 else any_of(equal(one, NOUGHT) for one in others)
        endless = YES if of_parameters.most is None and finite != 0 else negated(known)
        without_end = YES if WITHOUT_END[operator] is ALWAYS_YES else NO
        return _either(least, most, all_of((endless, negated(nothing))), without_end)

    def _compared(self, operator: str, ratio: Fraction, factors: list[Term]) -> RowTimeline:
        unit = table.FEN_IN_A_YUAN if self.question.type is QuestionType.MONEY else 1
        ratio *= unit
        product = number(ratio.numerator)
        for one in factors:
            product = times(product, one)
        if self.reaching is not None:
            return self.reaching(_turning_number(operator, product, ratio.denominator), operator in AT_LEAST)
        return always_so(COMPARED[operator](times(self.answer, number(ratio.denominator)), product))


# Met from a number on; the others only below one.
AT_LEAST = frozenset({"at_least", "more_than"})
# No answer ever counts on up to it.
OUT_OF_REACH = 2 * table.GREATEST


def _turning_number(operator: str, product: Term, by: int) -> Term:
    """thresholds.turning_numbers, of the product divided by that; no higher than what is out of reach."""
    down = divided(product, by)
    low = lower(down, number(OUT_OF_REACH))
    if operator in ("at_most", "more_than"):
        return plus(low, number(1))
    return when(less(times(down, number(by)), product), plus(low, number(1)), low)


def _either(least: RowTimeline, most: RowTimeline, endless: Term, without_end: Term) -> RowTimeline:
    """What is certain whichever of the two is so; `without_end` stands for the most where there is no end."""
    if endless is NO and most is least:
        return least

    def on(moment: Term) -> Term:
        one = least.on(moment)
        other = when(endless, without_end, one if most is least else most.on(moment))
        agree = any_of((equal(one, other), all_of((is_null(one), is_null(other)))))
        return when(agree, one, UNKNOWN)

    return RowTimeline(tuple(dict.fromkeys((*least.turns, *most.turns))), on)
