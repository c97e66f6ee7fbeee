"""The result page's parts, in the order they are shown, from one assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.answers.answers import Answers
from policies.calculator import Assessment, Status
from policies.calculator.ruleset import State
from policies.catalogue import award_sentences
from policies.catalogue.award_sentences import AwardText
from policies.catalogue.catalogue import Catalogue
from policies.results.cards import Card, Rival
from policies.results.explain import Explainer


@dataclass
class Page:
    """Every policy of the check stands in exactly one of the lists."""

    assessment: Assessment
    answers: Answers
    catalogue: Catalogue

    @cached_property
    def cards(self) -> dict[str, Card]:
        explainer = Explainer(self.catalogue, self.answers.values)
        cards = {result.code: Card(result, explainer) for result in self.assessment.results}
        for one in self.assessment.best.undecided:
            rival = self.catalogue.policies[one.code]["name"]
            cards[one.chosen].cautions.append(award_sentences.undecided(rival, one.reason))
        return cards

    def _with_status(self, status: Status) -> list[Card]:
        return [card for card in self.cards.values() if card.result.status is status and not card.result.received]

    @property
    def region(self) -> str:
        return self.catalogue.regions[self.answers.region]["name"]

    @cached_property
    def eligible(self) -> list[Card]:
        """The best allowed combination without what the visitor has already."""
        return [card for code in self.assessment.best.policies if not (card := self.cards[code]).result.received]

    @property
    def paid(self) -> list[Card]:
        return [card for card in self.eligible if card.paid]

    @property
    def unpaid(self) -> list[Card]:
        return [card for card in self.eligible if not card.paid]

    @property
    def received(self) -> list[Card]:
        return [card for card in self.cards.values() if card.result.received]

    @cached_property
    def left_out(self) -> list[Rival]:
        return [Rival(self.cards[one.code], self.cards[one.chosen], one.less) for one in self.assessment.best.left_out]

    @cached_property
    def budget_spent(self) -> list[Card]:
        """Fits, but there is no money left for now."""
        fitting = self._with_status(Status.ELIGIBLE)
        return [card for card in fitting if card.result.policy.state is State.BUDGET_SPENT]

    @cached_property
    def upcoming(self) -> list[Card]:
        return sorted(self._with_status(Status.UPCOMING), key=lambda card: card.result.day)

    @cached_property
    def unknown(self) -> list[Card]:
        return self._with_status(Status.UNKNOWN)

    @cached_property
    def doubtful(self) -> list[Card]:
        return [card for card in self._with_status(Status.INELIGIBLE) if card.result.doubtful]

    @cached_property
    def ineligible(self) -> list[Card]:
        return [card for card in self._with_status(Status.INELIGIBLE) if not card.result.doubtful]

    @cached_property
    def total(self) -> AwardText | None:
        return award_sentences.total(self.assessment.best)

    @property
    def unpublished(self) -> list[Card]:
        """Money that is not in the total: nobody published how much, or an answer is missing."""
        return [card for card in self.paid if card.result.award and not card.result.award.total]

    @cached_property
    def open_questions(self) -> list[Mapping[str, Any]]:
        """What the visitor can answer now to settle what is unknown, in the order it is asked."""
        wanted = {question["key"] for card in self.unknown for question in card.questions}
        return [question for key, question in self.catalogue.questions.items() if key in wanted]

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """(anchor, words, how many) of the parts that have anything."""
        counted = [(anchor, words, len(getattr(self, anchor.replace("-", "_")))) for anchor, words in PARTS.items()]
        return [part for part in counted if part[2] or part[0] == "eligible"]


PARTS = {
    "eligible": "可申领",
    "left-out": "不重复享受",
    "budget-spent": "预算已用完",
    "received": "已享受",
    "upcoming": "即将可领",
    "unknown": "还不确定",
    "doubtful": "可以先咨询",
    "ineligible": "不符合",
}
