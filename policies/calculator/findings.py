"""Why: each condition of a policy with what was needed, what was answered and the gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from policies.calculator.calendar import add_months, full_months, months_until
from policies.calculator.facts import Facts
from policies.calculator.plan import PolicyPlan, Row
from policies.calculator.ruleset import Operand, Policy, Value, Window
from policies.calculator.thresholds import COMPARISONS, DATE_OPERATORS
from policies.calculator.verdict import NO, YES, Verdict

WITHIN = "within"


class ThresholdFinding(NamedTuple):
    """A threshold's verdict on the day evaluated; what else there is to say is worked out when it is asked for."""

    row: Row
    verdict: Verdict
    facts: Facts
    day: date

    @property
    def question(self) -> str:
        return self.row.threshold.condition.question

    @property
    def operator(self) -> str:
        return self.row.threshold.condition.operator

    @property
    def needed(self) -> Operand:
        return self.row.threshold.condition.operand

    @property
    def measured_at(self) -> str | None:
        return self.row.threshold.condition.measured_at

    @property
    def answered(self) -> Value | None:
        """The fact as it stands on that day, None if unknown."""
        return self.facts.answered(self.question, self.day)

    @property
    def gap(self) -> int | None:
        """By how much a failing number misses, in the question's unit, or a failing date, in months rounded up."""
        if self.verdict is not NO:
            return None
        return _months_gap(self) if self.operator in DATE_OPERATORS else _number_gap(self)

    @property
    def tier(self) -> str | None:
        return self.row.tier

    @property
    def alternative(self) -> str | None:
        return self.row.alternative

    @property
    def branch(self) -> int | None:
        return self.row.branch

    @property
    def inferred(self) -> bool:
        return self.row.threshold.reason.inferred

    @property
    def source(self) -> str:
        return self.row.threshold.reason.source

    @property
    def clause(self) -> str:
        return self.row.threshold.reason.clause

    @property
    def note(self) -> str:
        return self.row.threshold.reason.note


class WindowFinding(NamedTuple):
    """Whether the policy runs, on the event it is measured on (`question`), or on the day evaluated (None)."""

    verdict: Verdict
    question: str | None
    needed: Window
    answered: Value | None
    inferred: bool
    source: str
    clause: str
    note: str
    operator: str = WITHIN
    measured_at: str | None = None
    gap: int | None = None
    tier: str | None = None
    alternative: str | None = None
    branch: int | None = None


Finding = ThresholdFinding | WindowFinding


def of_policy(entry: PolicyPlan, facts: Facts, verdicts: Sequence[Verdict], day: date) -> Iterator[Finding]:
    """The window where it can matter, the base thresholds, then those of each tier."""
    policy, verdict = entry.policy, verdicts[entry.window]
    if policy.window.ends_on or verdict is not YES:
        yield _window(policy, facts, verdict)
    for row in entry.rows:
        yield ThresholdFinding(row, verdicts[row.index], facts, day)


def _window(policy: Policy, facts: Facts, verdict: Verdict) -> Finding:
    event = policy.window.event
    answered = facts.values.get(event) if event else None
    because = policy.window_reason
    return WindowFinding(
        verdict, event, policy.window, answered, because.inferred, because.source, because.clause, because.note
    )


def _number_gap(finding: ThresholdFinding) -> int | None:
    answered = finding.answered
    if finding.operator not in COMPARISONS or isinstance(answered, str) or not isinstance(answered, int):
        return None
    # Whole numbers: more than 200 misses by one more than at least 200 does.
    strict = finding.operator in ("more_than", "less_than")
    return abs(int(str(finding.needed)) - answered) + strict


def _months_gap(finding: ThresholdFinding) -> int | None:
    event, measured = finding.answered, finding.day
    if finding.measured_at:
        at = finding.facts.values.get(finding.measured_at)
        measured = at if isinstance(at, date) else measured
    if not isinstance(event, date):
        return None
    limit = add_months(event, int(str(finding.needed)))
    if finding.operator == "months_since_at_least":
        return months_until(measured, limit)
    late = full_months(limit, measured)
    return late if add_months(limit, late) == measured else late + 1
