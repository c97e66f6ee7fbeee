"""How one person fares under one ruleset: which rights they have, and what the best set pays them, year by year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from policies.calculator import PolicyResult, Results, Status
from policies.calculator.awards import PAID_FORMS
from policies.calculator.best_set import amounts_of, as_had
from policies.calculator.payments import payments
from policies.calculator.ruleset import State

# How a policy stands for a person. RIGHT: eligible, and there is money; IDLE: eligible, but nobody can have it now.
RIGHT, IDLE, UPCOMING, UNKNOWN, NO = "right", "idle", "upcoming", "unknown", "no"
STANDINGS = (RIGHT, IDLE, UPCOMING, UNKNOWN)
# Of an amount in yuan: what is certain; a least amount; not more than so much; of which there is not enough for
# everybody, or which one of a couple has; what falls due only after the right has certainly lasted.
CERTAIN, AT_LEAST, UP_TO, LIMITED, LATER = "certain", "at_least", "up_to", "limited", "later"
KINDS = (CERTAIN, AT_LEAST, UP_TO, LIMITED, LATER)
# What at least is paid, and what there is beside it at most.
SURE = (CERTAIN, AT_LEAST)
# Why a policy of the best set pays more than what is counted: nobody published how much, or an answer is missing.
UNPUBLISHED, MISSING = "unpublished", "missing"


class PaidInYear(NamedTuple):
    """In whole yuan; `kind`: one of KINDS."""

    code: str
    year: int
    kind: str
    yuan: int


class Claim(NamedTuple):
    """One payment of a policy of the best set on its day, in whole yuan: what is certain of it, and what it is at the
    most, also if the right ends before."""

    day: date
    certain: int
    most: int


@dataclass(frozen=True, slots=True)
class Fare:
    """`standings`: by code, without what is a no. `unreckoned`: codes of the best set, each with why not all that they
    pay is in `paid`. `claims`: of the policies of which somebody asked."""

    standings: dict[str, str]
    paid: tuple[PaidInYear, ...]
    unreckoned: tuple[tuple[str, str], ...]
    claims: dict[str, tuple[Claim, ...]]

    @property
    def rights(self) -> frozenset[str]:
        return frozenset(code for code, standing in self.standings.items() if standing == RIGHT)

    @property
    def sure(self) -> int:
        """What is paid for certain, in all the years."""
        return sum(one.yuan for one in self.paid if one.kind in SURE)

    @property
    def most(self) -> int:
        """With what is only an upper bound, or of which there is not enough for everybody; without what may end before,
        and without what nobody published."""
        return sum(one.yuan for one in self.paid if one.kind != LATER)


def fare(results: Results, capped: Collection[str] = ()) -> Fare:
    """`capped`: the codes of the policies whose claims are wanted one by one."""
    standings = {one.code: found for one in results.results if (found := _standing(one)) != NO}
    paid, unreckoned, claims = list[PaidInYear](), list[tuple[str, str]](), dict[str, tuple[Claim, ...]]()
    best, by_code = results.best, results.by_code
    for code in best.policies:
        result = as_had(by_code[code], best, by_code)
        award = result.award
        if not result.still_pays or award is None or award.form not in PAID_FORMS:
            continue
        paid += _paid(result)
        if award.total is None:
            unreckoned.append((code, MISSING if award.missing else UNPUBLISHED))
        if code in capped:
            claims[code] = _claims(result)
    return Fare(standings, tuple(paid), tuple(unreckoned), claims)


def _standing(result: PolicyResult) -> str:
    match result.status:
        case Status.INELIGIBLE:
            return NO
        case Status.ELIGIBLE:
            return RIGHT if result.state is State.OPEN else IDLE
        case Status.UPCOMING:
            return UPCOMING
        case _:
            return UNKNOWN


def _paid(result: PolicyResult) -> list[PaidInYear]:
    found = []
    for one in payments((result,)):
        certain = one.yearly + one.once
        sums = {
            AT_LEAST if one.open_end else CERTAIN: certain,
            UP_TO if result.promised else LIMITED: one.up_to,
            LATER: one.later,
        }
        found += [PaidInYear(one.code, one.year, kind, yuan) for kind, yuan in sums.items() if yuan]
    return found


def _claims(result: PolicyResult) -> tuple[Claim, ...]:
    """None while nobody knows what it comes to and nothing of it is promised, as payments are counted."""
    if amounts_of(result).total is None and not result.promised:
        return ()
    return tuple(Claim(due.day, due.certain if result.lasts_to(due.day) else 0, due.face) for due in result.dues)
