"""What holds on which day, for one person, from the date of the assessment to the horizon."""

from __future__ import annotations

from datetime import date

from policies.calculator.awards import Amounts, amounts
from policies.calculator.calendar import add_months
from policies.calculator.facts import Facts
from policies.calculator.needs import Moment
from policies.calculator.plan import Plan, PolicyPlan
from policies.calculator.ruleset import Award
from policies.calculator.timeline import Timeline
from policies.calculator.verdict import Verdict

HORIZON_MONTHS = 60


class Days:
    """The verdict of every condition on each day that matters, for one person.

    Nothing changes between two turns, so a day is looked at once and only conditions that turn are looked at again.
    """

    def __init__(self, plan: Plan, facts: Facts, on: date) -> None:
        self.plan, self.facts, self.on = plan, facts, on
        self.horizon = add_months(on, HORIZON_MONTHS)
        self.today = Moment(set(), set())
        self.timelines: dict[int, Timeline] = {}
        self.turning: dict[int, list[date]] = {}
        self._read_tables()
        self._read_timelines()
        self.never = self.today.no.difference(self.turning)
        self._moments: dict[date, Moment] = {on: self.today}
        self._amounts: dict[tuple[int, date], Amounts] = {}

    def _read_tables(self) -> None:
        no, unknown, values = self.today.no, self.today.unknown, self.facts.values
        for table in self.plan.tables:
            answer = values.get(table.key)
            if answer is None:
                unknown |= table.indexes
            else:
                no |= table.failed_by[answer]

    def _read_timelines(self) -> None:
        values, grows, as_of, on = self.facts.values, self.facts.grows, self.facts.as_of, self.on
        for index, read in self.plan.reads:
            timeline = read(values, grows, as_of)
            if not timeline.turns:
                self.today.put(index, timeline.first)
                continue
            self.today.put(index, timeline.on(on))
            if ahead := [day for day, _ in timeline.turns if on < day <= self.horizon]:
                self.timelines[index], self.turning[index] = timeline, ahead

    def moment(self, day: date) -> Moment:
        """The verdict of each condition on that day."""
        known = self._moments.get(day)
        if known is None:
            known = Moment(self.today.no.difference(self.turning), self.today.unknown.difference(self.turning))
            for index, timeline in self.timelines.items():
                known.put(index, timeline.on(day))
            self._moments[day] = known
        return known

    def amounts(self, award: Award, day: date) -> Amounts:
        """What this award of the ruleset comes to on that day; reckoned once."""
        known = self._amounts.get((id(award), day))
        if known is None:
            known = amounts(award, self.facts.values, self.plan.parameters, day)
            self._amounts[id(award), day] = known
        return known

    def turns(self, entry: PolicyPlan) -> list[date]:
        """The days ahead on which something about this policy may change; none for one that can never hold."""
        turning = self.turning
        if entry.indexes.isdisjoint(turning) or not entry.needs.required.isdisjoint(self.never):
            return []
        return sorted({day for index in entry.indexes if index in turning for day in turning[index]})

    def stretches(self, entry: PolicyPlan) -> list[tuple[date, Verdict]]:
        """The policy's verdict today and from each turn on."""
        today = [(self.on, entry.verdict(self.today))]
        return today + [(day, entry.verdict(self.moment(day))) for day in self.turns(entry)]
