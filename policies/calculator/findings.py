"""Why: each condition of a policy with what was needed, what was answered and the gap."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import repeat
from typing import NamedTuple

from policies.calculator.calendar import add_months, full_months, months_until
from policies.calculator.days import Days
from policies.calculator.plan import PolicyPlan, Row
from policies.calculator.ruleset import Operand, Value, Window
from policies.calculator.thresholds import COMPARISONS, DATE_OPERATORS
from policies.calculator.verdict import NO, Verdict

WITHIN = "within"


class ThresholdFinding(NamedTuple):
    """A threshold on the day evaluated; what there is to say about it is worked out when it is asked for."""

    row: Row
    days: Days

    @property
    def verdict(self) -> Verdict:
        return self.days.today.verdict(self.row.index)

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
        return self.days.facts.answered(self.question, self.days.on)

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


# What the class's own constructor comes down to; a check makes some two hundred of them.
_finding = partial(tuple.__new__, ThresholdFinding)


def of_policy(entry: PolicyPlan, days: Days) -> tuple[Finding, ...]:
    """The window where it can matter, the base thresholds, then those of each tier, on the day evaluated."""
    found = tuple(map(_finding, zip(entry.rows, repeat(days))))
    if entry.policy.window.ends_on or entry.window in days.today.no or entry.window in days.today.unknown:
        return (_window(entry, days), *found)
    return found


def _window(entry: PolicyPlan, days: Days) -> WindowFinding:
    window, because = entry.policy.window, entry.policy.window_reason
    return WindowFinding(
        verdict=days.today.verdict(entry.window),
        question=window.event,
        needed=window,
        answered=days.facts.values.get(window.event) if window.event else None,
        inferred=because.inferred,
        source=because.source,
        clause=because.clause,
        note=because.note,
    )


def _number_gap(finding: ThresholdFinding) -> int | None:
    answered = finding.answered
    if finding.operator not in COMPARISONS or isinstance(answered, str) or not isinstance(answered, int):
        return None
    # Whole numbers: more than 200 misses by one more than at least 200 does.
    strict = finding.operator in ("more_than", "less_than")
    return abs(int(str(finding.needed)) - answered) + strict


def _months_gap(finding: ThresholdFinding) -> int | None:
    event, measured = finding.answered, finding.days.on
    if finding.measured_at:
        at = finding.days.facts.values.get(finding.measured_at)
        measured = at if isinstance(at, date) else measured
    if not isinstance(event, date):
        return None
    limit = add_months(event, int(str(finding.needed)))
    if finding.operator == "months_since_at_least":
        return months_until(measured, limit)
    late = full_months(limit, measured)
    return late if add_months(limit, late) == measured else late + 1
