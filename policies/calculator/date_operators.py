"""Conditions on the day of an event: months, days and years of life counted from it, and other days beside it.

What is counted is measured today, or on the day of another event. Both ends are included but where the name says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from policies.calculator.calendar import ONE_DAY, add_days, add_months, birthday, months_until
from policies.calculator.timeline import ALWAYS_NO, ALWAYS_YES, Timeline, before, day_after, since, until, within_year

# An end that falls in a shorter month is its last day (民法典第1259条 of the ends).
MONTHS_SINCE: dict[str, Callable[[date, int], Timeline]] = {
    "months_since_at_least": lambda event, months: since(add_months(event, months)),
    "months_since_at_most": lambda event, months: until(add_months(event, months)),
    "months_since_more_than": lambda event, months: since(day_after(add_months(event, months))),
    "months_since_less_than": lambda event, months: before(add_months(event, months)),
}
DAYS_SINCE: dict[str, Callable[[date, int], Timeline]] = {
    "days_since_at_least": lambda event, days: since(add_days(event, days)),
    "days_since_at_most": lambda event, days: until(add_days(event, days)),
}
# Whole years: who is at most 35 is so up to the day before the 36th birthday.
AGES: dict[str, Callable[[date, int], Timeline]] = {
    "age_at_least": lambda born, years: since(birthday(born, years)),
    "age_at_most": lambda born, years: before(birthday(born, years + 1)),
    "age_more_than": lambda born, years: since(birthday(born, years + 1)),
    "age_less_than": lambda born, years: before(birthday(born, years)),
}
# Whatever the day on which one asks.
BESIDE_A_DAY: dict[str, Callable[[date, date], Timeline]] = {
    "before": lambda event, day: ALWAYS_YES if event < day else ALWAYS_NO,
    "on_or_after": lambda event, day: ALWAYS_YES if event >= day else ALWAYS_NO,
}
# The operand names the other event, on whose day it is measured; or the day evaluated.
TODAY = "today"
SAME_YEAR: dict[str, Callable[[date, Any], Timeline]] = {"same_year_as": lambda event, other: within_year(event)}

COUNTED = {**MONTHS_SINCE, **DAYS_SINCE, **AGES}
DATE_OPERATORS: dict[str, Callable[[date, Any], Timeline]] = {**COUNTED, **BESIDE_A_DAY, **SAME_YEAR}
# Those that are met by waiting, once the event was.
WAITED_FOR = frozenset(name for name in COUNTED if name.endswith(("at_least", "more_than")))


def missed_by(operator: str, event: date, operand: int, measured: date) -> int:
    """By how many months, days or years, rounded up, one that is counted is missed on the day `measured`."""
    _, ((turn, _),) = COUNTED[operator](event, operand)
    start, end = (measured, turn) if operator in WAITED_FOR else (turn - ONE_DAY, measured)
    if operator in DAYS_SINCE:
        return (end - start).days
    months = months_until(start, end)
    return -(-months // 12) if operator in AGES else months
