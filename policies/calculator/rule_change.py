"""What is otherwise in one ruleset than in another, and what that comes to for whoever was assessed by the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policies.calculator.assess import Assessment, Results, results_of
from policies.calculator.days import Days
from policies.calculator.lazy import lazy
from policies.calculator.plan import Plan, make_plan
from policies.calculator.policy_result import Case
from policies.calculator.relations import all_required, relations_of
from policies.calculator.ruleset import Policy, Reason, Requirements, Ruleset, Threshold


class RuleChange:
    def __init__(self, before: Ruleset, after: Ruleset) -> None:
        self.before, self.after = before, after

    @lazy
    def policies(self) -> frozenset[str]:
        """Those that can be otherwise for anybody: with other rules, or all where what they share is another."""
        every = [{policy.code: policy for policy in ruleset.policies} for ruleset in (self.before, self.after)]
        codes = frozenset(every[0]) | frozenset(every[1])
        if not self._shares_the_same:
            return codes
        changed = frozenset(code for code in codes if _other_rules(every[0].get(code), every[1].get(code)))
        requires = all_required({code: policy.requires for code, policy in every[1].items()})
        return changed | {code for code, needed in requires.items() if not changed.isdisjoint(needed)}

    @lazy
    def is_within_policies(self) -> bool:
        """Whether all else is the same: what is asked, and which policies there are in which turn."""
        turns = [[policy.code for policy in ruleset.policies] for ruleset in (self.before, self.after)]
        return self._shares_the_same and turns[0] == turns[1]

    def results(self, known: Assessment) -> Results:
        """By the second ruleset of one who was assessed by the first, where the change is within policies.

        Only of the policies that changed it is worked out: the others have the same rules, asked of the same facts.
        What says so, and the notes on it, may be those of the first.
        """
        if not self.policies:
            return known
        case = Case(Days(self._plan, known.facts, known.on), known.case.received)
        now = {result.code: result for result in results_of(case, self._plan.policies_for(case.received))}
        results = tuple(now.get(result.code, result) for result in known.results)
        return Results(known.on, results, relations_of(self.after))

    @lazy
    def _shares_the_same(self) -> bool:
        one, other = self.before, self.after
        return (one.questions, one.parameters) == (other.questions, other.parameters)

    @lazy
    def _plan(self) -> Plan:
        return make_plan(self.after, self.policies)


def _other_rules(before: Policy | None, after: Policy | None) -> bool:
    if before is None or after is None:
        return before is not after
    return before != after and _bare(before) != _bare(after)


def _bare(policy: Policy) -> Policy:
    """Without what says so, and the notes on it, on which nothing depends."""
    return replace(
        policy,
        requirements=_requirements(policy.requirements),
        tiers=tuple(replace(tier, requirements=_requirements(tier.requirements)) for tier in policy.tiers),
        window_reason=_reason(policy.window_reason),
        accepting_reason=_reason(policy.accepting_reason),
    )


def _requirements(wanted: Requirements) -> Requirements:
    return Requirements(
        _thresholds(wanted.required),
        tuple(tuple(map(_thresholds, ways)) for ways in wanted.any_of),
        tuple(replace(one, branches=tuple(map(_thresholds, one.branches))) for one in wanted.dated),
    )


def _thresholds(several: Iterable[Threshold]) -> tuple[Threshold, ...]:
    return tuple(replace(one, reason=_reason(one.reason)) for one in several)


def _reason(reason: Reason) -> Reason:
    return Reason(inferred=reason.inferred, widens=reason.widens)
