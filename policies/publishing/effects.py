"""What a document would change for the sample persons: who gains, who loses, from → to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policies.calculator import Status
from policies.calculator.rule_change import RuleChange
from policies.catalogue.document.canonical import Document
from policies.catalogue.validation.problems import Problem
from policies.catalogue.words.sentences import yuan

from .cast import Cast
from .comparing import Side, shifts
from .misfits import not_run
from .personas import Outcome, TriedDocument

Entry = dict[str, Any]


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
    earlier = Cast(TriedDocument(before), personas) if before else None
    return gathered(results(earlier, Cast(TriedDocument(after), personas)))


def gathered(found: Sequence[Result]) -> Trial:
    effects = [effect for _, effect in found if effect]
    return Trial(len(found), effects, [outcome for outcome, _ in found if not outcome.holds])


def results(before: Cast | None, after: Cast) -> list[Result]:
    """Of each of them, who are the same in both."""
    # Who fits one document fits both where the same is asked in both.
    misfits = {} if before is None or after.asks_the_same_as(before) else before.misfits
    changes: dict[str, RuleChange] = {}
    found: list[Result] = []
    for number, persona in enumerate(after.personas):
        region = persona["region"]
        if number in after.misfits:
            live = before.tried.questions if before else {}
            found.append((not_run(persona, after.misfits[number], after.tried.questions, live), None))
        elif before is None or region not in before.tried.regions & after.tried.regions:
            found.append((after.outcome(number), None))
        else:
            if region not in changes:
                changes[region] = RuleChange(before.tried.ruleset(region), after.tried.ruleset(region))
            change = changes[region]
            if change.is_within_policies and number not in misfits:
                found.append(_with_few_changed(before, after, number, change))
            else:
                found.append(_compared(before, after, number, change, misfits.get(number, [])))
    return found


def _compared(before: Cast, after: Cast, number: int, change: RuleChange, misfits: list[Problem]) -> Result:
    """`misfits`: because of which the person cannot be run on what is live as they are."""
    persona, outcome = after.personas[number], after.outcome(number)
    if not change.policies or outcome.assessment is None:
        return outcome, None
    # Answers that could not be given then are left out.
    wrong = {str(problem.path[3]) for problem in misfits if problem.path[2:3] == ("answers",)}
    answers = {key: value for key, value in persona["answers"].items() if key not in wrong}
    then = Side(before.tried.assessment(persona | {"answers": answers}), before.tried)
    return outcome, _effect(persona, then, Side(outcome.assessment, after.tried), change.policies)


def _with_few_changed(before: Cast, after: Cast, number: int, change: RuleChange) -> Result:
    """Of one who can be run on either, where all that changed is within policies."""
    persona, earlier = after.personas[number], before.outcome(number)
    then = earlier.assessment
    if then is None:
        raise ValueError(f"{persona['code']} cannot be run on what is live")
    now = change.results(then)
    both = (one.by_code[code] for code in change.policies for one in (then, now))
    if earlier.holds and all(one.status is Status.INELIGIBLE and not one.received for one in both):
        # What is a no, then and now, is in no sum, no best set and no sentence.
        return Outcome(persona, None, ()), None
    outcome = Outcome(persona, None, tuple(after.tried.mismatches(persona, now)))
    return outcome, _effect(persona, Side(then, before.tried), Side(now, after.tried), change.policies)


def _effect(persona: Entry, before: Side, after: Side, changed: frozenset[str]) -> Effect | None:
    found = list(shifts(before, after, changed))
    totals = before.assessment.best.within, after.assessment.best.within
    if not found and totals[0] == totals[1]:
        return None
    better = totals[1] > totals[0] or any(step.better for step in found)
    worse = totals[1] < totals[0] or any(step.worse for step in found)
    kind = "mixed" if better and worse else "gains" if better else "loses" if worse else "differs"
    return Effect(persona, kind, totals, tuple(step.sentence for step in found))
