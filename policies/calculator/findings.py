"""Why: each condition of a policy with its verdict, what is needed, and where that is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policies.calculator.needs import Bits, Moment
from policies.calculator.ruleset import Operand, Policy, Reason, Threshold, Turn, Window
from policies.calculator.verdict import Verdict

WITHIN = "within"


@dataclass(frozen=True, slots=True, eq=False)
class PlacedThreshold:
    """A threshold at its place: the tier that owns it (None: the policy), its any-of and branch, its condition.

    `place`: that of the any-of among the owner's needs. `since` and `until`: where it holds only on its days;
    `excused`: the conditions of which each, where it holds, says that it does not.
    No two stand at the same place, so each is only equal to itself.
    """

    threshold: Threshold
    tier: str | None
    alternative: str | None
    branch: int | None
    bit: Bits
    place: int | None = None
    since: Turn | None = None
    until: Turn | None = None
    excused: Bits = 0

    def may_apply(self, moment: Moment) -> bool:
        return not self.excused & ~(moment.no | moment.unknown)


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A condition with a verdict: what there is to say of it whoever asks, so everybody shares these objects.

    `placed` is None for the policy's window, which is measured on the event `question`, or (None) on the day evaluated,
    and for the stretches in which applications are taken.
    What a person answered, and by how much it misses, say days.Days.answered and days.Days.gap.
    """

    verdict: Verdict
    placed: PlacedThreshold | None
    question: str | None
    operator: str
    needed: Operand | Window
    measured_at: str | None
    tier: str | None
    alternative: str | None
    branch: int | None
    reason: Reason


Findings = Mapping[Verdict, Finding]


def of_threshold(placed: PlacedThreshold) -> Findings:
    condition = placed.threshold.condition
    return {
        verdict: Finding(
            verdict=verdict,
            placed=placed,
            question=condition.question,
            operator=condition.operator,
            needed=condition.operand,
            measured_at=condition.measured_at,
            tier=placed.tier,
            alternative=placed.alternative,
            branch=placed.branch,
            reason=placed.threshold.reason,
        )
        for verdict in Verdict
    }


def of_window(policy: Policy, window: Window) -> Findings:
    """Whether the policy runs, or takes applications."""
    return {
        verdict: Finding(
            verdict=verdict,
            placed=None,
            question=window.event,
            operator=WITHIN,
            needed=window,
            measured_at=None,
            tier=None,
            alternative=None,
            branch=None,
            reason=policy.accepting_reason if window.accepting else policy.window_reason,
        )
        for verdict in Verdict
    }
