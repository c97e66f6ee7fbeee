"""What holds on which day, for one person, from the date of the assessment to the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter

from policies.calculator import reckoned as reckoned_numbers
from policies.calculator.application import Application, Right, application
from policies.calculator.awards import Amounts, amounts
from policies.calculator.calendar import Month, add_months, first_day, last_day
from policies.calculator.date_operators import DATE_OPERATORS, WAITED_FOR
from policies.calculator.dated_awards import Reckon, goes_by_the_day, in_time, one_of, over_time, reckoned
from policies.calculator.due import Due, Paid, dues
from policies.calculator.facts import Facts
from policies.calculator.findings import Finding
from policies.calculator.gaps import CENT, can_be_measured, counted_gap, missed_comparison, number_gap, whole_gap
from policies.calculator.lazy import lazy
from policies.calculator.needs import Bits, Moment, union
from policies.calculator.plan import Plan, Table
from policies.calculator.ruleset import (
    ApplicationWindow,
    Award,
    Condition,
    Number,
    Operand,
    QuestionType,
    Value,
    Window,
)
from policies.calculator.standing import PolicyPlan, Standing
from policies.calculator.thresholds import COMPARISONS, Read
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict

HORIZON_MONTHS = 60

_day = itemgetter(0)


class Days:
    """The verdict of every condition on each day that matters, for one person.

    Nothing changes between two turns, so only the days on which something turns are looked at.
    `doubted`: conditions to be looked at as unknown, whatever the answers.
    """

    def __init__(self, plan: Plan, facts: Facts, on: date, doubted: Bits = 0) -> None:
        self.plan, self.facts, self.on, self._doubted = plan, facts, on, doubted
        self.horizon = add_months(on, HORIZON_MONTHS)
        self._turns: list[tuple[date, Bits, Verdict]] = []
        self.today = self._read(plan.tables, plan.reads)
        self._settle()

    def otherwise(
        self, facts: Facts, conditions: Bits, tables: Iterable[Table], reads: Iterable[tuple[Bits, Read]]
    ) -> Days:
        """The same day for other facts, by which no condition but these can be otherwise: only they are read again, by
        these tables and reads."""
        found = copy(self)
        found.facts = facts
        found._turns = [turn for turn in self._turns if not turn[1] & conditions]
        read = found._read(tables, reads)
        found.today = Moment(self.today.no & ~conditions | read.no, self.today.unknown & ~conditions | read.unknown)
        found._settle()
        for known in ("_moments", "values", "_factors"):
            vars(found).pop(known, None)
        return found

    def differing(self, other: Days, conditions: Bits) -> Bits:
        """Those of these conditions that hold otherwise for the other, today or from some day on."""
        here, there = self.today, other.today
        turns = {turn for turn in self._turns if turn[1] & conditions}
        turns ^= {turn for turn in other._turns if turn[1] & conditions}
        turning = union(bits for _, bits, _ in turns)
        return (here.no ^ there.no | here.unknown ^ there.unknown | turning) & conditions

    def _settle(self) -> None:
        """What follows from what was read; nothing else is known yet."""
        self.turning = union(bit for _, bit, _ in self._turns)
        self.never = self.today.no & ~self.turning
        self._amounts: dict[tuple[int, date], Amounts] = {}
        self._ahead: dict[int, list[tuple[date, Standing]]] = {}
        self._applications: dict[tuple[tuple[ApplicationWindow, ...], Right], Application] = {}

    def _read(self, tables: Iterable[Table], reads: Iterable[tuple[Bits, Read]]) -> Moment:
        """What of these holds today; notes what turns until the horizon."""
        no, unknown = self._whatever_the_day(tables)
        facts, values = self.facts, self.facts.values
        grows = {**facts.grows, **facts.ages} if facts.ages else facts.grows
        on, horizon, turns = self.on, self.horizon, self._turns
        for bit, read in reads:
            verdict, ahead = read(values, grows)
            for day, then in ahead:
                if day <= on:
                    verdict = then
                elif day <= horizon:
                    turns.append((day, bit, then))
            if verdict is NO:
                no |= bit
            elif verdict is UNKNOWN:
                unknown |= bit
        return Moment(no, unknown)

    def _whatever_the_day(self, tables: Iterable[Table]) -> tuple[Bits, Bits]:
        """What fails and what is unknown of the conditions on questions with few answers.

        What is met by an answer that does not hold yet is met from its day on: that is noted among the turns.
        """
        no, unknown = 0, self._doubted
        values, on = self.facts.values, self.on
        begins = {key: day for key, day in self.facts.begins.items() if last_day(day) > on}
        for key, failed_by, every in tables:
            answer = values.get(key)
            if answer is None:
                unknown |= every
                continue
            failed = failed_by[answer]
            no |= failed
            if key in begins:
                verdict = self._until_it_begins(begins[key], every & ~failed)
                no |= every if verdict is NO else 0
                unknown |= every & ~failed if verdict is UNKNOWN else 0
        return no, unknown

    def _until_it_begins(self, day: date | Month, met: Bits) -> Verdict:
        """How the conditions that an answer meets from that day on stand today; notes how they turn."""
        first, last = first_day(day), last_day(day)
        for turn, then in ((first, UNKNOWN), (last, YES)):
            if self.on < turn <= self.horizon and not (first == last and then is UNKNOWN):
                self._turns.append((turn, met, then))
        return NO if self.on < first else UNKNOWN if self.on < last else YES

    @lazy
    def _moments(self) -> list[tuple[date, Bits, Moment]]:
        """The days until the horizon on which something turns, in order: what turns, and what holds from then on."""
        no, unknown = self.today.no, self.today.unknown
        found = []
        for day, turns in groupby(sorted(self._turns, key=_day), _day):
            turned = 0
            for _, bit, verdict in turns:
                turned |= bit
                no = no | bit if verdict is NO else no & ~bit
                unknown = unknown | bit if verdict is UNKNOWN else unknown & ~bit
            found.append((day, turned, Moment(no, unknown)))
        return found

    def ahead(self, policy_plan: PolicyPlan) -> list[tuple[date, Standing]]:
        """How the policy stands from each day on which something about it may change; none for a certain no forever."""
        speaks_of = policy_plan.all
        if not speaks_of & self.turning or policy_plan.needs.required & self.never:
            return []
        known = self._ahead.get(policy_plan.order)
        if known is None:
            known = [(day, policy_plan.standing(moment)) for day, turned, moment in self._moments if turned & speaks_of]
            self._ahead[policy_plan.order] = known
        return known

    def stretches(self, policy_plan: PolicyPlan) -> list[tuple[date, Standing]]:
        """The same, from today on."""
        return [(self.on, policy_plan.standing(self.today)), *self.ahead(policy_plan)]

    def doubtful(self, policy_plan: PolicyPlan) -> tuple[date, Standing] | None:
        """How a policy that is a certain no until the horizon stands on the first day when only our readings say so.

        None if what the source states rules it out on every day.
        """
        if policy_plan.stated.required & self.never:
            return None
        today, stated = policy_plan.standing(self.today), policy_plan.all_stated
        if today.doubtful:
            return self.on, today
        if not stated & self.turning:
            return None
        later = ((day, policy_plan.standing(moment)) for day, turned, moment in self._moments if turned & stated)
        return next(((day, standing) for day, standing in later if standing.doubtful), None)

    @lazy
    def values(self) -> Mapping[str, Value]:
        """The known facts as they stand on the day of the assessment."""
        return self.facts.on(self.on)

    def answered(self, finding: Finding) -> Value | None:
        """The fact that a finding is about, as it stands on the day of the assessment; None if unknown."""
        return self.values.get(finding.question or "")

    def gap(self, finding: Finding) -> Number | None:
        """By how much it is missed: gaps.number_gap, gaps.counted_gap."""
        if not can_be_measured(finding):
            return None
        answered, finding = self.answered(finding), self._with_number(finding)
        if finding.operator in COMPARISONS:
            return number_gap(finding, answered, CENT if finding.question in self.plan.money else 1)
        measured = self.facts.values.get(finding.measured_at or "")
        if isinstance(measured, date | Month):
            return counted_gap(finding, answered, measured)
        return whole_gap(finding) if self.counts_from(finding) is not None else counted_gap(finding, answered, self.on)

    def missed_comparison(self, finding: Finding) -> str:
        """Which way it is missed: gaps.missed_comparison."""
        return missed_comparison(self._with_number(finding), self.answered(finding))

    def _with_number(self, finding: Finding) -> Finding:
        """With the number that counts today in place of the formula that it is reckoned by."""
        if finding.placed is None or finding.placed.bit not in self.plan.published:
            return finding
        return replace(finding, needed=self.number(finding))

    def exact(self, finding: Finding) -> list[Number]:
        """The number that a condition which is reckoned asks for today, or both ends; none where it is not known."""
        condition = self.plan.conditions[finding.placed.bit] if finding.placed else None
        if not isinstance(condition, Condition):
            return []
        return reckoned_numbers.exact(condition, self._kind(condition), self.values, self.plan.parameters, self.on)

    def _kind(self, condition: Condition) -> QuestionType:
        return QuestionType.MONEY if condition.question in self.plan.money else QuestionType.INT

    def number(self, finding: Finding) -> Operand:
        """What a condition that is reckoned asks for today; empty where nobody can say."""
        condition = self.plan.conditions[finding.placed.bit] if finding.placed else None
        if not isinstance(condition, Condition):
            return ""
        found = reckoned_numbers.needed(condition, self._kind(condition), self.values, self.plan.parameters, self.on)
        return "" if found is None else found

    def counts_from(self, finding: Finding) -> date | Month | None:
        """The day to come from which a condition that fails is met, or from which its months or days are counted.

        None where it is not only that day which is waited for.
        """
        if finding.verdict is not NO or finding.placed is None:
            return None
        key = str(finding.question)
        if finding.operator in DATE_OPERATORS:
            measured = isinstance(self.facts.values.get(finding.measured_at or ""), date | Month)
            waits = finding.operator in WAITED_FOR and finding.needed and not measured
            day = self.facts.values.get(key) if waits else None
        elif key in self.facts.grows:
            growing = self.facts.grows[key].verdict is YES and self.missed_comparison(finding) in (
                "at_least",
                "more_than",
            )
            day = self._begins_to_grow(key) if growing else None
        else:
            begins = self.facts.begins.get(key)
            day = begins if begins and self._would_meet(key, finding.placed.bit) else None
        return day if isinstance(day, date | Month) and first_day(day) > self.on else None

    def _begins_to_grow(self, key: str) -> date | Month | None:
        """The day of the answer because of which these months grow; the last, where there are several."""
        days = [self.facts.begins[one] for one in self.plan.growing[key].questions if one in self.facts.begins]
        return max(days, key=last_day, default=None)

    def _would_meet(self, key: str, bit: Bits) -> bool:
        """Whether the answer meets the condition, from whatever day it holds."""
        table = next((table for table in self.plan.tables if table.key == key), None)
        return table is not None and key in self.facts.values and not table.failed_by[self.facts.values[key]] & bit

    @lazy
    def _factors(self) -> Mapping[str, Value]:
        """The facts that an amount is reckoned by: a nought that stands for not being asked is no number."""
        asked, found = self.facts.asked, dict(self.facts.values)
        for key in self.plan.noughts:
            if asked[key] is NO:
                found.pop(key, None)
        return found

    def amounts(self, award: Award, day: date) -> Amounts:
        """What this award of the ruleset comes to on that day; reckoned once."""
        plan, key = self.plan, (id(award), day)
        known = plan.amounts.get(id(award)) or self._amounts.get(key)
        if known is None:
            if award.uplifts:
                return self._raised(award, day, self.amounts)
            known = plan.each_day.amounts(award, day) if day == self.on else None
            known = known or (reckoned if award.later else amounts)(award, self._factors, plan.parameters, day)
            self._amounts[key] = known
        return known

    def paid(self, amounts: Amounts, day: date, periods: int = 0) -> Paid:
        """When an award shown for that day is paid: from then on, or from the day of the event it is counted from."""
        event = self.facts.values.get(amounts.counted_from or "")
        # Of a month the last day: nothing counts as due earlier than it surely is.
        event = event.last if isinstance(event, Month) else event
        dated = isinstance(event, date)
        first = event if isinstance(event, date) else day
        return Paid(max(first, amounts.first_on) if amounts.first_on else first, periods, dated)

    def over_time(self, award: Award, day: date, periods: int = 0) -> Amounts:
        """The same as `amounts`, with each payment as it is on its own day and none after the last on which anything
        is paid. `periods`: how many were paid already."""
        if award.uplifts:
            return self._raised(award, day, lambda one, day: self.over_time(one, day, periods))
        shown = self.amounts(award, day)
        if shown.last_on and shown.counted_from and shown.counted_from not in self.facts.values:
            return _from_an_unknown_day(shown, shown.counted_from)
        if shown.last_on:
            shown = in_time(award, shown, day, self.paid(shown, day, periods), self._reckon)
        if not award.later or not goes_by_the_day(award, self.facts.values):
            return shown
        return over_time(award, shown, day, self.paid(shown, day, periods), self._reckon)

    def _raised(self, award: Award, day: date, reckon: Reckon) -> Amounts:
        """By the first condition that holds on that day; while one of them is not known, all that it may be."""
        uplifts, moment = self.plan.uplifts[id(award)], self.at(day)
        several: list[Award] = []
        missing: list[str] = []
        for bit, raised in uplifts.raised:
            verdict = moment.all_of(bit)
            if verdict is not NO:
                several.append(raised)
            if verdict is YES:
                break
            if verdict is UNKNOWN:
                missing += self._spoken_of(bit)
        else:
            several.append(uplifts.plain)
        plain = reckon(uplifts.plain, day)
        found = list(dict.fromkeys(reckon(one, day) for one in several))
        if all(replace(one, raised=None) == plain for one in found):
            return plain
        return found[0] if len(found) == 1 else one_of(found, missing)

    def _spoken_of(self, bit: Bits) -> list[str]:
        """The questions of a condition, those alone that are not answered where there are such; none where it is a
        number that nobody published which it waits for."""
        condition = self.plan.conditions[bit]
        keys = [] if isinstance(condition, Window) else [condition.question, condition.measured_at, *condition.factors]
        known = [key for key in keys if key is not None]
        open_ = [key for key in known if key not in self.facts.values]
        return open_ if open_ or bit in self.plan.published else known

    def at(self, day: date) -> Moment:
        """What holds on that day."""
        found = self.today
        for turn, _, moment in self._moments:
            if turn > day:
                break
            found = moment
        return found

    def application(self, windows: tuple[ApplicationWindow, ...], right: Right) -> Application:
        """application.application for this person; looked at once, as two months make up to 961 days of events."""
        known = self._applications.get((windows, right))
        if known is None:
            known = self._applications[windows, right] = application(windows, self.facts.values, right)
        return known

    def dues(self, award: Award, amounts: Amounts, day: date, periods: int = 0) -> list[Due]:
        """due.dues of these amounts of the award, the first on that day; `periods`: how many were paid already."""
        for_all = self.plan.each_day.dues(award, amounts, day) if day == self.on and not periods else None
        return list(dues(amounts, self.paid(amounts, day, periods))) if for_all is None else for_all

    def _reckon(self, award: Award, day: date) -> Amounts:
        return amounts(award, self._factors, self.plan.parameters, day)


def _from_an_unknown_day(shown: Amounts, event: str) -> Amounts:
    """Counted from it, how many payments fall due up to the last day nobody knows: all of them, some or none."""
    ruled = not shown.has_recurring or shown.count is not None
    missing = tuple(dict.fromkeys((*shown.missing, event)))
    return replace(shown, total=None, low=0, high=shown.high if ruled else None, missing=missing)
