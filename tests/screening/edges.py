"""The answers at which a ruleset's conditions turn, by question: on the edge, just before it, just after it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from policies.calculator.calendar import add_days, add_months, birthday
from policies.calculator.date_operators import AGES, BESIDE_A_DAY, DAYS_SINCE, MONTHS_SINCE
from policies.calculator.days import HORIZON_MONTHS
from policies.calculator.ruleset import (
    ApplicationWindow,
    Award,
    Between,
    Condition,
    Formula,
    Part,
    Policy,
    Question,
    QuestionType,
    Requirements,
    Ruleset,
    Value,
    Window,
)

DAY = timedelta(1)
CENT = Decimal("0.01")
# Days on which months are counted in different ways: the ends of long and short months, leap days, the turn of a year.
HEAPED = [
    date(year, month, day)
    for year in range(2018, 2032)
    for month, day in (
        (1, 1),
        (1, 31),
        (2, 28),
        (3, 1),
        (3, 31),
        (4, 30),
        (6, 30),
        (8, 31),
        (10, 31),
        (11, 30),
        (12, 31),
    )
]
LEAP_DAYS = [date(year, 2, 29) for year in (1988, 1996, 2000, 2004, 2008, 2016, 2020, 2024, 2028)]
PLAIN_NUMBERS = [0, 1, 2, 3, 5, 6, 11, 12, 13, 24, 35, 60, 100]


def edges(ruleset: Ruleset, on: date, rng: random.Random) -> dict[str, list[Value]]:
    """What to draw the answer to each question from; the more often one is in it, the likelier.

    Numbers: each that a condition, a limit or a parameter names, one less, one more; of months also as many less as
    may pass until the horizon. Days: each on which a condition or a window turns today or later, the day before, the
    day after. Beside these common ones, so that no question has few.
    """
    compared: dict[str, list[Condition]] = {key: [] for key in ruleset.questions}
    for condition in conditions(ruleset):
        compared[condition.question].append(condition)
    events = _events(ruleset, on)
    found: dict[str, list[Value]] = {}
    for key, question in ruleset.questions.items():
        if question.type is QuestionType.DATE:
            found[key] = list(_days(compared[key], events.get(key, []), on, rng))
        elif question.type in (QuestionType.CHOICE, QuestionType.BOOL):
            found[key] = _choices(question, rng)
        else:
            found[key] = list(_numbers(question, [*_named(compared[key], ruleset), *_counted(key, ruleset)], rng))
    return found


def conditions(ruleset: Ruleset) -> Iterator[Condition]:
    """All of them: of policies and tiers, of what raises an award, of follow-ups, of what grows."""
    for question in ruleset.questions.values():
        for requirements in (question.asked_if, question.grows_if):
            yield from _of(requirements)
    for policy in ruleset.policies:
        for owner in (policy.requirements, *(tier.requirements for tier in policy.tiers)):
            yield from _of(owner)
        for award in awards(policy):
            yield from (one.raised.condition for one in award.uplifts if one.raised)


def awards(policy: Policy) -> Iterator[Award]:
    for award in (policy.award, *(tier.award for tier in policy.tiers)):
        if award:
            yield from (award, *(later for _, later in award.later))


def _of(requirements: Requirements | None) -> Iterator[Condition]:
    return (placed.threshold.condition for placed in requirements or ())


def _events(ruleset: Ruleset, on: date) -> dict[str, list[date]]:
    """By date question the days on which something turns for those whose event is then."""
    found: dict[str, list[date]] = {}
    for policy in ruleset.policies:
        owners = (policy.requirements, *(tier.requirements for tier in policy.tiers))
        windows = [(window.event, _ends(window)) for window in (policy.window, *policy.accepting)]
        turns = [(turn.event, [turn.day]) for owner in owners for one in owner.dated for turn in one.turns]
        paid = [pair for award in awards(policy) for pair in _days_of(award, ruleset)]
        applied = [(one.event, _days_of_applying(one, on)) for one in policy.application_windows]
        for event, days in (*windows, *turns, *paid, *applied):
            if event:
                found.setdefault(event, []).extend(day for day in days if day and date.min < day < date.max)
    return found


def _days_of(award: Award, ruleset: Ruleset) -> Iterator[tuple[str | None, Iterable[date | None]]]:
    yield award.event, [day for day, _ in award.later]
    yield award.counted_from, [award.first_on, award.last_on]
    for factor in (factor for formula in _formulas(award) for factor in formula.factors):
        if factor.parameter:
            yield factor.at, [value.starts_on for value in ruleset.parameters[factor.parameter].values]


def _days_of_applying(window: ApplicationWindow, on: date) -> Iterator[date]:
    """Events after which one comes or goes, and those for which it begins or ends today."""
    yield from (turn.day for turn in (window.since, window.until) if turn and turn.event)
    if window.to_days is not None:
        yield on - DAY * window.to_days
    open_for = window.open_days or 0
    months = [window.from_months + (window.every or 0) * number for number in range(4 if window.every else 1)]
    for back in months if window.to_months is None else (*months, window.to_months):
        yield from (add_months(on, -back), add_months(on - DAY * open_for, -back))


def _ends(window: Window) -> Iterable[date | None]:
    return window.starts_on, window.ends_on, window.doubtful_until


def _formulas(award: Award) -> Iterator[Formula]:
    parts: list[Part] = [award.once] if award.once else []
    parts += [award.recurring.part] if award.recurring else []
    for amount in (award.cap, *(part.amount for part in parts)):
        if isinstance(amount, Formula):
            yield amount


def _days(compared: list[Condition], events: list[date], on: date, rng: random.Random) -> Iterator[date]:
    edges = [*events, on]
    for condition in compared:
        edges += _turning(condition, on, rng)
    near = [edge + step * DAY for edge in edges if date(1900, 1, 5) < edge < date(2100, 1, 1) for step in (-1, 0, 0, 1)]
    yield from near
    if any(condition.operator in AGES for condition in compared):
        yield from (date(1950, 1, 1) + DAY * rng.randrange(60 * 365) for _ in range(len(near)))
        return
    often = max(len(near), 24)
    yield from rng.choices(HEAPED, k=often // 2)
    yield from rng.choices(LEAP_DAYS, k=often // 6)
    yield from (on + DAY * rng.randrange(-8 * 365, 3 * 365) for _ in range(often // 2))


def _turning(condition: Condition, on: date, rng: random.Random) -> Iterator[date]:
    """Events whose day turns the condition today, and some whose day does so until the horizon."""
    operator, operand = condition.operator, condition.operand
    for measured in (on, on, add_months(on, rng.randrange(HORIZON_MONTHS)), *rng.choices(HEAPED, k=2)):
        if operator in MONTHS_SINCE:
            # Of several days that come to the same one both ends.
            back = add_months(measured, -int(operand))  # type: ignore[arg-type]
            yield from (back, back + DAY * rng.randrange(-3, 4))
        elif operator in DAYS_SINCE:
            yield measured - DAY * int(operand)  # type: ignore[arg-type]
        elif operator in AGES:
            yield from (add_months(measured, -12 * (int(operand) + more)) for more in (0, 1))  # type: ignore[arg-type]
        elif operator in BESIDE_A_DAY:
            yield operand  # type: ignore[misc]
        else:
            yield from (date(measured.year, 1, 1), date(measured.year, 12, 31))


def _choices(question: Question, rng: random.Random) -> list[Value]:
    if question.type is QuestionType.BOOL:
        return [False, True]
    if not question.many:
        return list(question.choices)
    several = [frozenset(one for one in question.choices if rng.random() < 0.4) for _ in range(20)]
    return [frozenset(), frozenset(question.choices), *(frozenset((one,)) for one in question.choices), *several]


def _named(compared: list[Condition], ruleset: Ruleset) -> Iterator[Decimal]:
    for condition in compared:
        operand = condition.operand
        ends = (operand.least, operand.most) if isinstance(operand, Between) else operand
        for end in ends if isinstance(ends, tuple) else (ends,):
            yield from _reckoned(end, ruleset) if isinstance(end, Formula) else [Decimal(str(end))]


def _reckoned(formula: Formula, ruleset: Ruleset) -> Iterator[Decimal]:
    """What it comes to with each value of its parameter, and with small answers."""
    found = [Decimal(1)]
    for factor in formula.factors:
        known = ruleset.parameters[factor.parameter].values if factor.parameter else ()
        numbers = [value.value for value in known] if known else [Decimal(1), Decimal(2), Decimal(3)]
        found = [one * number for one in found for number in numbers]
    share = Decimal(str(float(formula.coefficient)))
    yield from (Decimal(int(one * share + formula.plus)) for one in found)


def _counted(key: str, ruleset: Ruleset) -> Iterator[Decimal]:
    """The most that counts of an answer, where an amount is reckoned by it."""
    for policy in ruleset.policies:
        for formula in (formula for award in awards(policy) for formula in _formulas(award)):
            yield from (Decimal(one.limit) for one in formula.factors if one.question == key and one.limit is not None)


def _numbers(question: Question, named: list[Decimal], rng: random.Random) -> Iterator[Value]:
    least = CENT if question.type is QuestionType.MONEY else 1
    most = 1200 if question.type is QuestionType.MONTHS else 10**9
    near = [one + step for one in named for step in (-least, 0, 0, least)]
    if question.type is QuestionType.MONTHS or question.grows_yearly:
        near += [one - rng.randrange(HORIZON_MONTHS + 2) for one in named for _ in range(3)]
    plain: list[Decimal | int] = list(PLAIN_NUMBERS)
    if question.type is QuestionType.MONEY:
        plain += [Decimal("0.01"), Decimal("200.5"), 1500, 9999, Decimal("12345.67"), 300000]
    for one in (*near, *plain):
        if 0 <= one <= most:
            yield int(one) if one == int(one) else Decimal(one).quantize(CENT)


def related_day(condition: Condition, measured: date, step: int) -> date:
    """The day of an event that meets or misses its condition by `step` days when measured on that day."""
    operator, operand = condition.operator, condition.operand
    if operator in MONTHS_SINCE:
        return add_days(add_months(measured, -int(operand)), step)  # type: ignore[arg-type]
    if operator in DAYS_SINCE:
        return measured - DAY * (int(operand) + step)  # type: ignore[arg-type]
    if operator in AGES:
        return add_days(birthday(measured, -int(operand)), step)  # type: ignore[arg-type]
    return add_days(measured, step)
