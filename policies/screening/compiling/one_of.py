"""An award that is one of several, of every row: by the day or the person it is known which, or nobody knows yet; see
`calculator.dated_awards.one_of`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from policies.screening.compiling.payments import PaidSoFar, RowPayments
from policies.screening.compiling.reckoning import RowAmounts, under_the_cap
from policies.screening.compiling.terms import (
    INTEGER,
    NO,
    NO_NUMBER,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    at_most,
    case,
    equal,
    greatest_of,
    is_null,
    least_of,
    less,
    negated,
    number,
    only_if,
    or_else,
    sure,
)
from policies.screening.compiling.timed import TimedAmounts
from policies.screening.compiling.timed_payments import AfterTheLastDay, FromAnUnknownDay, NothingDue, TimedPayments

# What one award comes to.
Known = RowAmounts | TimedAmounts | AfterTheLastDay | FromAnUnknownDay
Pay = Callable[[Known, bool], "PaymentsOfKnown"]


class RowByCase:
    """`cases`: in the order in which they are tried, the last of everybody else."""

    def __init__(self, cases: Sequence[tuple[Term, Amounts]]) -> None:
        self.cases = cases

    def of(self, of: Callable[[Amounts], Term]) -> Term:
        return self.choose([(holds, of(one)) for holds, one in self.cases])

    @staticmethod
    def choose(cases: Sequence[tuple[Term, Term]]) -> Term:
        return case(cases[:-1], cases[-1][1])

    @property
    def total(self) -> Term:
        return self.of(lambda one: one.total)

    @property
    def low(self) -> Term:
        return self.of(lambda one: one.low)

    @property
    def high(self) -> Term:
        return self.of(lambda one: one.high)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the awards that it may be: `possible` where it may be this one, `certain` where it is. Never null."""

    possible: Term
    certain: Term
    amounts: Amounts


class RowOneOf:
    """`candidates`: in the order in which they are tried. `known`: each with whether it is what the award comes to, as
    no other can be it, or none makes a difference."""

    def __init__(self, candidates: Sequence[Candidate], known: Sequence[tuple[Term, Amounts]]) -> None:
        self.candidates, self.known = candidates, known

    def of(self, of: Callable[[Amounts], Term], otherwise: Term) -> Term:
        return case(((known, of(amounts)) for known, amounts in self.known), otherwise)

    @cached_property
    def total(self) -> Term:
        """Where it is not known which award it is, what all of them come to."""
        return self.of(lambda amounts: amounts.total, self.agreed(lambda amounts: amounts.total))

    def agreed(self, of: Callable[[Amounts], Term]) -> Term:
        """What it is of all that it may be; null where they differ."""
        first = case(((one.possible, of(one.amounts)) for one in self.candidates), NO_NUMBER)
        agree = all_of(any_of((negated(one.possible), sure(equal(of(one.amounts), first)))) for one in self.candidates)
        return only_if(agree, first)

    @cached_property
    def low(self) -> Term:
        return least_of((only_if(one.possible, one.amounts.low) for one in self.candidates), INTEGER)

    @cached_property
    def high(self) -> Term:
        endless = any_of(all_of((one.possible, is_null(one.amounts.high))) for one in self.candidates)
        most = greatest_of((only_if(one.possible, one.amounts.high) for one in self.candidates), INTEGER)
        return only_if(negated(endless), most)

    def of_the_lowest(self, of: Callable[[Amounts], Term]) -> Term:
        """Of the one that it is, else of the first of those whose sum is certain to be the least."""
        least = first_least([(one.possible, one.amounts.low) for one in self.candidates])
        *others, last = zip(least, (of(one.amounts) for one in self.candidates), strict=True)
        return self.of(of, case(others, last[1]))


Amounts = Known | RowByCase | RowOneOf


def form_of(amounts: Amounts, forms: Iterable[str]) -> Term:
    """Whether it is given in one of these forms; never null."""
    if isinstance(amounts, RowOneOf):
        return amounts.of_the_lowest(lambda one: form_of(one, forms))
    if isinstance(amounts, RowByCase):
        return amounts.of(lambda one: form_of(one, forms))
    return YES if amounts.award.form in forms else NO


def worth_of(amounts: Amounts) -> Term:
    """Yuan; a nought where nothing is ruled."""
    if isinstance(amounts, RowOneOf):
        return amounts.of(worth_of, or_else(amounts.agreed(_stated_worth), NOUGHT))
    return amounts.of(worth_of) if isinstance(amounts, RowByCase) else number(amounts.award.worth or 0)


