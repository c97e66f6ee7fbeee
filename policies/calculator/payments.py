"""What the awards of a set of policies pay in each calendar year, if they are claimed from now on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policies.calculator.awards import PAID_FORMS, PERIODS_IN_A_YEAR, Amounts
from policies.calculator.calendar import Month
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Basis


@dataclass(frozen=True, slots=True)
class Payment:
    """One award in one year, in yuan: what is certain of its yearly and its one-off part, and at most `up_to` more.

    `open_end`: the certain part is a lower bound.
    """

    code: str
    year: int
    yearly: int
    once: int
    up_to: int
    open_end: bool


@dataclass(frozen=True, slots=True)
class Year:
    """All payments of one year."""

    year: int
    yearly: int
    once: int
    up_to: int
    open_end: bool

    @property
    def low(self) -> int:
        return self.yearly + self.once


def payments(results: Iterable[PolicyResult]) -> list[Payment]:
    """Year by year what each of these certain policies pays; an unpublished amount pays nothing here.

    The first year is that of the day the award counts from, else of the day it can be claimed. A recurring part without
    a stated limit counts one year, as in the total; a month's part counts twelve times a year.
    """
    return [payment for result in results for payment in _of_result(result)]


def by_year(several: Iterable[Payment]) -> tuple[Year, ...]:
    """The sums of each year in which something is paid, in order."""
    years: dict[int, list[Payment]] = {}
    for payment in several:
        years.setdefault(payment.year, []).append(payment)
    return tuple(
        Year(
            year,
            sum(payment.yearly for payment in paid),
            sum(payment.once for payment in paid),
            sum(payment.up_to for payment in paid),
            any(payment.open_end for payment in paid),
        )
        for year, paid in sorted(years.items())
    )


def _of_result(result: PolicyResult) -> Iterator[Payment]:
    award = result.award
    if award is None or award.form not in PAID_FORMS:
        return
    event = result.days.facts.values.get(award.counted_from or "")
    first = event.year if isinstance(event, date | Month) else result.day.year
    left = award.total
    for number, (yearly, once) in enumerate(_faces(award)):
        if left is not None:
            # A cap cuts off what comes last.
            yearly, once = min(yearly, max(left - once, 0)), min(once, left)
            left -= yearly + once
        if yearly or once:
            yield _payment(result.code, first + number, award, yearly, once)


def _faces(award: Amounts) -> Iterator[tuple[int, int]]:
    """(recurring, one-off) of each year at face value."""
    times = award.times or 0
    a_year = PERIODS_IN_A_YEAR[award.period or "year"]
    periods = (award.count or a_year) if award.has_recurring else 0
    once = (award.once or 0) * times
    while once or periods > 0:
        yield (award.recurring or 0) * min(periods, a_year) * times, once
        periods, once = periods - a_year, 0


def _payment(code: str, year: int, award: Amounts, yearly: int, once: int) -> Payment:
    """Split into what is certain and what is only an upper bound."""
    certain_yearly, certain_once = _certain(award)
    low_yearly, low_once = yearly * certain_yearly, once * certain_once
    up_to = 0 if award.total is None else yearly + once - low_yearly - low_once
    return Payment(code, year, low_yearly, low_once, up_to, award.basis is Basis.AT_LEAST)


def _certain(award: Amounts) -> tuple[bool, bool]:
    """Whether the recurring and the one-off part are certain; an award knows only how much of the whole is."""
    if award.low == 0 or award.low == award.total:
        return award.low > 0, award.low > 0
    once = award.has_once and award.low == (award.once or 0) * (award.times or 0)
    return not once, once
