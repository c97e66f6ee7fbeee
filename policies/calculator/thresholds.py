"""Conditions against a person's answers: each becomes a timeline, so that time is never asked twice."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from policies.calculator.calendar import Month, add_months
from policies.calculator.date_operators import DATE_OPERATORS
from policies.calculator.ruleset import Between, Condition, Number, Question, QuestionType, Value, Window
from policies.calculator.timeline import (
    ALWAYS,
    ALWAYS_NO,
    ALWAYS_UNKNOWN,
    ALWAYS_YES,
    Timeline,
    day_after,
    doubtful_between,
    either,
    of_window,
    verdict_on,
    verdict_within,
)
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict

# On plain values; the choices of an ordered question are compared by their rank.
OPERATORS: dict[str, Callable[..., bool]] = {
    "is": operator.eq,
    "is_not": operator.ne,
    "in": lambda answer, several: answer in several,
    "not_in": lambda answer, several: answer not in several,
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
    "between": lambda answer, ends: answer in ends,
}
COMPARISONS = frozenset({"at_least", "at_most", "more_than", "less_than", "between"})


class Growth(NamedTuple):
    """Whether an answer in months becomes one more with each full month after the day `since`; of one that ages
    otherwise, the day on which it was given. `latest`: where that day is only known to be between the two."""

    verdict: Verdict
    since: date
    latest: date | None = None

    @property
    def at_the_latest(self) -> date:
        return self.latest or self.since


Values = Mapping[str, Value]
Read = Callable[[Values, Mapping[str, Growth]], Timeline]
"""(values, how each months question grows) → when the condition holds."""


def reader(condition: Condition, questions: Mapping[str, Question]) -> Read:
    """How to read this condition off a person's values; made once per ruleset."""
    question = questions[condition.question]
    if condition.operator in DATE_OPERATORS:
        return _date_reader(condition)
    if question.type is QuestionType.MONTHS:
        return _months_reader(condition)
    if question.yes_lasts_years is not None:
        return _passing_reader(condition, question, question.yes_lasts_years)
    if question.many:
        return _many_reader(condition)
    if possible_answers(question):
        return _choice_reader(condition, question)
    if question.grows_yearly:
        return _yearly_reader(condition)
    return _plain_reader(condition)


def window_reader(window: Window) -> Read:
    """A window is measured on its event, and on the day evaluated while there is no such event."""
    open_on = of_window(window)
    event = window.event
    if event is None:
        return lambda values, grows: open_on

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        day = values.get(event)
        return ALWAYS_UNKNOWN if day is None else _measured(open_on, day)

    return read


def _measured(timeline: Timeline, day: Value) -> Timeline:
    """As it is on that day, in all of that month, or (the event never was) on the day evaluated."""
    if isinstance(day, date):
        return ALWAYS[verdict_on(timeline, day)]
    return ALWAYS[verdict_within(timeline, day)] if isinstance(day, Month) else timeline


def possible_answers(question: Question) -> tuple[Value, ...]:
    """All answers there are; none for questions that take a number or a date, or several choices."""
    if question.many:
        return ()
    return (False, True) if question.type is QuestionType.BOOL else question.choices


def accepted_answers(condition: Condition, question: Question) -> frozenset[Value]:
    """The answers that meet a condition on a question with few answers."""
    compare, answers = OPERATORS[condition.operator], possible_answers(question)
    if condition.operator in COMPARISONS:
        rank = answers.index(condition.operand)
        return frozenset(answer for place, answer in enumerate(answers) if compare(place, rank))
    return frozenset(answer for answer in answers if compare(answer, condition.operand))


def _choice_reader(condition: Condition, question: Question) -> Read:
    key, accepted = question.key, accepted_answers(condition, question)

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        answer = values.get(key)
        if answer is None:
            return ALWAYS_UNKNOWN
        return ALWAYS_YES if answer in accepted else ALWAYS_NO

    return read


def _plain_reader(condition: Condition) -> Read:
    key, compare, operand = condition.question, OPERATORS[condition.operator], condition.operand

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        answer = values.get(key)
        if answer is None:
            return ALWAYS_UNKNOWN
        return ALWAYS_YES if compare(answer, operand) else ALWAYS_NO

    return read


# Of a choice of which several may be ticked: what was ticked beside what is named.
OF_SEVERAL: dict[str, Callable[[frozenset[Value], frozenset[Value]], bool]] = {
    "in": lambda ticked, named: not ticked.isdisjoint(named),
    "not_in": lambda ticked, named: ticked.isdisjoint(named),
}


def _many_reader(condition: Condition) -> Read:
    key, meets, named = condition.question, OF_SEVERAL[condition.operator], frozenset[Value](condition.operand)  # type: ignore[arg-type]

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        ticked = values.get(key)
        if ticked is None:
            return ALWAYS_UNKNOWN
        return ALWAYS_YES if meets(ticked, named) else ALWAYS_NO  # type: ignore[arg-type]

    return read


