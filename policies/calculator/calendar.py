"""Months: a date known no further, and arithmetic clamped to their end (31 January + 1 month = 28 or 29 February)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

ONE_DAY = timedelta(days=1)
# Ordinary months; February of a leap year is looked at apart, and days that no month lacks are not looked at.
_IN_EVERY_MONTH = 28
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, months: int) -> date:
    """The day `months` calendar months later (earlier if negative); date.max or date.min where the calendar ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    number = day.day
    if number > _IN_EVERY_MONTH:
        last = 29 if month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else _DAYS[month]
        number = min(number, last)
    return date(year, month + 1, number)


def add_days(day: date, days: int) -> date:
    """The day so many days later; date.max where the calendar ends."""
    return day + timedelta(days) if days <= (date.max - day).days else date.max


def birthday(born: date, years: int) -> date:
    """The day on which somebody becomes so many years old: of 29 February, 1 March in common years."""
    day = add_months(born, 12 * years)
    return day + ONE_DAY if day.day < born.day else day


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A date of which only the month is known: any of its days."""

    year: int
    month: int

    def __post_init__(self) -> None:
        """Raises ValueError for a month that does not exist."""
        date(self.year, self.month, 1)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        # The first of the next month less a day would leave the calendar at its end.
        return add_months(date(self.year, 1, 31), self.month - 1)

    def isoformat(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def first_day(day: date | Month) -> date:
    return day.first if isinstance(day, Month) else day


def last_day(day: date | Month) -> date:
    return day.last if isinstance(day, Month) else day


def full_months(start: date, end: date) -> int:
    """The greatest number of months that `start` can be moved on by without passing `end`; 0 if end is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return max(months, 0)


def months_until(start: date, end: date) -> int:
    """The least number of months by which `start` reaches `end`; 0 if it has."""
    months = full_months(start, end)
    return months if add_months(start, months) >= end else months + 1
