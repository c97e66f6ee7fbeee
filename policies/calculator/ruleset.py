"""A catalogue as immutable values, ready to evaluate; nothing in here is a text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from policies.calculator.calendar import ONE_DAY, Month
from policies.calculator.ratio import Ratio


class QuestionType(StrEnum):
    CHOICE = "choice"
    BOOL = "bool"
    INT = "int"
    MONTHS = "months"
    MONEY = "money"
    DATE = "date"


class Basis(StrEnum):
    """How sure an amount is, the surest first; an award is as sure as its least sure part."""

    FIXED = "fixed"
    UP_TO = "up_to"
    AT_LEAST = "at_least"
    UNSPECIFIED = "unspecified"


class State(StrEnum):
    """`planned`: announced, but not there yet: nobody can have it, however well they fit."""

    DRAFT = "draft"
    PLANNED = "planned"
    OPEN = "open"
    BUDGET_SPENT = "budget_spent"
    CLOSED = "closed"


class Readily(StrEnum):
    """How readily a person comes to another answer, the readiest first: as planned anyway, with effort, seldom."""

    PLANNED = "planned"
    EFFORT = "effort"
    SELDOM = "seldom"


# A follow-up that is not asked may imply that a date never was; only rules can say so, an answer cannot.
NO_DATE = "none"
# Money with cents is a Decimal, whole yuan are an int; the two compare exactly.
Number = int | Decimal
# Of a date perhaps only the month is known. Of a choice with `many` the answer is all that were ticked; empty: none is.
Value = str | int | bool | Decimal | date | Month | frozenset[str]


@dataclass(frozen=True, slots=True)
class Factor:
    """A number question (of whose answer at most `limit` counts) or a parameter, on the date `at` if that is given."""

    question: str | None = None
    parameter: str | None = None
    limit: int | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """Coefficient × factors: of an award rounded down to whole yuan, and `plus` so many; in a condition exact."""

    coefficient: Ratio
    factors: tuple[Factor, ...]
    plus: int = 0


@dataclass(frozen=True, slots=True)
class Between:
    """From one number to another, both included."""

    least: Number | Formula
    most: Number | Formula

    def __contains__(self, number: Number) -> bool:
        """Of two numbers: what is reckoned is looked at in `reckoned`."""
        return self.least <= number <= self.most  # type: ignore[operator]


# What a condition compares with: one value or what is reckoned, for `in` several values, for `between` two ends.
Operand = Value | tuple[Value, ...] | Between | Formula


@dataclass(frozen=True, slots=True)
class Condition:
    """A question, an operator (see `thresholds.OPERATORS`) and its operand; `measured_at`: on that date, not today."""

    question: str
    operator: str
    operand: Operand
    measured_at: str | None = None

    @property
    def factors(self) -> tuple[str, ...]:
        """The other questions by whose answers its number is reckoned."""
        ends = (self.operand.least, self.operand.most) if isinstance(self.operand, Between) else (self.operand,)
        found = (factor.question for end in ends if isinstance(end, Formula) for factor in end.factors)
        return tuple(dict.fromkeys(key for key in found if key is not None))


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a policy runs, both days included; after `ends_on` it is unknown up to `doubtful_until`.

    `event`: a date question on whose day the window is measured (while there is no such date: the day evaluated).
    `accepting`: it says when applications are taken, and not from when to when the policy runs.
    """

    starts_on: date
    ends_on: date | None = None
    doubtful_until: date | None = None
    event: str | None = None
    accepting: bool = False


