"""差额补足, of every row: what a policy still pays that only tops up to what others beside it pay; see
`calculator.topping`.

What is had as well is taken off the payments of the same calendar year first, then off the earliest. So all of them are
less by all that counts; those up to a day by what is matched in the years up to then, and by what is matched in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from policies.calculator.awards import MONTHS_IN, PERIODS_IN_A_YEAR
from policies.calculator.due import MOST_MONTHS
from policies.calculator.ruleset import Award
from policies.screening.compiling.dates import year_of
from policies.screening.compiling.grants import RowGrant
from policies.screening.compiling.payments import minus_down_to_nought
from policies.screening.compiling.standings import Moments
from policies.screening.compiling.terms import (
    DATE,
    NO,
    NO_DAY,
    NOUGHT,
    Term,
    all_of,
    any_of,
    day,
    is_known,
    least_of,
    looked_up,
    lower,
    negated,
    number,
    only_if,
    or_else,
    plus,
    total,
    when,
)
from policies.screening.compiling.unsayable import CannotBeSaid
from policies.screening.limits import awards_of
from policies.screening.table import FIRST_DAY, LAST_DAY

# So many years are looked at: those in which both may be paid, or else those of the one that tops up.
FEW_YEARS = 30
MOST_YEARS = 2 + MOST_MONTHS // 12
TOO_MANY_YEARS = "the best set of a policy that tops up in too many years"


@dataclass(frozen=True, slots=True)
class Topped:
    """What is left of a policy in yuan, as of PolicyResult.left, .within and .certain_within."""

    total: Term
    low: Term
    high: Term
    within: Term
    certain: Term


def alone(grant: RowGrant) -> Topped:
    """Beside nothing that counts towards it."""
    return Topped(grant.left_total, grant.left_low, grant.left_high, grant.within, grant.certain_within)


@dataclass(frozen=True, slots=True)
class _Base:
    """What counts: all that it was where it was `had`; else its payments where it is `there`, or as far as they are
    certain where it is `surely`. None of these is null."""

    grant: RowGrant
    had: Term
    there: Term
    surely: Term

    @property
    def any(self) -> Term:
        return any_of((self.had, self.there, self.surely))

    @property
    def all_there_is(self) -> Term:
        of_award = or_else(or_else(self.grant.total, self.grant.low), NOUGHT)
        return when(self.had, of_award, self.until(NO_DAY))

    @property
    def is_bounded(self) -> Term:
        """Whether that is all it can be; never null."""
        return any_of((negated(any_of((self.had, self.there))), is_known(self.grant.high)))

    @property
    def least(self) -> Term:
        return when(self.had, or_else(self.grant.low, NOUGHT), when(self.there, self.grant.certain_within, NOUGHT))

    def until(self, until: Term) -> Term:
        """What of its payments falls due by that day and while its right lasts; nought of what was had."""
        last = least_of((self.grant.standing.last_day, until), DATE)
        surely = when(self.surely, self.grant.certain_until(last), NOUGHT)
        return when(self.had, NOUGHT, when(self.there, self.grant.due_until(last), surely))


class RowTopping:
    """`grant`: what tops up; `bases`: what counts towards it, by code, in the order of the catalogue.

    Raises CannotBeSaid.
    """

    def __init__(self, grant: RowGrant, bases: Mapping[str, RowGrant], moments: Moments) -> None:
        self.grant, self.bases = grant, bases
        self._is_certain = all_of((grant.is_all_certain, grant.promised))
        of_bases = (year for one in bases.values() for year in _years_of(one, moments))
        years = sorted({*_years_of(grant, moments)}.intersection(of_bases))
        if len(years) > FEW_YEARS:
            self._years = _years_from_the_first(grant)
        else:
            self._years = [(day(date(year - 1, 12, 31)), day(date(year, 12, 31))) for year in years]

    def beside(self, there: Mapping[str, Term], surely: Mapping[str, Term] | None = None) -> Topped:
        """Beside what was received of these, and what is `there`, or is there `surely`, of which only what is certain
        counts; by code, never null."""
        bases = [
            _Base(one, one.received, there.get(code, NO), (surely or {}).get(code, NO))
            for code, one in self.bases.items()
        ]
        grant, plain = self.grant, alone(self.grant)
        beside_any = all_of((negated(grant.received), any_of(one.any for one in bases)))
        every, in_time = self._left(bases)
        certain = all_of((self._is_certain, *(one.is_bounded for one in bases)))
        known = is_known(grant.total)
        return Topped(
            total=when(beside_any, only_if(known, every), plain.total),
            low=when(beside_any, when(certain, every, NOUGHT), plain.low),
            high=when(beside_any, minus_down_to_nought(grant.high, total(one.least for one in bases)), plain.high),
            within=when(beside_any, only_if(known, in_time), plain.within),
            certain=when(beside_any, when(certain, in_time, NOUGHT), plain.certain),
        )

    def _left(self, bases: Iterable[_Base]) -> tuple[Term, Term]:
        """(what is left of all its payments, of those while the right lasts)"""
        bases, last = list(bases), self.grant.standing.last_day
        counted = total(one.all_there_is for one in bases)
        every = minus_down_to_nought(self.grant.due_until(NO_DAY), counted)
        if last is NO_DAY:
            return every, every
        matched, in_time = NOUGHT, NOUGHT
        for ends in self._years:
            counts = total(_between(one.until, *ends) for one in bases)
            own = _between(self.grant.due_until, *ends)
            own_in_time = _between(self.grant.due_until, *(least_of((last, end), DATE) for end in ends))
            matched, in_time = plus(matched, lower(own, counts)), plus(in_time, lower(own_in_time, counts))
        unmatched = minus_down_to_nought(counted, matched)
        return every, minus_down_to_nought(self.grant.due_until(last), plus(in_time, unmatched))


def _between(paid: Callable[[Term], Term], before: Term, until: Term) -> Term:
    return minus_down_to_nought(paid(until), paid(before))


def _years_from_the_first(grant: RowGrant) -> list[tuple[Term, Term]]:
    """Of each year from that of its first payment on, as far as it may pay anything: the last day of the year before,
    and its own."""
    awards = list(awards_of(grant.policy))
    count = 2 + max(map(_months_of, awards)) // 12
    if count > MOST_YEARS or len({(one.counted_from, one.first_on) for one in awards}) > 1:
        raise CannotBeSaid(TOO_MANY_YEARS)
    first = year_of(grant.first_payment)
    ends = {year: date(year, 12, 31) for year in range(FIRST_DAY.year - 1, LAST_DAY.year + MOST_YEARS)}
    several = [looked_up(plus(first, number(place)), ends, DATE) for place in range(-1, count)]
    return list(pairwise(several))


def _years_of(grant: RowGrant, moments: Moments) -> Iterator[int]:
    """In which it may pay anything to whoever is entitled today, or was when something happened that it counts from."""
    for award in awards_of(grant.policy):
        first, start = (FIRST_DAY, LAST_DAY) if award.counted_from else (moments.today, moments.horizon)
        start = max(start, award.first_on or start)
        last = start.year + (start.month - 1 + _months_of(award)) // 12
        yield from range(first.year, min(last, award.last_on.year if award.last_on else last) + 1)


def _months_of(award: Award) -> int:
    """From the first payment to the last, where there is no other last day."""
    plan, every, months = award.once.instalments if award.once else None, award.recurring, [0]
    if plan:
        months.append(MONTHS_IN[plan.period] * (len(plan.shares) - 1))
    if every and every.count is None and award.last_on:
        months.append(MOST_MONTHS)
    elif every:
        count = PERIODS_IN_A_YEAR[every.period] if every.count is None else every.count
        months.append(MONTHS_IN[every.period] * (count - 1))
    return max(months)
