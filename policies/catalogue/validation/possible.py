"""Conditions as sets of answers: which can hold at all, and which hold whenever others do.

A conjunction maps a dimension (a question; of a date also what is counted, and the date it is measured at; where
several choices may be ticked also which of them) to the answers that are left: a frozenset of choices, or disjoint
ascending intervals of whole numbers (money in cents, a day by its number). Months, days and years since a date, and the
day itself, are looked at apart, though one follows from the other. Conditions with any-of are several conjunctions, at
most LIMIT of them; beyond that nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from typing import Any, TypeAlias

from policies.calculator.date_operators import AGES, COUNTED
from policies.catalogue.document import schema
from policies.catalogue.document.plain_values import money

LIMIT = 2000
DAY = {"before": "less_than", "on_or_after": "at_least"}
ENDLESS = 10**15

Intervals: TypeAlias = tuple[tuple[int, int], ...]
Answers: TypeAlias = frozenset[Any] | Intervals
TICKED, NOT_TICKED = frozenset([True]), frozenset([False])
Dimension: TypeAlias = tuple[str, str]
Conjunction: TypeAlias = dict[Dimension, Answers]
Questions: TypeAlias = Mapping[str, schema.Question]


class TooMany(Exception):
    """More cases than are worth looking at."""


def cases(conditions: list[schema.Condition], questions: Questions) -> list[Conjunction]:
    """Every way in which all the conditions can hold. Raises TooMany."""
    parts = [_branches(condition, questions) for condition in conditions]
    size = 1
    for part in parts:
        size *= len(part)
        if size > LIMIT:
            raise TooMany
    found = (_conjunction([single for branch in chosen for single in branch], questions) for chosen in product(*parts))
    return [case for case in found if case is not None and _asked(case, questions)]


def implies(stronger: list[Conjunction], weaker: list[Conjunction]) -> bool:
    """Whether each of the stronger cases lies within one of the weaker; False can also mean: not seen to."""
    return all(any(_within(case, other) for other in weaker) for case in stronger)


def conflict(conditions: list[schema.Condition], questions: Questions) -> str | None:
    """The question on which the required conditions leave no answer, if there is one."""
    case: Conjunction = {}
    single = [condition for condition in conditions if condition.question]
    # What is not ticked comes first: of several of which one has to be, one must then be left.
    for condition in sorted(single, key=lambda one: questions[one.question or ""].many and one.operator == "in"):
        if not _add(case, condition, questions):
            return condition.question
    return None


def _branches(condition: schema.Condition, questions: Questions) -> list[list[schema.Condition]]:
    if condition.any_of is None:
        return _one_ticked([condition], questions)
    return [way for branch in condition.any_of for way in _one_ticked(branch.all_of or [branch], questions)]


def _one_ticked(conditions: list[schema.Condition], questions: Questions) -> list[list[schema.Condition]]:
    """Each way in which one of the choices is ticked of which one has to be."""
    each = [
        [_ticked(condition, value) for value in dict.fromkeys(condition.value)]
        if questions[condition.question or ""].many and condition.operator == "in"
        else [condition]
        for condition in conditions
    ]
    if prod(map(len, each)) > LIMIT:
        raise TooMany
    return [list(way) for way in product(*each)]


def _ticked(condition: schema.Condition, value: Any) -> schema.Condition:
    return schema.Condition.model_validate({"question": condition.question, "in": [value]})


def _conjunction(conditions: Iterable[schema.Condition], questions: Questions) -> Conjunction | None:
    case: Conjunction = {}
    return case if all(_add(case, condition, questions) for condition in conditions) else None


def _add(case: Conjunction, condition: schema.Condition, questions: Questions) -> bool:
    """Narrows the case; False where no answer is left."""
    dimension = (condition.question or "", _measured(condition))
    if questions[dimension[0]].many:
        return _add_ticked(case, condition)
    answers = _answers(condition, questions[dimension[0]])
    if dimension in case:
        answers = _both(case[dimension], answers)
    case[dimension] = answers
    return bool(answers)


def _add_ticked(case: Conjunction, condition: schema.Condition) -> bool:
    """Each choice is ticked or not. Of several of which one is to be, nobody can say which, as long as any is left."""
    named = [(condition.question or "", str(value)) for value in condition.value]
    if condition.operator == "in" and len(named) > 1:
        return any(case.get(one) != NOT_TICKED for one in named)
    wanted = TICKED if condition.operator == "in" else NOT_TICKED
    found = [case.setdefault(one, wanted) for one in named]
    return all(one == wanted for one in found)


def _measured(condition: schema.Condition) -> str:
    """What of a date is looked at, and on the day of which other one; empty for any other question."""
    operator = condition.operator
    if condition.formulas:
        return f"{operator} {condition.value!r}"
    if operator in DAY:
        return "day"
    if operator == "same_year_as":
        return f"year {condition.same_year_as}"
    counted = operator.partition("_")[0] if operator in COUNTED else ""
    return f"{counted} {condition.measured_at or ''}"


def _answers(condition: schema.Condition, question: schema.Question) -> Answers:
    operator, value = condition.operator, condition.value
    if condition.formulas:
        return frozenset([True])  # what is reckoned follows from itself alone
    if question.type == "choice":
        return _choices(operator, value, [choice.value for choice in question.choices])
    if question.type == "bool":
        return frozenset([value])
    if operator == "between":
        value = [value.from_, value.to]
    if question.type == "money":
        value = [_cents(one) for one in value] if isinstance(value, list) else _cents(value)
    if question.type == "date":
        return _of_a_date(operator, value)
    return _numbers(operator, value, 0)


def _of_a_date(operator: str, value: Any) -> Answers:
    """Months and days since one that is still to come are less than none; nobody is younger than that."""
    if operator == "same_year_as":
        return frozenset([True])
    if operator in DAY:
        return _numbers(DAY[operator], value.toordinal(), -ENDLESS)
    comparison = operator.removeprefix("months_since_").removeprefix("days_since_").removeprefix("age_")
    return _numbers(comparison, value, 0 if operator in AGES else -ENDLESS)


def _cents(value: Any) -> int:
    return int((money(value) or 0) * 100)


def _numbers(operator: str, value: Any, lowest: int) -> Intervals:
    intervals = {
        "is": lambda: [(value, value)],
        "in": lambda: [(one, one) for one in sorted(set(value))],
        "not_in": lambda: _beside(sorted(set(value)), lowest),
        "is_not": lambda: [(lowest, value - 1), (value + 1, ENDLESS)],
        "at_least": lambda: [(value, ENDLESS)],
        "more_than": lambda: [(value + 1, ENDLESS)],
        "at_most": lambda: [(lowest, value)],
        "less_than": lambda: [(lowest, value - 1)],
        "between": lambda: [tuple(value)],
    }
    return tuple((low, high) for low, high in intervals[operator]() if low <= high)


def _beside(several: list[int], lowest: int) -> list[tuple[int, int]]:
    """All numbers but these."""
    starts, ends = [lowest, *(one + 1 for one in several)], [*(one - 1 for one in several), ENDLESS]
    return list(zip(starts, ends, strict=True))


def _choices(operator: str, value: Any, known: list[str]) -> frozenset[str]:
    match operator:
        case "is":
            return frozenset([value])
        case "in":
            return frozenset(value)
        case "is_not":
            return frozenset(known) - {value}
        case "not_in":
            return frozenset(known) - set(value)
    at = known.index(value)
    start, end = {
        "at_least": (at, None),
        "more_than": (at + 1, None),
        "at_most": (0, at + 1),
        "less_than": (0, at),
    }[operator]
    return frozenset(known[start:end])


def _both(one: Answers, other: Answers) -> Answers:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other
    overlaps = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((low, high) for low, high in overlaps if low <= high))


def _within(case: Conjunction, other: Conjunction) -> bool:
    return all(dimension in case and _part_of(case[dimension], answers) for dimension, answers in other.items())


def _part_of(one: Answers, other: Answers) -> bool:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one <= other
    return all(any(c <= a and b <= d for c, d in other) for a, b in one)


def _asked(case: Conjunction, questions: Questions) -> bool:
    """Whether each follow-up that must not have its implied value can be asked together with the rest."""
    for key, measured_at in case:
        question = questions[key]
        if not question.asked_if or _holds_unasked(case[key, measured_at], question, measured_at):
            continue
        if not any(_fits(case, branch, questions) for branch in _ways_to_ask(question, questions)):
            return False
    return True


def _holds_unasked(answers: Answers, question: schema.Question, part: str) -> bool:
    """`part`: with several choices, which of them."""
    implied = question.implied
    if isinstance(implied, list):
        return (part in implied) in answers
    if question.type == "date" or implied is None:
        return False
    if answers == frozenset([True]) and question.type != "bool":
        return True  # perhaps
    if isinstance(answers, frozenset):
        return implied in answers
    number = _cents(implied) if question.type == "money" else int(implied)
    return any(low <= number <= high for low, high in answers)


def _ways_to_ask(question: schema.Question, questions: Questions) -> list[list[schema.Condition]]:
    """Each any-of is looked at alone: enough to find contradictions, and never a false one."""
    required = [condition for condition in question.asked_if if condition.question]
    any_of = [condition for condition in question.asked_if if condition.any_of]
    return [required + branch for branch in _branches(any_of[0], questions)] if any_of else [required]


def _fits(case: Conjunction, branch: list[schema.Condition], questions: Questions) -> bool:
    narrowed = dict(case)
    return all(_add(narrowed, condition, questions) for condition in branch)
