"""What the policies shown as eligible come to: the sum, this year's part, and year by year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from policies.calculator import Verdict
from policies.calculator.best_set import Best
from policies.calculator.payments import Payment, by_year, payments
from policies.calculator.ruleset import Basis
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words.awards import AwardText
from policies.results.cards import Card
from policies.results.picture import Picture, picture

# What each kind of bar in the picture is called.
LEGEND = {"yearly": "每年发", "once": "发一次", "up_to": "另外至多", "later": "可能还有"}


@dataclass(frozen=True)
class Money:
    """`cards`: those paid in cash or reimbursed."""

    best: Best
    cards: list[Card]
    this_year: int

    @cached_property
    def total(self) -> AwardText | None:
        return award_sentences.total(self.best)

    @cached_property
    def payments(self) -> list[Payment]:
        return payments(card.result for card in self.cards)

    @cached_property
    def this_year_in_words(self) -> str:
        """Empty where nothing is paid this year."""
        year = next((year for year in by_year(self.payments) if year.year == self.this_year), None)
        return award_sentences.per_year(year, unpublished=bool(self.unpublished)) if year else ""

    @cached_property
    def picture(self) -> Picture | None:
        return picture(self.payments, self.this_year)

    @property
    def legend(self) -> list[tuple[str, str, list[tuple[Card, str]]]]:
        """(kind of bar, its name, the policies it stands for, each with its part of a full year)"""
        parts = [(kind, words, self._paying(kind)) for kind, words in LEGEND.items()]
        return [part for part in parts if part[2]]

    def _paying(self, kind: str) -> list[tuple[Card, str]]:
        most: dict[str, int] = {}
        for payment in self.payments:
            most[payment.code] = max(most.get(payment.code, 0), getattr(payment, kind))
        return [(card, f"{most[card.code]:,}") for card in self.cards if most.get(card.code)]

    @property
    def at_least(self) -> list[Card]:
        return [card for card in self.cards if card.result.award and card.result.award.basis is Basis.AT_LEAST]

    @property
    def up_to(self) -> list[Card]:
        return [card for card, _ in self._paying("up_to") if card.result.promised]

    @cached_property
    def limited(self) -> list[Card]:
        """Those of which there is not enough for everybody who fits."""
        return [card for card in self.cards if card.result.limited and not card.result.promised]

    @cached_property
    def of_couple(self) -> list[Card]:
        """The others of which nobody knows who of a couple has them."""
        return [card for card in self.cards if not card.result.promised and not card.result.limited]

    @property
    def limited_by_year(self) -> list[Card]:
        """Those of the first of which the years count something."""
        return [card for card, _ in self._paying("up_to") if card in self.limited]

    @property
    def of_couple_by_year(self) -> list[Card]:
        return [card for card, _ in self._paying("up_to") if card in self.of_couple]

    @cached_property
    def ending(self) -> list[Card]:
        """Those that may end before all of it was paid."""
        return [card for card in self.cards if card.ends_early]

    @property
    def ends_with_money(self) -> bool:
        """Whether one of these ends because there is no money after a day."""
        return any(card.result.ends_with_money for card in self.ending)

    @property
    def counted_from(self) -> list[str]:
        """The events from which some of it is counted instead of from now on."""
        found = {
            (card.explainer.catalogue.questions[key]["name"], card.explainer.given.get(key))
            for card in self.cards
            if card.result.award and (key := card.result.award.counted_from)
        }
        return sorted(event for event, day in found if day)

    @property
    def waits(self) -> bool:
        """Whether some of it begins only on the day on which applications are taken."""
        applications = [card.result.application for card in self.cards]
        return any(found is not None and found.open is not Verdict.YES for found in applications)

    @property
    def housing_fund(self) -> int:
        """How much of the sum goes into the visitor's housing fund account, in yuan."""
        paid_in = (
            card.result for card in self.cards if card.result.award and card.result.award.payee == "housing_fund"
        )
        return sum(result.within or 0 for result in paid_in)

    @property
    def counts_one_year(self) -> bool:
        """Whether something is paid again and again and nobody wrote for how long."""
        awards = [card.result.award for card in self.cards]
        return any(award and award.recurring is not None and award.count is None for award in awards)

    @cached_property
    def unpublished(self) -> list[Card]:
        """Money of which nobody can say how much it is: that was not published, or an answer is missing."""
        return [card for card in self.cards if card.result.award and not card.result.award.total]

    @cached_property
    def counted_least(self) -> list[Card]:
        """Those of them of which the sum has what is certain."""
        return [card for card in self.unpublished if card.result.certain_within]

    @cached_property
    def uncounted(self) -> list[Card]:
        """Those of them of which the sum has nothing."""
        return [card for card in self.unpublished if not card.result.certain_within]
