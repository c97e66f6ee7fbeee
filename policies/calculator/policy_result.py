"""One policy for one person: its status and days, its award, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from policies.calculator.application import Application, right
from policies.calculator.awards import Amounts
from policies.calculator.calendar import ONE_DAY
from policies.calculator.days import Days
from policies.calculator.due import Due, Paid, due_days, dues
from policies.calculator.findings import Finding, PlacedThreshold
from policies.calculator.lazy import lazy
from policies.calculator.relevance import Relevance
from policies.calculator.ruleset import ApplicationWindow, Award, Policy, State
from policies.calculator.standing import PolicyPlan, Standing, Status
from policies.calculator.topping import lowered
from policies.calculator.verdict import NO, YES, Verdict, all_of

# Read here once: before Python 3.12 every look at a member of an enum goes through a property.
ELIGIBLE, INELIGIBLE, UNKNOWN, OPEN = Status.ELIGIBLE, Status.INELIGIBLE, Status.UNKNOWN, State.OPEN


@dataclass
class Case:
    """One person: what all results of a check share. `received`: how many payments of each policy received already."""

    days: Days
    received: Mapping[str, int | None]

    @lazy
    def relevance(self) -> Relevance:
        return Relevance(self.days)

    @lazy
    def stays_out_of_reach(self) -> bool:
        """Whether what certainly fails does so even where an answer counts for nothing any more, as that to a follow-up
        may once its parent is answered, or holds from a later day only."""
        return not self.days.never & ~self.relevance.never


@dataclass
class PolicyResult:
    """One policy for one person: `today` is how it stands on the day evaluated, `certain` on its first certain day.

    `eligible_from`: the first certain day of an upcoming policy. `eligible_until`: the last day of the certain stretch
    that starts today or then, None if it does not end within the horizon; a day when there is still money.
    `received`: whether the person has it already. `beside`: what is had as well and counts towards it, see topping;
    as_had says which.
    """

    policy_plan: PolicyPlan
    case: Case
    today: Standing
    status: Status
    received: bool
    certain: Standing | None = None
    eligible_from: date | None = None
    eligible_until: date | None = None
    beside: tuple[PolicyResult, ...] = ()

    @property
    def days(self) -> Days:
        return self.case.days

    @property
    def payments_received(self) -> int | None:
        """How many payments of what the person has were made; None where that was not said."""
        return self.case.received.get(self.policy_plan.policy.code)

    @property
    def still_pays(self) -> bool:
        """Whether money of it may still come: that of what is not received yet, or the rest of what is."""
        if not self.received:
            return True
        open_ = self.status is Status.ELIGIBLE and self.state is OPEN
        return open_ and self.payments_received is not None and self.payments_within[1] > 0

    @property
    def policy(self) -> Policy:
        return self.policy_plan.policy

    @property
    def code(self) -> str:
        return self.policy_plan.policy.code

    @property
    def day(self) -> date:
        """The day whose tier and award are shown: today, or the day an upcoming policy starts."""
        return self.eligible_from or self.case.days.on

    @property
    def state(self) -> State:
        """How the policy stands on the first day on which the person may have it; today where there is none."""
        policy = self.policy_plan.policy
        return policy.state if policy.spent_on is None and not policy.states else self._state_then

    @lazy
    def _state_then(self) -> State:
        day = self.day
        if self.status is UNKNOWN:
            day = next(day for day, standing in self.days.stretches(self.policy_plan) if standing.verdict is not NO)
        elif self.doubt:
            day = self.doubt[0]
        return self.policy.state_on(day)

    @property
    def can_be_had(self) -> bool:
        """Whether the person has it not yet and can have it: now, or when applications are taken again while they
        certainly are entitled."""
        return self.status is ELIGIBLE and not self.received and self.state is OPEN and self.can_apply is YES

    @lazy
    def when_there(self) -> PolicyResult:
        """Of an upcoming policy the same as if its first certain day had come."""
        return replace(self, status=Status.ELIGIBLE)

    @property
    def tier(self) -> str | None:
        """Only if eligible or upcoming, like the award."""
        return self.certain.tier if self.certain else None

    @property
    def award(self) -> Amounts | None:
        return self._award if self.certain else None

    @lazy
    def _award(self) -> Amounts | None:
        """Most policies have none for a person, of which nothing is kept."""
        return self.reckon(self.certain.award) if self.certain else None

    def reckon(self, award: Award) -> Amounts:
        """What an award of this policy comes to on the day it is shown for."""
        days = self.case.days
        return (
            days.over_time(award, self.day, self.payments_received or 0)
            if award.later or award.last_on
            else days.amounts(award, self.day)
        )

    @lazy
    def may_last_to(self) -> date | None:
        """The last day on which the right may still last: eligible_until where that is exact, else a later day, or None
        where nobody can say."""
        if self.eligible_until is None:
            return None
        later = (one for one in self.days.ahead(self.policy_plan) if one[0] > self.eligible_until)
        last, spent_on = next((day - ONE_DAY for day, then in later if then.verdict is NO), None), self.policy.spent_on
        if spent_on is None or spent_on <= self.eligible_until:
            return last
        return min(last or date.max, spent_on - ONE_DAY)

    @property
    def promised(self) -> bool:
        """Whether whoever fits gets it, and all that it requires; what is had already nobody takes away."""
        policy = self.policy_plan.policy
        return not (policy.limited or policy.one_of_couple or self.policy_plan.requires) or self._promised

    @lazy
    def _promised(self) -> bool:
        return self.received or not any(one.limited or one.one_of_couple for one in (self.policy, *self._required))

    @property
    def limited(self) -> bool:
        """Whether there is not enough for everybody who fits, of it or of what it requires."""
        return not self.received and any(one.limited for one in (self.policy, *self._required))

    @property
    def required(self) -> tuple[str, ...]:
        """The codes of what it requires and the person has not, and of what that requires."""
        return tuple(policy.code for policy in self._required)

    @lazy
    def _required(self) -> list[Policy]:
        """What it requires and the person has not, and what that requires."""
        found: dict[str, Policy] = {}
        waiting = list(self.policy_plan.requires)
        while waiting:
            plan = waiting.pop().plan
            if plan and plan.policy.code not in found:
                found[plan.policy.code] = plan.policy
                waiting += plan.requires
        return list(found.values())

    @lazy
    def dues(self) -> list[Due]:
        """The award's payments: the first on the day shown, or on the day of the event it is counted from."""
        found = self._ruled_dues()
        if not self.promised:
            found = [replace(due, recurring=0, once=0, up_to=due.face) for due in found]
        return lowered(found, self.beside) if self.beside else found

    def counts(self) -> tuple[list[tuple[date | None, int]], bool]:
        """See topping.Counting: what is had already counts as a whole."""
        award = self.award
        if award is None:
            return [], False
        if self.received:
            return [(None, award.total or award.low)], award.high is not None
        paid = [(due.day, due.face) for due in self.dues if self.lasts_to(due.day)]
        return list(paid), award.high is not None

    @property
    def counts_at_least(self) -> int:
        """What of `counts` is certain."""
        return self.award.low if self.received and self.award else self.certain_within

    def _ruled_dues(self) -> list[Due]:
        """What they are if it is paid, whatever is beside it."""
        award = self.award
        if award is None or self.certain is None:
            return []
        if not award.one_of:
            return self.days.dues(self.certain.award, award, self.claimed_from, self.payments_received or 0)
        # Which one it is nobody knows: no more is certain than of the one of which the least is.
        several = [list(dues(replace(one, total=None), self._paid(one))) for one in award.one_of]
        return min(several, key=lambda found: sum(due.certain for due in found if self.lasts_to(due.day)))

    def _paid(self, award: Amounts) -> Paid:
        return self.days.paid(award, self.claimed_from, self.payments_received or 0)

    @property
    def claimed_from(self) -> date:
        """The day shown, or the first on which one can apply: nothing is paid before that."""
        if self.policy.application_windows and not self.received and self.application:
            return self.application.claimed_from or self.day
        return self.day

    @lazy
    def application(self) -> Application | None:
        """When one can apply; None of what is not certain, or takes applications at any time."""
        windows = self.policy.application_windows
        if not windows or not self.certain:
            return None
        return self._application_of(windows)

    def _application_of(self, windows: tuple[ApplicationWindow, ...]) -> Application:
        verdicts = [(day, standing.verdict) for day, standing in self.days.stretches(self.policy_plan)]
        return self.days.application(windows, right(verdicts, self.day, self._last_looked_at))

    @property
    def _last_looked_at(self) -> date:
        """The horizon, or the last day with money where there is some on the day shown."""
        spent_on, horizon = self.policy.spent_on, self.days.horizon
        return horizon if spent_on is None or spent_on <= self.day else min(horizon, spent_on - ONE_DAY)

    @property
    def can_apply(self) -> Verdict:
        """Whether one can apply while the right certainly lasts, now or later, for it and for what it requires; who has
        it already did."""
        at_some_times = self.policy_plan.policy.application_windows or self.policy_plan.requires
        return self._can_apply if at_some_times else YES

    @lazy
    def _can_apply(self) -> Verdict:
        if self.received or not self.certain:
            return YES
        own = self.application.possible if self.application else YES
        return own if own is NO or not self.policy_plan.requires else all_of((own, *self._required_possible.values()))

    @lazy
    def required_applications(self) -> dict[str, Application]:
        """When one can apply for what it requires and the person has not, by code, of what takes applications at some
        times only; none of what is not certain."""
        at_times = [policy for policy in self._required if policy.application_windows] if self.certain else []
        return {policy.code: self._application_of(policy.application_windows) for policy in at_times}

    @property
    def _required_possible(self) -> dict[str, Verdict]:
        return {code: found.possible for code, found in self.required_applications.items()}

    @property
    def comes_with_required(self) -> bool:
        """Whether it can certainly be had with what it requires, now or later."""
        return self.certain is not None and self.can_apply is YES

    @property
    def too_late_for(self) -> list[str]:
        """The codes of what it requires that cannot certainly be applied for."""
        return [code for code, possible in self._required_possible.items() if possible is not YES]

    @lazy
    def left(self) -> tuple[int | None, int, int | None]:
        """(total, low, high) of the award without what was received of it."""
        award = self.award
        if award is None:
            return None, 0, None
        if self.beside:
            return self._missing_of(award)
        if not self.payments_received:
            return award.total, award.low if self.promised else 0, award.high
        total = None if award.total is None else sum(due.face for due in self.dues)
        return total, sum(due.certain for due in self.dues), None if award.high is None else total

    def _missing_of(self, award: Amounts) -> tuple[int | None, int, int | None]:
        """The same of what only tops up."""
        total = None if award.total is None else sum(due.face for due in self.dues)
        least = sum(one.counts_at_least for one in self.beside)
        return total, sum(due.certain for due in self.dues), None if award.high is None else max(award.high - least, 0)

    @property
    def ends_with_money(self) -> bool:
        """Whether the certain stretch ends because there is no money after it, whatever else holds."""
        return self.ends_as is State.BUDGET_SPENT

    @property
    def ends_as(self) -> State | None:
        """How the policy stands from the day on that follows on the certain stretch, where it is that which ends it."""
        policy, until = self.policy_plan.policy, self.eligible_until
        if until is None or (policy.spent_on is None and not policy.states):
            return None
        state = policy.state_on(until + ONE_DAY)
        return None if state is policy.state_on(until) else state

    def lasts_to(self, day: date) -> bool:
        """Whether the right certainly lasts to that day (of one that is certain today, or from eligible_from on)."""
        return self.eligible_until is None or day <= self.eligible_until

    @lazy
    def payments_within(self) -> tuple[int, int]:
        """(how many of the recurring part's payments fall due while the right certainly lasts, of how many)"""
        award = self.award
        if award is None:
            return 0, 0
        days = list(due_days(award, self._paid(award)))
        return sum(self.lasts_to(day) for day in days), len(days)

    @property
    def within(self) -> int | None:
        """The part of what is left of the award's `total` that falls due while the right certainly lasts; None where
        total is."""
        return self.in_time[0]

    @property
    def certain_within(self) -> int:
        """The part of `within` that is no upper bound, or of an award without a total what is certain of it."""
        return self.in_time[1]

    @lazy
    def in_time(self) -> tuple[int | None, int]:
        """Both, each payment looked at once."""
        total, low, _ = self.left
        until = self.eligible_until
        if self.award is None or until is None:
            return total, low
        certain = more = 0
        for due in self.dues:
            if due.day <= until:
                certain += due.certain
                more += due.up_to
        return None if total is None else certain + more, certain

    @lazy
    def possible_awards(self) -> list[Award]:
        """The awards this policy may give, as far as is known: on the day shown, or on any day it may hold."""
        if self.certain:
            return self.certain.possible_awards
        if not self.days.ahead(self.policy_plan):
            return self.today.possible_awards if self.today.verdict is not NO else []
        possible = [standing for _, standing in self._stretches if standing.verdict is not NO]
        awards = {id(award): award for standing in possible for award in standing.possible_awards}
        # Equal ones are told once; to compare them takes long, and most often there is only one.
        return list(dict.fromkeys(awards.values())) if len(awards) > 1 else list(awards.values())

    @lazy
    def possible(self) -> list[Amounts]:
        """What these awards may come to; of one of which nobody knows yet which it is, all that it may be."""
        same_for_all, found = self.days.plan.amounts, list[Amounts]()
        for award in self.possible_awards:
            amounts = same_for_all.get(id(award)) or self.reckon(award)
            found += amounts.candidates
        return found

    @property
    def _stretches(self) -> list[tuple[date, Standing]]:
        """How it stands from today on, as long as there is money where there is some."""
        stretches, spent_on = self.days.stretches(self.policy_plan), self.policy.spent_on
        if spent_on is None or self.state is not OPEN:
            return stretches
        return [stretch for stretch in stretches if stretch[0] < spent_on]

    @property
    def maybe_more(self) -> bool:
        """Whether an earlier tier with another award is still unknown."""
        return self.certain is not None and self.certain.maybe_more

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every condition on the assessment's date."""
        return self.today.findings

    @property
    def doubt(self) -> tuple[date, Standing] | None:
        """Of an ineligible policy: the first day on which only our readings are in the way, and how it stands then."""
        return self.case.days.doubtful(self.policy_plan) if self.status is INELIGIBLE else None

    @property
    def doubtful(self) -> bool:
        """Whether it is ineligible only by conditions that the source does not state."""
        return self.status is INELIGIBLE and self.case.days.doubtful(self.policy_plan) is not None

    @property
    def last_day(self) -> date | None:
        """The last day on which the policy may have run, where its window is certainly over for this person, or on
        which applications were taken, where they never will be again."""
        window, facts, on = self.policy.window, self.days.facts, self.days.on
        if self.status is INELIGIBLE and (accepting := self.policy.accepting) and not self.today.accepts:
            closed = accepting[-1].ends_on
            if closed is not None and closed < on:
                return closed
        if window.ends_on is None or self.status is not INELIGIBLE or self.today.window is not NO:
            return None
        happened, last = facts.values.get(window.event or ""), window.doubtful_until or window.ends_on
        return last if (happened if isinstance(happened, date) else self.days.on) > last else None

    @property
    def only_ended(self) -> bool:
        """Whether it is out of reach because its window is over, and nothing else is known to speak against it."""
        return self.last_day is not None and not self.doubtful and not self.failing and not self.today.lacking

    @property
    def failing(self) -> list[PlacedThreshold]:
        """The thresholds because of which the policy is a certain no today."""
        return self.today.failing

    @property
    def missing(self) -> tuple[str, ...]:
        """Questions whose answers would decide this policy, its tier or its award."""
        return self.case.relevance.of_policy(self.policy_plan)
