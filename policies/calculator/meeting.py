"""Answers by which conditions that fail would be met: what a person would come to answer who takes these steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from policies.calculator import reckoned
from policies.calculator.calendar import ONE_DAY
from policies.calculator.days import Days
from policies.calculator.facts import Facts
from policies.calculator.gaps import CENT
from policies.calculator.plan import reader_of
from policies.calculator.ruleset import (
    Between,
    Condition,
    Number,
    Question,
    QuestionType,
    Readily,
    Requirements,
    Ruleset,
    Value,
)
from policies.calculator.thresholds import accepted_answers, possible_answers
from policies.calculator.timeline import verdict_on
from policies.calculator.verdict import YES

READIEST_FIRST = {readily: place for place, readily in enumerate(Readily)}
Supposed = dict[str, Value]


def answers_meeting(conditions: Iterable[Condition], ruleset: Ruleset, days: Days) -> Supposed | None:
    """The nearest answers by which all of them are met on the day looked at, a parent's before its follow-up's: what is
    not asked is asked by them. None where there are no such answers.

    Of a choice the one that people come to most readily, of a number the nearest, of a day the first to come.
    """
    wanted: dict[str, list[Condition]] = {}
    for condition in conditions:
        wanted.setdefault(condition.question, []).append(condition)
    found = _Meeting(ruleset, days)
    answered = all(found.answer(key, several) for key, several in wanted.items())
    # What was answered first may not be asked any more, or be measured on another day, for what was answered after it.
    return found.answers if answered and all(found.stands(key, several) for key, several in wanted.items()) else None


class _Meeting:
    """`answers`: what was found so far."""

    def __init__(self, ruleset: Ruleset, days: Days) -> None:
        self.ruleset, self.days, self.facts = ruleset, days, days.facts
        self.answers: Supposed = {}

    def answer(self, key: str, conditions: Sequence[Condition]) -> bool:
        """Whether there is an answer to this question that meets them, and one to each of its parents."""
        question = self.ruleset.questions[key]
        asked_if = question.asked_if
        if asked_if is not None and self.facts.asked[key] is not YES and not self._asks(asked_if):
            return False
        known = self.facts.values.get(key)
        if key in self.answers and not self._meets(conditions, self.answers[key]):
            return False
        meeting = (one for one in self._candidates(question, conditions, known) if self._meets(conditions, one))
        value = self.answers[key] if key in self.answers else next(meeting, None)
        if value is None:
            return False
        self._take(key, value)
        return self.facts.asked[key] is YES

    def stands(self, key: str, conditions: Sequence[Condition]) -> bool:
        """Whether the answer that was found still meets them beside all others."""
        return self.facts.asked[key] is YES and self._meets(conditions, self.answers[key])

    def _take(self, key: str, value: Value) -> None:
        self.answers[key] = value
        # What is not asked has an implied value, which is no answer.
        values = {one: given for one, given in self.facts.values.items() if self.facts.asked[one] is YES}
        self.facts = Facts.resolve(
            self.ruleset, {**values, **self.answers}, self.facts.as_of, dict(self.facts.stated_on)
        )

    def _asks(self, asked_if: Requirements) -> bool:
        """By the first way of each any-of that can be gone."""
        failing = [one.condition for one in asked_if.required if not self._holds(one.condition)]
        if not all(self.answer(one.question, [one]) for one in failing):
            return False
        for branches in asked_if.any_of:
            ways = [[one.condition for one in way if not self._holds(one.condition)] for way in branches]
            if all(ways) and not any(all(self.answer(one.question, [one]) for one in way) for way in ways):
                return False
        return True

    def _holds(self, condition: Condition) -> bool:
        return self._met(condition, self.facts.values)

    def _meets(self, conditions: Iterable[Condition], value: Value) -> bool:
        return all(self._met(one, {**self.facts.values, one.question: value}) for one in conditions)

    def _met(self, condition: Condition, values: Mapping[str, Value]) -> bool:
        read = reader_of(condition, self.ruleset.questions, self.ruleset.parameters)
        happens = values.get(condition.question)
        # An event to come is looked at when it is there.
        day = max(self.days.on, happens) if isinstance(happens, date) else self.days.on
        return verdict_on(read(values, {}), day) is YES

    def _candidates(self, question: Question, conditions: Sequence[Condition], known: Value | None) -> Iterator[Value]:
        """The nearest first."""
        if several := possible_answers(question):
            yield from sorted(_accepted(question, conditions), key=lambda one: _nearness(question, one, known, several))
        elif question.many:
            ticked = known if isinstance(known, frozenset) else frozenset[str]()
            named = [one for condition in conditions for one in _choices_of(condition)]
            yield from (ticked | {one} for one in named)
            yield ticked - set(named)
        elif question.type is QuestionType.DATE:
            yield from sorted(day for day in self._days(conditions) if day >= self.days.on)
        else:
            at = known if isinstance(known, Number) else 0
            numbers = set(self._numbers(question, conditions))
            yield from sorted((one for one in numbers if one >= 0), key=lambda one: (abs(one - at), one))

    def _days(self, conditions: Iterable[Condition]) -> set[date]:
        named = {one.operand for one in conditions if isinstance(one.operand, date)}
        beside = {day + step for day in named for step in (-ONE_DAY, ONE_DAY) if date.min < day < date.max}
        return {self.days.on, *named, *beside}

    def _numbers(self, question: Question, conditions: Iterable[Condition]) -> Iterator[Number]:
        money = question.type is QuestionType.MONEY
        least: Number = CENT if money else 1
        for condition in conditions:
            for number in self._named(question, condition):
                for one in (number - least, number, number + least):
                    yield one if money else int(one)

    def _named(self, question: Question, condition: Condition) -> Iterable[Number]:
        """The numbers that it turns at."""
        operand = condition.operand
        if reckoned.formulas(operand):
            values, parameters = self.facts.values, self.ruleset.parameters
            return reckoned.exact(condition, question.type, values, parameters, self.days.on)
        ends = (operand.least, operand.most) if isinstance(operand, Between) else operand
        several = ends if isinstance(ends, tuple) else (ends,)
        return [one for one in several if isinstance(one, Number)]


def _accepted(question: Question, conditions: Iterable[Condition]) -> frozenset[Value]:
    found = frozenset(possible_answers(question))
    return found.intersection(*(accepted_answers(one, question) for one in conditions))


def _nearness(question: Question, answer: Value, known: Value | None, several: Sequence[Value]) -> tuple[int, int]:
    readily = question.choices_readily.get(str(answer), question.readily)
    away = several.index(answer) - (several.index(known) if known in several else 0)
    return READIEST_FIRST[readily], abs(away)


def _choices_of(condition: Condition) -> tuple[str, ...]:
    operand = condition.operand
    return tuple(map(str, operand)) if isinstance(operand, tuple) else (str(operand),)
