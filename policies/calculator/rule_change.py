"""What is otherwise in one ruleset than in another, and what that comes to for whoever was assessed by the first."""

from __future__ import annotations

from policies.calculator.assess import Assessment, Results, results_of
from policies.calculator.days import Days
from policies.calculator.lazy import lazy
from policies.calculator.plan import Plan, make_plan
from policies.calculator.policy_result import Case
from policies.calculator.ruleset import Ruleset


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
        return frozenset(code for code in codes if every[0].get(code) != every[1].get(code))

    @lazy
    def is_within_policies(self) -> bool:
        """Whether all else is the same: what is asked, and which policies there are in which turn."""
        turns = [[policy.code for policy in ruleset.policies] for ruleset in (self.before, self.after)]
        return self._shares_the_same and turns[0] == turns[1]

    def results(self, known: Assessment) -> Results:
        """By the second ruleset of one who was assessed by the first, where the change is within policies.

        Only of the policies that changed it is worked out: the others have the same rules, asked of the same facts.
        """
        if not self.policies:
            return known
        case = Case(Days(self._plan, known.facts, known.on), known.case.received)
        now = {result.code: result for result in results_of(case)}
        return Results(known.on, tuple(now.get(result.code, result) for result in known.results))

    @lazy
    def _shares_the_same(self) -> bool:
        one, other = self.before, self.after
        return (one.questions, one.parameters) == (other.questions, other.parameters)

    @lazy
    def _plan(self) -> Plan:
        return make_plan(self.after, self.policies)
