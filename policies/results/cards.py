"""One policy's result as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policies.calculator import PolicyResult, Verdict
from policies.calculator.awards import PAID_FORMS
from policies.calculator.best_set import FIRM
from policies.calculator.due import longest
from policies.calculator.findings import PlacedThreshold
from policies.calculator.lazy import lazy
from policies.calculator.ruleset import State
from policies.catalogue.document import dated
from policies.catalogue.words import applications as application_sentences
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import dated as dated_sentences
from policies.catalogue.words import offers, sentences
from policies.catalogue.words import relations as relation_sentences
from policies.catalogue.words.awards import AwardText
from policies.catalogue.words.periods import UNITS
from policies.results.entries import EntryOn, entry_on
from policies.results.explain import Explainer


@dataclass
class Card:
    """What a template needs of one policy; sentences are made when it asks for them.

    `doubts`: why the choice within its exclusion group is not certain; `overlaps`: the policy chosen in its group.
    """

    result: PolicyResult
    explainer: Explainer
    doubts: list[str] = field(default_factory=list)
    overlaps: Card | None = None

    @property
    def code(self) -> str:
        return self.result.code

    @lazy
    def entry(self) -> EntryOn:
        """The document's, as it is today."""
        return entry_on(self.explainer.catalogue, self.result.code, self.result.days.on)

    @property
    def policy(self) -> Mapping[str, Any]:
        return self.entry.policy

    @property
    def planned(self) -> bool:
        """Whether it is only announced."""
        return self.result.state is State.PLANNED

    @property
    def paid(self) -> bool:
        """Money in the visitor's hand, as against discounts, services and loans."""
        return self.result.award is not None and self.result.award.form in PAID_FORMS

    @property
    def for_firm(self) -> bool:
        """Money that goes to a firm, be it the visitor's own."""
        return self.result.award is not None and self.result.award.payee == FIRM

    @property
    def most_possible(self) -> tuple[int, str] | None:
        """Of what is not decided: the most that it may pay the visitor, in yuan and in words; None for no known sum."""
        paid = [one for one in self.result.possible if one.form in PAID_FORMS and one.payee != FIRM and one.total]
        if not paid:
            return None
        most = max(paid, key=lambda one: one.total or 0)
        return most.total or 0, award_sentences.whole(most, self.explainer.catalogue.questions)

    @lazy
    def award(self) -> AwardText | None:
        return award_sentences.granted(self.result, self.explainer.catalogue.questions, numbers=self.explainer.numbers)

    @property
    def until(self) -> str:
        return award_sentences.until(self.result)

    @property
    def ends_early(self) -> bool:
        """Whether some of the award falls due only after the right has certainly lasted."""
        return self.result.award is not None and self.result.within != self.result.left[0]

    @property
    def rest(self) -> str:
        """Of what is received already: what is left of it."""
        return award_sentences.rest(self.result)

    @property
    def paid_by(self) -> str:
        """The unit in which to ask how much of it was received; empty where there is nothing to ask."""
        found = longest(self.result.policy)
        return UNITS[found[1]] if found else ""

    @property
    def end(self) -> str:
        """What ends it, in words, where it certainly lasts for a while only."""
        return award_sentences.end(self.result)

    @property
    def money_left(self) -> str:
        """Where there is money up to a day, which, or when applications are taken no more; empty otherwise."""
        return self.entry.money_left if self.result.state is State.OPEN else ""

    @property
    def applied_status(self) -> str:
        """How it stands, where applications are taken at some times only."""
        found = self.result.application
        return application_sentences.status(found) if found else ""

    @property
    def applied_when(self) -> list[tuple[str, str]]:
        """From when, until when and when again one can apply, each day with its name; then for what it requires."""
        found, until = self.result.application, self.result.eligible_until
        lines = application_sentences.when(found, until) if found and not self.result.received else []
        for code, required in self.result.required_applications.items():
            name = self.explainer.catalogue.policies[code]["name"]
            lines += [(f"“{name}”{what}", said) for what, said in application_sentences.when(required, until)]
        return lines

    @property
    def too_late(self) -> str:
        """Of what fits and cannot certainly be applied for: why, and whom to ask."""
        found, policy, catalogue = self.result.application, self.policy, self.explainer.catalogue
        if not found or found.possible is Verdict.YES:
            names = [catalogue.policies[code]["name"] for code in self.result.too_late_for]
            return application_sentences.required_first(names)
        office, questions = policy.get("office") or "负责部门", self.explainer.catalogue.questions
        until = self.result.eligible_until
        windows = dated.applying(policy, self.result.day, self.result.days.facts.values)
        return application_sentences.too_late(found, windows, questions, until, office)

    @property
    def topped(self) -> str:
        """Of what only tops up to others that are had beside it: who pays what; empty otherwise."""
        beside, policies = self.result.beside, self.explainer.catalogue.policies
        names = [policies[one.code]["name"] for one in beside]
        return relation_sentences.topped(self.result, names) if beside else ""

    @property
    def whole(self) -> str:
        """The award over its longest term, or for as long as it certainly lasts; of one that tops up what it pays."""
        if self.result.beside:
            return relation_sentences.missing(self.result)
        amounts, questions = self.result.award, self.explainer.catalogue.questions
        return award_sentences.whole(amounts, questions, self.result.within, self.end) if amounts else ""

    @property
    def award_notes(self) -> list[str]:
        """What the document says of the amount, and by which published numbers it is reckoned."""
        catalogue, days = self.explainer.catalogue, self.result.days
        award = dated.award_for(catalogue.policies[self.code], self.result.tier, self.result.day, days.facts.values)
        parameters = days.plan.parameters
        notes = offers.rests_on(award, parameters, catalogue.parameters, self.result.day, days.facts.values)
        return [*([award["note"]] if award.get("note") else []), *notes, *self.changed_amounts]

    @property
    def changed_amounts(self) -> list[str]:
        """What the amount is from a later day on while the right still lasts, where the award itself does not say so:
        in sentences."""
        catalogue, result = self.explainer.catalogue, self.result
        policy, parameters = catalogue.policies[self.code], result.days.plan.parameters
        if not policy.get("changes") or result.award is None:
            return []
        return [
            dated_sentences.raised(
                day, offers.in_words(award, parameters, catalogue.parameters, catalogue.questions, day)
            )
            for day, award in dated.to_come(policy, result.tier, result.day, result.days.facts.values)
            if result.lasts_to(day)
        ]

    @property
    def required(self) -> list[PlacedThreshold]:
        """The conditions of the policy and of the tier granted, without those that have an alternative, or that do not
        hold today."""
        today = [one for one in self.result.policy_plan.thresholds if one.may_apply(self.result.today.moment)]
        return [one for one in today if one.alternative is None and one.tier in (None, self.result.tier)]

    @property
    def ended(self) -> str:
        """That its time is over, where it is; empty otherwise. Nothing is said of what may be had without it."""
        last = self.result.last_day
        if last is None:
            return ""
        source = self.entry.sources[0][0]
        if not self.result.today.accepts:
            return (
                f"{source.get('number') or source['title']}里的这一项受理到 {sentences.day(last)}为止，已经停止受理。"
            )
        event = self.result.policy.window.event
        happened = self.explainer.given.get(event) if event else None
        name = self.explainer.catalogue.questions[event]["name"] if event and happened else ""
        until = f"只管 {sentences.day(last)}以前的{name}" if name else f"最晚执行到 {sentences.day(last)}，已经到期"
        office = self.policy.get("office") or "负责部门"
        return f"{source.get('number') or source['title']}里的这一项{until}；有没有延续、平常怎么办，问{office}。"

    def is_over(self, on: date) -> bool:
        """Whether the policy no longer certainly runs on that day; what happened before may still count."""
        return (end := self.result.policy.window.ends_on) is not None and end < on

    @property
    def fails_from(self) -> date | None:
        """Of what only our reading rules out: the day on which it does, where that is not today."""
        day = self.result.doubt[0] if self.result.doubt else None
        return day if day and day > self.result.days.on else None

    @property
    def if_read_otherwise(self) -> list[AwardText]:
        """Of what only our reading rules out: what it may come to without it."""
        if not self.result.doubt:
            return []
        day, then = self.result.doubt
        questions, numbers = self.explainer.catalogue.questions, self.explainer.numbers
        several = (self.result.days.amounts(award, day) for award in dict.fromkeys(then.open_awards))
        return [award_sentences.award(one, questions, numbers=numbers) for one in several]

    @lazy
    def asked(self) -> tuple[str, ...]:
        """The questions that would settle the policy, its tier or its amount and that the visitor can be asked now."""
        asked = self.result.days.facts.asked
        return tuple([key for key in self.result.missing if asked[key] is Verdict.YES])

    @property
    def countdown(self) -> str:
        """How long until an upcoming policy starts."""
        return f"还有 {(self.result.day - self.result.days.on).days} 天"