def _stated_worth(amounts: Amounts) -> Term:
    if isinstance(amounts, RowOneOf):
        return amounts.agreed(_stated_worth)
    return amounts.of(_stated_worth) if isinstance(amounts, RowByCase) else number(amounts.award.worth)


def first_least(several: Sequence[tuple[Term, Term]]) -> list[Term]:
    """Of each (possible, number) whether it is the first of the least that are possible."""
    found = []
    for place, (possible, mine) in enumerate(several):
        before = (_gives_way(other, less(mine, theirs)) for other, theirs in several[:place])
        after = (_gives_way(other, at_most(mine, theirs)) for other, theirs in several[place + 1 :])
        found.append(all_of((possible, *before, *after)))
    return found


def _gives_way(possible: Term, is_more: Term) -> Term:
    return any_of((negated(possible), is_more))


# What is left of it


def payments_of(amounts: Known, paid: PaidSoFar, with_total: bool) -> PaymentsOfKnown:
    """`with_total`: else only what is certain of it is paid."""
    if isinstance(amounts, RowAmounts):
        # Of all others nothing is left for what the cap cuts off.
        if amounts.award.already or not with_total:
            once, recurring = under_the_cap(amounts)
            amounts = replace(amounts, once=once, recurring=recurring)
        return RowPayments(amounts if with_total else replace(amounts, total=NO_NUMBER), paid)
    if isinstance(amounts, TimedAmounts):
        return TimedPayments(amounts, paid, with_total)
    return amounts.payments(paid)


def paid_of(amounts: Amounts, pay: Pay, last: Term, *, with_total: bool = True) -> Payments:
    """`last`: the last day of the right, null where that does not end."""
    if isinstance(amounts, RowOneOf):
        return PaymentsOfOne(amounts, pay, last, with_total)
    if isinstance(amounts, RowByCase):
        return PaymentsByCase(amounts, pay, last, with_total)
    return pay(amounts, with_total)


class PaymentsByCase:
    def __init__(self, amounts: RowByCase, pay: Pay, last: Term, with_total: bool) -> None:
        paid = [(holds, paid_of(one, pay, last, with_total=with_total)) for holds, one in amounts.cases]
        self._others, (_, self._last) = paid[:-1], paid[-1]

    def face(self, until: Term) -> Term:
        return self._of(lambda paid: paid.face(until))

    def certain(self, until: Term) -> Term:
        return self._of(lambda paid: paid.certain(until))

    @property
    def any_left(self) -> Term:
        return self._of(lambda paid: paid.any_left)

    @property
    def is_all_certain(self) -> Term:
        return self._of(lambda paid: paid.is_all_certain)

    def _of(self, of: Callable[[Payments], Term]) -> Term:
        return case(((holds, of(paid)) for holds, paid in self._others), of(self._last))


class PaymentsOfOne:
    """The payments of the one that it is; else of the one of which the least is certain, what is certain of that."""

    def __init__(self, one_of: RowOneOf, pay: Pay, last: Term, with_total: bool) -> None:
        self._one_of, self._last = one_of, last
        self._known = [(known, paid_of(one, pay, last, with_total=with_total)) for known, one in one_of.known]
        self._several = [(one, paid_of(one.amounts, pay, last, with_total=False)) for one in one_of.candidates]

    def face(self, until: Term) -> Term:
        return self._of(lambda paid: paid.face(until))

    def certain(self, until: Term) -> Term:
        return self._of(lambda paid: paid.certain(until))

    @property
    def any_left(self) -> Term:
        least = first_least([(one.possible, one.amounts.low) for one, _ in self._several])
        return self._by(least, lambda paid: paid.any_left)

    @property
    def is_all_certain(self) -> Term:
        return self._of(lambda paid: paid.is_all_certain)

    def _of(self, of: Callable[[Payments], Term]) -> Term:
        return self._by(self._is_least, of)

    def _by(self, least: Sequence[Term], of: Callable[[Payments], Term]) -> Term:
        *others, (_, last) = zip(least, (of(paid) for _, paid in self._several), strict=True)
        return case([*((known, of(paid)) for known, paid in self._known), *others], last)

    @cached_property
    def _is_least(self) -> list[Term]:
        """Of each whether it is the first of those of which the least is certain while the right lasts."""
        return first_least([(one.possible, paid.certain(self._last)) for one, paid in self._several])


PaymentsOfKnown = RowPayments | TimedPayments | NothingDue
Payments = PaymentsOfKnown | PaymentsByCase | PaymentsOfOne
