"""Conditions whose number is reckoned, for every row: see `calculator.reckoned`.

An answer is compared exactly: both sides are multiplied until they are whole. The calculator rounds the number so that
all answers compare with it in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from policies.calculator.reckoned import WITHOUT_END, Limits, formulas, limits, rounded, sides
from policies.calculator.ruleset import Condition, Formula, Number, Parameter, Question, QuestionType
from policies.calculator.timeline import ALWAYS_YES
from policies.screening import table
from policies.screening.compiling.comparing import COMPARED, scaled
from policies.screening.compiling.dates import by_day
from policies.screening.compiling.facts import RowFacts
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
    equal,
    is_known,
    is_null,
    negated,
    number,
    or_else,
    times,
    when,
)
from policies.screening.compiling.unsayable import CannotBeSaid


def days_of(condition: Condition, parameters: Mapping[str, Parameter]) -> list[date]:
    """From which its number may be another one, in their order."""
    formulas = [formula for _, formula in sides(condition) if isinstance(formula, Formula)]
    keys = {factor.parameter for one in formulas for factor in one.factors if factor.parameter is not None}
    return sorted({value.starts_on for key in keys & parameters.keys() for value in parameters[key].values})


def counting_on(
    condition: Condition,
    facts: RowFacts,
    parameters: Mapping[str, Parameter],
    plain: Callable[[Condition], RowTimeline],
) -> RowTimeline:
    """A condition on what counts on (months, an age), whose number is reckoned: from each of the parameters' days on
    another one. `plain`: how a condition with a number is read.

    Raises CannotBeSaid where it is reckoned from an answer.
    """
    if any(factor.question for formula in formulas(condition.operand) for factor in formula.factors):
        raise CannotBeSaid("a condition on what counts on, whose number is reckoned from an answer")
    question, days = facts.questions[condition.question], days_of(condition, parameters)

    def between(operator: str, ruled: Number | Formula, on: date) -> list[RowTimeline]:
        if not isinstance(ruled, Formula):
            return [plain(replace(condition, operator=operator, operand=ruled))]
        found = limits(ruled, {}, parameters, on)
        if found is None:
            return [always_so(UNKNOWN)]
        numbers = [one if one is None else rounded(operator, one, question.type) for one in dict.fromkeys(found)]
        return [
            always_so(YES if WITHOUT_END[operator] is ALWAYS_YES else NO)
            if one is None
            else plain(replace(condition, operator=operator, operand=one))
            for one in numbers
        ]

    several = [[(on, between(*side, on)) for on in (date.min, *days)] for side in sides(condition)]
    turns = dict.fromkeys(turn for side in several for _, reads in side for read in reads for turn in read.turns)

    def verdict_of(reads: list[RowTimeline], on: Term) -> Term:
        return reads[0].on(on) if len(reads) == 1 else _either(*(read.on(on) for read in reads))

    def on(moment: Term) -> Term:
        parts = []
        for (_, first), *later in several:
            then = [(turn, verdict_of(reads, moment)) for turn, reads in later]
            parts.append(by_day(then, verdict_of(first, moment), moment))
        return always(all_of(parts), facts.value(condition.question))

    return RowTimeline((*map(day, days), *turns), on)


def verdict(condition: Condition, facts: RowFacts, parameters: Mapping[str, Parameter], on: Term) -> Term:
    question = facts.questions[condition.question]
    days = days_of(condition, parameters)
    side = _Side(question, facts, parameters)
    parts = []
    for operator, ruled in sides(condition):
        several = [(day, side.holds(operator, ruled, day)) for day in days]
        parts.append(by_day(several, side.holds(operator, ruled, date.min), on))
    return always(all_of(parts), facts.value(condition.question))


class _Side:
    def __init__(self, question: Question, facts: RowFacts, parameters: Mapping[str, Parameter]) -> None:
        self.question, self.facts, self.parameters = question, facts, parameters
        self.answer = facts.value(question.key)

    def holds(self, operator: str, ruled: Number | Formula, day: date) -> Term:
        """As it is on that day, of a number or of what a formula comes to."""
        if not isinstance(ruled, Formula):
            return COMPARED[operator](self.answer, number(scaled(ruled, self.question)))
        keys = [factor.question for factor in ruled.factors if factor.question is not None]
        # With answers of one each what is left is what the parameters come to.
        of_parameters = limits(ruled, dict.fromkeys(keys, 1), self.parameters, day)
        if of_parameters is None:
            return UNKNOWN
        return self._around(operator, keys, of_parameters, self._finite(ruled, keys, day))

    def _finite(self, ruled: Formula, keys: list[str], day: date) -> Fraction:
        """What all parameters come to at the most, those apart of which nobody can say."""
        found = Fraction(ruled.coefficient)
        for factor in ruled.factors:
            if factor.parameter is not None:
                one = limits(Formula(ruled.coefficient, (factor,)), {}, self.parameters, day)
                found *= 1 if one is None or one.most is None else one.most / Fraction(ruled.coefficient)
        return found

    def _around(self, operator: str, keys: list[str], of_parameters: Limits, finite: Fraction) -> Term:
        answers = [self.facts.value(key) for key in keys]
        scale = Fraction(1)
        for key in keys:
            scale /= table.FEN_IN_A_YUAN if self.facts.questions[key].type is QuestionType.MONEY else 1
        known = all_of(is_known(one) for one in answers)
        least = self._compared(operator, of_parameters.least * scale, [or_else(one, NOUGHT) for one in answers])
        others = [or_else(one, number(1)) for one in answers]
        most = self._compared(operator, finite * scale, others)
        nothing = YES if finite == 0 else any_of(equal(one, NOUGHT) for one in others)
        endless = YES if of_parameters.most is None and finite != 0 else negated(known)
        without_end = YES if WITHOUT_END[operator] is ALWAYS_YES else NO
        return _either(least, when(all_of((endless, negated(nothing))), without_end, most))

    def _compared(self, operator: str, ratio: Fraction, factors: list[Term]) -> Term:
        unit = table.FEN_IN_A_YUAN if self.question.type is QuestionType.MONEY else 1
        ratio *= unit
        product = number(ratio.numerator)
        for one in factors:
            product = times(product, one)
        return COMPARED[operator](times(self.answer, number(ratio.denominator)), product)


def _either(one: Term, other: Term) -> Term:
    """What is certain whichever of the two is so."""
    agree = any_of((equal(one, other), all_of((is_null(one), is_null(other)))))
    return when(agree, one, UNKNOWN)
