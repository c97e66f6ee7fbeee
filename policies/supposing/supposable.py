"""Which questions may be answered otherwise to try it out: data says what a person can still change."""

from __future__ import annotations

from policies.calculator.calendar import first_day
from policies.calculator.ruleset import NO_DATE, Question, QuestionType
from policies.calculator.verdict import YES
from policies.wizard.check import Check, Entry


def supposable(check: Check) -> list[Entry]:
    """In the order in which they are asked."""
    return [check.catalogue.questions[key] for key, one in check.ruleset.questions.items() if may_be(check, one)]


def may_be(check: Check, question: Question) -> bool:
    """One that is asked, matters, and is changeable or grows by itself; not a final answer, nor what has happened."""
    key, answers = question.key, check.answers.values
    if check.facts.asked[key] is not YES or not check.matters(key) or not (question.changeable or question.grows_if):
        return False
    if question.type is QuestionType.DATE:
        return to_come(check, key)
    return answers.get(key) not in question.final


def to_come(check: Check, key: str) -> bool:
    """Whether the day of an event is still the visitor's to choose, as far as anybody knows."""
    day = check.answers.values.get(key)
    return day is None or day == NO_DATE or first_day(day) > check.assessment.on  # type: ignore[arg-type]
