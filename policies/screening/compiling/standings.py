"""How each policy stands for every row, today and on the days to come: what `calculator.assess` says of one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policies.calculator.calendar import ONE_DAY
from policies.calculator.needs import Bits, Needs, each
from policies.calculator.ruleset import Policy, State
from policies.calculator.standing import PolicyPlan, Required, Status
from policies.screening.compiling.dates import by_day, days_on
from policies.screening.compiling.terms import (
    DATE,
    NO,
    NO_DAY,
    Term,
    all_of,
    any_of,
    at_most,
    case,
    day,
    is_known,
    is_null,
    least_of,
    less,
    negated,
    not_ruled_out,
    only_if,
    or_else,
    ruled_out,
    sure,
    text,
    when,
)
from policies.screening.compiling.timelines import RowTimeline

ELIGIBLE, UPCOMING, UNDECIDED, INELIGIBLE = (
    text(one.value) for one in (Status.ELIGIBLE, Status.UPCOMING, Status.UNKNOWN, Status.INELIGIBLE)
)


@dataclass(frozen=True)
class Moments:
    """What holds on which day. `received`: by code, whether each row has a policy already, where the table says so."""

    lines: Mapping[Bits, RowTimeline]
    today: date
    horizon: date
    received: Mapping[str, Term]

    @cached_property
    def _known(self) -> dict[tuple[Bits, Term], Term]:
        return {}

    def holds(self, bits: Bits, on: Term) -> Term:
        """As needs.Moment.all_of."""
        known = self._known.get((bits, on))
        if known is None:
            known = self._known[bits, on] = all_of(self.lines[bit].on(on) for bit in each(bits))
        return known

    def needs(self, needs: Needs, on: Term) -> Term:
        """As Needs.verdict."""
        ways = (any_of(self.holds(branch, on) for branch in branches) for branches in needs.any_of)
        return all_of([self.holds(needs.required, on), *ways])

    def verdict(self, plan: PolicyPlan, on: Term) -> Term:
        """As Standing.verdict, of whoever has what `received` says."""
        tiers = [any_of(self.needs(needs, on) for _, needs in plan.tiers)] if plan.tiers else []
        required = [self._required(one, on) for one in plan.requires]
        return all_of([self.needs(plan.needs, on), *tiers, *required])

    def _required(self, required: Required, on: Term) -> Term:
        had = self.received.get(required.code, NO)
        if required.plan is None:
            return had
        return any_of((had, all_of((self.verdict(required.plan, on), self.holds(required.open, on)))))

    def doubtful(self, plan: PolicyPlan, on: Term) -> Term:
        """As Standing.doubtful, of one that is a certain no; never null."""
        tiers = [any_of(not_ruled_out(self.needs(needs, on)) for needs in plan.stated_tiers)] if plan.tiers else []
        required = [self._may_be_had(one, on) for one in plan.requires]
        return all_of([not_ruled_out(self.needs(plan.stated, on)), *tiers, *required])

    def _may_be_had(self, required: Required, on: Term) -> Term:
        had = self.received.get(required.code, NO)
        if required.plan is None:
            return had
        may = any_of((not_ruled_out(self.verdict(required.plan, on)), self.doubtful(required.plan, on)))
        return any_of((had, all_of((not_ruled_out(self.holds(required.open, on)), may))))

    def turns(self, bits: Bits) -> list[Term]:
        """The days after today and up to the horizon on which something about these may change; null where none is."""
        found = dict.fromkeys(turn for bit in each(bits) for turn in self.lines[bit].turns)
        return [ahead for turn in found if not (ahead := self._ahead(turn)).is_literal or ahead.value]

    def _ahead(self, turn: Term) -> Term:
        return only_if(all_of((less(day(self.today), turn), at_most(turn, day(self.horizon)))), turn)


class RowStanding:
    """One policy on every row."""

    def __init__(self, plan: PolicyPlan, moments: Moments) -> None:
        self.plan, self._moments = plan, moments
        self.today = day(moments.today)

    @property
    def policy(self) -> Policy:
        return self.plan.policy

    def on(self, on: Term) -> Term:
        return self._moments.verdict(self.plan, on)

    @cached_property
    def now(self) -> Term:
        return self.on(self.today)

    @cached_property
    def _ahead(self) -> list[tuple[Term, Term]]:
        """(day, verdict from then on); the verdict means nothing where the day is null."""
        return [(turn, self.on(turn)) for turn in self._moments.turns(self.plan.all)]

    @cached_property
    def _first(self) -> Term:
        """The first day of a certain yes, after a certain no today; null where there is none."""
        return only_if(ruled_out(self.now), least_of((only_if(then, turn) for turn, then in self._ahead), DATE))

    @cached_property
    def _start(self) -> Term:
        return when(self.now, self.today, self._first)

    @cached_property
    def _end(self) -> Term:
        ends = [only_if(all_of((less(self._start, turn), negated(sure(then)))), turn) for turn, then in self._ahead]
        return days_on(least_of(ends, DATE), -1)

    def _unknown_before(self, last: Term | None) -> Term:
        """Whether it is unknown on some day to come, before that one; never null."""
        within = [(is_known(turn) if last is None else sure(less(turn, last)), then) for turn, then in self._ahead]
        return any_of(all_of((there, is_null(then))) for there, then in within)

    @cached_property
    def _spent_on(self) -> date | None:
        """The first day without money, if that is a day to come."""
        spent_on = self.policy.spent_on
        return spent_on if spent_on and self._moments.today < spent_on <= self._moments.horizon else None

    @cached_property
    def _doubted_for_money(self) -> Term:
        """Whether what is only certain after the money is spent may hold before; never null."""
        if self._spent_on is None:
            return NO
        too_late = sure(at_most(day(self._spent_on), self._start))
        return all_of((too_late, self._unknown_before(day(self._spent_on))))

    @cached_property
    def first_day(self) -> Term:
        return when(self._doubted_for_money, day(None), self._start)

    @cached_property
    def last_day(self) -> Term:
        if self._spent_on is None:
            return self._end
        last = day(self._spent_on - ONE_DAY)
        in_time = sure(less(self._start, day(self._spent_on)))
        found = when(in_time, least_of((self._end, last), DATE), self._end)
        return when(self._doubted_for_money, day(None), found)

    @cached_property
    def day_shown(self) -> Term:
        """The day whose tier and award are shown, of who is certain: today for everybody where nothing changes."""
        return self.today if self._first is NO_DAY else self.first_day

    @cached_property
    def is_certain(self) -> Term:
        """Never null."""
        return is_known(self.first_day)

    @cached_property
    def is_eligible(self) -> Term:
        """Never null."""
        return sure(self.now)

    @cached_property
    def is_ineligible(self) -> Term:
        """Never null."""
        open_ = any_of((self._unknown_before(None), is_known(self._first), self._doubted_for_money))
        return all_of((ruled_out(self.now), negated(open_)))

    @cached_property
    def status(self) -> Term:
        known = (
            (self._doubted_for_money, UNDECIDED),
            (self.now, ELIGIBLE),
            (is_null(self.now), UNDECIDED),
            (is_known(self._first), UPCOMING),
            (self._unknown_before(None), UNDECIDED),
        )
        return case(known, INELIGIBLE)

    # How the policy itself is

    @cached_property
    def _state_day(self) -> Term:
        """The first day on which the person may have it; today where there is none."""
        not_no = [only_if(not_ruled_out(then), turn) for turn, then in self._ahead]
        may = when(not_ruled_out(self.now), self.today, least_of(not_no, DATE))
        doubted = [only_if(self._moments.doubtful(self.plan, turn), turn) for turn, _ in self._ahead]
        doubt = when(self._moments.doubtful(self.plan, self.today), self.today, least_of(doubted, DATE))
        return or_else(self.first_day, when(self.is_ineligible, or_else(doubt, self.today), may))

    @cached_property
    def state(self) -> Term:
        policy = self.policy
        if policy.states:
            turns = [(turn, text(state.value)) for turn, state in policy.states]
            return by_day(turns[1:], turns[0][1], self._state_day)
        if policy.spent_on is None:
            return text(policy.state.value)
        return by_day([(policy.spent_on, text(policy.state.value))], text(State.OPEN.value), self._state_day)

    @property
    def is_open(self) -> bool:
        """Whether one who is entitled today can have it."""
        return self.policy.state_on(self._moments.today) is State.OPEN


class StandingToday:
    """The same without a look at the days to come: who fits today, and what for."""

    def __init__(self, standing: RowStanding) -> None:
        self.plan, self.policy = standing.plan, standing.policy
        self.day_shown = standing.today
        self.is_certain = sure(standing.now)
