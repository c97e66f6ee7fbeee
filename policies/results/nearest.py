"""The policies that are only a step away, as the page lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.calculator.awards import PAID_FORMS, Amounts
from policies.calculator.best_set import FIRM
from policies.calculator.days import Days
from policies.calculator.findings import PlacedThreshold
from policies.calculator.lazy import lazy
from policies.calculator.ruleset import Award, Readily
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words.awards import AwardText
from policies.results.cards import Card
from policies.results.near import (
    HARDEST_LAST,
    AnswersNeeded,
    Changeable,
    Had,
    Questions,
    answers_needed,
    changeable,
    readily,
    steps_missing,
)


@dataclass
class Near:
    """A policy that is only a step away; `costs`: what is had today and would be lost by the change.

    `readily`: how readily anybody would take that step.
    """

    card: Card
    steps: tuple[PlacedThreshold, ...]
    costs: list[Card]
    readily: Readily

    @property
    def is_folded(self) -> bool:
        """Whether hardly anybody would do it for the sake of this; what is planned anyway may cost something."""
        return self.readily is Readily.SELDOM or (self.readily is Readily.EFFORT and bool(self.costs))

    @property
    def lost(self) -> str:
        """What it costs, by name."""
        return "；".join(card.policy["name"] for card in self.costs)

    @property
    def brings(self) -> int:
        """What is known of the money, in yuan."""
        amounts = self._amounts
        return (amounts.total or 0) if amounts.form in PAID_FORMS and amounts.payee != FIRM else 0

    @property
    def award(self) -> AwardText:
        explainer = self.card.explainer
        return award_sentences.award(self._amounts, explainer.catalogue.questions, numbers=explainer.numbers)

    @property
    def tier(self) -> str | None:
        """The one that is nearest; None where there are none."""
        policy = self.card.result.policy
        lowest = policy.tiers[-1].code if policy.award is None else None
        return next((step.tier for step in self.steps if step.tier), lowest)

    @lazy
    def ruled(self) -> Award:
        """What it gives there."""
        policy, tier = self.card.result.policy, self.tier
        return policy.award or next(one.award for one in policy.tiers if one.code == tier)

    @lazy
    def _amounts(self) -> Amounts:
        return self.card.result.reckon(self.ruled)


def nearest(candidates: Sequence[Card], eligible: Iterable[Card], days: Days, questions: Questions) -> list[Near]:
    """Of what the source rules out. What is planned anyway first, then what brings most, then the fewest steps; last
    what is folded."""
    found: list[Near] = []
    if not candidates:
        return found
    catalogue = candidates[0].explainer.catalogue
    out_of_reach = _changeable(catalogue, days, questions).out_of_reach(days)
    had = Had((card, _needed_for(card, questions)) for card in eligible)
    for card in candidates:
        if steps := tuple(steps_missing(card.result, out_of_reach)):
            costs = had.lost_by(_needed_by(steps, questions, catalogue))
            found.append(Near(card, steps, costs, readily(steps, card.result, questions)))
    return sorted(found, key=lambda near: (near.is_folded, HARDEST_LAST[near.readily], -near.brings, len(near.steps)))


def _changeable(catalogue: Catalogue, days: Days, questions: Questions) -> Changeable:
    """The plan is kept with it, so that no identity comes twice."""
    plan = days.plan
    _, found = catalogue.kept(("changeable", id(plan)), lambda: (plan, changeable(plan.conditions, questions)))
    return found


def _needed_by(steps: tuple[PlacedThreshold, ...], questions: Questions, catalogue: Catalogue) -> AnswersNeeded:
    """The answers that these go by."""
    return catalogue.kept(("needed by", steps), lambda: answers_needed(steps, questions))


def _needed_for(card: Card, questions: Questions) -> AnswersNeeded:
    """The answers that what is had today goes by."""
    key = "needed for", card.result.today, card.result.tier
    return card.explainer.catalogue.kept(key, lambda: answers_needed(card.required, questions))
