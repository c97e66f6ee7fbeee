"""What the awards of a set of policies pay in each calendar year, if they are claimed from now on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from policies.calculator.awards import PAID_FORMS, Amounts
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Basis, State
from policies.calculator.summing import bases_of, certain_of_year
from policies.calculator.verdict import YES


@dataclass(frozen=True, slots=True)
class Payment:
    """One award in one year, in yuan: what is certain of its recurring (`yearly`) and its one-off part, and at most
    `up_to` more. `later`: what falls due only after the right has certainly lasted, so that it may come or not.

    `open_end`: the certain part is a lower bound.
    """

    code: str
    year: int
    yearly: int = 0
    once: int = 0
    up_to: int = 0
    later: int = 0
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """All payments of one year."""

    year: int
    yearly: int
    once: int
    up_to: int
    later: int
    open_end: bool

    @property
    def low(self) -> int:
        return self.yearly + self.once

    @property
    def most(self) -> int:
        return self.low + self.up_to + self.later


SUMS = ("yearly", "once", "up_to", "later")


def payments(results: Iterable[PolicyResult]) -> list[Payment]:
    """Year by year what each of these certain policies pays; an unpublished amount pays nothing here.

    The payments fall due as PolicyResult.dues says. What one that tops up or else what it tops up to certainly pays in
    a year is told of the former.
    """
    several = list(results)
    found = [payment for result in several for payment in _of_result(result)]
    for code, bases in bases_of([one for one in several if one.award and one.award.form in PAID_FORMS]).items():
        top = next(result for result in several if result.code == code)
        found = list(_told_together(found, top, bases))
    return found


def _told_together(several: Sequence[Payment], top: PolicyResult, bases: Sequence[PolicyResult]) -> Iterator[Payment]:
    """What nobody knows of which of them is paid, as certain of what tops up; no more than what each of them may pay
    where it is told now."""
    codes = {top.code, *(base.code for base in bases)}
    covered: dict[int, int] = {}
    for year in {payment.year for payment in several if payment.code == top.code}:
        known = sum(one.yearly + one.once for one in several if one.code in codes and one.year == year)
        unsure = sum(one.up_to for one in several if one.code in codes and one.year == year)
        covered[year] = min(unsure, max(certain_of_year(top, bases, year) - known, 0))
    left = dict(covered)
    # What counts towards another gives way first.
    for payment in sorted(several, key=lambda one: one.code == top.code):
        taken = min(payment.up_to, left.get(payment.year, 0)) if payment.code in codes else 0
        if taken:
            left[payment.year] -= taken
            payment = replace(payment, up_to=payment.up_to - taken)
        if payment.code == top.code and (more := covered.pop(payment.year, 0)):
            kind = "yearly" if top.award and top.award.has_recurring else "once"
            payment = replace(payment, **{kind: getattr(payment, kind) + more})
        yield payment


def by_year(several: Iterable[Payment]) -> tuple[Year, ...]:
    """The sums of each year in which something may be paid, in order."""
    years: dict[int, list[Payment]] = {}
    for payment in several:
        years.setdefault(payment.year, []).append(payment)
    return tuple(
        Year(
            year,
            **{name: sum(getattr(payment, name) for payment in paid) for name in SUMS},
            open_end=any(payment.open_end for payment in paid),
        )
        for year, paid in sorted(years.items())
    )


def _of_result(result: PolicyResult) -> Iterator[Payment]:
    award = result.award
    if award is None or award.form not in PAID_FORMS:
        return
    # What is certain of it is no upper bound of it, and nothing is certain of what not everybody gets who fits.
    if award.total is None and not result.promised:
        return
    years: dict[int, dict[str, int]] = {}
    for due in result.dues:
        year = years.setdefault(due.day.year, dict.fromkeys(SUMS, 0))
        if result.lasts_to(due.day):
            year["yearly"] += due.recurring
            year["once"] += due.once
            year["up_to"] += due.up_to
        else:
            year["later"] += due.face
    for number, sums in years.items():
        certain = sums["yearly"] + sums["once"]
        yield Payment(result.code, number, **sums, open_end=certain > 0 and award.basis is Basis.AT_LEAST)


class PaymentDay(NamedTuple):
    """A payment to come, in yuan, of which day and amount are certain while the right is claimed in time: the
    `number`-th of the award. `at_least`: it is no less."""

    day: date
    number: int
    amount: int
    at_least: bool


def certain_days(result: PolicyResult) -> list[PaymentDay]:
    """In order of their days, from the day of the check to the horizon; none of what not everybody gets who fits, may
    have another amount, or is paid from a day on which it has still to be claimed."""
    award = result.award
    if award is None or not _is_certain(result, award) or not _day_is_ruled(result, award):
        return []
    had, on = result.payments_received or 0, result.days.on
    return [
        PaymentDay(due.day, had + number, due.certain, award.basis is Basis.AT_LEAST)
        for number, due in enumerate(result.dues, 1)
        if on <= due.day <= result.days.horizon and result.lasts_to(due.day) and due.certain and not due.up_to
    ]


def _is_certain(result: PolicyResult, award: Amounts) -> bool:
    paid = award.form in PAID_FORMS and award.total is not None and not award.one_of and not result.beside
    there = result.promised and result.state is State.OPEN and result.can_apply is YES
    return paid and there and not result.maybe_more


def _day_is_ruled(result: PolicyResult, award: Amounts) -> bool:
    """By an event whose day is known, or by a first day of payment that is still to come."""
    if award.counted_from is not None:
        return type(result.days.facts.values.get(award.counted_from)) is date
    if result.received or award.first_on is None:
        return False
    first = next((due.day for due in result.dues), None)
    return first == award.first_on and award.first_on > result.claimed_from
