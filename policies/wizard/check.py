"""One visitor's check as it stands: which questions it asks, section by section, and which are still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.answers import Answers, belonging, today
from policies.calculator import Assessment, Facts, Ruleset, Verdict, assess
from policies.calculator.calendar import Month
from policies.calculator.worth import Worth, worths
from policies.catalogue.catalogue import Catalogue

Entry = dict[str, Any]
YES = Verdict.YES


@dataclass(frozen=True)
class Check:
    """`lost`: the answers given before are gone, and a form that was still open begins the check anew. `known`: what
    these answers come to, where that was worked out before."""

    catalogue: Catalogue
    answers: Answers
    lost: bool = False
    known: Assessment | None = None

    @cached_property
    def ruleset(self) -> Ruleset:
        return self.catalogue.ruleset(self.answers.region)

    @cached_property
    def facts(self) -> Facts:
        return self.answers.facts(self.ruleset) if self.known is None else self.known.facts

    @cached_property
    def assessment(self) -> Assessment:
        """As of today, with what the visitor has already."""
        if self.known is not None:
            return self.known
        return assess(self.ruleset, self.facts, today(), self.answers.received_of(self.ruleset.policies))

    @cached_property
    def relevant(self) -> frozenset[str]:
        """The questions whose answer can still change the result."""
        return frozenset(self.assessment.relevant_questions)

    @cached_property
    def schools(self) -> list[Entry]:
        return self.catalogue.schools_of(self.answers.region)

    @cached_property
    def region(self) -> Entry:
        return self.catalogue.regions[self.answers.region]

    @property
    def sections(self) -> list[Entry]:
        """The sections that have at least one question of this region."""
        return [self.catalogue.sections[code] for code in self._by_section]

    @cached_property
    def _by_section(self) -> Mapping[str, list[Entry]]:
        """The questions of each section, in their order."""
        return self.catalogue.kept(("by section", self.answers.region), self._sorted)

    def _sorted(self) -> Mapping[str, list[Entry]]:
        questions = [self.catalogue.questions[key] for key in self.ruleset.questions]
        found = {code: [one for one in questions if one["section"] == code] for code in self.catalogue.sections}
        return {code: several for code, several in found.items() if several}

    def questions(self, section: str) -> list[Entry]:
        """Every question of the section, whether it is asked now or not."""
        return self._by_section.get(section, [])

    def matters(self, key: str) -> bool:
        """Whether a question has its answer, or 「不清楚」, or one that can still change something, or an offer."""
        return key in self._mattering

    @cached_property
    def _mattering(self) -> frozenset[str]:
        answers = self.answers
        offered = [key for key in answers.kept if belonging.offered(answers, key) is not None]
        return self.relevant.union(answers.values, answers.declined, offered)

    def shown(self, section: str, besides: Collection[str] = ()) -> list[Entry]:
        """The questions that stand on the section's page; a follow-up only while it is certainly asked.

        `besides`: questions that stay although they do not matter, as what was typed there cannot be read.
        """
        if not besides:
            return self._shown.get(section, [])
        asked, mattering = self.facts.asked, self._mattering
        questions = [q for q in self.questions(section) if asked[q["key"]] is YES]
        return [q for q in questions if q["key"] in besides or q["key"] in mattering]

    @cached_property
    def _shown(self) -> Mapping[str, list[Entry]]:
        asked, mattering = self.facts.asked, self._mattering
        return {
            code: [one for one in several if one["key"] in mattering and asked[one["key"]] is YES]
            for code, several in self._by_section.items()
        }

    def open(self, section: str) -> list[Entry]:
        """The shown questions without answer or 「不清楚」 that still change the result, and dates whose day does."""
        return [question for question in self.shown(section) if self.is_open(question["key"])]

    def is_open(self, key: str) -> bool:
        return key in self.relevant and (not self.answers.touched(key) or self.asks_day(key))

    def asks_day(self, key: str) -> bool:
        """Whether of this date the month is known, and its day could still change something."""
        month_alone = isinstance(self.answers.values.get(key), Month) and key not in self.answers.declined
        return month_alone and key in self.relevant

    @property
    def open_everywhere(self) -> dict[str, Worth]:
        """Every open question of all sections, the one worth most first."""
        open_keys = [q["key"] for section in self.sections for q in self.open(section["code"])]
        return worths(self.assessment, open_keys, self.catalogue.rarely_answered)

    def may_ask(self, section: str) -> bool:
        """Whether a question of the section matters, now or after other answers."""
        return any(self.matters(question["key"]) for question in self.questions(section))

    def before(self, section: Entry) -> Entry | None:
        """The nearest section before this one that shows a question."""
        place = self.sections.index(section)
        return next((one for one in reversed(self.sections[:place]) if self.shown(one["code"])), None)

    def after(self, section: Entry) -> Entry | None:
        """The next section after this one that has a question to ask; None: on to the result."""
        place = self.sections.index(section)
        return next((one for one in self.sections[place + 1 :] if self.open(one["code"])), None)

    @property
    def first_open(self) -> Entry | None:
        return next((one for one in self.sections if self.open(one["code"])), None)
