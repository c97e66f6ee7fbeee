"""One visitor's check as it stands: which questions it asks, section by section, and which are still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.answers import Answers, belonging, today
from policies.calculator import Assessment, Facts, Ruleset, Verdict, assess
from policies.calculator.asking import Asking
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
    def relevant(self) -> Asking:
        """The questions whose answer can still change the result."""
        return Asking(self.ruleset, self.assessment)

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
        """Whether a question has its answer, or 「不清楚」, or an offer, or one that can still change something."""
        answers = self.answers
        return answers.touched(key) or belonging.offered(answers, key) is not None or key in self.relevant

    def shown(self, section: str, besides: Collection[str] = ()) -> list[Entry]:
        """The questions that stand on the section's page; a follow-up only while it is certainly asked.

        `besides`: questions that stay although they do not matter, as what was typed there cannot be read.
        """
        if besides:
            return [one for one in self._asked(section) if one["key"] in besides or self.matters(one["key"])]
        known = self._shown.get(section)
        if known is None:
            known = self._shown[section] = [one for one in self._asked(section) if self.matters(one["key"])]
        return known

    @cached_property
    def _shown(self) -> dict[str, list[Entry]]:
        return {}

    def _asked(self, section: str) -> list[Entry]:
        """Its questions that are certainly asked."""
        asked = self.facts.asked
        return [one for one in self.questions(section) if asked[one["key"]] is YES]

    def open(self, section: str) -> list[Entry]:
        """The shown questions without answer or 「不清楚」 that still change the result, and dates whose day does."""
        return [question for question in self._asked(section) if self.is_open(question["key"])]

    def has_open(self, section: str) -> bool:
        return any(self.is_open(question["key"]) for question in self._asked(section))

    def is_open(self, key: str) -> bool:
        return self.asks_day(key) if self.answers.touched(key) else key in self.relevant

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
        return next((one for one in self.sections[place + 1 :] if self.has_open(one["code"])), None)

    @property
    def first_open(self) -> Entry | None:
        return next((one for one in self.sections if self.has_open(one["code"])), None)
