"""Days that are reckoned for every row, as `calculator.calendar` reckons them.

Months are moved by literals alone: engines agree on that, and on little else about months.
"""

from __future__ import annotations

from datetime import date, timedelta

from policies.calculator import calendar
from policies.calculator.calendar import Month
from policies.screening.compiling.terms import (
    DATE,
    INTEGER,
    NOUGHT,
    Op,
    Term,
    all_of,
    at_most,
    case,
    day,
    equal,
    higher,
    is_null,
    less,
    looked_up,
    lower,
    made,
    minus,
    negated,
    no_less,
    number,
    plus,
    times,
    when,
)

# Beyond these nobody needs to look: no answer is later than 2100, and all is looked at five years ahead.
MOST_MONTHS = 12 * 5000
MOST_DAYS = 365 * 5000
# Beyond every horizon, with room up to the end of the calendar.
FAR = date(9000, 1, 1)


def months_on(one: Term, months: int) -> Term:
    """calendar.add_months"""
    return _moved(Op.MONTHS_ON, one, months, MOST_MONTHS)


def days_on(one: Term, days: int) -> Term:
    """calendar.add_days, or so many days earlier."""
    return _moved(Op.DAYS_ON, one, days, MOST_DAYS)


def birthday(one: Term, years: int) -> Term:
    """calendar.birthday"""
    return _moved(Op.BIRTHDAY, one, years, MOST_MONTHS // 12)


def _moved(op: Op, one: Term, by: int, most: int) -> Term:
    if by == 0:
        return one
    move = {Op.MONTHS_ON: calendar.add_months, Op.DAYS_ON: _add_days, Op.BIRTHDAY: calendar.birthday}[op]
    if one.is_literal:
        return day(None if one.value is None else move(one.value, by))
    if abs(by) > most:
        return when(is_null(one), day(None), day(FAR if by > 0 else date.min))
    return made(op, DATE, one, value=by, ends=(move(one.least, by), move(one.most, by)))


def _add_days(one: date, days: int) -> date:
    return calendar.add_days(one, days) if days > 0 else one + timedelta(max(days, (date.min - one).days))


def year_of(one: Term) -> Term:
    return _part(Op.YEAR, one, "year", (one.least.year, one.most.year) if one.least else (1, 9999))


def month_of(one: Term) -> Term:
    return _part(Op.MONTH, one, "month", (1, 12))


def day_of(one: Term) -> Term:
    return _part(Op.DAY, one, "day", (1, 31))


def _part(op: Op, one: Term, name: str, ends: tuple[int, int]) -> Term:
    if one.is_literal:
        return number(None if one.value is None else getattr(one.value, name))
    return made(op, INTEGER, one, ends=ends)


def month_number(one: Term) -> Term:
    """The months since the year 0."""
    return plus(times(year_of(one), number(12)), minus(month_of(one), number(1)))


def month_index(one: date) -> int:
    """The same of a day."""
    return one.year * 12 + one.month - 1


def month_start(one: Term) -> Term:
    if one.is_literal:
        return day(None if one.value is None else one.value.replace(day=1))
    return made(Op.MONTH_START, DATE, one, ends=(one.least.replace(day=1), one.most.replace(day=1)))


def month_end(one: Term) -> Term:
    return days_on(months_on(month_start(one), 1), -1)


def full_months(start: Term, end: Term) -> Term:
    """calendar.full_months, of an end that is not before the start's month."""
    return higher(months_between(start, end), NOUGHT)


def months_between(start: Term, end: Term) -> Term:
    """The most months after which the start is no later than the end; negative where it has to come earlier."""
    between = minus(month_number(end), month_number(start))
    ends_its_month = equal(day_of(days_on(end, 1)), number(1))
    cut_off = all_of((less(day_of(end), day_of(start)), negated(ends_its_month)))
    return when(cut_off, minus(between, number(1)), between)


def months_on_by(one: Term, months: Term, horizon: date) -> Term:
    """calendar.add_months by a number that each row has; FAR where that is after the month of the horizon."""
    if one.is_literal:
        most = calendar.full_months(one.value, horizon) + 1
        return looked_up(months, {n: calendar.add_months(one.value, n) for n in range(most + 1)}, DATE, FAR)
    if months.is_literal and months.value is None:
        return day(None)
    into = plus(month_number(one), months)
    several = range(month_index(one.least), month_index(horizon) + 1)
    named = {n: Month(n // 12, n % 12 + 1) for n in several}
    first = looked_up(into, {n: month.first for n, month in named.items()}, DATE, FAR)
    longest = looked_up(into, {n: month.last.day - 1 for n, month in named.items()}, INTEGER, 0)
    found = days_on_by(first, lower(minus(day_of(one), number(1)), longest))
    return no_less(found, min(calendar.add_months(one.least, max(months.least, 0)), FAR))


def days_on_by(one: Term, days: Term) -> Term:
    """So many days later, at most 30."""
    for step in (16, 8, 4, 2, 1):
        far_enough = at_most(number(step), days)
        one = when(far_enough, days_on(one, step), one)
        days = when(far_enough, minus(days, number(step)), days)
    return one


def by_day(several: list[tuple[date, Term]], first: Term, on: Term) -> Term:
    """`first` before the first of these days, then what stands beside each from its day on; in order of their days."""
    return case([(at_most(day(turn), on), value) for turn, value in reversed(several)], first)


def same_year(one: Term, other: Term) -> Term:
    """Null where one of them is."""
    if one.is_literal and one.value is not None:
        one, other = other, one
    if other.is_literal and other.value is not None:
        year = other.value.year
        return all_of((at_most(day(date(year, 1, 1)), one), at_most(one, day(date(year, 12, 31)))))
    return equal(year_of(one), year_of(other))
