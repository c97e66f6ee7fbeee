"""A row of the screened table → the answers of one person, as `Facts.resolve` takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from policies.calculator.calendar import Month
from policies.calculator.ruleset import Question, QuestionType, Ruleset, Value
from policies.catalogue.document.plain_values import yuan
from policies.screening.table import FEN_IN_A_YUAN, MONTH, PAYMENTS, RECEIVED, answer_column, named

Row = Mapping[str, Any]


def answers_of(ruleset: Ruleset, row: Row) -> dict[str, Value]:
    return {key: value for key, question in ruleset.questions.items() for value in _answer(question, row)}


def received_of(ruleset: Ruleset, row: Row) -> dict[str, int | None]:
    """By code, with how many payments were made where that was said."""
    codes = (policy.code for policy in ruleset.policies)
    return {code: row.get(named(PAYMENTS, code)) for code in codes if row.get(named(RECEIVED, code))}


def _answer(question: Question, row: Row) -> Iterator[Value]:
    """None, or one."""
    if question.many:
        ticked = {choice: row.get(named(question.key, choice)) for choice in question.choices}
        if None not in ticked.values():
            yield frozenset(choice for choice, said in ticked.items() if said)
        return
    found = row.get(answer_column(question))
    if found is None:
        return
    if question.type is QuestionType.MONEY:
        amount = yuan(Decimal(found) / FEN_IN_A_YUAN)
        if amount is not None:
            yield amount
    elif isinstance(found, date) and row.get(named(question.key, MONTH)):
        yield Month(found.year, found.month)
    else:
        yield found
