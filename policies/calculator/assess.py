"""The whole result for one person on one day: every policy's status, its days, its award, and the best set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from policies.calculator.best_set import Best, best_set, topped
from policies.calculator.calendar import ONE_DAY
from policies.calculator.days import Days
from policies.calculator.facts import Facts
from policies.calculator.lazy import lazy
from policies.calculator.out_of_reach import OutOfReach
from policies.calculator.plan import plan_of
from policies.calculator.policy_result import Case, PolicyResult
from policies.calculator.related_set import best_of_related
from policies.calculator.relations import Relations, relations_of
from policies.calculator.ruleset import Ruleset
from policies.calculator.standing import PolicyPlan, Standing, Status
from policies.calculator.verdict import NO, UNKNOWN, YES

Received = Collection[str] | Mapping[str, int | None]


class UnknownPolicy(ValueError):
    """Policy codes that are not part of the check."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@dataclass
class Results:
    """All policies of the check in catalogue order."""

    on: date
    results: tuple[PolicyResult, ...]
    relations: Relations

    @lazy
    def by_code(self) -> dict[str, PolicyResult]:
        return {result.code: result for result in self.results}

    @lazy
    def best(self) -> Best:
        """The best allowed combination of what is certain today."""
        if self.relations.is_simple:
            return best_set(self.results)
        return best_of_related(self.results, self.relations)

    @lazy
    def topped(self) -> list[PolicyResult]:
        """What of this only tops up to others of it, beside these."""
        return [] if self.relations.is_simple else list(topped(self.best, self.by_code))


@dataclass
class Assessment(Results):
    """The same with the case that all of them are about."""

    case: Case

    @property
    def facts(self) -> Facts:
        return self.case.days.facts

    @lazy
    def relevant_questions(self) -> tuple[str, ...]:
        """The questions whose answer can still change something, in editorial order, a parent before its follow-up."""
        settled = OutOfReach if self.case.stays_out_of_reach else ()
        return self.case.relevance.questions(one.policy_plan for one in self.results if not isinstance(one, settled))


def assess(ruleset: Ruleset, facts: Facts, on: date, received: Received = ()) -> Assessment:
    """Every policy of the ruleset for these facts on that day; `received`: codes of what the person already has, as far
    as known each with the number of payments that were made of it.

    Raises UnknownPolicy for a received code that is not part of the check.
    """
    plan = plan_of(ruleset)
    if received and (unknown := set(received) - {policy_plan.policy.code for policy_plan in plan.policies}):
        raise UnknownPolicy(sorted(unknown))
    known = received if isinstance(received, Mapping) else dict.fromkeys(received)
    case = Case(Days(plan, facts, on), known)
    return Assessment(on, tuple(results_of(case, plan.policies_for(known))), relations_of(ruleset), case)


def results_of(case: Case, policy_plans: Iterable[PolicyPlan]) -> list[PolicyResult]:
    days, received = case.days, case.received
    today, never, turning = days.today, days.never, days.turning
    had_any = bool(received)
    found: list[PolicyResult] = []
    for policy_plan in policy_plans:
        policy = policy_plan.policy
        had = had_any and policy.code in received
        if policy_plan.stated.required & never and not had:
            found.append(OutOfReach(policy_plan, case))
            continue
        standing = policy_plan.standing(today)
        # Of most policies nothing lies ahead, and of these it is not asked what does.
        settled = policy_plan.needs.required & never or not policy_plan.all & turning
        ahead = None if settled else days.ahead(policy_plan)
        if ahead:
            result = _changing(policy_plan, case, standing, ahead, had)
        else:
            certain = standing if standing.verdict is YES else None
            result = PolicyResult(policy_plan, case, standing, standing.status, had, certain)
        if policy.spent_on is not None:
            _while_there_is_money(result, policy.spent_on)
        found.append(result)
    return found


def _changing(
    policy_plan: PolicyPlan, case: Case, today: Standing, ahead: list[tuple[date, Standing]], received: bool
) -> PolicyResult:
    if today.verdict is YES:
        return PolicyResult(policy_plan, case, today, today.status, received, today, None, _end(ahead))
    # A no today: the first certain day makes it upcoming, failing that a doubtful one unknown.
    status = today.status
    if today.verdict is NO:
        for place, (day, then) in enumerate(ahead):
            if then.verdict is YES:
                end = _end(ahead[place + 1 :])
                return PolicyResult(policy_plan, case, today, Status.UPCOMING, received, then, day, end)
            if then.verdict is UNKNOWN:
                status = then.status
    return PolicyResult(policy_plan, case, today, status, received)


def _end(ahead: Iterable[tuple[date, Standing]]) -> date | None:
    """The last day of a certain stretch, given how the policy stands from each later day on which it may change."""
    for day, then in ahead:
        if then.verdict is not YES:
            return day - ONE_DAY
    return None


def _while_there_is_money(result: PolicyResult, spent_on: date) -> None:
    """No right is certain beyond the last day with money; what only is certain after it may still hold before it."""
    days = result.case.days
    if result.certain is None or not days.on < spent_on <= days.horizon:
        return
    if result.day < spent_on:
        last = spent_on - ONE_DAY
        result.eligible_until = min(result.eligible_until or last, last)
    elif any(then.verdict is UNKNOWN for day, then in days.ahead(result.policy_plan) if day < spent_on):
        result.status, result.certain = Status.UNKNOWN, None
        result.eligible_from = result.eligible_until = None
