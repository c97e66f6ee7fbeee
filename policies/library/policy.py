"""One policy as its page shows it: conditions and amounts are read off the rules, never typed a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from policies.calculator.awards import amounts
from policies.calculator.ruleset import Award, Policy, Requirements, Threshold
from policies.catalogue import award_sentences, sentences
from policies.catalogue.award_sentences import AwardText
from policies.catalogue.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Need:
    """One condition in words."""

    words: str
    inferred: bool
    note: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What is required, and the any-ofs: of each, one way is enough, with all that belongs to it."""

    required: list[Need]
    any_of: list[list[list[Need]]]


@dataclass(frozen=True, slots=True)
class Grade:
    name: str
    needs: Needs
    award: AwardText
    note: str


@dataclass(frozen=True)
class Page:
    """`on`: the day for which amounts are reckoned."""

    catalogue: Catalogue
    policy: Mapping[str, Any]
    on: date

    @cached_property
    def rules(self) -> Policy | None:
        """None for an organisation's policy and for a closed one."""
        policies = self.catalogue.ruleset(self.policy["region"]).policies
        return next((policy for policy in policies if policy.code == self.policy["code"]), None)

    @property
    def region(self) -> str:
        return self.catalogue.regions[self.policy["region"]]["name"]

    @property
    def needs(self) -> Needs | None:
        return self._needs(self.rules.requirements) if self.rules else None

    @property
    def award(self) -> AwardText | None:
        return self._award(self.rules.award) if self.rules and self.rules.award else None

    @property
    def grades(self) -> list[Grade]:
        """The tiers, the best first."""
        entries = {tier["code"]: tier for tier in self.policy["tiers"]}
        return [
            Grade(
                entries[tier.code]["name"],
                self._needs(tier.requirements),
                self._award(tier.award),
                entries[tier.code]["award"]["note"],
            )
            for tier in (self.rules.tiers if self.rules else ())
        ]

    @property
    def rivals(self) -> list[Mapping[str, Any]]:
        """The other policies of its exclusion group."""
        group = self.policy["group"]
        others = self.catalogue.policies.values() if group else ()
        return [other for other in others if other["group"] == group and other["code"] != self.policy["code"]]

    @property
    def group(self) -> Mapping[str, Any] | None:
        return self.catalogue.groups[self.policy["group"]] if self.policy["group"] else None

    @property
    def sources(self) -> list[tuple[Mapping[str, Any], str]]:
        return [
            (self.catalogue.sources[cited["source"]], sentences.clause(cited["clause"]))
            for cited in self.policy["citations"]
        ]

    @property
    def window(self) -> Mapping[str, Any]:
        """The policy's own window, else that of its first source."""
        return self.policy["window"] or self.sources[0][0]["window"]

    def _award(self, award: Award) -> AwardText:
        parameters = self.catalogue.ruleset(self.policy["region"]).parameters
        return award_sentences.award(amounts(award, {}, parameters, self.on), self.catalogue.questions)

    def _needs(self, requirements: Requirements) -> Needs:
        return Needs(
            [self._need(threshold) for threshold in requirements.required],
            [[[self._need(threshold) for threshold in way] for way in ways] for ways in requirements.any_of],
        )

    def _need(self, threshold: Threshold) -> Need:
        condition, reason = threshold.condition, threshold.reason
        words = sentences.needed(
            self.catalogue.questions,
            condition.question,
            condition.operator,
            condition.operand,
            condition.measured_at,
        )
        return Need(words, reason.inferred, reason.note)
