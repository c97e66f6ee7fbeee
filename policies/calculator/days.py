"""What holds on which day, for one person, from the date of the assessment to the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.calculator.calendar import add_months
from policies.calculator.facts import Facts
from policies.calculator.plan import Plan, PolicyPlan
from policies.calculator.timeline import Timeline
from policies.calculator.verdict import Verdict

HORIZON_MONTHS = 60


class Days:
    """The verdict of every condition on each day that matters, for one person.

    Nothing changes between two turns, so a day is looked at once and only conditions that turn are looked at again.
    """

    def __init__(self, plan: Plan, facts: Facts, on: date) -> None:
        self.plan, self.facts, self.on = plan, facts, on
        values, grows, as_of = facts.values, facts.grows, facts.as_of
        self.timelines = [read(values, grows, as_of) for read in plan.reads]
        self.today = [timeline.on(on) if timeline.turns else timeline.first for timeline in self.timelines]
        self.horizon = add_months(on, HORIZON_MONTHS)
        ahead = ((index, self._ahead(timeline)) for index, timeline in enumerate(self.timelines) if timeline.turns)
        self.turning = {index: turns for index, turns in ahead if turns}
        self._verdicts: dict[date, list[Verdict]] = {on: self.today}

    def _ahead(self, timeline: Timeline) -> list[date]:
        return [day for day, _ in timeline.turns if self.on < day <= self.horizon]

    def verdicts(self, day: date) -> list[Verdict]:
        """The verdict of each condition on that day."""
        known = self._verdicts.get(day)
        if known is None:
            known = self._verdicts[day] = self.today.copy()
            for index in self.turning:
                known[index] = self.timelines[index].on(day)
        return known

    def turns(self, entry: PolicyPlan) -> list[date]:
        """The days ahead on which something about this policy may change, in order."""
        turning = self.turning
        if entry.indexes.isdisjoint(turning):
            return []
        return sorted({day for index in entry.indexes if index in turning for day in turning[index]})

    def stretches(self, entry: PolicyPlan) -> Iterator[tuple[date, Verdict]]:
        """The policy's verdict today and from each turn on."""
        for day in [self.on, *self.turns(entry)]:
            yield day, entry.verdict(self.verdicts(day))
