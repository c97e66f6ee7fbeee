"""A policy that is out of reach: most of those that somebody is checked for, so little is worked out of it."""

from __future__ import annotations

from policies.calculator.policy_result import INELIGIBLE, Case, PolicyResult
from policies.calculator.standing import PolicyPlan, Standing


class OutOfReach(PolicyResult):
    """Of one that the person has not, and of which a condition that the source itself requires certainly fails on every
    day until the horizon: nothing of it is certain, to come or doubtful, whatever else holds."""

    status, received, doubtful = INELIGIBLE, False, False
    certain = eligible_from = eligible_until = award = doubt = None
    beside, maybe_more = (), False

    def __init__(self, policy_plan: PolicyPlan, case: Case) -> None:
        self.policy_plan, self.case = policy_plan, case

    @property
    def today(self) -> Standing:  # type: ignore[override]
        """Looked up each time: whoever only wants to know what can be had never asks."""
        return self.policy_plan.standing(self.case.days.today)

    @property
    def missing(self) -> tuple[str, ...]:
        return () if self.case.stays_out_of_reach else self.case.relevance.of_policy(self.policy_plan)
