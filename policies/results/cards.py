"""One policy's result as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from policies.calculator import PolicyResult, Verdict
from policies.calculator.awards import PAID_FORMS, Amounts
from policies.calculator.best_set import FIRM
from policies.calculator.due import longest
from policies.calculator.findings import PlacedThreshold
from policies.calculator.ruleset import Basis, Readily, State
from policies.catalogue.document import dated
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import offers, sentences
from policies.catalogue.words import states as state_sentences
from policies.catalogue.words.awards import AwardText
from policies.results.explain import AnyOfInWords, Explainer, FindingInWords

ICONS = {
    "employment": "work",
    "housing": "home",
    "insurance": "shield",
    "startup": "rocket",
    "talent": "medal",
    "health": "heart",
    "family": "family",
    "life": "train",
    "study": "book",
}


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

    @cached_property
    def policy(self) -> Mapping[str, Any]:
        """The document's entry as it is today: name, summary, office, phone, steps."""
        return dated.as_of(self.explainer.catalogue.policies[self.result.code], self.result.days.on)

    @property
    def planned(self) -> bool:
        """Whether it is only announced."""
        return self.result.state is State.PLANNED

    @property
    def icon(self) -> str:
        return ICONS[self.policy["category"]]

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

    @cached_property
    def award(self) -> AwardText | None:
        return award_sentences.granted(self.result, self.explainer.catalogue.questions)

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
        return {"year": "年", "month": "个月"}[found[1]] if found else ""

    @property
    def end(self) -> str:
        """What ends it, in words, where it certainly lasts for a while only."""
        return award_sentences.end(self.result)

    @property
    def money_left(self) -> str:
        """Where there is money up to a day, which, or when applications are taken no more; empty otherwise."""
        policy, on = self.policy, self.result.days.on
        if self.result.state is not State.OPEN:
            return ""
        left, ahead = state_sentences.money_left(policy, on), state_sentences.ahead(policy, on)
        return f"{left}，从第二天起用完。" if left else f"{ahead}。" if ahead else ""

    @property
    def money_spent(self) -> str:
        """Where there is no money when the person may have it: since when, or from when on; empty otherwise."""
        return (
            f"{state_sentences.money_spent(self.policy, self.result.days.on)}。"
            if self.result.state is State.BUDGET_SPENT
            else ""
        )

    @property
    def whole(self) -> str:
        """The award over its longest term, or for as long as it certainly lasts."""
        amounts, questions = self.result.award, self.explainer.catalogue.questions
        return award_sentences.whole(amounts, questions, self.result.within, self.end) if amounts else ""

    @property
    def award_notes(self) -> list[str]:
        """What the document says of the amount, and by which published numbers it is reckoned."""
        catalogue, days = self.explainer.catalogue, self.result.days
        award = dated.award_for(catalogue.policies[self.code], self.result.tier, self.result.day, days.facts.values)
        parameters = days.plan.parameters
        notes = offers.rests_on(award, parameters, catalogue.parameters, self.result.day, days.facts.values)
        return [award["note"], *notes] if award.get("note") else notes

    @property
    def tier(self) -> str:
        return next((tier["name"] for tier in self.policy.get("tiers", ()) if tier["code"] == self.result.tier), "")

    @property
    def tier_shown(self) -> str:
        """The tier that is certain, said no more surely than it is known."""
        if not self.tier:
            return ""
        return f"目前能确定的一档：{self.tier}" if self.result.maybe_more else f"按你的情况：{self.tier}"

    @property
    def required(self) -> list[PlacedThreshold]:
        """The conditions of the policy and of the tier granted, without those that have an alternative, or that do not
        hold today."""
        today = [one for one in self.result.policy_plan.thresholds if one.may_apply(self.result.today.moment)]
        return [one for one in today if one.alternative is None and one.tier in (None, self.result.tier)]

    @cached_property
    def met(self) -> list[FindingInWords]:
        return self.explainer.met(self.result)

    @cached_property
    def failed(self) -> list[FindingInWords | AnyOfInWords]:
        return self.explainer.failed(self.result)

    @property
    def ended(self) -> str:
        """That its time is over, where it is; empty otherwise. Nothing is said of what may be had without it."""
        last = self.result.last_day
        if last is None:
            return ""
        source = self.sources[0][0]
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
        questions, days = self.explainer.catalogue.questions, self.result.days
        return [award_sentences.award(days.amounts(award, day), questions) for award in dict.fromkeys(then.open_awards)]

    @cached_property
    def open(self) -> list[FindingInWords]:
        return self.explainer.open(self.result)

    @cached_property
    def questions(self) -> list[Mapping[str, Any]]:
        """Those that would settle the policy, its tier or its amount and that the visitor can be asked now."""
        asked = self.result.days.facts.asked
        return [self.explainer.catalogue.questions[key] for key in self.result.missing if asked[key] is Verdict.YES]

    @property
    def sources(self) -> list[tuple[dict[str, Any], list[str]]]:
        return self.explainer.catalogue.cited(self.policy)

    @property
    def cautions(self) -> list[str]:
        return self.explainer.catalogue.cautions(self.policy)

    @property
    def window_note(self) -> str:
        return self.explainer.catalogue.window_of(self.policy).get("note", "")

    @property
    def countdown(self) -> str:
        """How long until an upcoming policy starts."""
        return f"还有 {(self.result.day - self.result.days.on).days} 天"


