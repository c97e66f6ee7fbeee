"""What a document would change for the sample persons: who gains, who loses, from → to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies.calculator import Assessment, PolicyResult, Status
from policies.calculator.ruleset import State
from policies.catalogue import states
from policies.catalogue.award_sentences import end, whole
from policies.catalogue.canonical import Document
from policies.catalogue.problems import Problem
from policies.catalogue.sentences import day, yuan
from policies.catalogue.validation import validate

from .personas import STATUSES, Checks, Outcome

Entry = dict[str, Any]
RANK = {Status.ELIGIBLE: 3, Status.UPCOMING: 2, Status.UNKNOWN: 1, Status.INELIGIBLE: 0}


@dataclass(frozen=True, slots=True)
class Effect:
    """One person. `kind`: gains, loses or differs; `totals`: the best set's sums before and after, in yuan, of
    what falls due while the rights certainly last."""

    persona: Entry
    kind: str
    totals: tuple[int, int] | None
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        return str(self.persona["name"])

    @property
    def sums(self) -> str:
        if self.totals is None or self.totals[0] == self.totals[1]:
            return ""
        return f"合计 {yuan(self.totals[0])} → {yuan(self.totals[1])}"


@dataclass(frozen=True, slots=True)
class Trial:
    """The sample persons on a document that may be published. `deviating`: whose results are not what is expected."""

    count: int
    effects: list[Effect]
    deviating: list[Outcome]

    def of(self, kind: str) -> list[Effect]:
        return [effect for effect in self.effects if effect.kind == kind]

    @property
    def gain(self) -> list[Effect]:
        return self.of("gains")

    @property
    def lose(self) -> list[Effect]:
        return self.of("loses")

    @property
    def differ(self) -> list[Effect]:
        return self.of("differs")


def try_out(before: Document | None, after: Document, personas: list[Entry]) -> Trial:
    """`before`: what is live, None before the first release; `after` must be valid, the personas need not be."""
    misfitting = unfit(after, personas)
    checks, earlier = Checks(after), Checks(before) if before else None
    misfits = unfit(before, personas) if before else {}
    outcomes, effects = [], []
    for number, persona in enumerate(personas):
        if number in misfitting:
            outcomes.append(Outcome(persona, None, tuple(problem.message for problem in misfitting[number])))
            continue
        outcome = checks.outcome(persona)
        outcomes.append(outcome)
        then = _then(earlier, persona, misfits.get(number, []))
        if then and outcome.assessment and (effect := _effect(persona, then, outcome.assessment, (earlier, checks))):
            effects.append(effect)
    return Trial(len(personas), effects, [outcome for outcome in outcomes if not outcome.holds])


def unfit(document: Document, personas: list[Entry]) -> dict[int, list[Problem]]:
    """The personas that cannot be run on the document, such as one who answers a question that is gone.

    One who expects what is gone can be: the result then says so.
    """
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in validate(document | {"personas": personas}):
        if problem.path[:1] == ("personas",) and problem.path[2] not in ("expected", "received"):
            found[int(problem.path[1])].append(problem)
    return found


def _then(checks: Checks | None, persona: Entry, misfits: list[Problem]) -> Assessment | None:
    """What is live for this person; answers that it could not take are left out."""
    if checks is None or persona["region"] not in checks.regions:
        return None
    wrong = {str(problem.path[3]) for problem in misfits if problem.path[2:3] == ("answers",)}
    answers = {key: value for key, value in persona["answers"].items() if key not in wrong}
    return checks.assessment(persona | {"answers": answers})


def _effect(
    persona: Entry, before: Assessment, after: Assessment, checks: tuple[Checks | None, Checks]
) -> Effect | None:
    compared = list(_policies(before, after, checks))
    totals = before.best.within, after.best.within
    if not compared and totals[0] == totals[1]:
        return None
    better = sum(step > 0 for step, _ in compared)
    worse = sum(step < 0 for step, _ in compared)
    step = totals[1] - totals[0] or (better > 0 and not worse) - (worse > 0 and not better)
    kind = "gains" if step > 0 else "loses" if step < 0 else "differs"
    return Effect(persona, kind, totals, tuple(line for _, line in compared))


def _policies(before: Assessment, after: Assessment, checks: tuple[Checks | None, Checks]) -> Iterator[tuple[int, str]]:
    """(better 1, worse -1, neither 0; the sentence) of each policy that is otherwise than before."""
    for code in dict.fromkeys([*after.by_code, *before.by_code]):
        then, now = before.by_code.get(code), after.by_code.get(code)
        said = _said(then, checks[0]), _said(now, checks[1])
        if said[0] != said[1]:
            name = checks[1].name(code) if now else (checks[0] or checks[1]).name(code)
            yield _step(then, now), f"{name}：{said[0]} → {said[1]}"


def _said(result: PolicyResult | None, checks: Checks | None) -> str:
    if result is None or checks is None:
        return "不在自查里"
    said = STATUSES[result.status]
    if result.award:
        said += f" {whole(result.award, checks.questions, result.within, end(result))}"
    remarks = [f"{day(result.eligible_from)}起"] if result.eligible_from else []
    if result.status is not Status.INELIGIBLE:
        remarks += _money(result, checks.policies[result.code])
    return f"{said}（{'，'.join(remarks)}）" if remarks else said


def _money(result: PolicyResult, policy: Entry) -> list[str]:
    """Up to when there is money, or since when there is none."""
    if result.state is State.BUDGET_SPENT:
        return [states.money_spent(policy)]
    left = states.money_left(policy, result.days.on)
    return [left] if left else []


def _step(then: PolicyResult | None, now: PolicyResult | None) -> int:
    ranks = [_rank(result) if result else 0 for result in (then, now)]
    if ranks[0] != ranks[1]:
        return 1 if ranks[1] > ranks[0] else -1
    worth = [_worth(result) if result else 0 for result in (then, now)]
    return (worth[1] > worth[0]) - (worth[1] < worth[0])


def _rank(result: PolicyResult) -> int:
    """Who fits what is spent or only planned has not much of it."""
    return RANK[result.status] if result.state is State.OPEN else min(RANK[result.status], RANK[Status.UNKNOWN])


def _worth(result: PolicyResult) -> int:
    return result.within or (result.award.worth if result.award else 0) or 0
