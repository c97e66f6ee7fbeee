"""Conditions whose number is reckoned: 1.5 × a parameter as it is on the day, 30 × the number of persons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from policies.calculator.ruleset import (
    Basis,
    Between,
    Condition,
    Factor,
    Formula,
    Number,
    Operand,
    Parameter,
    QuestionType,
)
from policies.calculator.thresholds import Growth, Read, Values
from policies.calculator.timeline import ALWAYS, ALWAYS_UNKNOWN, Timeline, both, either, verdict_on
from policies.calculator.verdict import NO, YES

Parameters = Mapping[str, Parameter]
# No answer is as large.
ENDLESS = 10**15
WITHOUT_END = {"at_least": ALWAYS[NO], "more_than": ALWAYS[NO], "at_most": ALWAYS[YES], "less_than": ALWAYS[YES]}
# Of numbers that lie between two whole ones those of which the same answers are on the same side.
_ROUNDED_UP = frozenset({"at_least", "less_than"})


class Limits(NamedTuple):
    """What a formula may come to; the same twice where it is known, `most` None where nobody can say how much."""

    least: Fraction
    most: Fraction | None

    @property
    def exact(self) -> bool:
        return self.least == self.most


def formulas(operand: object) -> tuple[Formula, ...]:
    """Those that it is reckoned by; none where it is a value."""
    if isinstance(operand, Between):
        return tuple(one for one in (operand.least, operand.most) if isinstance(one, Formula))
    return (operand,) if isinstance(operand, Formula) else ()


def published(operand: Operand, parameters: Parameters) -> date:
    """The first day on which an answer can decide it, because a number is there; the last of the calendar: none is."""
    if isinstance(operand, Between):
        # Nothing is less than nothing, so a lower end there decides for nobody.
        ends = (operand.most,) if operand.least == 0 else (operand.least, operand.most)
        return min(published(one, parameters) for one in ends)
    if not isinstance(operand, Formula):
        return date.min
    several = (parameters.get(factor.parameter) for factor in operand.factors if factor.parameter is not None)
    return max((one.values[0].starts_on if one and one.values else date.max for one in several), default=date.min)


def limits(formula: Formula, values: Values, parameters: Parameters, day: date) -> Limits | None:
    """None where a parameter has no value on that day, whatever is answered."""
    found = [_limits(factor, values, parameters, day) for factor in formula.factors]
    least = most = Fraction(formula.coefficient)
    endless = False
    for one in found:
        if one is None:
            return None
        least *= one.least
        if one.most is None:
            endless = True
        else:
            most *= one.most
    return Limits(least, None if endless and most else most)


def _limits(factor: Factor, values: Values, parameters: Parameters, day: date) -> Limits | None:
    if factor.parameter is None:
        answer = values.get(str(factor.question))
        return Limits(Fraction(answer), Fraction(answer)) if isinstance(answer, Number) else Limits(Fraction(0), None)
    parameter = parameters.get(factor.parameter)
    dated = parameter.on(day) if parameter else None
    if dated is None:
        return None
    value = Fraction(dated.value)
    return Limits(
        Fraction(0) if dated.basis is Basis.UP_TO else value, None if dated.basis is Basis.AT_LEAST else value
    )


def rounded(operator: str, number: Fraction, kind: QuestionType) -> Number:
    """The number to the cent, or whole, with which all answers compare as with this one."""
    step = 100 if kind is QuestionType.MONEY else 1
    whole = ceil(number * step) if operator in _ROUNDED_UP else floor(number * step)
    if whole % step == 0:
        return whole // step
    return Decimal(whole).scaleb(-2).normalize()


def sides(condition: Condition) -> list[tuple[str, Number | Formula]]:
    """(operator, number or formula) of each end."""
    operand = condition.operand
    if isinstance(operand, Between):
        return [("at_least", operand.least), ("at_most", operand.most)]
    return [(condition.operator, operand)]  # type: ignore[list-item]


def reader(
    condition: Condition, kind: QuestionType, parameters: Parameters, plain: Callable[[Condition], Read]
) -> Read:
    """`plain`: how a condition with a number is read; `kind`: of the question that it is on."""
    key, first = condition.question, published(condition.operand, parameters)
    reads = [_side(condition, side, kind, parameters, plain) for side in sides(condition)]

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        found = ALWAYS_UNKNOWN if values.get(key) is None else reads[0](values, grows)
        for other in reads[1:]:
            found = both(found, other(values, grows))
        return _turning_at(found, first)

    return read


def _turning_at(timeline: Timeline, day: date) -> Timeline:
    """From that day on there is something to answer, even where nothing else changes."""
    verdict, turns = timeline
    if day in (date.min, date.max) or any(turn == day for turn, _ in turns):
        return timeline
    return verdict, tuple(sorted([*turns, (day, verdict_on(timeline, day))], key=lambda turn: turn[0]))


def _side(
    condition: Condition,
    side: tuple[str, Number | Formula],
    kind: QuestionType,
    parameters: Parameters,
    plain: Callable[[Condition], Read],
) -> Read:
    operator, formula = side
    if not isinstance(formula, Formula):
        return plain(replace(condition, operator=operator, operand=formula))
    known = [parameters[key] for factor in formula.factors if (key := factor.parameter) and key in parameters]
    days = [date.min, *sorted({value.starts_on for parameter in known for value in parameter.values})]

    def at(number: Fraction) -> Read:
        return plain(replace(condition, operator=operator, operand=rounded(operator, number, kind)))

    def on(day: date, values: Values, grows: Mapping[str, Growth]) -> Timeline:
        found = limits(formula, values, parameters, day)
        if found is None:
            return ALWAYS_UNKNOWN
        least = at(found.least)(values, grows)
        if found.exact:
            return least
        return either(least, WITHOUT_END[operator] if found.most is None else at(found.most)(values, grows))

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        return _spliced([(day, on(day, values, grows)) for day in days])

    return read


def _spliced(stretches: list[tuple[date, Timeline]]) -> Timeline:
    """Each of them from its day on, up to the day of the next."""
    verdict = last = stretches[0][1][0]
    turns = []
    for (start, timeline), (end, _) in pairwise([*stretches, (date.max, ALWAYS_UNKNOWN)]):
        for day, then in ((start, verdict_on(timeline, start)), *timeline[1]):
            if start <= day < end and then is not last:
                turns.append((day, then))
                last = then
    return verdict, tuple(turns)


def needed(
    condition: Condition, kind: QuestionType, values: Values, parameters: Parameters, day: date
) -> Number | Between | None:
    """The number that a condition asks for on that day, or by which it certainly fails; None where there is none."""
    found = [_number(one, kind, values, parameters, day) for one in sides(condition)]
    if not isinstance(condition.operand, Between):
        return found[0]
    least, most = found
    return None if least is most is None else Between(least or 0, ENDLESS if most is None else most)


def _number(
    side: tuple[str, Number | Formula], kind: QuestionType, values: Values, parameters: Parameters, day: date
) -> Number | None:
    operator, formula = side
    if not isinstance(formula, Formula):
        return formula
    found = limits(formula, values, parameters, day)
    number = None if found is None else found.least if operator in ("at_least", "more_than") else found.most
    return None if number is None else rounded(operator, number, kind)


def exact(condition: Condition, kind: QuestionType, values: Values, parameters: Parameters, day: date) -> list[Number]:
    """What it comes to on that day, or each end of it; none where that is not known."""
    found = []
    for operator, number in sides(condition):
        if not isinstance(number, Formula):
            found.append(number)
        elif (known := limits(number, values, parameters, day)) and known.exact:
            found.append(rounded(operator, known.least, kind))
        else:
            return []
    return found
