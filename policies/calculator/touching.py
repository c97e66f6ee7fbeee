"""Which questions a policy's result goes by, and which conditions and policies a change of some facts can touch."""

from __future__ import annotations

from dataclasses import dataclass

from policies.calculator.needs import Bits, each, union
from policies.calculator.plan import Plan, Table, plan_of
from policies.calculator.ruleset import Condition, Formula, Policy, Ruleset, Window
from policies.calculator.standing import PolicyPlan
from policies.calculator.thresholds import Read

# Sets of facts that change together; people come to some dozens of them.
MOST_KNOWN = 500


def questions_of(policy: Policy) -> set[str]:
    """Those by whose answers its status, days, award and applications are worked out; parents are not among them."""
    used = paid_by(policy) | conditions_on(policy)
    return used | ({policy.window.event} if policy.window.event else set())


def conditions_on(policy: Policy) -> set[str]:
    """Those that its conditions are on, and those of its tiers."""
    return set(policy.requirements.questions).union(*(tier.requirements.questions for tier in policy.tiers))


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
class Touched:
    """What can be otherwise once some facts are: these `conditions`, read by `tables` and `reads`, and the policies
    `speaking` of one, each by its place and with all its conditions; `besides`: those that go by such a fact in another
    way."""

    conditions: Bits
    tables: tuple[Table, ...]
    reads: tuple[tuple[Bits, Read], ...]
    speaking: tuple[tuple[int, Bits], ...]
    besides: frozenset[int]

    def places(self, differing: Bits) -> list[int]:
        """Of the policies that can stand otherwise once these of the conditions hold otherwise."""
        return [*self.besides, *(place for place, every in self.speaking if every & differing)]


class Touching:
    """What the facts of one ruleset touch. `bits`: by question the conditions that speak of it; `besides`: what each
    policy goes by beside conditions, itself and what it requires. What many people suppose is found once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.bits: dict[str, Bits] = {}
        for bit, condition in plan.conditions.items():
            for key in _spoken_of(condition):
                self.bits[key] = self.bits.get(key, 0) | bit
        self.besides = [_besides(one) for one in plan.policies]
        self._known: dict[frozenset[str], Touched] = {}

    def by(self, changed: frozenset[str]) -> Touched:
        """By a change of these facts, for anybody."""
        known = self._known.get(changed)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[changed] = self._by(changed)
        return known

    def _by(self, changed: frozenset[str]) -> Touched:
        plan, conditions = self.plan, union(self.bits.get(key, 0) for key in changed)
        tables = tuple(table for table in plan.tables if table.all & conditions)
        reads = tuple(one for one in plan.reads if one[0] & conditions)
        besides = frozenset(place for place, keys in enumerate(self.besides) if not keys.isdisjoint(changed))
        speaking = tuple(
            (place, one.all) for place, one in enumerate(plan.policies) if one.all & conditions and place not in besides
        )
        return Touched(conditions | union(table.all for table in tables), tables, reads, speaking, besides)


def goes_by(plan: Plan, policy_plan: PolicyPlan) -> set[str]:
    """The questions that a policy goes by, what it requires included; parents are not among them."""
    conditions = (plan.conditions[bit] for bit in each(policy_plan.all))
    return set(_besides(policy_plan)).union(*map(_spoken_of, conditions))


def touching_of(ruleset: Ruleset) -> Touching:
    """Made on first use and kept with the ruleset (it is no part of its value)."""
    kept = vars(ruleset)
    if "_touching" not in kept:
        kept["_touching"] = Touching(plan_of(ruleset))
    found: Touching = kept["_touching"]
    return found


def _spoken_of(condition: Condition | Window) -> set[str]:
    if isinstance(condition, Window):
        return {condition.event} if condition.event else set()
    return {key for key in (condition.question, condition.measured_at, *condition.factors) if key is not None}


def _besides(policy_plan: PolicyPlan) -> frozenset[str]:
    found = paid_by(policy_plan.policy)
    found |= {policy_plan.policy.window.event} if policy_plan.policy.window.event else set()
    return frozenset(found).union(*(_besides(one.plan) for one in policy_plan.requires if one.plan))
