"""What each policy gives every row on the day shown, and what is left of it: see `calculator.PolicyResult`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from policies.calculator.awards import PAID_FORMS
from policies.calculator.ruleset import Award, Policy
from policies.calculator.standing import PolicyPlan
from policies.screening.compiling.applying import RowApplying
from policies.screening.compiling.one_of import (
    Amounts,
    Known,
    Payments,
    PaymentsOfKnown,
    form_of,
    paid_of,
    payments_of,
    worth_of,
)
from policies.screening.compiling.over_time import amounts_of
from policies.screening.compiling.payments import paid_so_far
from policies.screening.compiling.reckoning import Reckoning
from policies.screening.compiling.standings import Moments, RowStanding, StandingToday
from policies.screening.compiling.terms import (
    NO,
    NO_DAY,
    NO_NUMBER,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    case,
    day,
    equal,
    is_known,
    is_null,
    negated,
    only_if,
    or_else,
    text,
    when,
)

DISCOUNT = "discount"


class RowAward:
    """Which award is granted on the day shown, and what it comes to then. `made`: how many payments of it were made
    already, null where nobody said."""

    def __init__(
        self, standing: RowStanding | StandingToday, moments: Moments, reckoning: Reckoning, made: Mapping[str, Term]
    ) -> None:
        self.policy, self._shown, self._moments, self._reckoning = standing.policy, standing, moments, reckoning
        self._said = made
        self._made = made.get(self.policy.code, NO_NUMBER)

    @cached_property
    def received(self) -> Term:
        """Never null."""
        return self._moments.received.get(self.policy.code, NO)

    @property
    def _paid_already(self) -> Term:
        """How many payments; never null."""
        return NOUGHT if self._made is NO_NUMBER else or_else(only_if(self.received, self._made), NOUGHT)

    @cached_property
    def _tiers(self) -> list[Term]:
        """Of each tier whether it is the one that is granted on the day shown; never null."""
        return first_of(self._moments, self._shown.plan, self._shown.day_shown)

    @cached_property
    def tier(self) -> Term:
        pairs = zip(self._tiers, (text(one.code) for one in self.policy.tiers), strict=True)
        return only_if(self._shown.is_certain, case(pairs, text(None)))

    def _of_award(self, of: Callable[[Award], Term], otherwise: Term) -> Term:
        """Of the award that is granted, where one certainly is."""
        if self.policy.award is not None:
            return when(self._shown.is_certain, of(self.policy.award), otherwise)
        pairs = [(granted, of(one.award)) for granted, one in zip(self._tiers, self.policy.tiers, strict=True)]
        return when(self._shown.is_certain, case(pairs, otherwise), otherwise)

    @cached_property
    def _amounts(self) -> Mapping[int, Amounts]:
        return {id(award): self._reckoned(award) for award in given_by(self.policy)}

    def _reckoned(self, award: Award) -> Amounts:
        return amounts_of(award, self._shown.day_shown, self._moments, self._reckoning, self._paid_already)

    @cached_property
    def total(self) -> Term:
        return self._of_award(lambda award: self._amounts[id(award)].total, NO_NUMBER)

    @cached_property
    def low(self) -> Term:
        return self._of_award(lambda award: self._amounts[id(award)].low, NO_NUMBER)

    @cached_property
    def high(self) -> Term:
        return self._of_award(lambda award: self._amounts[id(award)].high, NO_NUMBER)

    @cached_property
    def worth(self) -> Term:
        return self._of_award(lambda award: worth_of(self._amounts[id(award)]), NOUGHT)

    def is_form(self, *forms: str) -> Term:
        """Whether what is granted is of one of these forms; never null."""
        return self._of_award(lambda award: form_of(self._amounts[id(award)], forms), NO)


class RowGrant(RowAward):
    def __init__(self, standing: RowStanding, moments: Moments, reckoning: Reckoning, made: Mapping[str, Term]) -> None:
        super().__init__(standing, moments, reckoning, made)
        self.standing = standing

    @cached_property
    def today(self) -> RowAward:
        return RowAward(StandingToday(self.standing), self._moments, self._reckoning, self._said)

    # When one can apply

    @cached_property
    def _applied(self) -> Term:
        """The day from which one certainly can apply while the right lasts; null where there is none."""
        return self._applied_for(self.policy)

    def _applied_for(self, policy: Policy) -> Term:
        """Of this policy, or of one that it requires."""
        windows, shown, horizon = policy.application_windows, self.standing.day_shown, self._moments.horizon
        if not windows:
            return shown
        applying = RowApplying(windows, self._reckoning.facts, self._moments.today, horizon)
        return applying.first_day(shown, or_else(self.standing.last_day, day(horizon)))

    @property
    def _claimed_from(self) -> Term:
        """The day shown, or the first on which one can apply: nothing is paid before that."""
        shown = self.standing.day_shown
        return shown if self._applied is shown else when(self.received, shown, or_else(self._applied, shown))

    @property
    def _can_apply(self) -> Term:
        """Of one who is entitled and has it not yet, for it and for what it requires; never null."""
        return all_of((self._is_open_to(self.policy), self._required_can_be_had(self.standing.plan)))

    def _is_open_to(self, policy: Policy) -> Term:
        return is_known(self._applied_for(policy)) if policy.application_windows else YES

    def _required_can_be_had(self, plan: PolicyPlan) -> Term:
        found = []
        for one in plan.requires:
            if one.plan is not None:
                had = self._moments.received.get(one.code, NO)
                there = self._is_open_to(one.plan.policy), self._required_can_be_had(one.plan)
                found.append(any_of((had, all_of(there))))
        return all_of(found)

    # What is left of it

    @cached_property
    def _paid(self) -> Mapping[int, Payments]:
        return {key: paid_of(found, self._payments, self.standing.last_day) for key, found in self._amounts.items()}

    def _payments(self, amounts: Known, with_total: bool) -> PaymentsOfKnown:
        paid = paid_so_far(amounts.award, self._reckoning.facts, self._claimed_from, self._paid_already)
        return payments_of(amounts, paid, with_total)

    @property
    def first_payment(self) -> Term:
        """The day of the first that is still to come, or of the first of all where it counts from an event; of a policy
        whose awards all count from the same day."""
        return self._of_award(
            lambda award: paid_so_far(award, self._reckoning.facts, self._claimed_from, self._paid_already).first,
            NO_DAY,
        )

    def _of_payments(self, of: Callable[[Payments], Term]) -> Term:
        return self._of_award(lambda award: of(self._paid[id(award)]), NOUGHT)

    def due_until(self, until: Term) -> Term:
        """What is to come up to that day, all where it is null."""
        return self._of_payments(lambda paid: paid.face(until))

    def certain_until(self, until: Term) -> Term:
        """Likewise, what is certain of it."""
        return when(self.promised, self._of_payments(lambda paid: paid.certain(until)), NOUGHT)

    @property
    def is_all_certain(self) -> Term:
        """Whether all payments are certain, or none; never null. Raises CannotBeSaid where some may be and some not."""
        return self._of_award(lambda award: self._paid[id(award)].is_all_certain, NO)

    @cached_property
    def _counts_what_was_made(self) -> Term:
        """Whether payments were made, so that only the rest is left; never null."""
        if self._made is NO_NUMBER:
            return NO
        return all_of((self.received, negated(equal(or_else(self._made, NOUGHT), NOUGHT))))

    @cached_property
    def left_total(self) -> Term:
        rest = only_if(is_known(self.total), self.due_until(NO_DAY))
        return when(self._counts_what_was_made, rest, self.total)

    @cached_property
    def left_low(self) -> Term:
        rest = self._of_payments(lambda paid: paid.certain(NO_DAY))
        found = when(self._counts_what_was_made, rest, or_else(self.low, NOUGHT))
        return when(self.promised, found, NOUGHT)

    @cached_property
    def left_high(self) -> Term:
        return when(all_of((self._counts_what_was_made, is_known(self.high))), self.left_total, self.high)

    @cached_property
    def _ends(self) -> Term:
        return is_known(self.standing.last_day)

    @cached_property
    def within(self) -> Term:
        in_time = only_if(is_known(self.total), self.due_until(self.standing.last_day))
        return when(self._ends, in_time, self.left_total)

    @cached_property
    def certain_within(self) -> Term:
        in_time = self._of_payments(lambda paid: paid.certain(self.standing.last_day))
        return when(self._ends, when(self.promised, in_time, NOUGHT), self.left_low)

    @cached_property
    def still_pays(self) -> Term:
        """Whether money of it may still come; never null."""
        if self.received is NO:
            return YES
        any_left = self._of_award(lambda award: self._paid[id(award)].any_left, NO)
        open_ = self.standing.is_eligible if self.standing.is_open else NO
        more = all_of((open_, is_known(self._made), any_left))
        return any_of((negated(self.received), more))

    # Whether everybody gets it who fits

    @cached_property
    def promised(self) -> Term:
        shared = any_of(self._shared(self.standing.plan, one) for one in ("limited", "one_of_couple"))
        return any_of((self.received, negated(shared)))

    @cached_property
    def limited(self) -> Term:
        return all_of((negated(self.received), self._shared(self.standing.plan, "limited")))

    def _shared(self, plan: PolicyPlan, how: str) -> Term:
        """Whether it is so of it, or of what it requires and the row has not; never null."""
        found = [YES if getattr(plan.policy, how) else NO]
        for one in plan.requires:
            if one.plan is not None:
                had = self._moments.received.get(one.code, NO)
                found.append(all_of((negated(had), self._shared(one.plan, how))))
        return any_of(found)

    # In the best set

    @cached_property
    def can_be_chosen(self) -> Term:
        """Whether it is open to who has it not yet, and can be applied for; never null."""
        if not self.standing.is_open:
            return NO
        return all_of((self.standing.is_eligible, negated(self.received), self._can_apply))

    @cached_property
    def value(self) -> tuple[Term, Term, Term]:
        """best_set.value without its place in the catalogue; of what can be chosen."""
        return self.value_of(self.within, self.left_low, self.certain_within)

    def value_of(self, within: Term, low: Term, certain: Term) -> tuple[Term, Term, Term]:
        """The same where so much is left of it."""
        unknown = is_null(within)
        return when(unknown, certain, within), when(unknown, low, or_else(self.total, NOUGHT)), self.worth

    def counted(self, amount: Term, *forms: str) -> Term:
        """It where it is new money of one of these forms in the best set, else nought."""
        return when(all_of((self.still_pays, self.is_form(*(forms or PAID_FORMS)))), amount, NOUGHT)


def given_by(policy: Policy) -> list[Award]:
    return [policy.award] if policy.award else [tier.award for tier in policy.tiers]


def first_of(moments: Moments, plan: PolicyPlan, on: Term) -> list[Term]:
    """Of each tier whether it is the first that certainly holds on that day; never null."""
    found: list[Term] = []
    before: list[Term] = []
    for _, needs in plan.tiers:
        holds = moments.needs(needs, on)
        found.append(all_of((when(holds, YES, NO), negated(any_of(before)))))
        before.append(when(holds, YES, NO))
    return found
