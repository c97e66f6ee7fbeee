"""One policy as its page shows it: conditions and amounts are read off the rules, never typed a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings

from policies.calculator.ruleset import Parameter, Policy, Requirements, Threshold
from policies.catalogue import rulesets
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import dated, related, states
from policies.catalogue.document.related import Why
from policies.catalogue.words import applications as application_sentences
from policies.catalogue.words import dated as dated_sentences
from policies.catalogue.words import offers, sentences
from policies.catalogue.words import states as state_sentences
from policies.catalogue.words.dated import Coming
from policies.catalogue.words.offers import Offer
from policies.catalogue.words.reckoned import Numbers, notes
from policies.publishing import live
from policies.publishing.history import OfferedSince

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Need:
    """One condition in words. `named`: all choices of a list that is too long to be read out."""

    words: str
    inferred: bool
    note: str
    named: list[str]


@dataclass(frozen=True, slots=True)
class NeedsInWords:
    """What is required, and the any-ofs: of each, one way is enough, with all that belongs to it."""

    required: list[Need]
    any_of: list[list[list[Need]]]


@dataclass(frozen=True, slots=True)
class ApplicationTime:
    """A time at which applications are taken, or a deadline, in words."""

    words: str
    note: str
    source: Entry | None
    clause: str


@dataclass(frozen=True)
class PolicyPage:
    """`on`: the day for which amounts are reckoned; `entry`: as the release holds it."""

    catalogue: Catalogue
    entry: Mapping[str, Any]
    on: date

    @cached_property
    def policy(self) -> Mapping[str, Any]:
        """As it is on the day."""
        return dated.as_of(self.entry, self.on)

    @cached_property
    def rules(self) -> Policy:
        return rulesets.build_policy(self.policy, self.catalogue.sources)

    @property
    def coming(self) -> list[tuple[Coming, Entry | None]]:
        """What is otherwise from a day on, each with the document that says so."""
        several = dated_sentences.coming(
            self.policy, self._parameters, self.catalogue.parameters, self.catalogue.questions
        )
        return [(one, self.catalogue.sources[one.source] if one.source else None) for one in several]

    @property
    def region(self) -> str:
        return self.catalogue.regions[self.policy["region"]]["name"]

    @property
    def elsewhere(self) -> bool:
        """Whether the check that is offered first does not look at it."""
        first = self.catalogue.now("regions", settings.DEFAULT_REGION)
        return first not in self.catalogue.regions or self.policy["region"] not in self.catalogue.lineage(first)

    @property
    def state(self) -> str:
        """How it stands on the day."""
        return states.state_on(self.entry, self.on)

    @property
    def money_left(self) -> str:
        """Up to when there is money; empty where nobody knows of an end."""
        return state_sentences.money_left(self.entry, self.on)

    @property
    def ahead(self) -> str:
        """How it will stand from a day on; empty where nobody knows of a turn."""
        return state_sentences.ahead(self.entry, self.on)

    @property
    def spent_since(self) -> date | None:
        """Of one whose money is spent: since when, where that is known."""
        since = states.money_from(self.entry, self.on)
        return since if since and since > date.min else None

    @property
    def category(self) -> str:
        name: str = self.catalogue.categories[self.policy["category"]]["name"]
        return name

    @property
    def for_person(self) -> bool:
        return self.policy["audience"] == "person"

    @property
    def needs(self) -> NeedsInWords:
        return self._needs(self.rules.requirements)

    @cached_property
    def _parameters(self) -> Mapping[str, Parameter]:
        return rulesets.build_parameters(self.catalogue.document)

    @cached_property
    def offers(self) -> list[Offer]:
        return offers.offers(
            self.policy, self._parameters, self.catalogue.parameters, self.catalogue.questions, self.on
        )

    @property
    def rests_on(self) -> list[str]:
        """The published numbers by which its amounts are reckoned, in sentences."""
        awards = [owner["award"] for owner in (self.policy, *self.policy["tiers"]) if owner["award"]]
        named = self.catalogue.parameters
        said = (offers.rests_on(award, self._parameters, named, self.on, {}) for award in awards)
        return list(dict.fromkeys(sentence for several in said for sentence in several))

    @property
    def grades(self) -> list[tuple[Offer, NeedsInWords]]:
        """The tiers, the best first, each with what it needs beyond the policy's conditions."""
        return [
            (offer, self._needs(tier.requirements)) for offer, tier in zip(self.offers, self.rules.tiers, strict=False)
        ]

    @property
    def rivals(self) -> list[Entry]:
        """The other policies with which it is not taken."""
        return [dict(other) for other in related.rivals(self.catalogue, self.policy)]

    @property
    def required(self) -> list[tuple[Mapping[str, Any], str]]:
        """Without which others it is not had, with remarks."""
        return related.required(self.catalogue, self.policy)

    @property
    def requiring(self) -> list[Mapping[str, Any]]:
        return related.requiring(self.catalogue, self.policy)

    @property
    def why_one_only(self) -> tuple[Why, ...]:
        return related.why_one_only(self.catalogue, self.policy)

    @property
    def sources(self) -> list[tuple[Entry, list[str]]]:
        return self.catalogue.cited(self.policy)

    @property
    def cautions(self) -> list[str]:
        return self.catalogue.cautions(self.policy)

    @property
    def window(self) -> Entry:
        return self.catalogue.window_of(self.policy)

    @property
    def runs(self) -> str:
        """When it runs, in one sentence."""
        window = self.rules.window
        event = self.catalogue.questions[window.event] if window.event else None
        return sentences.window(window.starts_on, window.ends_on, event)

    @property
    def applications(self) -> list[ApplicationTime]:
        """When one can apply, where that is not always; what is to come is told with the changes."""
        return [
            ApplicationTime(
                application_sentences.rule(one, self.catalogue.questions),
                one.get("note", ""),
                self.catalogue.sources[one["source"]] if one.get("source") else None,
                sentences.clause(one.get("clause", "")),
            )
            for one in self.policy.get("application_windows", ())
            if not one.get("since")
        ]

    @property
    def history(self) -> tuple[OfferedSince, ...]:
        """Its amounts from release to release and from day to day, the newest first; empty where that is not known."""
        return tuple(change for change in reversed(live.changes(self.policy["code"])) if change.on <= self.on)

    def _needs(self, requirements: Requirements) -> NeedsInWords:
        """What is to come is told apart."""
        now = [one.branches for one in requirements.dated if one.since is None]
        alone = [way for ways in now if len(ways) == 1 for way in ways]
        required = [*requirements.required, *(threshold for way in alone for threshold in way)]
        any_of = [*requirements.any_of, *(ways for ways in now if len(ways) > 1)]
        return NeedsInWords(
            [self._need(threshold) for threshold in required],
            [[[self._need(threshold) for threshold in way] for way in ways] for ways in any_of],
        )

    def _need(self, threshold: Threshold) -> Need:
        condition, reason = threshold.condition, threshold.reason
        words = sentences.briefly(
            self.catalogue.questions,
            condition.question,
            condition.operator,
            condition.operand,
            condition.measured_at,
            numbers := Numbers(self.catalogue.parameters, self.on),
        )
        named = sentences.all_named(self.catalogue.questions, condition.question, condition.operator, condition.operand)
        note = " ".join(filter(None, [reason.note, *notes(condition.operand, numbers)]))
        return Need(words, reason.inferred, note, named)
