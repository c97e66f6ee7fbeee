"""An answer that is compared, whatever the day: by the calculator's own tables where answers can be listed."""

from __future__ import annotations

from collections.abc import Callable

from policies.calculator.ruleset import Between, Condition, Number, Question, QuestionType, Value
from policies.calculator.thresholds import accepted_answers, possible_answers
from policies.screening import table
from policies.screening.compiling.terms import (
    BOOLEAN,
    Term,
    all_of,
    always,
    any_of,
    at_most,
    equal,
    is_in,
    less,
    literal,
    negated,
    number,
)
from policies.screening.compiling.unsayable import CannotBeSaid


def scaled(value: Value, question: Question) -> int:
    """A number in the unit of the question's column."""
    unit = table.FEN_IN_A_YUAN if question.type is QuestionType.MONEY else 1
    found = value * unit  # type: ignore[operator]
    if found != int(found):
        raise CannotBeSaid(f"a number that is no whole number of its unit: {value}")
    return int(found)


def compared(condition: Condition, question: Question, answer: Term) -> Term:
    """Whether the answer meets the condition; null where the answer is."""
    if possible_answers(question):
        accepted = accepted_answers(condition, question)
        return _yes_or_no(answer, accepted) if question.type is QuestionType.BOOL else is_in(answer, map(str, accepted))
    if isinstance(condition.operand, Between):
        least, most = condition.operand.least, condition.operand.most
        ends = (("at_least", least), ("at_most", most))
        return all_of(COMPARED[operator](answer, _number(one, question)) for operator, one in ends)
    if condition.operator in ("in", "not_in"):
        several = condition.operand if isinstance(condition.operand, tuple) else (condition.operand,)
        found = any_of(equal(answer, _number(one, question)) for one in several)
        return negated(found) if condition.operator == "not_in" else found
    return COMPARED[condition.operator](answer, _number(condition.operand, question))


def _yes_or_no(answer: Term, accepted: frozenset[Value]) -> Term:
    if len(accepted) == 1:
        return answer if True in accepted else negated(answer)
    return always(literal(bool(accepted), BOOLEAN), answer)


def _number(operand: object, question: Question) -> Term:
    if not isinstance(operand, Number):
        raise CannotBeSaid(f"a comparison with {type(operand).__name__}")
    return number(scaled(operand, question))


COMPARED: dict[str, Callable[[Term, Term], Term]] = {
    "is": equal,
    "is_not": lambda one, other: negated(equal(one, other)),
    "at_least": lambda one, other: at_most(other, one),
    "at_most": at_most,
    "more_than": lambda one, other: less(other, one),
    "less_than": less,
}
