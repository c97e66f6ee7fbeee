"""What a document would change for the sample persons: who gains, who loses, from → to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from policies.calculator import Assessment
from policies.catalogue.canonical import Document
from policies.catalogue.problems import Problem
from policies.catalogue.sentences import yuan
from policies.catalogue.validation import validate

from .comparing import Side, steps
from .personas import Checks, Outcome, not_run

Entry = dict[str, Any]
# Of the document, what a policy's result depends on beside its own entry.
SHARED = ("regions", "sources", "questions", "parameters", "groups")


@dataclass(frozen=True, slots=True)
class Effect:
    """One person. `kind`: gains, loses, mixed (both) or differs (neither); `totals`: the best set's sums before and
    after, in yuan, of what falls due while the rights certainly last."""

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
    def mixed(self) -> list[Effect]:
        return self.of("mixed")

    @property
    def differ(self) -> list[Effect]:
        return self.of("differs")


def try_out(before: Document | None, after: Document, personas: list[Entry]) -> Trial:
    """`before`: what is live, None before the first release; `after` must be valid, the personas need not be."""
    misfitting = unfit(after, personas)
    checks, earlier = Checks(after), _Earlier(before, after, personas) if before else None
    outcomes, effects = [], []
    for number, persona in enumerate(personas):
        if number in misfitting:
            outcomes.append(not_run(persona, (problem.message for problem in misfitting[number])))
            continue
        outcome = checks.outcome(persona)
        outcomes.append(outcome)
        if earlier and outcome.assessment:
            effect = earlier.effect(number, Side(outcome.assessment, checks))
            effects += [effect] if effect else []
    return Trial(len(personas), effects, [outcome for outcome in outcomes if not outcome.holds])


class _Earlier:
    """What is live. Only people for whom something may be otherwise are looked at under it."""

    def __init__(self, before: Document, after: Document, personas: list[Entry]) -> None:
        self.checks, self.personas = Checks(before), personas
        self.changed = may_differ(before, after)
        self.misfits = unfit(before, personas) if self.changed else {}

    def effect(self, number: int, after: Side) -> Effect | None:
        persona = self.personas[number]
        if persona["region"] not in self.checks.regions or self.changed.isdisjoint(self._looked_at(persona, after)):
            return None
        return _effect(persona, Side(self._assessment(number), self.checks), after, self.changed)

    def _looked_at(self, persona: Entry, after: Side) -> set[str]:
        return {policy.code for policy in self.checks.ruleset(persona["region"]).policies} | set(
            after.assessment.by_code
        )

    def _assessment(self, number: int) -> Assessment:
        """Answers that it could not take are left out."""
        persona, misfits = self.personas[number], self.misfits.get(number, [])
        wrong = {str(problem.path[3]) for problem in misfits if problem.path[2:3] == ("answers",)}
        answers = {key: value for key, value in persona["answers"].items() if key not in wrong}
        return self.checks.assessment(persona | {"answers": answers})


def may_differ(before: Document, after: Document) -> frozenset[str]:
    """The policies that can be otherwise for anybody: those that were changed, all where what they share was."""
    every = [{policy["code"]: policy for policy in document["policies"]} for document in (before, after)]
    codes = frozenset(every[0]) | frozenset(every[1])
    if any(before.get(name) != after.get(name) for name in SHARED):
        return codes
    return frozenset(code for code in codes if every[0].get(code) != every[1].get(code))


def unfit(document: Document, personas: list[Entry]) -> dict[int, list[Problem]]:
    """The personas that cannot be run on the document, such as one who answers a question that is gone.

    One who expects what is gone can be: the result then says so.
    """
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in validate(document | {"personas": personas}):
        if problem.path[:1] == ("personas",) and problem.path[2] not in ("expected", "received"):
            found[int(problem.path[1])].append(problem)
    return found


def _effect(persona: Entry, before: Side, after: Side, changed: frozenset[str]) -> Effect | None:
    found = list(steps(before, after, changed))
    totals = before.assessment.best.within, after.assessment.best.within
    if not found and totals[0] == totals[1]:
        return None
    better = totals[1] > totals[0] or any(step.better for step in found)
    worse = totals[1] < totals[0] or any(step.worse for step in found)
    kind = "mixed" if better and worse else "gains" if better else "loses" if worse else "differs"
    return Effect(persona, kind, totals, tuple(step.sentence for step in found))
