"""The facts of every row: its answers, with what follows from not being asked; see `calculator.facts`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.calculator.plan import FollowUps, Plan
from policies.calculator.ruleset import NO_DATE, Condition, Question, QuestionType, Ruleset, Value
from policies.screening import table
from policies.screening.compiling.comparing import compared, scaled
from policies.screening.compiling.dates import month_end, month_start
from policies.screening.compiling.hanging import Hanging
from policies.screening.compiling.terms import (
    BOOLEAN,
    DATE,
    INTEGER,
    NO,
    NO_DAY,
    NO_NUMBER,
    TEXT,
    UNKNOWN,
    YES,
    NumberTooLarge,
    Term,
    all_of,
    any_of,
    column,
    day,
    greatest_of,
    is_in,
    is_known,
    literal,
    negated,
    number,
    ruled_out,
    sure,
    when,
)


@dataclass(frozen=True, slots=True)
class Happened:
    """A date: its first and its last possible day, one and the same term where days are known; both null while nobody
    knows. `never`: whether it certainly never was; never null."""

    first: Term
    last: Term
    never: Term

    @property
    def is_exact(self) -> bool:
        return self.first is self.last

    @property
    def is_known(self) -> Term:
        return any_of((self.never, is_known(self.first)))


@dataclass(frozen=True, slots=True)
class Ticked:
    """Which of several choices were ticked; `answered`: whether the question was; never null."""

    choices: dict[str, Term]
    answered: Term


@dataclass(frozen=True, slots=True)
class GrowingSince:
    """calculator.thresholds.Growth, of every row."""

    verdict: Term
    since: Term
    latest: Term


class RowFacts:
    """`there`: the columns that the table has; `as_of`: the day on which all was answered. `refused`: the questions of
    which no plan can say whether they are asked, each with why."""

    def __init__(self, ruleset: Ruleset, plan: Plan, as_of: date, there: Collection[str]) -> None:
        self._ruleset, self.plan, self.as_of, self._there = ruleset, plan, as_of, there
        self.questions = ruleset.questions
        self._values: dict[str, Term] = {}
        self._dates: dict[str, Happened] = {}
        self._ticked: dict[str, Ticked] = {}
        self._hanging = Hanging(self, ruleset.parameters, as_of)
        self.refused: list[tuple[str, str]] = []
        self.asked: dict[str, Term] = dict.fromkeys(plan.always_asked, YES)
        for key in plan.always_asked:
            self._take(key, None)
        for follow_ups in plan.follow_ups:
            self._follow_up(follow_ups)

    def value(self, key: str) -> Term:
        """Of a question that is neither a date nor takes several choices; of money in fen."""
        return self._values[key]

    def happened(self, key: str) -> Happened:
        return self._dates[key]

    def ticked(self, key: str) -> Ticked:
        return self._ticked[key]

    def factor(self, key: str) -> Term:
        """The number that an amount is reckoned by: a nought that stands for not being asked is no number."""
        value = self.value(key)
        return when(ruled_out(self.asked[key]), NO_NUMBER, value) if key in self.plan.noughts else value

    def column(self, name: str, question: Question) -> Term:
        """As it is in the table; null where the table does not have it."""
        kind = _kind(question)
        if name not in self._there:
            return literal(None, kind)
        return column(name, kind, self._ends(question))

    def _ends(self, question: Question) -> tuple[Any, Any]:
        match _kind(question):
            case table.ColumnType.DATE:
                return table.FIRST_DAY, table.LAST_DAY
            case table.ColumnType.INTEGER:
                return 0, table.most(question, self._ruleset)
        return None, None

    def _follow_up(self, follow_ups: FollowUps) -> None:
        requirements = self.questions[follow_ups.keys[0]].asked_if
        try:
            asked = self._hanging.asks(requirements) if requirements else YES
        except NumberTooLarge as error:
            asked = UNKNOWN
            self.refused += [(key, str(error)) for key in follow_ups.keys]
        for key in follow_ups.keys:
            self.asked[key] = asked
            self._take(key, follow_ups.implied.get(key))

    def _take(self, key: str, implied: Value | None) -> None:
        question, not_asked = self.questions[key], ruled_out(self.asked[key])
        if question.type is QuestionType.DATE:
            self._dates[key] = self._date(question, not_asked, implied)
        elif question.many:
            self._ticked[key] = self._choices(question, not_asked, implied)
        else:
            answered = self.column(table.answer_column(question), question)
            self._values[key] = when(not_asked, _plain(implied, question), answered)

    def _date(self, question: Question, not_asked: Term, implied: Value | None) -> Happened:
        first = last = self.column(question.key, question)
        name = table.named(question.key, table.MONTH)
        if name in self._there:
            month = sure(column(name, BOOLEAN))
            first, last = when(month, month_start(first), first), when(month, month_end(last), last)
        if implied is None or implied == NO_DATE:
            never = not_asked if implied == NO_DATE else NO
            return Happened(when(not_asked, NO_DAY, first), when(not_asked, NO_DAY, last), never)
        implied_day = day(implied)  # type: ignore[arg-type]
        return Happened(when(not_asked, implied_day, first), when(not_asked, implied_day, last), NO)

    def _choices(self, question: Question, not_asked: Term, implied: Value | None) -> Ticked:
        columns = {one: table.named(question.key, one) for one in question.choices}
        there = {one: self.column(name, question) for one, name in columns.items()}
        answered = all_of(is_known(term) for term in there.values())
        if implied is None:
            return Ticked(there, all_of((answered, negated(not_asked))))
        found = {
            one: when(not_asked, literal(one in implied, BOOLEAN), term)  # type: ignore[operator]
            for one, term in there.items()
        }
        return Ticked(found, any_of((answered, not_asked)))

    # What depends on facts alone

    def met(self, condition: Condition) -> Term:
        """The verdict of a condition that does not depend on the day."""
        question = self.questions[condition.question]
        if question.many:
            return several_met(condition, self.ticked(condition.question))
        return compared(condition, question, self.value(condition.question))

    def begins(self, key: str) -> tuple[Term, Term] | None:
        """The first and the last day from which an answer may hold, null where it holds anyway; None where none has
        such a day."""
        by_event: dict[str, list[str]] = {}
        for choice, event in self.plan.begins.get(key, {}).items():
            by_event.setdefault(event, []).append(str(choice))
        if not by_event:
            return None
        first = last = NO_DAY
        for event, choices in by_event.items():
            chosen = is_in(self.value(key), choices)
            happened = self.happened(event)
            exact = happened.is_exact and first is last
            first = when(chosen, happened.first, first)
            last = first if exact else when(chosen, happened.last, last)
        return first, last

    def growth(self, key: str) -> GrowingSince | None:
        question = self.questions[key]
        if question.grows_if is None:
            return None
        as_of = day(self.as_of)
        starts = [found for one in question.grows_if.questions if (found := self.begins(one))]
        since = greatest_of([as_of, *(first for first, _ in starts)], DATE)
        latest = since
        if any(first is not last for first, last in starts):
            latest = greatest_of([as_of, *(last for _, last in starts)], DATE)
        return GrowingSince(self._hanging.holds(question.grows_if), since, latest)


def several_met(condition: Condition, ticked: Ticked) -> Term:
    named = condition.operand if isinstance(condition.operand, tuple) else (condition.operand,)
    found = any_of(sure(ticked.choices[str(one)]) for one in named)
    return when(ticked.answered, found if condition.operator == "in" else negated(found), UNKNOWN)


def _plain(implied: Value | None, question: Question) -> Term:
    kind = _kind(question)
    if kind is INTEGER and implied is not None:
        return number(scaled(implied, question))
    return literal(implied, kind)  # type: ignore[arg-type]


def _kind(question: Question) -> table.ColumnType:
    """Of its column, or of each of its columns."""
    match question.type:
        case QuestionType.DATE:
            return DATE
        case QuestionType.BOOL:
            return BOOLEAN
        case QuestionType.CHOICE:
            return BOOLEAN if question.many else TEXT
    return INTEGER
