"""Which questions a policy's result goes by, and which conditions and policies a change of some facts can touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policies.calculator.needs import Bits, union
from policies.calculator.plan import Plan, plan_of
from policies.calculator.ruleset import Condition, Formula, Policy, Ruleset, Window
from policies.calculator.standing import PolicyPlan


def questions_of(policy: Policy) -> set[str]:
    """Those by whose answers its status, days, award and applications are worked out; parents are not among them."""
    used = paid_by(policy).union(policy.requirements.questions, *(tier.requirements.questions for tier in policy.tiers))
    return used | ({policy.window.event} if policy.window.event else set())


def paid_by(policy: Policy) -> set[str]:
    """Those of its award, and of the days on which it can be applied for."""
    used = {window.event for window in policy.application_windows if window.event}
    awards = [policy.award] if policy.award else [tier.award for tier in policy.tiers]
    awards += [later for award in awards for _, later in award.later]
    for award in awards:
        used |= {key for key in (award.times, award.counted_from, award.event, award.already) if key}
        raised = [one.raised.condition for one in award.uplifts if one.raised]
        used |= {key for one in raised for key in (one.question, one.measured_at, *one.factors) if key}
        parts = [award.once, award.recurring and award.recurring.part]
        formulas = [part.amount for part in parts if part] + [award.cap]
        for amount in formulas:
            if isinstance(amount, Formula):
                used |= {key for factor in amount.factors for key in (factor.question, factor.at) if key}
    return used


@dataclass(frozen=True, slots=True)
class Touching:
    """`bits`: by question the conditions that speak of it. `used`: by the place of a policy in the ruleset the
    questions of its own and of what it requires."""

    bits: Mapping[str, Bits]
    used: Mapping[int, frozenset[str]]

    def conditions(self, changed: Iterable[str]) -> Bits:
        """Those that can be otherwise once these facts are."""
        return union(self.bits.get(key, 0) for key in changed)

    def touches(self, changed: frozenset[str], conditions: Bits, policy_plan: PolicyPlan) -> bool:
        """Whether a policy can be; `conditions`: those of these facts."""
        return bool(policy_plan.all & conditions) or not changed.isdisjoint(self.used[policy_plan.order])


def touching_of(ruleset: Ruleset) -> Touching:
    """Worked out on first use and kept with the ruleset (it is no part of its value)."""
    kept = vars(ruleset)
    if "_touching" not in kept:
        kept["_touching"] = _touching(plan_of(ruleset))
    found: Touching = kept["_touching"]
    return found


def _touching(plan: Plan) -> Touching:
    bits: dict[str, Bits] = {}
    for bit, condition in plan.conditions.items():
        for key in _spoken_of(condition):
            bits[key] = bits.get(key, 0) | bit
    return Touching(bits, {one.order: frozenset(_used(one)) for one in plan.policies})


def _spoken_of(condition: Condition | Window) -> set[str]:
    if isinstance(condition, Window):
        return {condition.event} if condition.event else set()
    return {key for key in (condition.question, condition.measured_at, *condition.factors) if key is not None}


def _used(policy_plan: PolicyPlan) -> set[str]:
    found = questions_of(policy_plan.policy)
    for required in policy_plan.requires:
        found |= _used(required.plan) if required.plan else set()
    return found
