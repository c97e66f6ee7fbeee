"""All that decides how a policy stands on a result page: who have it alike are shown the same, but for what is theirs.

Each part of the page has a class here, named in PARTS by its template. `of` reads it off a visitor's result, cheaply
and without a sentence being made; `shown` are the values that the template sees. They are made of the catalogue and of
what stands here alone, so what is rendered once for all can depend on nothing else. An answer, a day that follows from
one and an amount reckoned by one stand in no field: they are the template's own places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from policies.calculator import PolicyResult, awards
from policies.calculator.findings import WITHIN, Finding
from policies.calculator.ruleset import Award, State
from policies.calculator.standing import Standing
from policies.calculator.verdict import Verdict
from policies.catalogue import rulesets
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import related
from policies.catalogue.document.related import Why, why_not_both
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import relations as relation_sentences
from policies.results.cards import Card
from policies.results.entries import entry_on
from policies.results.nearest import Near
from policies.results.rivals import Rival
from policies.results.wordings import RuledOut, Wordings

Shown = dict[str, Any]
OPEN, BUDGET_SPENT = State.OPEN, State.BUDGET_SPENT


class Alike(Protocol):
    """A tuple: equal for all who are shown the same."""

    def shown(self, catalogue: Catalogue) -> Shown: ...


class Stands(NamedTuple):
    """What every part goes by. `dated`: how the policy stands, where some of its conditions hold on their days only.
    `required`: without which others it is not had, and how they stand today; `together`: all can be had. `chain`: all
    without which it is not had, also those that these require."""

    code: str
    on: date
    state: str
    dated: Standing | None
    required: tuple[tuple[str, Verdict], ...] = ()
    together: bool = False
    chain: tuple[str, ...] = ()

    @classmethod
    def of(cls, result: PolicyResult) -> Stands:
        plan, today = result.policy_plan, result.today
        dated = today if plan.dated else None
        if not plan.requires:
            return cls(plan.policy.code, result.days.on, result.state, dated)
        together = result.comes_with_required
        return cls(plan.policy.code, result.days.on, result.state, dated, today.required, together, result.required)

    def shown(self, catalogue: Catalogue) -> Shown:
        entry = entry_on(catalogue, self.code, self.on)
        return {
            "policy": entry.policy,
            "icon": catalogue.categories[entry.policy["category"]]["icon"],
            "sources": entry.sources,
            "cautions": [*entry.cautions, *_shared_out(catalogue, self.chain)],
            "window_note": entry.window_note,
            "requires": [
                {
                    "code": code,
                    "name": catalogue.policies[code]["name"],
                    "said": relation_sentences.required(
                        catalogue.policies[code]["name"], verdict, together=self.together
                    ),
                    "note": related.why_requires(entry.policy, code),
                }
                for code, verdict in self.required
            ],
            "money_left": entry.money_left if self.state == OPEN else "",
            "money_spent": entry.money_spent if self.state == BUDGET_SPENT else "",
        }

    def words(self, catalogue: Catalogue) -> Wordings:
        return Wordings(catalogue, self.code, self.on, self.dated)


class Fits(NamedTuple):
    """What can be had, now or later, is planned or has no money left.

    `waits_for`: of what fits later. `lasts`: whether no end is known. `same_award`: whether everybody gets the same.
    `asked`: the questions that may lead to a higher tier. `at_times`: whether one can apply at some times only.
    """

    stands: Stands
    met: tuple[Finding, ...]
    waits_for: RuledOut | None
    tier: str | None
    maybe_more: bool
    asked: tuple[str, ...]
    lasts: bool
    ends_with_money: bool
    same_award: bool
    doubts: tuple[str, ...]
    overlaps: str | None
    at_times: bool
    required_at_times: bool

    @classmethod
    def of(cls, card: Card) -> Fits:
        result, explainer = card.result, card.explainer
        lasts = result.eligible_until is None
        return cls(
            Stands.of(result),
            explainer.met(result),
            explainer.ruled_out(result) if result.eligible_from else None,
            result.tier,
            result.maybe_more,
            card.asked if result.maybe_more else (),
            lasts,
            result.ends_with_money,
            _is_same(result, result.certain.award if result.certain else None, lasts=lasts),
            tuple(card.doubts),
            card.overlaps.code if card.overlaps else None,
            bool(result.policy.application_windows),
            bool(result.required_applications),
        )

    def shown(self, catalogue: Catalogue) -> Shown:
        words = self.stands.words(catalogue)
        tier = entry_on(catalogue, self.stands.code, self.stands.on).tier(self.tier)
        certainly = f"目前能确定的一档：{tier}" if self.maybe_more else f"按你的情况：{tier}"
        award = _same(catalogue, self.stands.code, self.tier) if self.same_award else {}
        return {
            **self.stands.shown(catalogue),
            **award,
            "tier": certainly if tier else "",
            "maybe_more": self.maybe_more,
            "questions": [catalogue.questions[key] for key in self.asked],
            "later": self.waits_for is not None,
            "lasts": self.lasts,
            "ends_with_money": self.ends_with_money,
            "doubts": self.doubts,
            "at_times": self.at_times,
            "required_at_times": self.required_at_times,
            "overlaps": catalogue.policies[self.overlaps] if self.overlaps else None,
            "met": words.of(self.met),
            "failed": words.ruling_out(self.waits_for) if self.waits_for else [],
        }


def _shared_out(catalogue: Catalogue, required: Iterable[str]) -> list[str]:
    """Why not everybody gets it who fits, because of what it requires."""
    several = [catalogue.policies[code] for code in required]
    return [
        relation_sentences.of_required(one["name"], said)
        for one in several
        for said in relation_sentences.shared_out(one)
    ]


class GivesWay(NamedTuple):
    """What fits too, but gives way to others. `why`: remarks of the document; `received`: whether what it gives
    way to is had already. `at_times`: whether one can apply at some times only."""

    stands: Stands
    met: tuple[Finding, ...]
    why: tuple[Why, ...]
    received: bool
    at_times: bool
    lasts: bool
    ends_with_money: bool

    @classmethod
    def of(cls, rival: Rival) -> GivesWay:
        card, result = rival.card, rival.card.result
        catalogue, instead = card.explainer.catalogue, [other.code for other in rival.instead]
        why = tuple(dict.fromkeys(one for other in instead for one in why_not_both(catalogue, result.code, other)))
        at_times = bool(result.policy.application_windows)
        return cls(
            Stands.of(result),
            card.explainer.met(result),
            why,
            rival.chosen.result.received,
            at_times,
            result.eligible_until is None,
            result.ends_with_money,
        )

    def shown(self, catalogue: Catalogue) -> Shown:
        return {
            **self.stands.shown(catalogue),
            "met": self.stands.words(catalogue).of(self.met),
            "why": self.why,
            "received": self.received,
            "at_times": self.at_times,
            "lasts": self.lasts,
            "ends_with_money": self.ends_with_money,
        }


class NotThereYet(NamedTuple):
    """What would fit, were it there. `later`: not yet today."""

    stands: Stands
    later: bool

    @classmethod
    def of(cls, card: Card) -> NotThereYet:
        return cls(Stands.of(card.result), card.result.eligible_from is not None)

    def shown(self, catalogue: Catalogue) -> Shown:
        return {**self.stands.shown(catalogue), "later": self.later}


class TooLate(NamedTuple):
    """What fits and cannot certainly be applied for. `asked`: the questions for the days on which that hangs."""

    stands: Stands
    met: tuple[Finding, ...]
    asked: tuple[str, ...]
    later: bool

    @classmethod
    def of(cls, card: Card) -> TooLate:
        return cls(
            Stands.of(card.result), card.explainer.met(card.result), card.asked, card.result.eligible_from is not None
        )

    def shown(self, catalogue: Catalogue) -> Shown:
        return {
            **self.stands.shown(catalogue),
            "met": self.stands.words(catalogue).of(self.met),
            "questions": [catalogue.questions[key] for key in self.asked],
            "later": self.later,
        }


class StepAway(NamedTuple):
    """What is only a step away. `same_award`: as of Fits; `costs`: whether it is said here what that would cost."""

    stands: Stands
    steps: tuple[Finding, ...]
    tier: str | None
    same_award: bool
    costs: bool

    @classmethod
    def of(cls, near: Near) -> StepAway:
        result = near.card.result
        return cls(
            Stands.of(result),
            near.card.explainer.of_thresholds(result, near.steps),
            near.tier,
            _is_same(result, near.ruled, lasts=True),
            bool(near.costs) and not near.is_folded,
        )

    def shown(self, catalogue: Catalogue) -> Shown:
        award = _same(catalogue, self.stands.code, self.tier) if self.same_award else {}
        return {
            **self.stands.shown(catalogue),
            **award,
            "distance": f"差 {len(self.steps)} 条",
            "steps": self.stands.words(catalogue).of(self.steps),
            "costs": self.costs,
        }


class Unsettled(NamedTuple):
    """`asked`: what would decide it; `open`: what no answer can settle."""

    stands: Stands
    asked: tuple[str, ...]
    open: tuple[Finding, ...]

    @classmethod
    def of(cls, card: Card) -> Unsettled:
        return cls(Stands.of(card.result), card.asked, card.explainer.open(card.result))

    def shown(self, catalogue: Catalogue) -> Shown:
        words = self.stands.words(catalogue)
        return {
            **self.stands.shown(catalogue),
            "questions": [catalogue.questions[key] for key in self.asked],
            # A window that is not said, as against a number that is not published.
            "unclear": [words.one(finding) for finding in self.open if finding.operator == WITHIN],
            "unpublished": [words.one(finding) for finding in self.open if finding.operator != WITHIN],
        }


class InDoubt(NamedTuple):
    """What only our reading rules out; `later`: not yet today."""

    stands: Stands
    ruled_out: RuledOut
    asked: tuple[str, ...]
    later: bool

    @classmethod
    def of(cls, card: Card) -> InDoubt:
        return cls(
            Stands.of(card.result), card.explainer.ruled_out(card.result), card.asked, card.fails_from is not None
        )

    def shown(self, catalogue: Catalogue) -> Shown:
        return {
            **self.stands.shown(catalogue),
            "failed": self.stands.words(catalogue).ruling_out(self.ruled_out),
            "questions": [catalogue.questions[key] for key in self.asked],
            "later": self.later,
        }


class Fails(NamedTuple):
    """What does not fit. `over`: whether its time is."""

    stands: Stands
    ruled_out: RuledOut
    over: bool

    @classmethod
    def of(cls, card: Card) -> Fails:
        return cls(Stands.of(card.result), card.explainer.ruled_out(card.result), card.result.last_day is not None)

    def shown(self, catalogue: Catalogue) -> Shown:
        failed = self.stands.words(catalogue).ruling_out(self.ruled_out)
        return {**self.stands.shown(catalogue), "failed": failed, "over": self.over}


def _is_same(result: PolicyResult, award: Award | None, *, lasts: bool) -> bool:
    """Whether what is said of this award is the same for everybody who gets it."""
    return award is not None and id(award) in result.days.plan.amounts and (lasts or not _again(award))


def _again(award: Award) -> bool:
    """Whether there is more than one payment."""
    return award.recurring is not None or (award.once is not None and award.once.instalments is not None)


def _same(catalogue: Catalogue, code: str, tier: str | None) -> Shown:
    """Such an award in words, with its note."""
    policy = catalogue.policies[code]
    owner = next((one for one in policy.get("tiers", ()) if one["code"] == tier), policy)
    amounts = awards.amounts(rulesets.build_award(owner["award"]), {}, {}, date.min)
    note = owner["award"].get("note")
    return {"award": award_sentences.award(amounts, catalogue.questions), "notes": [note] if note else []}


# By the templates in policies/includes/.
PARTS: Mapping[str, Any] = {
    "card": Fits,
    "service": Fits,
    "budget_spent": Fits,
    "planned": NotThereYet,
    "late": TooLate,
    "left_out": GivesWay,
    "near": StepAway,
    "unknown": Unsettled,
    "doubtful": InDoubt,
    "apart": Fails,
}
