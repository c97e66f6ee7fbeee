"""Conditions as they change over time, for every row: what `calculator.thresholds` reads off one person's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from policies.calculator import thresholds
from policies.calculator.calendar import ONE_DAY, add_months
from policies.calculator.date_operators import BESIDE_A_DAY, DATE_OPERATORS, SAME_YEAR
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Condition, Parameter, Question, QuestionType, Window
from policies.calculator.thresholds import OPERATORS, turning_numbers
from policies.calculator.timeline import Timeline, of_window
from policies.calculator.verdict import Verdict
from policies.screening.compiling import reckoned_sides
from policies.screening.compiling.comparing import compared
from policies.screening.compiling.dates import FAR, birthday, by_day, days_on, months_on, months_on_by, same_year
from policies.screening.compiling.facts import Happened, RowFacts, several_met
from policies.screening.compiling.row_timeline import RowTimeline, always_so
from policies.screening.compiling.terms import (
    BOOLEAN,
    DATE,
    NO,
    UNKNOWN,
    YES,
    Term,
    all_of,
    always,
    any_of,
    at_most,
    day,
    equal,
    has_come,
    is_null,
    less,
    literal,
    looked_up,
    minus,
    negated,
    no_less,
    number,
    only_if,
    ruled_out,
    unless,
    when,
)

VERDICTS = {Verdict.YES: YES, Verdict.NO: NO, Verdict.UNKNOWN: UNKNOWN}


class Timelines:
    """`horizon`: the last day that is looked at."""

    def __init__(self, facts: RowFacts, parameters: Mapping[str, Parameter], horizon: date) -> None:
        self.facts, self.parameters, self.horizon = facts, parameters, horizon

    def of(self, condition: Condition | Window) -> RowTimeline:
        """Raises CannotBeSaid where no plan can say it."""
        if isinstance(condition, Window):
            return self._window(condition)
        if formulas(condition.operand):
            reaching = partial(self._reaching, key) if self._counts_on(key := condition.question) else None
            return reckoned_sides.timeline(condition, self.facts, self.parameters, reaching)
        question = self.facts.questions[condition.question]
        if condition.operator in DATE_OPERATORS:
            return self._date(condition)
        if question.type is QuestionType.MONTHS:
            return self._months(condition)
        if question.yes_lasts_years is not None:
            return self._passing(condition, question.yes_lasts_years)
        if question.grows_yearly:
            return self._yearly(condition)
        return self._plain(condition, question)

    def _counts_on(self, key: str) -> bool:
        question = self.facts.questions[key]
        return question.type is QuestionType.MONTHS or question.ages

    def _plain(self, condition: Condition, question: Question) -> RowTimeline:
        if question.many:
            return always_so(several_met(condition, self.facts.ticked(question.key)))
        met = compared(condition, question, self.facts.value(question.key))
        begins = self.facts.begins(question.key)
        if begins is None:
            return always_so(met)
        first, last = begins
        turns = (last,) if first is last else begins
        return RowTimeline(turns, lambda on: all_of((met, when(is_null(first), YES, _between(first, last, on)))))

    # What counts on

    def _reaching(self, key: str, turning: Term, met: bool) -> RowTimeline:
        """Of what is met from that number on, or only below it."""
        there = at_most(turning, self.facts.value(key))
        counting = self._growing if self.facts.questions[key].type is QuestionType.MONTHS else self._ageing
        return counting(key, there if met else negated(there), [(turning, literal(met, BOOLEAN))])

    def _months(self, condition: Condition) -> RowTimeline:
        key = condition.question
        now = compared(condition, self.facts.questions[key], self.facts.value(key))
        turning = turning_numbers(condition)
        then = (literal(OPERATORS[condition.operator](one, condition.operand), BOOLEAN) for one in turning)
        return self._growing(key, now, zip(map(number, turning), then, strict=True))

    def _growing(self, key: str, now: Term, turning: Iterable[tuple[Term, Term]]) -> RowTimeline:
        """Of months: what holds now, and from each of these numbers on."""
        stated, growth = self.facts.value(key), self.facts.growth(key)
        if growth is None:
            return always_so(now)
        grows = negated(ruled_out(growth.verdict))
        turns: list[tuple[Term, Term]] = []
        for one, then in turning:
            ahead = _ahead(grows, stated, one)
            if growth.since is not growth.latest:
                turns.append((months_on_by(growth.since, ahead, self.horizon), UNKNOWN))
            verdict = when(growth.verdict, then, UNKNOWN)
            turns.append((months_on_by(growth.latest, ahead, self.horizon), verdict))
        return _turning(now, turns)

    def _passing(self, condition: Condition, years: int) -> RowTimeline:
        key = condition.question
        now = compared(condition, self.facts.questions[key], self.facts.value(key))
        if len(thresholds.accepted_answers(condition, self.facts.questions[key])) != 1:
            return always_so(now)
        ages = all_of((self.facts.value(key), negated(ruled_out(self.facts.asked[key]))))
        days = [thresholds.new_year(self.facts.as_of, count) for count in (1, years + 1)]
        turns = [(only_if(ages, day(one)), verdict) for one, verdict in zip(days, (UNKNOWN, negated(now)), strict=True)]
        return _turning(now, turns)

    def _yearly(self, condition: Condition) -> RowTimeline:
        key, compare, operand = condition.question, OPERATORS[condition.operator], condition.operand
        now = compared(condition, self.facts.questions[key], self.facts.value(key))
        turning = [one for one in turning_numbers(condition) if compare(one, operand) != compare(one - 1, operand)]
        return self._ageing(key, now, [(number(one), literal(compare(one, operand), BOOLEAN)) for one in turning])

    def _ageing(self, key: str, now: Term, turning: Iterable[tuple[Term, Term]]) -> RowTimeline:
        """Of an age: what holds now, and for sure from each of these numbers on."""
        stated, as_of = self.facts.value(key), self.facts.as_of
        asked = negated(ruled_out(self.facts.asked[key]))
        years = range(1, (self.horizon.year - as_of.year) + 2)
        ends = {n: add_months(as_of, 12 * n) for n in years}
        starts = {n: ONE_DAY + add_months(as_of, 12 * (n - 1)) for n in years}
        turns: list[tuple[Term, Term]] = []
        for one, then in turning:
            ahead = _ahead(asked, stated, one)
            turns.append((looked_up(ahead, starts, DATE, FAR), UNKNOWN))
            turns.append((looked_up(ahead, ends, DATE, FAR), then))
        return _turning(now, turns)

    # Dates

    def _date(self, condition: Condition) -> RowTimeline:
        happened = self.facts.happened(condition.question)
        during = _during(condition, happened)
        if condition.measured_at is None:
            found = during
        else:
            found = _measured(during, self.facts.happened(condition.measured_at))
        never, first = happened.never, unless(happened.never, happened.first)
        return RowTimeline(
            tuple(only_if(negated(never), turn) for turn in found.turns),
            lambda on: when(never, NO, always(unless(never, found.on(on)), first)),
        )

    def _window(self, window: Window) -> RowTimeline:
        timeline = of_window(window)
        during = RowTimeline(tuple(day(turn) for turn, _ in timeline[1]), lambda on: _of_literals(timeline, on))
        if window.event is None:
            return during
        return _measured(during, self.facts.happened(window.event), timeline)


def _of_literals(timeline: Timeline, on: Term) -> Term:
    first, turns = timeline
    return by_day([(turn, VERDICTS[then]) for turn, then in turns], VERDICTS[first], on)


def _ahead(counts: Term, stated: Term, turning: Term) -> Term:
    """How far off the number is for whom it counts; null for whom it is reached."""
    return only_if(all_of((counts, less(stated, turning))), no_less(minus(turning, stated), 1))


def _turning(now: Term, turns: Iterable[tuple[Term, Term]]) -> RowTimeline:
    """What holds now, and from each of these days on, in their order; a null day does not come."""
    several = list(turns)

    def on(day: Term) -> Term:
        found = now
        for turn, then in several:
            found = when(has_come(turn, day), then, found)
        return found

    return RowTimeline(tuple(turn for turn, _ in several), on)


def _between(first: Term, last: Term, on: Term) -> Term:
    """No before the first day, yes from the last on, unknown between; null where they are."""
    if first is last:
        return at_most(first, on)
    return any_of((at_most(last, on), all_of((at_most(first, on), UNKNOWN))))


def _during(condition: Condition, happened: Happened) -> RowTimeline:
    """Of a date that was, as `date_operators` has it."""
    operator, operand = condition.operator, condition.operand
    if operator in BESIDE_A_DAY:
        sides = [less(one, day(operand)) for one in (happened.first, happened.last)]  # type: ignore[arg-type]
        before = sides[0] if happened.is_exact else _agreed(*sides)
        return always_so(before if operator == "before" else negated(before))
    if operator in SAME_YEAR:
        # A month lies in one year.
        new_years = tuple(day(date(year, 1, 1)) for year in range(1901, 2102))
        return RowTimeline(new_years, lambda on: same_year(happened.first, on))
    turn = TURNS[operator]
    first, last = turn(happened.first, int(str(operand))), turn(happened.last, int(str(operand)))
    waits = DATE_OPERATORS[operator](date(2000, 1, 1), operand)[0] is Verdict.NO
    turns = (first,) if first is last else (first, last)
    return RowTimeline(turns, lambda on: _between(first, last, on) if waits else negated(_between(first, last, on)))


# The day on which each turns, of those that count from an event.
TURNS: dict[str, Callable[[Term, int], Term]] = {
    "months_since_at_least": months_on,
    "months_since_at_most": lambda event, months: days_on(months_on(event, months), 1),
    "months_since_more_than": lambda event, months: days_on(months_on(event, months), 1),
    "months_since_less_than": months_on,
    "days_since_at_least": days_on,
    "days_since_at_most": lambda event, days: days_on(days_on(event, days), 1),
    "age_at_least": birthday,
    "age_at_most": lambda born, years: birthday(born, years + 1),
    "age_more_than": lambda born, years: birthday(born, years + 1),
    "age_less_than": birthday,
}


def _agreed(one: Term, other: Term) -> Term:
    """The verdict of both, else unknown."""
    return when(equal(one, other), one, UNKNOWN)


def _measured(during: RowTimeline, at: Happened, turns: Timeline | None = None) -> RowTimeline:
    """As it is on that day, in all of that month, or where it never was on the day evaluated.

    `turns`: those of a window, of which several may lie in one month; all else turns but once, or with a new year.
    """

    def within() -> Term:
        found = during.on(at.first)
        if at.is_exact:
            return found
        if turns is None:
            return _agreed(found, during.on(at.last))
        inside = any_of(all_of((less(at.first, day(turn)), at_most(day(turn), at.last))) for turn, _ in turns[1])
        return when(inside, UNKNOWN, found)

    then = always(unless(at.never, within()), unless(at.never, at.first))
    return RowTimeline(
        tuple(only_if(at.never, turn) for turn in during.turns),
        lambda on: when(at.never, during.on(on), then),
    )
