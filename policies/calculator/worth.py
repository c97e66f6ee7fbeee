"""What answering a question may still bring: how many policies it decides on, and what these may pay."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from policies.calculator.assess import Assessment
from policies.calculator.awards import PAID_FORMS
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

    `rare`: those to which few people have anything to say come last, whatever a few may get. What only matters to
    something that was received, and pays no more, is left out: it decides nothing.
    """
    settled = {key for one in assessment.results if one.received and not one.still_pays for key in one.missing}
    relevant = [(_may_pay(one), set(one.missing)) for one in assessment.results if not one.received and one.missing]
    found = {key: _worth([paid for paid, missing in relevant if key in missing]) for key in questions}
    found = {key: worth for key, worth in found.items() if worth.policies or key not in settled}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] in rare, _rank(pair[1]))))


def _rank(worth: Worth) -> tuple[int, int, int]:
    return -worth.most, -worth.policies, -worth.unpublished


class _Paid(NamedTuple):
    """What an undecided policy may pay, see Worth."""

    most: int = 0
    open_end: bool = False
    unpublished: bool = False


def _worth(decided: list[_Paid]) -> Worth:
    highest, unpublished = _Paid(), 0
    for paid in decided:
        if paid.most > highest.most:
            highest = paid
        unpublished += paid.unpublished
    return Worth(len(decided), highest.most, highest.open_end, unpublished)


def _may_pay(result: PolicyResult) -> _Paid:
    """Of the awards in money; nothing of a policy that is decided."""
    if result.status is not Status.UNKNOWN or result.state is not State.OPEN:
        return _Paid()
    most, open_end, unpublished = 0, False, False
    for amounts in result.possible:
        if amounts.form not in PAID_FORMS:
            continue
        if amounts.total is None:
            unpublished = unpublished or not amounts.missing
        elif amounts.total > most:
            most, open_end = amounts.total, amounts.high is None
    return _Paid(most, open_end, unpublished and not most)
