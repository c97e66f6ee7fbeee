"""Whether one question can still change something, without looking at every policy for it.

A page of the wizard wants to know it of a few questions, most of which the first policy that speaks of them settles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policies.calculator.assess import Assessment
from policies.calculator.plan import Plan, plan_of
from policies.calculator.ruleset import Question, Ruleset
from policies.calculator.touching import goes_by

Places = Mapping[str, tuple[int, ...]]
"""By question the places of the policies because of which it may be asked."""


class Asking:
    """Contains what is among the assessment's relevant_questions, of which as few are worked out as it takes."""

    def __init__(self, ruleset: Ruleset, assessment: Assessment) -> None:
        self._places, self._assessment = _places_of(ruleset), assessment
        self._known: dict[str, bool] = {}

    def __contains__(self, key: str) -> bool:
        known = self._known.get(key)
        if known is None:
            results, relevance = self._assessment.results, self._assessment.case.relevance
            several = (results[place].policy_plan for place in self._places.get(key, ()))
            known = self._known[key] = relevance.asks(key, several)
        return known


def _places_of(ruleset: Ruleset) -> Places:
    """Made on first use and kept with the ruleset (it is no part of its value)."""
    kept = vars(ruleset)
    if "_asking" not in kept:
        kept["_asking"] = _places(ruleset, plan_of(ruleset))
    found: Places = kept["_asking"]
    return found


def _places(ruleset: Ruleset, plan: Plan) -> Places:
    found: dict[str, list[int]] = {}
    for place, policy_plan in enumerate(plan.policies):
        for key in _with_what_decides(goes_by(plan, policy_plan), ruleset.questions):
            found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def _with_what_decides(keys: Iterable[str], questions: Mapping[str, Question]) -> set[str]:
    """The same, the questions that decide whether one of them is asked or grows, and the days it holds from."""
    found: set[str] = set()
    waiting = set(keys)
    while waiting:
        found |= waiting
        waiting = set().union(*(_deciding(questions[key]) for key in waiting)) - found
    return found


def _deciding(question: Question) -> set[str]:
    wanted = [one.questions for one in (question.asked_if, question.grows_if) if one]
    return {event for _, event in question.begins}.union(*wanted)