# Month and day of every year.
MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ApplicationWindow:
    """When applications are taken; it says nothing of who is entitled. See openings.openings.

    Once, from `starts_on` to `ends_on`. Or a time of each year from `opens` to `closes`, over New Year where that one
    is earlier; both days included. Or after
    the day of `event`, from so many months on: until so many months or days after it (a deadline); or with `every`
    anew each so many months, for `open_days` days or, where that is None, from the first of these days on for good.
    `since`, `until`: where it is there from a turn on, or goes at one.
    """

    opens: MonthDay | None = None
    closes: MonthDay | None = None
    event: str | None = None
    from_months: int = 0
    to_months: int | None = None
    to_days: int | None = None
    every: int | None = None
    open_days: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    since: Turn | None = None
    until: Turn | None = None

    @property
    def is_a_time(self) -> bool:
        """One of the times at which applications are taken, of which any will do; else a deadline, which binds."""
        return self.opens is not None or self.every is not None or self.starts_on is not None

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which it comes or goes for everybody."""
        return tuple(turn.day for turn in (self.since, self.until) if turn and turn.event is None)

    def is_there_on(self, day: date) -> bool:
        """Of what everybody has from a day on or until one."""
        begun = self.since is None or self.since.event is not None or self.since.day <= day
        return begun and (self.until is None or self.until.event is not None or day < self.until.day)

    def is_for(self, events: Mapping[str, date]) -> bool:
        """Of what those have whose event is late enough, or early enough; it is the same that it is counted from."""
        begun = self.since is None or self.since.event is None or self.since.day <= events[self.since.event]
        return begun and (self.until is None or self.until.event is None or events[self.until.event] < self.until.day)


@dataclass(frozen=True, slots=True)
class Turn:
    """From which day on something is otherwise: for everybody, or for those whose `event` is on that day or later."""

    day: date
    event: str | None = None

    @property
    def reached(self) -> Window:
        return Window(self.day, event=self.event)

    @property
    def before(self) -> Window:
        return Window(date.min, self.day - ONE_DAY, event=self.event)


@dataclass(frozen=True, slots=True)
class Reason:
    """Where a condition comes from; `inferred`: the source does not say it in so many words.

    Such a reading narrows what the source says, unless it `widens` it: then the whole alternative is ours.
    """

    inferred: bool = False
    source: str = ""
    clause: str = ""
    note: str = ""
    widens: bool = False

    @property
    def narrows(self) -> bool:
        """Whether only our reading keeps those out who fail it."""
        return self.inferred and not self.widens


@dataclass(frozen=True, slots=True)
class Threshold:
    """One condition and where it comes from."""

    condition: Condition
    reason: Reason = Reason()


@dataclass(frozen=True, slots=True)
class Dated:
    """Ways of which one is enough, or one that is required, from `since` on and until `until` comes."""

    branches: tuple[tuple[Threshold, ...], ...]
    since: Turn | None = None
    until: Turn | None = None

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in (self.since, self.until) if turn)

    def goes_on_in(self, other: Dated) -> bool:
        """Whether by an event that nobody may know the other holds at the latest when this one does so no longer."""
        until, since = self.until, other.since
        return bool(until and since and until.event and until.event == since.event and since.day <= until.day)


@dataclass(frozen=True)
class Requirements:
    """Every one of `required`, and of each any-of at least one branch with all its thresholds; and so for what is
    `dated`, on its days."""

    required: tuple[Threshold, ...] = ()
    any_of: tuple[tuple[tuple[Threshold, ...], ...], ...] = ()
    dated: tuple[Dated, ...] = ()

    def __iter__(self) -> Iterator[Branched]:
        for threshold in self.required:
            yield Branched(threshold)
        dated = [(one.branches, one) for one in self.dated]
        for place, (branches, on_days) in enumerate([*((branches, None) for branches in self.any_of), *dated]):
            alternative = alternative_at(place) if on_days is None or len(branches) > 1 else None
            for number, branch in enumerate(branches, 1):
                for threshold in branch:
                    yield Branched(threshold, alternative, number if alternative else None, place, on_days)

    @cached_property
    def questions(self) -> frozenset[str]:
        conditions = [placed.threshold.condition for placed in self]
        events = {turn.event for one in self.dated for turn in one.turns}
        found = {key for one in conditions for key in (one.question, one.measured_at, *one.factors)} | events
        return frozenset(key for key in found if key is not None)


class Branched(NamedTuple):
    """A threshold among its requirements: its alternative (a letter) and its branch (from 1), None where it is
    required; the place of its any-of, if it is in one; and on which days it holds, if not on all."""

    threshold: Threshold
    alternative: str | None = None
    branch: int | None = None
    place: int | None = None
    dated: Dated | None = None


def alternative_at(index: int) -> str:
    """A, B, …, Z, AA, AB, …: the name of an owner's any-of by its place."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Question:
    """`choices` from the lowest to the highest where `ordered`; `implied` holds where it is certainly not asked.

    `many`: several of them may be ticked, or none. `in` is met by who ticked one of those named, `not_in` by who ticked
    none of them.

    `changeable`: a person may come to another answer; not from one of the choices that are `final`. `readily`: how, and
    to which choices otherwise; from those that are `settled` seldom.
    `begins`: choices that hold only from the day of a date question on, each with that question.
    """

    key: str
    type: QuestionType
    choices: tuple[str, ...] = ()
    ordered: bool = False
    many: bool = False
    changeable: bool = False
    final: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    readily: Readily = Readily.EFFORT
    choices_readily: Mapping[str, Readily] = field(default_factory=dict, hash=False)
    begins: tuple[tuple[str, str], ...] = ()
    asked_if: Requirements | None = None
    implied: Value | None = None
    grows_if: Requirements | None = None
    grows_yearly: bool = False
    yes_lasts_years: int | None = None

    @property
    def ages(self) -> bool:
        """Whether an answer is less and less certain as the years go by."""
        return self.grows_yearly or self.yes_lasts_years is not None


