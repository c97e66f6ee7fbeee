"""The result page's parts, in the order they are shown, from one assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from policies.answers.answers import Answers
from policies.calculator import Assessment, Status, Verdict
from policies.calculator.best_set import Best, as_had, own_part
from policies.calculator.choosing import best_or_chosen
from policies.calculator.relations import NONE
from policies.calculator.ruleset import State
from policies.calculator.worth import Worth, worths
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import awards as award_sentences
from policies.results.agenda import Agenda
from policies.results.cards import Card
from policies.results.dates import CalendarEvent, events
from policies.results.explain import Explainer
from policies.results.money import Money
from policies.results.nearest import Near, nearest
from policies.results.papers import Checklist
from policies.results.rivals import Rival
from policies.results.sums import Sums

MOST_EXAMPLES = 3


@dataclass
class ResultPage:
    """Every policy of the check stands in exactly one of the lists."""

    assessment: Assessment
    answers: Answers
    catalogue: Catalogue

    @cached_property
    def best(self) -> Best:
        return best_or_chosen(self.assessment, self.answers.preferred)

    @cached_property
    def own_choice(self) -> bool:
        """Whether the visitor chose otherwise than by the highest total."""
        return self.best is not self.assessment.best

    @cached_property
    def cards(self) -> dict[str, Card]:
        explainer = Explainer(self.catalogue, self.assessment.case.days, self.answers.values)
        by_code = self.assessment.by_code
        cards = {code: Card(as_had(result, self.best, by_code), explainer) for code, result in by_code.items()}
        for one in self.best.undecided:
            rival = self.catalogue.policies[one.code]["name"]
            cards[one.chosen].doubts.append(award_sentences.undecided(rival, one.reason))
        rivals = self.assessment.relations.rivals
        chosen = set(self.best.policies)
        for code in rivals:
            taken = [other for other in self.best.policies if other in rivals[code]] if code not in chosen else []
            cards[code].overlaps = cards[taken[0]] if taken else None
        return cards

    @cached_property
    def _not_received(self) -> dict[Status, list[Card]]:
        found: dict[Status, list[Card]] = {status: [] for status in Status}
        for card in self.cards.values():
            if not card.result.received:
                found[card.result.status].append(card)
        return found

    def _with_status(self, status: Status) -> list[Card]:
        return self._not_received[status]

    @property
    def region(self) -> str:
        return self.catalogue.regions[self.answers.region]["name"]

    @cached_property
    def eligible(self) -> list[Card]:
        """The combination shown without what the visitor has already."""
        return [card for code in self.best.policies if not (card := self.cards[code]).result.received]

    @cached_property
    def paid(self) -> list[Card]:
        """The most that certainly falls due first, what nobody published last; without what a firm is paid."""
        paid = (card for card in self.eligible if card.paid and not card.for_firm)
        return sorted(paid, key=lambda card: card.result.within or 0, reverse=True)

    @cached_property
    def for_firm(self) -> list[Card]:
        """Money that the person can claim for a firm."""
        return [card for card in self.eligible if card.paid and card.for_firm]

    @cached_property
    def unpaid(self) -> list[Card]:
        return [card for card in self.eligible if not card.paid]

    @cached_property
    def received(self) -> list[Card]:
        return [card for card in self.cards.values() if card.result.received]

    @cached_property
    def rest(self) -> list[Card]:
        """Money that is received already and not all paid yet; it is part of the sum."""
        return [card for card in self.received if card.result.still_pays and card.paid and not card.for_firm]

    @cached_property
    def left_out(self) -> list[Rival]:
        """What gives way to several is compared with all of them."""
        open_ = {one.code for one in self.best.undecided}
        return [
            Rival(
                self.cards[one.code],
                [self.cards[code] for code in (one.chosen, *one.others)],
                one.less,
                undecided=one.code in open_,
            )
            for one in self.best.left_out
        ]

    @cached_property
    def budget_spent(self) -> list[Card]:
        """Fits, or will fit, but there is no money then."""
        return [card for card in self._fitting if card.result.state is State.BUDGET_SPENT]

    @property
    def _fitting(self) -> list[Card]:
        return [*self._with_status(Status.ELIGIBLE), *self._with_status(Status.UPCOMING)]

    @cached_property
    def planned(self) -> list[Card]:
        """Fits, or will fit, but is not there yet."""
        return [card for card in self._fitting if card.planned]

    @cached_property
    def late(self) -> list[Card]:
        """Fits, or will fit, but nobody can say that one can still apply, or it is too late for that."""
        return [card for card in self._fitting if card.result.state is State.OPEN and not _can_apply(card)]

    @cached_property
    def upcoming(self) -> list[Card]:
        coming = (card for card in self._with_status(Status.UPCOMING) if card.result.state is State.OPEN)
        return sorted(filter(_can_apply, coming), key=lambda card: card.result.day)

    @cached_property
    def waiting(self) -> int:
        """How many of what fits cannot be applied for today."""
        found = (card.result.application for card in self.eligible)
        return sum(one is not None and one.open is not Verdict.YES for one in found)

    @cached_property
    def unknown(self) -> list[Card]:
        return self._with_status(Status.UNKNOWN)

    @cached_property
    def doubtful(self) -> list[Card]:
        return [card for card in self._with_status(Status.INELIGIBLE) if card.result.doubtful]

    @cached_property
    def _ruled_out(self) -> list[Card]:
        """By what the source says, not by our reading alone."""
        return [card for card in self._with_status(Status.INELIGIBLE) if not card.result.doubtful]

    @cached_property
    def near(self) -> list[Near]:
        questions = self.catalogue.ruleset(self.answers.region).questions
        return nearest(self._ruled_out, self.eligible, self.assessment.case.days, questions)

    @cached_property
    def near_first(self) -> list[Near]:
        """What somebody may well do: what is planned anyway, then what takes an effort and costs nothing."""
        return [near for near in self.near if not near.is_folded]

    @cached_property
    def near_seldom(self) -> list[Near]:
        """What costs nothing, but hardly anybody does for the sake of it."""
        return [near for near in self.near if near.is_folded and not near.costs]

    @property
    def near_folded(self) -> int:
        """How many are not shown at once."""
        return len(self.near) - len(self.near_first)

    @cached_property
    def near_at_a_cost(self) -> list[Near]:
        """Those that are folded."""
        return [near for near in self.near if near.is_folded and near.costs]

    @property
    def near_by_cost(self) -> list[tuple[str, list[Near]]]:
        """What costs the same together: (the names of what would be lost, the policies)."""
        groups: dict[str, list[Near]] = {}
        for near in self.near_at_a_cost:
            groups.setdefault(near.lost, []).append(near)
        return list(groups.items())

    @cached_property
    def ended(self) -> list[Card]:
        """Out of reach only because the time of its document is over."""
        return [card for card in self._ruled_out if card.result.only_ended]

    @cached_property
    def ineligible(self) -> list[Card]:
        elsewhere = {near.card.code for near in self.near} | {card.code for card in self.ended}
        return [card for card in self._ruled_out if card.code not in elsewhere]

    @cached_property
    def money(self) -> Money:
        return Money(own_part(self.best, self.assessment.by_code), [*self.paid, *self.rest], self.assessment.on.year)

    @cached_property
    def sums(self) -> Sums:
        return Sums(
            self.assessment, self.best, self.upcoming, [*self.unknown, *(card for card in self.late if card.asked)]
        )

    @property
    def opening(self) -> list[Card]:
        """What the second of these is made of."""
        cards = (self.cards[result.code] for result in self.sums.opening)
        return sorted(cards, key=lambda card: card.result.day)

    @property
    def is_reckoned(self) -> bool:
        """Whether there is anything to say of how the sums come about, or of what is in none of them."""
        money = self.money
        return bool(money.total or self.rest or self.for_firm or self.best.discount or money.unpublished)

    @cached_property
    def could_come(self) -> list[tuple[Card, str]]:
        """The largest sums among what is not decided yet and may be had at once: an example, never a promise.

        No good examples: what hangs on a question that most people answer with 「没有」, what could only take the place
        of something certain, what there is no money for, and what is over for all to whom it has not happened yet.
        """
        taken = {card.code for card in [*self.eligible, *self.received]}
        found: list[tuple[int, Card, str]] = []
        for card in self.unknown:
            rare = not self.catalogue.rarely_answered.isdisjoint(card.result.missing)
            if rare or card.result.state is not State.OPEN or card.is_over(self.assessment.on):
                continue
            if (most := card.most_possible) and most[0]:
                found.append((most[0], card, most[1]))
        examples: list[tuple[Card, str]] = []
        for _, card, words in sorted(found, key=lambda one: -one[0]):
            if taken.isdisjoint(self.assessment.relations.rivals.get(card.code, NONE)):
                taken.add(card.code)
                examples.append((card, words))
        return examples[:MOST_EXAMPLES]

    @cached_property
    def open_questions(self) -> dict[str, Worth]:
        """What the visitor can be asked now, with what the answer may bring, the one worth most first."""
        asked, declined = self.assessment.facts.asked, self.answers.declined
        relevant = self.assessment.relevant_questions
        can_be_asked = [key for key in relevant if asked[key] is Verdict.YES and key not in declined]
        return worths(self.assessment, can_be_asked, self.catalogue.rarely_answered)

    @property
    def worth_most(self) -> list[tuple[dict[str, Any], str]]:
        """The first few of these, and what each may bring, in words."""
        first = list(self.open_questions.items())[:NAMED]
        return [(self.catalogue.questions[key], award_sentences.worth(worth)) for key, worth in first]

    def events(self, code: str | None = None) -> list[CalendarEvent]:
        """The days to remember of what fits or will fit, or of that one policy."""
        return [event for event in self._events if code in (None, event.card.code)]

    @cached_property
    def _events(self) -> list[CalendarEvent]:
        return events(self._to_come, self.rest)

    @property
    def _to_come(self) -> list[Card]:
        return [*self.eligible, *self.upcoming]

    @property
    def has_dates(self) -> bool:
        """Whether there are days to remember."""
        return bool(self._events)

    @property
    def has_slips(self) -> bool:
        """Whether there is anything to bring to an office, or to ask there."""
        return bool(self.agenda.now or self.doubtful)

    @cached_property
    def agenda(self) -> Agenda:
        return Agenda(self._to_come, self._events, self._said_to_come, self.assessment.on)

    @cached_property
    def checklist(self) -> Checklist:
        return Checklist(self._to_come, self.answers.papers)

    @property
    def _said_to_come(self) -> dict[date, list[str]]:
        """The events whose day the visitor gave and that are not over yet, by name."""
        asked, found = self.assessment.facts.asked, dict[date, list[str]]()
        for key, value in self.answers.values.items():
            if isinstance(value, date) and value > self.assessment.on and asked.get(key) is Verdict.YES:
                found.setdefault(value, []).append(self.catalogue.questions[key]["name"])
        return found

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """(anchor, words, how many) of the parts that have anything."""
        counted = [(anchor, words, len(getattr(self, anchor.replace("-", "_")))) for anchor, words in PARTS.items()]
        return [part for part in counted if part[2] or part[0] == "eligible"]


def _can_apply(card: Card) -> bool:
    return card.result.can_apply is Verdict.YES


# Questions whose worth stands on the result page.
NAMED = 2
PARTS = {
    "eligible": "可申领",
    "left-out": "不重复享受",
    "late": "先问申请期",
    "budget-spent": "预算已用完",
    "received": "已享受",
    "upcoming": "即将可领",
    "planned": "计划中",
    "near": "还差一点",
    "unknown": "还不确定",
    "doubtful": "可以先咨询",
    "ended": "已经到期",
    "ineligible": "不符合",
}
