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
from policies.calculator.plan import plan_of
from policies.calculator.policy_result import Case, PolicyResult, Status
from policies.calculator.ruleset import Ruleset
from policies.calculator.standing import PolicyPlan, Standing
from policies.calculator.verdict import UNKNOWN, YES


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
    case = Case(Days(plan, facts, on), frozenset(received))
    return Assessment(case, on, tuple(_result(entry, case) for entry in plan.policies))


def _result(entry: PolicyPlan, case: Case) -> PolicyResult:
    days = case.days
    today = entry.standing(days.today)
    if today.verdict is UNKNOWN:
        return PolicyResult(entry, case, today, Status.UNKNOWN)
    ahead = days.ahead(entry)
    if today.verdict is YES:
        return PolicyResult(entry, case, today, Status.ELIGIBLE, None, _end(ahead, days.on))
    # A no today: the first certain day makes it upcoming, failing that a doubtful one unknown.
    verdicts = [standing.verdict for _, standing in ahead]
    if YES in verdicts:
        start = ahead[verdicts.index(YES)][0]
        return PolicyResult(entry, case, today, Status.UPCOMING, start, _end(ahead, start))
    return PolicyResult(entry, case, today, Status.UNKNOWN if UNKNOWN in verdicts else Status.INELIGIBLE)


def _end(ahead: Iterable[tuple[date, Standing]], start: date) -> date | None:
    """The last day of the certain stretch that starts on `start`."""
    return next((day - ONE_DAY for day, then in ahead if day > start and then.verdict is not YES), None)