@dataclass(frozen=True, slots=True)
class ParameterValue:
    starts_on: date
    value: Decimal
    basis: Basis = Basis.FIXED


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that changes over time; `values` in order of their day."""

    key: str
    values: tuple[ParameterValue, ...] = ()

    def on(self, day: date) -> ParameterValue | None:
        """The value in force on that day; None before the first."""
        return next((value for value in reversed(self.values) if value.starts_on <= day), None)


@dataclass(frozen=True, slots=True)
class Instalments:
    """The shares of a whole in which it is paid, the first at once and the others a `period` (of awards.MONTHS_IN)
    after the one before; together they are 1."""

    shares: tuple[Fraction, ...]
    period: str


@dataclass(frozen=True, slots=True)
class Part:
    """Whole yuan, a formula, or None: not published. `most`: yuan above which no payment goes, whatever the formula
    comes to. `instalments`: of what is given once, where it is not paid all at once."""

    amount: int | Formula | None
    basis: Basis = Basis.FIXED
    most: int | None = None
    instalments: Instalments | None = None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A part paid every `period` (of awards.MONTHS_IN), `count` times; None: no limit is stated."""

    part: Part
    period: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Raise:
    """Why an award is more than that of others, and by how much: a share of it or whole yuan."""

    condition: Condition
    share: Fraction | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """What is given. `times`: a number question that multiplies; `worth`: a loan's ceiling or a service's year.

    `already`: a money question for what counts towards the cap before anything is paid. `first_on`, `last_on`: the days
    before and after which nothing is paid.

    `uplifts`: the awards that take its place where a condition holds, the first of those; each says so in `raised`.

    `later`: the awards that take its place, each from its day on, in their order; by the day of `event`, or by the day
    evaluated where there is none.
    """

    form: str
    once: Part | None = None
    recurring: Recurring | None = None
    per: str = "person"
    payee: str = "person"
    times: str | None = None
    cap: int | Formula | None = None
    worth: int | None = None
    counted_from: str | None = None
    already: str | None = None
    first_on: date | None = None
    last_on: date | None = None
    uplifts: tuple[Award, ...] = ()
    raised: Raise | None = None
    later: tuple[tuple[date, Award], ...] = ()
    event: str | None = None

    def on(self, day: date) -> Award:
        """The one in force on that day."""
        return next((award for turn, award in reversed(self.later) if turn <= day), self)


@dataclass(frozen=True, slots=True)
class Tier:
    code: str
    requirements: Requirements
    award: Award


@dataclass(frozen=True, slots=True)
class Policy:
    """Window, base requirements and an award, or tiers in order, the best first, each with its own.

    `spent_on`: the first day without money, of one that is `budget_spent` or will be; None: it is spent already.
    `also_in`: the groups beside its first; `excludes`: policies with which it is not taken, said here or there;
    `requires`: those without which nobody has it, be they had already or taken with it.
    `tops_up`: those whose payments count towards its own, so that it pays only what is missing.
    `limited`: there is not enough for everybody who fits; `one_of_couple`: of a couple one has it, nobody asked which.
    `states`: where its state changes on days known beforehand, each state with its first day. `state` is then how it
    stands in the end, and `accepting` are the stretches outside which nobody can have it.
    `application_windows`: when one can apply, of one that takes applications at some times only.
    """

    code: str
    window: Window
    requirements: Requirements
    award: Award | None = None
    tiers: tuple[Tier, ...] = ()
    group: str | None = None
    state: State = State.OPEN
    window_reason: Reason = Reason()
    spent_on: date | None = None
    states: tuple[tuple[date, State], ...] = ()
    accepting: tuple[Window, ...] = ()
    accepting_reason: Reason = Reason()
    also_in: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    tops_up: tuple[str, ...] = ()
    application_windows: tuple[ApplicationWindow, ...] = ()
    limited: bool = False
    one_of_couple: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        """Every exclusion group that it is in."""
        return (self.group, *self.also_in) if self.group else self.also_in

    @property
    def is_related(self) -> bool:
        """Whether more is between it and others than that they share one group."""
        return bool(self.also_in or self.excludes or self.requires or self.tops_up)

    @property
    def competes(self) -> bool:
        """Whether it may have to give way to another."""
        return bool(self.group or self.also_in or self.excludes)

    def state_on(self, day: date) -> State:
        """Until the day on which the money is spent it is open."""
        if self.states:
            return State(next(state for turn, state in reversed(self.states) if turn <= day))
        return State.OPEN if self.spent_on is not None and day < self.spent_on else self.state


@dataclass(frozen=True)
class Ruleset:
    """Everything that one region's check needs; questions and policies in the order they are shown."""

    questions: Mapping[str, Question]
    policies: tuple[Policy, ...]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
