"""Policy plans with the plans of what they require, for everybody and for those who have some of that already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from policies.calculator.calendar import ONE_DAY
from policies.calculator.needs import Bits, union
from policies.calculator.relations import all_required
from policies.calculator.ruleset import Policy, State, Window
from policies.calculator.standing import PolicyPlan, Required


def with_required(policies: Iterable[Policy], among: Collection[str]) -> set[str]:
    """These codes with those of all that they require."""
    requires = all_required({policy.code: policy.requires for policy in policies})
    return {*among, *(code for one in among for code in requires.get(one, ()))}


class Linked:
    """`plans` with what they require. What requires itself in a circle is had by nobody.

    `bit_of`: the condition that a day lies in a window.
    """

    def __init__(self, plans: Mapping[str, PolicyPlan], bit_of: Callable[[Window], Bits]) -> None:
        self._single, self._bit_of = plans, bit_of
        self._made: dict[str, PolicyPlan | None] = {}
        self.plans = {code: self._plan(code) or plan for code, plan in plans.items()}

    def _plan(self, code: str) -> PolicyPlan | None:
        if code not in self._made:
            self._made[code] = None
            plan = self._single[code]
            requires = tuple(map(self._required, plan.policy.requires))
            self._made[code] = _requiring(plan, requires) if requires else plan
        return self._made[code]

    def _required(self, code: str) -> Required:
        """It must be there to be had, and only while it is."""
        policy = self._single[code].policy if code in self._single else None
        if policy is None or (policy.state is not State.OPEN and policy.spent_on is None):
            return Required(code, None)
        spent_on = policy.spent_on
        open_ = 0 if spent_on is None else self._bit_of(Window(date.min, spent_on - ONE_DAY))
        return Required(code, self._plan(code), open_)


def without(policy_plan: PolicyPlan, had: frozenset[str]) -> PolicyPlan:
    """As it is for whoever has these already; where that changes nothing, the same."""
    left = [one for one in policy_plan.requires if one.code not in had]
    kept = tuple(Required(one.code, one.plan and without(one.plan, had), one.open) for one in left)
    if [one.plan for one in kept] == [one.plan for one in policy_plan.requires]:
        return policy_plan
    own = policy_plan.needs.all | union(needs.all for _, needs in policy_plan.tiers)
    own_stated = policy_plan.stated.all | union(needs.all for needs in policy_plan.stated_tiers)
    return _requiring(replace(policy_plan, all=own, all_stated=own_stated), kept)


def _requiring(policy_plan: PolicyPlan, requires: tuple[Required, ...]) -> PolicyPlan:
    return replace(
        policy_plan,
        requires=requires,
        all=policy_plan.all | union(one.all for one in requires),
        all_stated=policy_plan.all_stated | union(one.all_stated for one in requires),
        standings={},
    )
