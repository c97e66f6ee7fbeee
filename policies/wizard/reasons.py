"""Why a question is asked: the policies that depend on its answer, and the answer that raised a follow-up."""

from __future__ import annotations

from dataclasses import dataclass

from policies.calculator import Ruleset, Verdict
from policies.calculator.plan import reader_of
from policies.calculator.ruleset import Question, Threshold
from policies.calculator.timeline import verdict_on
from policies.calculator.touching import questions_of
from policies.wizard.check import Check

NAMED = 3


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """The names of the first few policies that depend on a question, and how many do."""

    names: tuple[str, ...]
    count: int

    @property
    def more(self) -> bool:
        return self.count > len(self.names)


def reasons(check: Check) -> dict[str, WhyAsked]:
    """By question, in the order of the check's policies.

    Where no policy looks at the answer itself: those that look at a question which is asked because of it.
    """
    return check.catalogue.kept(("reasons", check.answers.region), lambda: _reasons(check))


def _reasons(check: Check) -> dict[str, WhyAsked]:
    itself: dict[str, list[str]] = {key: [] for key in check.ruleset.questions}
    follow_ups: dict[str, list[str]] = {key: [] for key in check.ruleset.questions}
    for policy in check.ruleset.policies:
        name = check.catalogue.policies[policy.code]["name"]
        wanted = _with_days(questions_of(policy), check.ruleset)
        for key in _with_parents(wanted, check.ruleset):
            names = itself[key] if key in wanted else follow_ups[key]
            if name not in names:
                names.append(name)
    found = {key: names or follow_ups[key] for key, names in itself.items()}
    return {key: WhyAsked(tuple(names[:NAMED]), len(names)) for key, names in found.items()}


def raised_by(check: Check, key: str, candidates: set[str]) -> str | None:
    """The question among the candidates whose answer raised this follow-up; None if another one did, or none."""
    asked_if = check.ruleset.questions[key].asked_if
    if asked_if is None:
        return None
    holding = [branch for branches in asked_if.any_of for branch in branches if _holds(check, branch)]
    for thresholds in (asked_if.required, *holding):
        parents = [key for one in thresholds for key in (one.condition.question, *one.condition.factors)]
        found = [parent for parent in check.ruleset.questions if parent in parents and parent in candidates]
        if found:
            return found[-1]
    return None


def _holds(check: Check, branch: tuple[Threshold, ...]) -> bool:
    """On the day of the check or on a later one; while nobody can say what a number is, it may."""
    facts, conditions = check.facts, [threshold.condition for threshold in branch]
    if not facts.values.keys() >= {key for one in conditions for key in (one.question, *one.factors)}:
        return False
    rules = check.ruleset
    timelines = [reader_of(one, rules.questions, rules.parameters)(facts.values, facts.grows) for one in conditions]
    days = {facts.as_of, *(day for _, turns in timelines for day, _ in turns if day > facts.as_of)}
    return any(all(verdict_on(timeline, day) is not Verdict.NO for timeline in timelines) for day in days)


def _with_days(keys: set[str], ruleset: Ruleset) -> set[str]:
    """The same and the questions for the day from which an answer holds, or from which months grow because of it."""
    growing = [grows_if.questions for key in keys if (grows_if := ruleset.questions[key].grows_if)]
    return keys | {event for key in keys.union(*growing) for _, event in ruleset.questions[key].begins}


def _with_parents(keys: set[str], ruleset: Ruleset) -> set[str]:
    """The same and every question that decides whether one of them is asked."""
    found: set[str] = set()
    waiting = set(keys)
    while waiting:
        found |= waiting
        parents = [_parents(ruleset.questions[key]) for key in waiting]
        waiting = set().union(*parents) - found
    return found


def _parents(question: Question) -> frozenset[str]:
    return question.asked_if.questions if question.asked_if else frozenset()