@dataclass(frozen=True, slots=True)
class Rival:
    """A fitting policy that gives way to another one of its group."""

    card: Card
    chosen: Card
    less: int | None

    @property
    def why(self) -> Mapping[str, Any]:
        """The exclusion group: its name, note and source."""
        return self.card.explainer.catalogue.groups[str(self.card.result.policy.group)]

    @property
    def compared(self) -> str:
        """By how much it is less, or more."""
        if self.less is None:
            return ""
        ends = [f"{card.end}前" for card in (self.card, self.chosen) if card.ends_early]
        counted = f"按{'、'.join(dict.fromkeys(ends))}能领的算" if ends else "按最长年限算"
        if not self.less:
            return f"{counted}，两项一样多。"
        more, fewer = (self.chosen, self.card) if self.less > 0 else (self.card, self.chosen)
        word = "少" if self.less > 0 else "多"
        return f"{counted}，改选它{_bound(more, fewer)}{word}领 {sentences.yuan(abs(self.less))}。"


@dataclass(frozen=True, slots=True)
class Near:
    """A policy that is only a step away; `costs`: what is had today and would be lost by the change.

    `readily`: how readily anybody would take that step.
    """

    card: Card
    steps: list[PlacedThreshold]
    costs: list[Card]
    readily: Readily

    @property
    def is_folded(self) -> bool:
        """Whether hardly anybody would do it for the sake of this; what is planned anyway may cost something."""
        return self.readily is Readily.SELDOM or (self.readily is Readily.EFFORT and bool(self.costs))

    @property
    def lost(self) -> str:
        """What it costs, by name."""
        return "；".join(card.policy["name"] for card in self.costs)

    @property
    def distance(self) -> str:
        return f"差 {len(self.steps)} 条"

    @property
    def reasons(self) -> list[FindingInWords]:
        return self.card.explainer.of_thresholds(self.card.result, self.steps)

    @property
    def brings(self) -> int:
        """What is known of the money, in yuan."""
        amounts = self._amounts
        return (amounts.total or 0) if amounts.form in PAID_FORMS and amounts.payee != FIRM else 0

    @property
    def award(self) -> AwardText:
        return award_sentences.award(self._amounts, self.card.explainer.catalogue.questions)

    @property
    def _amounts(self) -> Amounts:
        """What it would come to, on the tier that is nearest."""
        result, tier = self.card.result, next((step.tier for step in self.steps if step.tier), None)
        tiers = {one.code: one.award for one in result.policy.tiers}
        award = result.policy.award or tiers.get(str(tier)) or result.policy.tiers[-1].award
        return result.reckon(award)


def _bound(more: Card, fewer: Card) -> str:
    """How sure the difference of two awards is: an upper bound may turn out less, a lower bound more."""
    bases = [card.result.award.basis if card.result.award else Basis.UNSPECIFIED for card in (more, fewer)]
    if bases == [Basis.FIXED, Basis.FIXED]:
        return ""
    sure = bases[0] in (Basis.FIXED, Basis.AT_LEAST) and bases[1] in (Basis.FIXED, Basis.UP_TO)
    return "至少" if sure else "大约"
