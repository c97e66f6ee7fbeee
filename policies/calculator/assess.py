"""The whole result for one person on one day: every policy's status, its days, its award, and the best set."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policies.calculator.best_set import Best, best_set
from policies.calculator.calendar import ONE_DAY
from policies.calculator.days import Days
from policies.calculator.facts import Facts
from policies.calculator.plan import PolicyPlan, plan_of
from policies.calculator.policy_result import PolicyResult, Status
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

    ruleset: Ruleset
    facts: Facts
    on: date
    results: tuple[PolicyResult, ...]
    relevance: Relevance

    @cached_property
    def by_code(self) -> dict[str, PolicyResult]:
        return {result.code: result for result in self.results}

    @cached_property
    def best(self) -> Best:
        """The best allowed combination of what is certain today."""
        return best_set(self.results)

    @cached_property
    def relevant_questions(self) -> tuple[str, ...]:
        """The questions whose answer can still change something, in editorial order, a parent before its follow-up."""
        return self.relevance.questions(result.entry for result in self.results)


def assess(ruleset: Ruleset, facts: Facts, on: date, received: Collection[str] = ()) -> Assessment:
    """Every policy of the ruleset for these facts on that day; `received`: codes of what the person already has.

    Raises UnknownPolicy for a received code that is not part of the check.
    """
    plan = plan_of(ruleset)
    unknown = set(received) - {entry.policy.code for entry in plan.policies}
    if unknown:
        raise UnknownPolicy(sorted(unknown))
    days = Days(plan, facts, on)
    relevance = Relevance(days, ruleset)
    results = tuple(_result(entry, days, relevance, received) for entry in plan.policies)
    return Assessment(ruleset, facts, on, results, relevance)


def _result(entry: PolicyPlan, days: Days, relevance: Relevance, received: Collection[str]) -> PolicyResult:
    result = PolicyResult(entry, days, relevance, Status.INELIGIBLE, entry.policy.code in received)
    verdict = entry.verdict(days.today)
    if verdict is UNKNOWN:
        result.status = Status.UNKNOWN
    elif verdict is YES:
        result.status = Status.ELIGIBLE
        result.eligible_until = _end(days.stretches(entry), days.on)
    elif turns := days.turns(entry):
        _look_ahead(result, [(day, entry.verdict(days.verdicts(day))) for day in turns])
    return result


def _look_ahead(result: PolicyResult, stretches: list[tuple[date, Verdict]]) -> None:
    """A policy that is a no today: the first certain day makes it upcoming, failing that a doubtful one unknown."""
    start = next((day for day, verdict in stretches if verdict is YES), None)
    if start is not None:
        result.status, result.eligible_from = Status.UPCOMING, start
        result.eligible_until = _end(iter(stretches), start)
    elif any(verdict is UNKNOWN for _, verdict in stretches):
        result.status = Status.UNKNOWN


def _end(stretches: Iterator[tuple[date, Verdict]], start: date) -> date | None:
    """The last day of the certain stretch that starts on `start`."""
    return next((day - ONE_DAY for day, verdict in stretches if day > start and verdict is not YES), None)
