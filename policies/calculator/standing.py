"""How a policy stands, given which of its conditions fail and which are unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from policies.calculator.essential import deciding
from policies.calculator.findings import WITHIN, Finding, Findings, PlacedThreshold
from policies.calculator.kin import Kin
from policies.calculator.lazy import lazy
from policies.calculator.needs import Bits, Moment, Needs, union
from policies.calculator.ruleset import Award, Policy, Tier
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict, all_of, any_of

# Of each policy. Its conditions can fare in very many ways, those of real people in some dozens.
MOST_STANDINGS = 150


class Status(StrEnum):
    ELIGIBLE = "eligible"
    UPCOMING = "upcoming"
    UNKNOWN = "unknown"
    INELIGIBLE = "ineligible"


IF_NOTHING_CHANGES = {YES: Status.ELIGIBLE, UNKNOWN: Status.UNKNOWN, NO: Status.INELIGIBLE}


@dataclass(frozen=True, slots=True, eq=False)
class Required:
    """A policy without which another is not had: how it stands says its `plan`; None: nobody can come to it any more.

    `open`: conditions of the day, while it can be had.
    """

    code: str
    plan: PolicyPlan | None
    open: Bits = 0

    @property
    def all(self) -> Bits:
        return self.open | self.plan.all if self.plan else 0

    @property
    def all_stated(self) -> Bits:
        return self.open | self.plan.all_stated if self.plan else 0

    def verdict(self, moment: Moment) -> Verdict:
        if self.plan is None:
            return NO
        return all_of((self.plan.standing(moment).verdict, moment.all_of(self.open)))

    def may_hold_as_stated(self, moment: Moment) -> bool:
        """Whether it may, or only our own readings are in its way."""
        if self.plan is None or moment.all_of(self.open) is NO:
            return False
        standing = self.plan.standing(moment)
        return standing.verdict is not NO or standing.doubtful


@dataclass(frozen=True, slots=True)
class PolicyPlan:
    """A policy with its window among the base needs, and one set of needs per tier.

    `all`: every condition it speaks of. `stated` and `stated_tiers`: the needs without the readings that narrow them;
    `all_stated`: every condition that is left in them. `accepting`: the stretches in which applications are taken,
    where that ends or begins. `dated`: whether some condition holds on its days only. `requires`: what must hold of
    other policies, whose conditions are among `all`. `kin`: where something is spoken of more than once, the conditions
    that have to do with each other; None where nothing is. `asks_for_amounts`: whether an answer may be missing for
    what it gives.
    """

    policy: Policy
    order: int
    window: Bits
    window_findings: Findings
    thresholds: tuple[PlacedThreshold, ...]
    threshold_findings: tuple[Findings, ...]
    needs: Needs
    tiers: tuple[tuple[Tier, Needs], ...]
    all: Bits
    stated: Needs
    stated_tiers: tuple[Needs, ...]
    all_stated: Bits
    asks_for_amounts: bool
    accepting: tuple[tuple[Bits, Findings], ...] = ()
    dated: bool = False
    requires: tuple[Required, ...] = ()
    kin: tuple[Kin, ...] | None = None
    standings: dict[tuple[Bits, Bits], Standing] = field(default_factory=dict, compare=False, repr=False)

    def standing(self, moment: Moment) -> Standing:
        """How the policy stands at that moment; persons with whom its conditions fare alike share it."""
        every = self.all
        key = moment.no & every, moment.unknown & every
        known = self.standings.get(key)
        if known is None:
            if len(self.standings) >= MOST_STANDINGS:
                self.standings.clear()
            known = self.standings[key] = Standing(self, Moment(*key))
        return known


class Standing:
    """What follows for a policy when some of its conditions fail and some are unknown.

    `status` is that of a policy that stands like this today and will not change.
    """

    def __init__(self, policy_plan: PolicyPlan, moment: Moment) -> None:
        self.policy_plan, self.moment = policy_plan, moment
        base = policy_plan.needs.verdict(moment)
        self.verdict = base if base is NO or not policy_plan.tiers else all_of((base, any_of(self._tiers)))
        if policy_plan.requires:
            self.verdict = all_of((self.verdict, *(one.verdict(moment) for one in policy_plan.requires)))
        self.status = IF_NOTHING_CHANGES[self.verdict]

    @lazy
    def _tiers(self) -> list[Verdict]:
        return [needs.verdict(self.moment) for _, needs in self.policy_plan.tiers]

    @property
    def window(self) -> Verdict:
        """Whether the policy runs."""
        return self.moment.all_of(self.policy_plan.window)

    @lazy
    def findings(self) -> tuple[Finding, ...]:
        """The window where it can matter, the base thresholds, then those of each tier; what does not hold on the day
        is left out."""
        policy_plan, moment = self.policy_plan, self.moment
        told = zip(policy_plan.thresholds, policy_plan.threshold_findings, strict=True)
        found = [by_verdict[moment.all_of(placed.bit)] for placed, by_verdict in told]
        if policy_plan.dated:
            found = [one for one in found if one.placed is None or one.placed.may_apply(moment)]
        if policy_plan.accepting:
            found = [*self._accepting, *found]
        window = self.window
        if window is not YES or policy_plan.policy.window.ends_on:
            found.insert(0, policy_plan.window_findings[window])
        return tuple(found)

    @property
    def _accepting(self) -> list[Finding]:
        """The stretch in which applications are taken; all of them while they are not."""
        found = [(told, self.moment.all_of(bit)) for bit, told in self.policy_plan.accepting]
        now = [one for one in found if one[1] is YES]
        return [told[verdict] for told, verdict in now or found]

    @property
    def accepts(self) -> bool:
        """Whether applications are taken, whatever else holds."""
        accepting = self.policy_plan.accepting
        return not accepting or self.moment.any_of(tuple(bit for bit, _ in accepting)) is YES

    @lazy
    def open(self) -> Bits:
        """The unknown conditions that can still decide whether the policy holds."""
        plan = self.policy_plan
        if plan.kin is None or plan.requires or self.verdict is not UNKNOWN:
            return self.seems_open
        return deciding(plan.needs, [needs for _, needs in plan.tiers], plan.kin, self.moment)

    @lazy
    def open_tiers(self) -> Bits:
        """The unknown conditions that can still decide which tier is the first to hold."""
        plan, first = self.policy_plan, [needs for _, needs in self._first_tiers()]
        if plan.kin is None or self.verdict is NO:
            return self.seem_open_tiers
        # Which is the first is known once it is known of each whether it or one before it holds.
        found: Bits = 0
        for many in range(len(first), 0, -1):
            found = deciding(plan.needs, first[:many], plan.kin, self.moment, found)
        return found

    @property
    def seems_open(self) -> Bits:
        """The same as `open`, but each condition is looked at as if it had nothing to do with the others."""
        found = self.policy_plan.needs.open(self.moment)
        if YES not in self._tiers:
            found |= union(needs.open(self.moment) for _, needs in self.policy_plan.tiers)
        for one in self.policy_plan.requires:
            if one.plan and one.verdict(self.moment) is UNKNOWN:
                found |= one.plan.standing(self.moment).open | one.open & self.moment.unknown
        return found

    @property
    def seem_open_tiers(self) -> Bits:
        """Likewise."""
        return union(needs.open(self.moment) for _, needs in self._first_tiers())

    @lazy
    def required(self) -> tuple[tuple[str, Verdict], ...]:
        """The codes of the policies without which it is not had, and whether their conditions hold."""
        return tuple((one.code, one.verdict(self.moment)) for one in self.policy_plan.requires)

    @property
    def lacking(self) -> list[str]:
        """Those of them that certainly do not hold."""
        return [code for code, verdict in self.required if verdict is NO]

    @lazy
    def _granted(self) -> tuple[str | None, Award]:
        """The first tier that certainly holds (None: the policy has no tiers) with its award."""
        if self.policy_plan.policy.award is not None:
            return None, self.policy_plan.policy.award
        tier, _ = self.policy_plan.tiers[self._tiers.index(YES)]
        return tier.code, tier.award

    @property
    def tier(self) -> str | None:
        """Only for a certain yes, like the award."""
        return self._granted[0]

    @property
    def award(self) -> Award:
        return self._granted[1]

    @lazy
    def maybe_more(self) -> bool:
        """Whether an earlier tier with another award may hold."""
        return any(award != self.award for award in self.possible_awards)

    @lazy
    def possible_awards(self) -> list[Award]:
        """The awards it may give: that of the first tier that certainly holds and of those before it that still may."""
        if self.policy_plan.policy.award is not None:
            return [self.policy_plan.policy.award]
        return [tier.award for tier, needs in self._first_tiers() if needs.verdict(self.moment) is not NO]

    def _first_tiers(self) -> list[tuple[Tier, Needs]]:
        """Up to the first that certainly holds."""
        certain = self._tiers.index(YES) + 1 if YES in self._tiers else None
        return list(self.policy_plan.tiers[:certain])

    @lazy
    def failing(self) -> list[PlacedThreshold]:
        """The thresholds because of which the policy is a certain no, the window apart.

        In an any-of that holds, or may still hold, nothing fails; nor in the tiers while one of them may hold.
        """
        policy_plan, moment = self.policy_plan, self.moment
        broken: set[tuple[str | None, int | None]] = {(None, place) for place in policy_plan.needs.broken(moment)}
        if any_of(self._tiers) is NO:
            broken |= {(tier.code, place) for tier, needs in policy_plan.tiers for place in needs.broken(moment)}
        failing = [one for one in policy_plan.thresholds if one.bit & moment.no and (one.tier, one.place) in broken]
        return [one for one in failing if one.may_apply(moment)] if policy_plan.dated else failing

    @lazy
    def ruling_out(self) -> tuple[Finding, ...]:
        """The findings because of which the policy is a certain no, the window among them."""
        return self._ruling_out(self.failing)

    @lazy
    def readings_ruling_out(self) -> tuple[Finding, ...]:
        """Of a doubtful policy: the same of our readings alone."""
        return self._ruling_out(self.readings)

    def _ruling_out(self, thresholds: Iterable[PlacedThreshold]) -> tuple[Finding, ...]:
        failing = set(thresholds)
        failed = (one for one in self.findings if one.verdict is NO)
        return tuple(one for one in failed if one.operator == WITHIN or one.placed in failing)

    @lazy
    def doubtful(self) -> bool:
        """Whether it is a certain no by our own readings alone: by what the source states it holds, or may hold."""
        stated, tiers = self.policy_plan.stated, self.policy_plan.stated_tiers
        if self.verdict is not NO or stated.verdict(self.moment) is NO:
            return False
        if not all(one.may_hold_as_stated(self.moment) for one in self.policy_plan.requires):
            return False
        return not tiers or any(needs.verdict(self.moment) is not NO for needs in tiers)

    @property
    def readings(self) -> list[PlacedThreshold]:
        """Of a doubtful policy: our readings that are in the way, on the ways that would be open without them."""
        return [one for one in self.failing if one.threshold.reason.narrows and self._leads_on(one)]

    def _leads_on(self, placed: PlacedThreshold) -> bool:
        """Whether no stated condition fails on the way that it belongs to."""
        policy_plan, no = self.policy_plan, self.moment.no
        if placed.tier is not None:
            tiers = zip(policy_plan.tiers, policy_plan.stated_tiers, strict=True)
            if any(tier.code == placed.tier and needs.verdict(self.moment) is NO for (tier, _), needs in tiers):
                return False
        return not any(
            other.bit & no and not other.threshold.reason.narrows and other.may_apply(self.moment)
            for other in policy_plan.thresholds
            if (other.tier, other.alternative, other.branch) == (placed.tier, placed.alternative, placed.branch)
        )

    @property
    def open_awards(self) -> list[Award]:
        """Of a doubtful policy: what it gives where our readings do not count, the best first."""
        if self.policy_plan.policy.award is not None:
            return [self.policy_plan.policy.award]
        tiers = zip(self.policy_plan.tiers, self.policy_plan.stated_tiers, strict=True)
        return [tier.award for (tier, _), needs in tiers if needs.verdict(self.moment) is not NO]
