"""Times for applications that come back some time after an event, of every row: see `calculator.openings`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from policies.calculator.calendar import Month
from policies.calculator.ruleset import ApplicationWindow
from policies.screening.compiling.dates import FAR, days_on, days_on_by, month_index, month_number, months_on
from policies.screening.compiling.dates import day_of as day_of_month
from policies.screening.compiling.terms import (
    DATE,
    INTEGER,
    NO_DAY,
    NOUGHT,
    Term,
    all_of,
    at_most,
    divided_down,
    greatest_of,
    higher,
    is_known,
    less,
    looked_up,
    lower,
    minus,
    number,
    plus,
    times,
    when,
)

MONTHS_OF_A_YEAR = 12
# A day is the number of its month times this, and its day of the month.
OF_A_MONTH = 32
NEVER = number(-1)


class RowReturning:
    """`window`: one with `every`, each time of which is over before the next; `today`, `horizon`: the days between
    which times are looked at."""

    def __init__(self, window: ApplicationWindow, today: date, horizon: date) -> None:
        self._open_days, self._from_months = window.open_days, window.from_months
        self._every = window.every or MONTHS_OF_A_YEAR
        # Whatever is looked at has begun in one of these months.
        months = range(month_index(today) - 2 * self._every, month_index(horizon) + 1)
        self._months = [Month(one // MONTHS_OF_A_YEAR, one % MONTHS_OF_A_YEAR + 1) for one in months]

    def first_from(self, since: Term, first: Term, last: Term, month: Term) -> Term:
        """The first day from `since` on at which it is open, whatever day of one month from the first to the last that
        of the event is: the latest of all that there may be. Null where the days of the event are, FAR after the
        horizon. `month`: any day of that month.
        """
        if first is NO_DAY:
            return NO_DAY
        begins = months_on(last, self._from_months)
        if self._open_days is None:
            return when(is_known(first), greatest_of((since, begins), DATE), NO_DAY)
        passed = minus(minus(month_number(since), month_number(month)), number(self._from_months))
        days = day_of_month(first), day_of_month(last)
        again = self._again(since, month_number(month), *days, divided_down(passed, self._every), self._open_days)
        return when(less(passed, NOUGHT), begins, again)

    def _again(self, since: Term, month: Term, first: Term, last: Term, before: Term, open_days: int) -> Term:
        """The same once it has been open in that month or earlier. `month`, `first`, `last`: of the event and in it;
        `before`: how often it was in months before the last one in which it may have begun."""
        # What begins on this day or earlier is over by then.
        over_on = days_on(since, -open_days)
        today, over, over_in_month = _day_number(since), _day_number(over_on), day_of_month(over_on)
        into = plus(plus(month, number(self._from_months)), times(before, number(self._every)))

        def begun(on: Term, times_later: int = 0) -> Term:
            """That time, or another one, for that day of the event. Each is counted from the event, so that none moves
            by a short month before it."""
            return self._in_month(plus(into, number(times_later * self._every)), on)

        # Of the days of the event after which it is over already the latest; of those after which it has not begun
        # yet, the latest of those after which the time before is over.
        next_one, unsure = begun(last, 1), NEVER
        if first is not last:
            next_one = when(at_most(begun(last), over), next_one, begun(over_in_month, 1))
            unsure = when(at_most(begun(first, -1), over), begun(over_in_month), NEVER)
        still_open = all_of((at_most(number(1), before), less(over, begun(last, -1))))
        waits = higher(today, when(still_open, unsure, begun(last)))
        return self._day(when(at_most(begun(first), over), next_one, waits))

    def _in_month(self, into: Term, on: Term) -> Term:
        """The number of that day of a month, or of its last one."""
        longest = looked_up(into, self._longest, INTEGER, 0)
        return plus(times(into, number(OF_A_MONTH)), lower(on, longest))

    @cached_property
    def _longest(self) -> Mapping[int, int]:
        return {month_index(one.first): one.last.day for one in self._months}

    def _day(self, one: Term) -> Term:
        """The day of a number."""
        month = divided_down(one, OF_A_MONTH)
        first = looked_up(month, {month_index(known.first): known.first for known in self._months}, DATE, FAR)
        return days_on_by(first, minus(minus(one, times(month, number(OF_A_MONTH))), number(1)))


def _day_number(one: Term) -> Term:
    return plus(times(month_number(one), number(OF_A_MONTH)), day_of_month(one))
