"""Why: each condition of a policy with its verdict, what is needed, and where that is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policies.calculator.needs import Bits
from policies.calculator.ruleset import Operand, Policy, Reason, Threshold, Window
from policies.calculator.verdict import Verdict

WITHIN = "within"


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A threshold at its place: the tier that owns it (None: the policy), its any-of and branch, its condition.

    Two rows are never the same place, so each is only equal to itself.
    """

    threshold: Threshold
    tier: str | None
    alternative: str | None
    branch: int | None
    bit: Bits


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A condition with a verdict: what there is to say of it whoever asks, so everybody shares these objects.

    `row` is None for the policy's window, which is measured on the event `question`, or (None) on the day evaluated.
    What a person answered, and by how much it misses, say days.Days.answered and days.Days.gap.
    """

    verdict: Verdict
    row: Row | None
    question: str | None
    operator: str
    needed: Operand | Window
    measured_at: str | None
    tier: str | None
    alternative: str | None
    branch: int | None
    reason: Reason


Findings = Mapping[Verdict, Finding]


def of_row(row: Row) -> Findings:
    condition = row.threshold.condition
    return {
        verdict: Finding(
            verdict=verdict,
            row=row,
            question=condition.question,
            operator=condition.operator,
            needed=condition.operand,
            measured_at=condition.measured_at,
            tier=row.tier,
            alternative=row.alternative,
            branch=row.branch,
            reason=row.threshold.reason,
        )
        for verdict in Verdict
    }


def of_window(policy: Policy) -> Findings:
    """Whether the policy runs."""
    return {
        verdict: Finding(
            verdict=verdict,
            row=None,
            question=policy.window.event,
            operator=WITHIN,
            needed=policy.window,
            measured_at=None,
            tier=None,
            alternative=None,
            branch=None,
            reason=policy.window_reason,
        )
        for verdict in Verdict
    }
