"""The best allowed combination: of each exclusion group the most valuable policy, and all that exclude nothing.

Where groups do not overlap, the best of each together are the best of all combinations (从优、从高、不重复); of what
excludes one another in any other way see related_set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from policies.calculator.awards import PAID_FORMS, Amounts
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Basis, State
from policies.calculator.standing import Status
from policies.calculator.summing import sums
from policies.calculator.verdict import NO, UNKNOWN

# Read here once: before Python 3.12 every look at a member of an enum goes through a property.
ELIGIBLE, INELIGIBLE = Status.ELIGIBLE, Status.INELIGIBLE
OPEN, FIXED = State.OPEN, Basis.FIXED
FIRM = "firm"


class WhyUndecided(StrEnum):
    """Why the choice within a group is not certain."""

    UNSPECIFIED = "unspecified"
    MISSING = "missing"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    MAYBE_MORE = "maybe_more"
    UNKNOWN = "unknown"
    UPCOMING = "upcoming"
    ENDS = "ends"
    TOGETHER = "together"
    APPLICATION = "application"
    LIMITED = "limited"
    COUPLE = "couple"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An eligible policy that gives way to `chosen`, and to `others` if there are any; `less`: by how many yuan it is
    less, with all that it could go with, None if nobody can say."""

    code: str
    chosen: str
    less: int | None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rival that may turn out to be worth more than `chosen`."""

    code: str
    chosen: str
    reason: WhyUndecided


@dataclass(frozen=True, slots=True)
class NotPromised:
    """Of a policy that not everybody gets who fits: what of it falls due while the right lasts, in yuan. `limited`:
    there is not enough for everybody; else one of a couple has it."""

    limited: bool
    basis: Basis
    within: int


@dataclass(frozen=True, slots=True)
class Best:
    """Whole yuan of what is known: `total` and `low` at face value (`high` is None as soon as one part has no upper
    end), `within` what of the total falls due while the rights certainly last, `upper` what of that is an upper bound,
    `certain` what is certain by then; of awards without a total all these have what is certain of them. Not certain
    either, and no upper bound: `not_promised`.

    Cash and reimbursements only; discounts are in `discount`. `policies`: codes in catalogue order.
    """

    total: int
    within: int
    certain: int
    low: int
    high: int | None
    discount: int
    policies: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    undecided: tuple[Undecided, ...]
    upper: int
    not_promised: tuple[NotPromised, ...] = ()

    @property
    def limited(self) -> int:
        return sum(one.within for one in self.not_promised if one.limited)

    @property
    def couple(self) -> int:
        return sum(one.within for one in self.not_promised if not one.limited)


def best_set(results: Sequence[PolicyResult]) -> Best:
    """Of what is eligible today, open and can be applied for. What the person has already occupies its group; it adds
    what is left of it where that is known, else nothing."""
    results = [result for result in results if result.status is not INELIGIBLE or result.received]
    chosen = [result for result in results if not result.policy.group and (result.received or result.can_be_had)]
    left_out: list[LeftOut] = []
    undecided: list[Undecided] = []
    for rivals in _groups(results):
        taken = taken_of(rivals)
        chosen += taken
        if len(rivals) == 1:
            continue
        eligible = [result for result in rivals if result.can_be_had]
        if taken and taken[0].received:
            left_out += [LeftOut(result.code, taken[0].code, None) for result in eligible]
        elif taken:
            (best,) = taken
            left_out += [LeftOut(other.code, best.code, less(best, other)) for other in eligible if other is not best]
            others = [one for one in rivals if one is not best and one.state is OPEN and one.can_apply is not NO]
            undecided += [Undecided(one.code, best.code, doubt) for one in others if (doubt := _doubt(one, best))]
    return summed(sorted(chosen, key=_order), tuple(left_out), tuple(undecided))


def taken_of(rivals: Sequence[PolicyResult]) -> list[PolicyResult]:
    """Of all that share a group, or of one that is in none: what is received already, else the best that can be had."""
    received = [result for result in rivals if result.received]
    eligible = [] if received else [result for result in rivals if result.can_be_had]
    # What one alone is worth need not be known to take it.
    return [max(eligible, key=value)] if len(eligible) > 1 else eligible or received


def own_part(best: Best, results: Mapping[str, PolicyResult]) -> Best:
    """The same choice with the sums of what the person gets: what is paid to a firm is not in them."""
    chosen = [as_had(results[code], best, results) for code in best.policies]
    own = [result for result in chosen if not result.still_pays or amounts_of(result).payee != FIRM]
    return replace(summed(own, best.left_out, best.undecided), policies=best.policies)


def as_had(result: PolicyResult, best: Best, results: Mapping[str, PolicyResult]) -> PolicyResult:
    """A result of the set as it is beside what counts towards it."""
    codes = set(best.policies)
    if result.received or result.code not in codes or codes.isdisjoint(result.policy.tops_up):
        return result
    return replace(result, beside=tuple(results[code] for code in best.policies if code in result.policy.tops_up))


def topped(best: Best, results: Mapping[str, PolicyResult]) -> Iterator[PolicyResult]:
    """What of the set only tops up to others of it, beside these."""
    for code in best.policies:
        if results[code].policy.tops_up and (found := as_had(results[code], best, results)).beside:
            yield found


def _groups(results: Sequence[PolicyResult]) -> list[list[PolicyResult]]:
    """The policies of each exclusion group together, in catalogue order."""
    groups: dict[str, list[PolicyResult]] = {}
    for result in results:
        if result.policy.group:
            groups.setdefault(result.policy.group, []).append(result)
    return list(groups.values())


def _order(result: PolicyResult) -> int:
    return result.policy_plan.order


def amounts_of(result: PolicyResult) -> Amounts:
    """The award of an eligible policy, which always has one."""
    if result.award is None:
        raise ValueError(f"{result.code} has no award: it is {result.status}")
    return result.award


def value(result: PolicyResult) -> tuple[int, int, int, int]:
    """What of it is due while it certainly lasts, of what has no total what is certain of that, then its total or what
    is certain of it, then its worth, then the earlier in the catalogue."""
    award = amounts_of(result)
    if result.within is None:
        return result.certain_within, result.left[1], award.worth or 0, -result.policy_plan.order
    return result.within, award.total or 0, award.worth or 0, -result.policy_plan.order


def less(best: PolicyResult, other: PolicyResult) -> int | None:
    """By how many yuan the other one is less, of what falls due while each certainly lasts; None if nobody can say."""
    return None if best.within is None or other.within is None else best.within - other.within


def _doubt(rival: PolicyResult, best: PolicyResult) -> WhyUndecided | None:
    """Why this rival may turn out to be worth more than the chosen one; None if it cannot."""
    possible = [rival.reckon(award) for award in rival.possible_awards]
    low = best.certain_within
    rivalling = [award for award in possible if award.high is None or award.high > low]
    if not rivalling:
        return None
    if rival.status is not ELIGIBLE:
        return WhyUndecided(rival.status.value)
    if rival.can_apply is UNKNOWN:
        return WhyUndecided.APPLICATION
    return because(rival, best)


def because(rival: PolicyResult, best: PolicyResult) -> WhyUndecided:
    """Why it is not certain which of two eligible ones is worth more."""
    found = _uncertainty(amounts_of(rival), best.certain_within) or _uncertainty(amounts_of(best), -1)
    if not found and not best.promised:
        return WhyUndecided.LIMITED if best.limited else WhyUndecided.COUPLE
    return found or (WhyUndecided.MAYBE_MORE if rival.maybe_more else WhyUndecided.ENDS)


def _uncertainty(award: Amounts, low: int) -> WhyUndecided | None:
    """What is uncertain about an award that may exceed `low`."""
    if award.high is not None and award.high <= low:
        return None
    if award.missing:
        return WhyUndecided.MISSING
    return WhyUndecided(award.basis.value) if award.basis is not FIXED else None


def summed(chosen: list[PolicyResult], left_out: tuple[LeftOut, ...], undecided: tuple[Undecided, ...]) -> Best:
    paid, discount = [], 0
    for result in chosen:
        if result.still_pays:
            form = amounts_of(result).form
            if form in PAID_FORMS:
                paid.append(result)
            elif form == "discount":
                discount += result.left[0] or 0
    total = certain = low = 0
    high: int | None = 0
    unsure: list[tuple[PolicyResult, int]] = []
    for part in sums(paid):
        total += part.total
        certain += part.certain
        low += part.low
        high = None if high is None or part.high is None else high + part.high
        unsure += part.unsure
    return Best(
        total=total,
        within=certain + sum(yuan for _, yuan in unsure),
        certain=certain,
        low=low,
        high=high,
        discount=discount,
        policies=tuple(result.code for result in chosen),
        left_out=left_out,
        undecided=undecided,
        upper=sum(yuan for result, yuan in unsure if result.promised),
        not_promised=tuple(
            NotPromised(result.limited, amounts_of(result).basis, yuan)
            for result, yuan in unsure
            if not result.promised
        ),
    )
