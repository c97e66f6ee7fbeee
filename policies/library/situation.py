"""The catalogue by a person's situation: a few questions of the release, and what certainly goes against the answers.

An answer is never in an address: it comes with a form, and is forgotten with the response.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.calculator import Facts, Ruleset, Status, assess
from policies.calculator.ruleset import Value
from policies.calculator.touching import conditions_on
from policies.catalogue.catalogue import Catalogue
from policies.library.regions import regions

Entry = Mapping[str, Any]
# So many questions, of those that most policies look at; in front of their keys in the form, so that no other field of
# it can have the name of one.
MOST, PREFIX = 4, "of-"
# A question that only one policy looks at sorts nothing; one with more choices is no short list.
LEAST_POLICIES, MOST_CHOICES = 2, 12


@dataclass(frozen=True, slots=True)
class SituationField:
    """A question beside the filters. `chosen`: the value that was posted, empty for none."""

    question: Entry
    chosen: str = ""

    @property
    def name(self) -> str:
        """That of its field."""
        return PREFIX + str(self.question["key"])


@dataclass(frozen=True, slots=True)
class Situation:
    """`asked`: the questions that one can sort by; `values`: the answers that were posted."""

    asked: tuple[SituationField, ...]
    values: Mapping[str, Value]

    def rules_out(self, catalogue: Catalogue, on: date) -> Collection[str]:
        """The codes of the policies that whoever answers so certainly does not fit, though somebody else may, and of
        those that no person is assessed for.

        No code where nothing was answered. What is ruled out by our own reading only is not among them.
        """
        if not self.values:
            return ()
        rulesets = [catalogue.ruleset(region.code) for region in regions(catalogue)]
        persons = {policy.code for ruleset in rulesets for policy in ruleset.policies}
        return (catalogue.policies.keys() - persons).union(*(self._out(ruleset, on) for ruleset in rulesets))

    def _out(self, ruleset: Ruleset, on: date) -> set[str]:
        said, nothing = (assess(ruleset, Facts.resolve(ruleset, values, on), on) for values in (self.values, {}))
        before = {one.code for one in nothing.results if one.status is Status.INELIGIBLE}
        return {
            one.code
            for one in said.results
            if one.status is Status.INELIGIBLE and one.code not in before and not one.doubtful
        }


def situation(catalogue: Catalogue, post: Mapping[str, str]) -> Situation:
    """What of the form is a choice of a question that is asked; anything else is left out."""
    asked = []
    for key in asked_of(catalogue):
        question = catalogue.questions[key]
        chosen = post.get(PREFIX + key, "")
        if chosen not in [choice["value"] for choice in question["choices"]]:
            chosen = ""
        asked.append(SituationField(question, chosen))
    values = {one.question["key"]: one.chosen for one in asked if one.chosen}
    for key in list(values):
        values = {**_asked_with(catalogue.questions[key]), **values}
    return Situation(tuple(asked), values)


def _asked_with(question: Entry) -> Mapping[str, str]:
    """Of a follow-up the one answer with which it is asked, if there is only one: who says what kind of employer it is
    has one."""
    several = question.get("asked_if") or ()
    return (
        {one["question"]: one["is"] for one in several if isinstance(one.get("is"), str)} if len(several) == 1 else {}
    )


def asked_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The keys of the questions with a short list of choices that most policies look at, in the order of the check."""
    return catalogue.kept("questions to sort by", lambda: _asked_of(catalogue))


def _asked_of(catalogue: Catalogue) -> tuple[str, ...]:
    looked_at = Counter(
        key
        for keys in _questions(catalogue).values()
        for key in keys
        if not catalogue.questions[key].get("many") and 0 < len(catalogue.questions[key]["choices"]) <= MOST_CHOICES
    )
    most = [key for key, policies in looked_at.most_common() if policies >= LEAST_POLICIES][:MOST]
    return tuple(key for key in catalogue.questions if key in most)


def _questions(catalogue: Catalogue) -> Mapping[str, Collection[str]]:
    """By policy, the questions on which its conditions and those of its tiers are."""
    rulesets = [catalogue.ruleset(region.code) for region in regions(catalogue)]
    return {policy.code: conditions_on(policy) for ruleset in rulesets for policy in ruleset.policies}
