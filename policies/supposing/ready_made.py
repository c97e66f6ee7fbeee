"""What is supposed without being asked: the steps that are all there is between the visitor and a policy."""

from __future__ import annotations

from dataclasses import dataclass

from policies.calculator.bundles import Outlook
from policies.calculator.meeting import answers_meeting
from policies.supposing.supposed import Supposed, Supposer
from policies.wizard import still

MOST = 20


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """What brings most first. `free`: nothing certain would be lost; `at_a_cost`: something would."""

    free: list[Supposed]
    at_a_cost: list[Supposed]

    def __bool__(self) -> bool:
        return bool(self.free or self.at_a_cost)


def ready_made(supposer: Supposer) -> ReadyMade:
    """Each change once, by what it brings that is certain in all, then by what may come."""
    page, found = supposer.page, dict[tuple[tuple[str, str], ...], Supposed]()
    for near in page.near[:MOST]:
        conditions = [step.threshold.condition for step in near.steps]
        meeting = answers_meeting(conditions, supposer.ruleset, page.assessment.case.days) or {}
        texts = {key: still.text_of(value) for key, value in meeting.items()}
        known = tuple(texts.items())
        if not texts or known in found:
            continue
        posted = supposer.sent(texts)
        if not posted.mistakes and posted.given:
            one = supposer.supposed(posted, texts)
            if one.supposition.will(near.card.code) is not Outlook.NONE:
                found[known] = one
    in_order = sorted(found.values(), key=_brings, reverse=True)
    return ReadyMade([one for one in in_order if not one.costs], [one for one in in_order if one.costs])


def _brings(one: Supposed) -> tuple[int, int, int]:
    found = one.supposition
    return *found.brings[1], len(found.won) - len(found.lost)