def _passing_reader(condition: Condition, question: Question, years: int) -> Read:
    """A yes that surely holds to the end of the year in which it was given, and for at most so many years more."""
    key, accepted = question.key, accepted_answers(condition, question)
    passing = len(accepted) == 1

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        answer, given = values.get(key), grows.get(key)
        if answer is None:
            return ALWAYS_UNKNOWN
        now, other = (YES, NO) if answer in accepted else (NO, YES)
        if not passing or answer is not True or given is None:
            return ALWAYS[now]
        return doubtful_between(now, new_year(given.since, 1), new_year(given.since, years + 1), other)

    return read


def new_year(day: date, years: int) -> date:
    return date(day.year + years, 1, 1) if day.year + years <= date.max.year else date.max


def _yearly_reader(condition: Condition) -> Read:
    """A number that becomes one more in each year after it was given, nobody knows on which day of the year."""
    key, compare, operand = condition.question, OPERATORS[condition.operator], condition.operand
    numbers = turning_numbers(condition)

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        stated, given = values.get(key), grows.get(key)
        if stated is None:
            return ALWAYS_UNKNOWN
        now = YES if compare(stated, operand) else NO
        if given is None:
            return ALWAYS[now]
        turns: list[tuple[date, Verdict]] = []
        for number in numbers:
            if number > stated:  # type: ignore[operator]
                years = int(number - stated)  # type: ignore[operator]
                turns += _birthday(given.since, years, YES if compare(number, operand) else NO, turns, now)
        return now, tuple(turns)

    return read


def _birthday(
    since: date, years: int, then: Verdict, turns: list[tuple[date, Verdict]], now: Verdict
) -> list[tuple[date, Verdict]]:
    """The turns of the year in which a number becomes `years` more: certain again on the last of its days."""
    if then is (turns[-1][1] if turns else now):
        return []
    start, end = day_after(add_months(since, 12 * (years - 1))), add_months(since, 12 * years)
    return [(start, UNKNOWN), (end, then)]


def turning_numbers(condition: Condition) -> tuple[int, ...]:
    """The numbers at which a growing answer may get the other verdict, in order."""
    match condition.operator, condition.operand:
        case "between", Between(least, most):
            return int(str(least)), int(str(most)) + 1
        case (("at_least" | "less_than"), operand):
            return (int(str(operand)),)
        case (("at_most" | "more_than"), operand):
            return (int(str(operand)) + 1,)
        case _, operand:
            others = operand if isinstance(operand, tuple) else (operand,)
            return tuple(sorted({int(str(one)) + more for one in others for more in (0, 1)}))


def representative_numbers(conditions: Iterable[Condition], least: Number) -> list[Number]:
    """Numbers that between them meet every set of these conditions that any number meets; `least`: from one to the
    next."""
    named: set[Number] = set()
    for condition in conditions:
        match condition.operand:
            case Between(lowest, highest):
                named |= {lowest, highest}  # type: ignore[arg-type]
            case tuple(several):
                named |= set(several)  # type: ignore[arg-type]
            case number:
                named.add(number)  # type: ignore[arg-type]
    return sorted({number + step for number in named for step in (-least, 0, least)})


def _months_reader(condition: Condition) -> Read:
    """A number that may grow by one each full month from the day it was given."""
    key, compare, operand = condition.question, OPERATORS[condition.operator], condition.operand
    numbers = turning_numbers(condition)
    last = max(numbers)

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        stated = values.get(key)
        if stated is None:
            return ALWAYS_UNKNOWN
        now = ALWAYS_YES if compare(stated, operand) else ALWAYS_NO
        if stated >= last:  # type: ignore[operator]
            return now
        growth = grows.get(key)
        if growth is None or growth.verdict is NO:
            return now
        ahead = [number for number in numbers if number > stated]  # type: ignore[operator]
        if growth.verdict is UNKNOWN:
            # It may have begun to grow on any day since, so that no later turn makes it certain again.
            return now[0], ((add_months(growth.since, int(ahead[0] - stated)), UNKNOWN),)  # type: ignore[operator]
        turns: list[tuple[date, Verdict]] = []
        for number in ahead:
            then, missing = YES if compare(number, operand) else NO, int(number - stated)  # type: ignore[operator]
            if growth.latest is not None:
                turns.append((add_months(growth.since, missing), UNKNOWN))
            turns.append((add_months(growth.latest or growth.since, missing), then))
        return now[0], tuple(turns)

    return read


def _date_reader(condition: Condition) -> Read:
    key, measured_at, operand = condition.question, condition.measured_at, condition.operand
    timeline = DATE_OPERATORS[condition.operator]

    def read(values: Values, grows: Mapping[str, Growth]) -> Timeline:
        event = values.get(key)
        if event is None:
            return ALWAYS_UNKNOWN
        if isinstance(event, date):
            during = timeline(event, operand)
        elif isinstance(event, Month):
            # Every other day of the month comes between these two.
            during = either(timeline(event.first, operand), timeline(event.last, operand))
        else:
            return ALWAYS_NO  # it never was
        if measured_at is None:
            return during
        day = values.get(measured_at)
        return ALWAYS_UNKNOWN if day is None else _measured(during, day)

    return read
