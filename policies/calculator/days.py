"""What holds on which day, for one person, from the date of the assessment to the horizon."""

from __future__ import annotations

from datetime import date

from policies.calculator.awards import Amounts, amounts
from policies.calculator.calendar import add_months
from policies.calculator.facts import Facts
from policies.calculator.findings import Finding
from policies.calculator.gaps import gap
from policies.calculator.needs import Bits, Moment
from policies.calculator.plan import Plan
from policies.calculator.ruleset import Award, Value
from policies.calculator.standing import PolicyPlan, Standing
from policies.calculator.timeline import Timeline
from policies.calculator.verdict import NO, UNKNOWN

HORIZON_MONTHS = 60


class Days:
    """The verdict of every condition on each day that matters, for one person.

    Nothing changes between two turns, so a day is looked at once and only conditions that turn are looked at again.
    """

    def __init__(self, plan: Plan, facts: Facts, on: date) -> None:
        self.plan, self.facts, self.on = plan, facts, on
        self.horizon = add_months(on, HORIZON_MONTHS)
        self.timelines: list[tuple[Bits, Timeline]] = []
        self._turns: list[tuple[Bits, list[date]]] = []
        self.turning: Bits = 0
        self.today = self._read()
        self.never = self.today.no & ~self.turning
        self._moments: dict[date, Moment] = {on: self.today}
        self._amounts: dict[tuple[int, date], Amounts] = {}
        self._ahead: dict[int, list[tuple[date, Standing]]] = {}

    def _read(self) -> Moment:
        """What holds today; notes what turns until the horizon."""
        no = unknown = 0
        values, grows, as_of, on = self.facts.values, self.facts.grows, self.facts.as_of, self.on
        for table in self.plan.tables:
            answer = values.get(table.key)
            if answer is None:
                unknown |= table.all
            else:
                no |= table.failed_by[answer]
        for bit, read in self.plan.reads:
            timeline = read(values, grows, as_of)
            verdict, turns = timeline
            if turns and turns[-1][0] <= on:
                verdict = turns[-1][1]
            elif turns:
                verdict = timeline.on(on)
                self._note(bit, timeline)
            if verdict is NO:
                no |= bit
            elif verdict is UNKNOWN:
                unknown |= bit
        return Moment(no, unknown)

    def _note(self, bit: Bits, timeline: Timeline) -> None:
        ahead = [day for day, _ in timeline.turns if self.on < day <= self.horizon]
        if ahead:
            self.timelines.append((bit, timeline))
            self._turns.append((bit, ahead))
            self.turning |= bit

    def moment(self, day: date) -> Moment:
        """The verdict of each condition on that day."""
        known = self._moments.get(day)
        if known is None:
            no, unknown = self.today.no & ~self.turning, self.today.unknown & ~self.turning
            for bit, timeline in self.timelines:
                verdict = timeline.on(day)
                if verdict is NO:
                    no |= bit
                elif verdict is UNKNOWN:
                    unknown |= bit
            known = self._moments[day] = Moment(no, unknown)
        return known

    def answered(self, finding: Finding) -> Value | None:
        """The fact that a finding is about, as it stands on the day of the assessment; None if unknown."""
        return self.facts.answered(finding.question, self.on) if finding.question else None

    def gap(self, finding: Finding) -> int | None:
        """By how much it is missed: gaps.gap."""
        if finding.verdict is not NO:
            return None
        measured = self.facts.values.get(finding.measured_at or "")
        return gap(finding, self.answered(finding), measured if isinstance(measured, date) else self.on)

    def amounts(self, award: Award, day: date) -> Amounts:
        """What this award of the ruleset comes to on that day; reckoned once."""
        known = self.plan.amounts.get(id(award)) or self._amounts.get((id(award), day))
        if known is None:
            known = amounts(award, self.facts.values, self.plan.parameters, day)
            self._amounts[id(award), day] = known
        return known

    def ahead(self, entry: PolicyPlan) -> list[tuple[date, Standing]]:
        """How the policy stands from each day on which something about it may change; none for a certain no forever."""
        if not entry.all & self.turning or entry.needs.required & self.never:
            return []
        known = self._ahead.get(entry.order)
        if known is None:
            turns = {day for bit, days in self._turns if bit & entry.all for day in days}
            known = self._ahead[entry.order] = [(day, entry.standing(self.moment(day))) for day in sorted(turns)]
        return known

    def stretches(self, entry: PolicyPlan) -> list[tuple[date, Standing]]:
        """The same, from today on."""
        return [(self.on, entry.standing(self.today)), *self.ahead(entry)]
