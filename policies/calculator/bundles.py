"""What a person can count on of policies between which it is decided what they have, and what these come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from policies.calculator.awards import PAID_FORMS
from policies.calculator.best_set import FIRM, Best, amounts_of, taken_of
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import State
from policies.calculator.standing import Status
from policies.calculator.verdict import NO, YES

ELIGIBLE, UPCOMING, UNKNOWN, INELIGIBLE = Status


class Outlook(StrEnum):
    """What a person can count on of one policy: it is in their best set today; it is so from a later day; it fits, now
    or then, and gives way to another; nobody can say yet; nothing."""

    HAD = "had"
    LATER = "later"
    GIVES_WAY = "gives_way"
    OPEN = "open"
    NONE = "none"


HAD, LATER, GIVES_WAY, OPEN, NONE = Outlook
CERTAIN = (HAD, LATER)


class Yuan(NamedTuple):
    """What is certain, and what may come on top: upper bounds, and what not everybody gets who fits."""

    certain: int = 0
    unsure: int = 0

    def more_than(self, other: Yuan) -> Yuan:
        return Yuan(self.certain - other.certain, self.unsure - other.unsure)


NOTHING = Yuan()


class Bundle(NamedTuple):
    """Policies between which it is decided what a person has: what they come to `today` and `in_all`, with what is
    certain from later days. `outlooks`: by the place of a policy. `replaced`: the codes of what is had today and not
    `in_all`, since of what excludes it something is more that comes later."""

    today: Yuan
    in_all: Yuan
    outlooks: Mapping[int, Outlook]
    replaced: frozenset[str] = frozenset()


def bundle_of(several: Mapping[int, PolicyResult]) -> Bundle:
    """Of all that share a group, or of one that is in none, each by its place."""
    there = coming = False
    for one in several.values():
        there = there or one.received or one.status is ELIGIBLE
        coming = coming or one.status is UPCOMING
    if not (there or coming):
        return Bundle(NOTHING, NOTHING, {place: outlook(one, (), ()) for place, one in several.items()})
    results = list(several.values())
    today = taken_of(results) if there else []
    in_all = taken_of([when_there(one) for one in results]) if coming else today
    codes = [one.code for one in today], [one.code for one in in_all]
    outlooks = {place: outlook(one, *codes) for place, one in several.items()}
    now = _own(today)
    if not coming:
        return Bundle(now, now, outlooks)
    return Bundle(now, _own(in_all), outlooks, frozenset(codes[0]).difference(codes[1]))


def when_there(result: PolicyResult) -> PolicyResult:
    return result.when_there if result.status is UPCOMING else result


def outlook(result: PolicyResult, today: Collection[str], in_all: Collection[str]) -> Outlook:
    status = result.status
    if status is INELIGIBLE and not result.received:
        return NONE
    if result.code in today:
        return HAD if result.still_pays else NONE
    if status is INELIGIBLE or result.received or result.state is not State.OPEN:
        return NONE
    if status is UNKNOWN:
        return OPEN
    if result.can_apply is not YES:
        return NONE if result.can_apply is NO else OPEN
    return LATER if status is UPCOMING and result.code in in_all else GIVES_WAY


def of_best(best: Best) -> Yuan:
    return Yuan(best.certain, best.within - best.certain)


def _own(taken: Collection[PolicyResult]) -> Yuan:
    """What of it is paid to the person."""
    if not taken:
        return NOTHING
    certain = unsure = 0
    for one in taken:
        if one.still_pays and (award := amounts_of(one)).form in PAID_FORMS and award.payee != FIRM:
            within, sure = one.in_time
            certain += sure
            unsure += max((within or 0) - sure, 0)
    return Yuan(certain, unsure)


def together(bundles: Iterable[Bundle]) -> Bundle:
    certain = unsure = certain_in_all = unsure_in_all = 0
    outlooks: dict[int, Outlook] = {}
    replaced = frozenset[str]()
    for today, in_all, several, give_way in bundles:
        outlooks.update(several)
        if give_way:
            replaced |= give_way
        # Most of them come to nothing.
        if today is not NOTHING:
            certain += today.certain
            unsure += today.unsure
        if in_all is not NOTHING:
            certain_in_all += in_all.certain
            unsure_in_all += in_all.unsure
    return Bundle(Yuan(certain, unsure), Yuan(certain_in_all, unsure_in_all), outlooks, replaced)
