"""The distribution of a question of which the settings say nothing: all answers are equally likely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.calculator.ruleset import Question, QuestionType

from .distributions import DrawnQuestion, Quantiles, Spread

# Where the question itself does not say what is usual; of days how long ago.
MOST = {QuestionType.INT: 100, QuestionType.MONTHS: 120, QuestionType.MONEY: 10_000, QuestionType.DATE: 3650}


def even(question: Question, entry: Mapping[str, Any]) -> DrawnQuestion:
    """`entry`: the question as the document has it, for the range of its usual answers."""
    return DrawnQuestion(question.key, question.type, _spread(question, entry))


def _spread(question: Question, entry: Mapping[str, Any]) -> Spread:
    if question.many:
        return Spread(ticked=dict.fromkeys(question.choices, 0.5))
    if question.type is QuestionType.CHOICE:
        return Spread(weights=dict.fromkeys(question.choices, 1.0))
    if question.type is QuestionType.BOOL:
        return Spread(yes=0.5)
    least = float(entry.get("usual_least") or 0)
    most = float(entry.get("usual_most") or max(MOST[question.type], least))
    return Spread(quantiles=Quantiles((0, 1), (least, most)))
