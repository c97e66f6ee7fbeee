"""What a document would change for the sample persons: who gains, who loses, from → to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policies.calculator import Ruleset
from policies.catalogue.document.canonical import Document
from policies.catalogue.validation.problems import Problem
from policies.catalogue.validation.validation import validate
from policies.catalogue.words.sentences import yuan

from .comparing import Side, shifts
from .personas import Outcome, TriedDocument, not_run

Entry = dict[str, Any]
# What has nothing to do with the answers anybody can give: looking through it takes longest.
NOT_ASKED: Document = {name: [] for name in ("policies", "measures", "schools", "synonyms", "groups", "parameters")}


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


Result = tuple[Outcome, Effect | None]


def try_out(before: Document | None, after: Document, personas: list[Entry]) -> Trial:
    """`before`: what is live, None before the first release; `after` must be valid, the personas need not be."""
    return gathered(results(before, after, personas))


def gathered(found: Sequence[Result]) -> Trial:
    effects = [effect for _, effect in found if effect]
    return Trial(len(found), effects, [outcome for outcome, _ in found if not outcome.holds])


def results(before: Document | None, after: Document, personas: list[Entry]) -> list[Result]:
    """Of each of them. Only those for whom something can be otherwise are looked at under what is live, too."""
    misfitting, tried = unfit(after, personas), TriedDocument(after)
    outcomes = [
        not_run(persona, (problem.message for problem in misfitting[number]))
        if number in misfitting
        else tried.outcome(persona)
        for number, persona in enumerate(personas)
    ]
    effects = _effects(TriedDocument(before), tried, outcomes) if before else {}
    return [(outcome, effects.get(number)) for number, outcome in enumerate(outcomes)]


def _effects(before: TriedDocument, after: TriedDocument, outcomes: list[Outcome]) -> dict[int, Effect | None]:
    """By the number of each outcome that can be otherwise than before."""
    regions = before.regions & after.regions
    changed = {region: may_differ(before.ruleset(region), after.ruleset(region)) for region in regions}
    concerned = [
        number
        for number, outcome in enumerate(outcomes)
        if outcome.assessment and changed.get(outcome.persona["region"])
    ]
    # Who fits one of them fits both where the same is asked in both.
    asked = [[tried.document[name] for name in ("regions", "questions")] for tried in (before, after)]
    personas = [outcomes[number].persona for number in concerned]
    misfits = unfit(before.document, personas) if personas and asked[0] != asked[1] else {}
    found = {}
    for place, number in enumerate(concerned):
        persona, now = outcomes[number].persona, outcomes[number].assessment
        # Answers that could not be given then are left out.
        wrong = {str(problem.path[3]) for problem in misfits.get(place, []) if problem.path[2:3] == ("answers",)}
        answers = {key: value for key, value in persona["answers"].items() if key not in wrong}
        then = before.assessment(persona | {"answers": answers})
        if now:
            found[number] = _effect(persona, Side(then, before), Side(now, after), changed[persona["region"]])
    return found


def may_differ(before: Ruleset, after: Ruleset) -> frozenset[str]:
    """The policies that can be otherwise for anybody: those with other rules, all where what they share is another."""
    every = [{policy.code: policy for policy in ruleset.policies} for ruleset in (before, after)]
    codes = frozenset(every[0]) | frozenset(every[1])
    if (before.questions, before.parameters) != (after.questions, after.parameters):
        return codes
    return frozenset(code for code in codes if every[0].get(code) != every[1].get(code))


def unfit(document: Document, personas: list[Entry]) -> dict[int, list[Problem]]:
    """The personas that cannot be run on the document, such as one who answers a question that is gone.

    One who expects what is gone can be: the result then says so.
    """
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in validate(document | NOT_ASKED | {"personas": personas}):
        if problem.path[:1] == ("personas",) and problem.path[2] not in ("expected", "received"):
            found[int(problem.path[1])].append(problem)
    return found


def _effect(persona: Entry, before: Side, after: Side, changed: frozenset[str]) -> Effect | None:
    found = list(shifts(before, after, changed))
    totals = before.assessment.best.within, after.assessment.best.within
    if not found and totals[0] == totals[1]:
        return None
    better = totals[1] > totals[0] or any(step.better for step in found)
    worse = totals[1] < totals[0] or any(step.worse for step in found)
    kind = "mixed" if better and worse else "gains" if better else "loses" if worse else "differs"
    return Effect(persona, kind, totals, tuple(step.sentence for step in found))
