"""What answering a question may still bring: how many policies it decides on, and what these may pay."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from policies.calculator.assess import Assessment
from policies.calculator.awards import PAID_FORMS, Amounts
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import State
from policies.calculator.standing import Status


@dataclass(frozen=True, slots=True)
class Worth:
    """`policies`: how many it decides on. `most`: the yuan that the one of the undecided among them may pay that pays
    most, as sums over much that excludes or hardly ever meets promise too much; `open_end`: it is a least amount.
    `unpublished`: how many may pay what nobody published.
    """

    policies: int
    most: int
    open_end: bool
    unpublished: int


def worths(assessment: Assessment, questions: Iterable[str], rare: Collection[str] = ()) -> dict[str, Worth]:
    """Of each of these questions, the one worth most first, else in their order.

    `rare`: those to which few people have anything to say come last, whatever a few may get.
    """
    relevant = [result for result in assessment.results if not result.received and result.missing]
    found = {key: _worth([result for result in relevant if key in result.missing]) for key in questions}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] in rare, _rank(pair[1]))))


def _rank(worth: Worth) -> tuple[int, int, int]:
    return -worth.most, -worth.policies, -worth.unpublished


def _worth(decided: list[PolicyResult]) -> Worth:
    most, open_end, unpublished = 0, False, 0
    for paid in map(_may_pay, decided):
        known = [amounts for amounts in paid if amounts.total]
        if not known:
            unpublished += any(amounts.total is None and not amounts.missing for amounts in paid)
            continue
        highest = max(known, key=lambda amounts: amounts.total or 0)
        if (highest.total or 0) > most:
            most, open_end = highest.total or 0, highest.high is None
    return Worth(len(decided), most, open_end, unpublished)


def _may_pay(result: PolicyResult) -> list[Amounts]:
    """The awards in money that an undecided policy may give."""
    if result.status is not Status.UNKNOWN or result.state is not State.OPEN:
        return []
    possible = [one for award in result.possible_awards for one in result.reckon(award).candidates]
    return [amounts for amounts in possible if amounts.form in PAID_FORMS]
