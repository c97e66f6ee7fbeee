"""One person of a population, and what of their answers a ruleset takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from policies.calculator.calendar import Month
from policies.calculator.ruleset import Question, QuestionType, Ruleset, Value


@dataclass(frozen=True, slots=True)
class Person:
    """`answers`: as Facts.resolve takes them; `received`: by code, with the number of payments where that was said;
    `beside`: columns that no question knows, by which staff want figures all the same."""

    answers: Mapping[str, Value]
    received: Mapping[str, int | None] = field(default_factory=dict)
    beside: Mapping[str, Any] = field(default_factory=dict)


def fitting(answers: Mapping[str, Value], ruleset: Ruleset) -> dict[str, Value]:
    """Of these answers those that a ruleset asks for and takes: a choice that it does not have is no answer to it."""
    return {
        key: value
        for key, value in answers.items()
        if (question := ruleset.questions.get(key)) and _is_an_answer(question, value)
    }


def _is_an_answer(question: Question, value: Value) -> bool:
    match question.type:
        case QuestionType.CHOICE if question.many:
            return isinstance(value, frozenset) and value.issubset(question.choices)
        case QuestionType.CHOICE:
            return value in question.choices
        case QuestionType.BOOL:
            return isinstance(value, bool)
        case QuestionType.DATE:
            return isinstance(value, date | Month)
        case _:
            return isinstance(value, int | Decimal) and not isinstance(value, bool)
