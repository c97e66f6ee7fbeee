"""What is still open: each question with what it decides and how to find out, and messages that ask for the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.calculator import Verdict
from policies.calculator.worth import worths
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import inquiries as sentences
from policies.results.cards import Card
from policies.results.page import ResultPage

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`worth`: what its answer may bring, in words. `declined`: the visitor said that they do not know."""

    question: Entry
    worth: str
    policies: tuple[Entry, ...]
    declined: bool
    rare: bool

    @property
    def find_out(self) -> str:
        return sentences.find_out(self.question)

    @property
    def is_sent(self) -> bool:
        """Whether it stands in a message: of what few people have anything to say to, only if it was declined."""
        return bool(self.question.get("find_out")) and (self.declined or not self.rare)


@dataclass(frozen=True, slots=True)
class Message:
    """`whom`: the addressee's code, `name` in words. `offices`: whom of the offices to ask, with their phones."""

    whom: str
    name: str
    text: str
    offices: tuple[tuple[str, str], ...]


@dataclass
class Inquiries:
    """Of one result."""

    page: ResultPage

    @cached_property
    def questions(self) -> list[OpenQuestion]:
        """Those whose answer can still change something and that are asked, the one worth most first."""
        page, catalogue = self.page, self.page.catalogue
        asked, declined = page.assessment.facts.asked, page.answers.declined
        keys = [key for key in page.assessment.relevant_questions if asked[key] is Verdict.YES]
        rare = catalogue.rarely_answered
        return [
            OpenQuestion(
                catalogue.questions[key],
                award_sentences.worth(worth),
                tuple(card.policy for card in self._decided_by(key)),
                key in declined,
                key in rare,
            )
            for key, worth in worths(page.assessment, keys, rare).items()
        ]

    def _decided_by(self, key: str) -> list[Card]:
        return [card for card in self.page.cards.values() if key in card.result.missing and not card.result.received]

    @cached_property
    def messages(self) -> list[Message]:
        """One for each addressee who has something to be asked."""
        return [self._message(whom, several) for whom in sentences.WHOM if (several := self._sent(whom))]

    def _sent(self, whom: str) -> list[OpenQuestion]:
        return [one for one in self.questions if one.is_sent and one.question["whom"] == whom]

    def _message(self, whom: str, several: list[OpenQuestion]) -> Message:
        decided = [policy for one in several for policy in one.policies] if whom == "office" else []
        offices = dict.fromkeys((one.get("office", ""), one.get("phone", "")) for one in decided if one.get("office"))
        text = sentences.message(whom, [one.question for one in several])
        return Message(whom, sentences.WHOM[whom], text, tuple(offices))
