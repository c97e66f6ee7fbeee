"""One policy for one person: its status and days, its award, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policies.calculator import findings
from policies.calculator.awards import Amounts
from policies.calculator.days import Days
from policies.calculator.findings import Finding
from policies.calculator.lazy import lazy
from policies.calculator.plan import PolicyPlan, Row
from policies.calculator.relevance import Relevance
from policies.calculator.ruleset import Award, Policy
from policies.calculator.verdict import NO, YES


class Status(StrEnum):
    ELIGIBLE = "eligible"
    UPCOMING = "upcoming"
    UNKNOWN = "unknown"
    INELIGIBLE = "ineligible"


@dataclass(frozen=True, slots=True)
class Case:
    """One person: what all results of a check share."""

    days: Days
    relevance: Relevance
    received: frozenset[str]


@dataclass
class PolicyResult:
    """One policy for one person.

    `eligible_from`: the first certain day of an upcoming policy. `eligible_until`: the last day of the certain stretch
    that starts today or then, None if it does not end within the horizon. `tier`, `award`: only if eligible or
    upcoming.
    `doubtful`: ineligible only by conditions that the source does not state.
    """

    entry: PolicyPlan
    case: Case
    status: Status
    eligible_from: date | None = None
    eligible_until: date | None = None

    @property
    def days(self) -> Days:
        return self.case.days

    @property
    def received(self) -> bool:
        """Whether the person has it already."""
        return self.code in self.case.received

    @property
    def policy(self) -> Policy:
        return self.entry.policy

    @property
    def code(self) -> str:
        return self.entry.policy.code

    @property
    def day(self) -> date:
        """The day whose tier and award are shown: today, or the day an upcoming policy starts."""
        return self.eligible_from or self.days.on

    @lazy
    def _certain(self) -> tuple[str | None, Award] | None:
        """The tier that certainly holds on that day, with its award."""
        if self.status not in (Status.ELIGIBLE, Status.UPCOMING):
            return None
        if self.policy.award is not None:
            return None, self.policy.award
        moment = self.days.moment(self.day)
        return next((tier.code, tier.award) for tier, needs in self.entry.tiers if needs.verdict(moment) is YES)

    @property
    def tier(self) -> str | None:
        return self._certain[0] if self._certain else None

    @lazy
    def award(self) -> Amounts | None:
        return self.reckon(self._certain[1]) if self._certain else None

    def reckon(self, award: Award) -> Amounts:
        """What an award of this policy comes to on the day it is shown for."""
        return self.days.amounts(award, self.day)

    @lazy
    def possible_awards(self) -> list[Award]:
        """The awards this policy may give, as far as is known: on the day shown, or on any day it may hold."""
        if self._certain:
            return self.entry.possible_awards(self.days.moment(self.day))
        possible = [day for day, verdict in self.days.stretches(self.entry) if verdict is not NO]
        awards = [award for day in possible for award in self.entry.possible_awards(self.days.moment(day))]
        return list(dict.fromkeys(awards))

    @lazy
    def maybe_more(self) -> bool:
        """Whether an earlier tier with another award is still unknown."""
        return self._certain is not None and any(award != self._certain[1] for award in self.possible_awards)

    @lazy
    def findings(self) -> tuple[Finding, ...]:
        """Every condition on the assessment's date."""
        return findings.of_policy(self.entry, self.days)

    @lazy
    def doubtful(self) -> bool:
        if self.status is not Status.INELIGIBLE or not self.entry.stated.isdisjoint(self.days.today.no):
            return False
        reasons = [row.threshold.reason for row in self.failing]
        if self.entry.window in self.days.today.no:
            reasons.append(self.policy.window_reason)
        return all(reason.inferred for reason in reasons)

    @lazy
    def failing(self) -> list[Row]:
        """The thresholds because of which the policy is a certain no today."""
        return self.entry.failing(self.days.today)

    @lazy
    def missing(self) -> tuple[str, ...]:
        """Questions whose answers would decide this policy, its tier or its award."""
        return self.case.relevance.of_policy(self.entry)
