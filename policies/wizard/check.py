"""One visitor's check as it stands: which questions it asks, section by section, and which are still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.answers import Answers
from policies.calculator import Facts, Ruleset, Verdict
from policies.catalogue.catalogue import Catalogue

Entry = dict[str, Any]


@dataclass(frozen=True)
class Check:
    catalogue: Catalogue
    answers: Answers

    @cached_property
    def ruleset(self) -> Ruleset:
        return self.catalogue.ruleset(self.answers.region)

    @cached_property
    def facts(self) -> Facts:
        return Facts.resolve(self.ruleset, self.answers.values, self.answers.as_of)

    @cached_property
    def region(self) -> Entry:
        return self.catalogue.regions[self.answers.region]

    @cached_property
    def sections(self) -> list[Entry]:
        """The sections that have at least one question of this region."""
        used = {self.catalogue.questions[key]["section"] for key in self.ruleset.questions}
        return [section for code, section in self.catalogue.sections.items() if code in used]

    def questions(self, section: str) -> list[Entry]:
        """Every question of the section, whether it is asked now or not."""
        return [
            question
            for key in self.ruleset.questions
            if (question := self.catalogue.questions[key])["section"] == section
        ]

    def shown(self, section: str) -> list[Entry]:
        """The questions that stand on the section's page: a follow-up only while it is certainly asked."""
        return [question for question in self.questions(section) if self.facts.asked[question["key"]] is Verdict.YES]

    def asking(self, sections: Iterable[Entry]) -> Entry | None:
        """The first of these sections with a question to show."""
        return next((section for section in sections if self.shown(section["code"])), None)

    def open(self, section: str) -> list[Entry]:
        """The shown questions that have neither an answer nor 「不清楚」."""
        return [question for question in self.shown(section) if not self.answers.touched(question["key"])]
