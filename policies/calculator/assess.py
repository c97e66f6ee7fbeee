"""The whole result for one person on one day: every policy's status, its days, its award, and the best set."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from policies.calculator.best_set import Best, best_set
from policies.calculator.calendar import ONE_DAY
from policies.calculator.days import Days
from policies.calculator.facts import Facts
from policies.calculator.lazy import lazy
from policies.calculator.plan import PolicyPlan, plan_of
from policies.calculator.policy_result import Case, PolicyResult, Status
from policies.calculator.relevance import Relevance
from policies.calculator.ruleset import Ruleset
from policies.calculator.verdict import UNKNOWN, YES, Verdict


class UnknownPolicy(ValueError):
    """Policy codes that are not part of the check."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@dataclass
class Assessment:
    """All policies of the check in catalogue order."""

    case: Case
    on: date
    results: tuple[PolicyResult, ...]

    @property
    def facts(self) -> Facts:
        return self.case.days.facts

    @lazy
    def by_code(self) -> dict[str, PolicyResult]:
        return {result.code: result for result in self.results}

    @lazy
    def best(self) -> Best:
        """The best allowed combination of what is certain today."""
        return best_set(self.results)

    @lazy
    def relevant_questions(self) -> tuple[str, ...]:
        """The questions whose answer can still change something, in editorial order, a parent before its follow-up."""
        return self.case.relevance.questions(result.entry for result in self.results)


def assess(ruleset: Ruleset, facts: Facts, on: date, received: Collection[str] = ()) -> Assessment:
    """Every policy of the ruleset for these facts on that day; `received`: codes of what the person already has.

    Raises UnknownPolicy for a received code that is not part of the check.
    """
    plan = plan_of(ruleset)
    if received and (unknown := set(received) - {entry.policy.code for entry in plan.policies}):
        raise UnknownPolicy(sorted(unknown))
    days = Days(plan, facts, on)
    case = Case(days, Relevance(days), frozenset(received))
    return Assessment(case, on, tuple(_result(entry, case) for entry in plan.policies))


def _result(entry: PolicyPlan, case: Case) -> PolicyResult:
    days = case.days
    if not entry.needs.required.isdisjoint(days.never):
        return PolicyResult(entry, case, Status.INELIGIBLE)
    verdict = entry.verdict(days.today)
    if verdict is UNKNOWN:
        return PolicyResult(entry, case, Status.UNKNOWN)
    ahead = [(day, entry.verdict(days.moment(day))) for day in days.turns(entry)]
    if verdict is YES:
        return PolicyResult(entry, case, Status.ELIGIBLE, None, _end(ahead, days.on))
    return _look_ahead(PolicyResult(entry, case, Status.INELIGIBLE), ahead)


def _look_ahead(result: PolicyResult, stretches: list[tuple[date, Verdict]]) -> PolicyResult:
    """A policy that is a no today: the first certain day makes it upcoming, failing that a doubtful one unknown."""
    start = next((day for day, verdict in stretches if verdict is YES), None)
    if start is not None:
        result.status, result.eligible_from = Status.UPCOMING, start
        result.eligible_until = _end(stretches, start)
    elif any(verdict is UNKNOWN for _, verdict in stretches):
        result.status = Status.UNKNOWN
    return result


def _end(stretches: Iterable[tuple[date, Verdict]], start: date) -> date | None:
    """The last day of the certain stretch that starts on `start`."""
    return next((day - ONE_DAY for day, verdict in stretches if day > start and verdict is not YES), None)
