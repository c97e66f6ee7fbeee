"""A person's facts: the answers, with what follows from not being asked filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from policies.calculator.calendar import Month, first_day, full_months, last_day
from policies.calculator.plan import Plan, plan_of
from policies.calculator.ruleset import NO_DATE, Ruleset, Value
from policies.calculator.thresholds import Growth
from policies.calculator.verdict import NO, YES, Verdict

__all__ = ["NO_DATE", "Facts"]

# Made once: this is asked in every check.
A_DAY = (date, Month)


@dataclass(frozen=True, slots=True)
class Facts:
    """`values`: known facts by question, a missing one is unknown. `asked`: whether each follow-up is asked at all.

    `stated_on`: the day on which each was answered, where that is another day than `as_of`. `grows`: how each months
    question grows. `ages`: from which day an answer ages that does so otherwise. `begins`: the day from which an answer
    holds, where it has one: who has signed works from then on.
    """

    values: Mapping[str, Value]
    asked: Mapping[str, Verdict]
    grows: Mapping[str, Growth]
    as_of: date
    stated_on: Mapping[str, date] = field(default_factory=dict)
    ages: Mapping[str, Growth] = field(default_factory=dict)
    begins: Mapping[str, date | Month] = field(default_factory=dict)

    @classmethod
    def resolve(
        cls, ruleset: Ruleset, answers: Mapping[str, Value], as_of: date, stated_on: Mapping[str, date] | None = None
    ) -> Facts:
        """Typed answers by question key to facts; answers to questions that are not part of the check are left out.

        A follow-up that is certainly not asked takes its implied value, even over an answer left from before.
        """
        plan = plan_of(ruleset)
        asked = dict(plan.always_asked)
        values = {key: value for key in asked if (value := answers.get(key)) is not None}
        for follow_ups in plan.follow_ups:
            verdict = follow_ups.asked_if.asks(values, as_of)
            if verdict is NO:
                asked.update(follow_ups.not_asked)
                values.update(follow_ups.implied)
                continue
            for key in follow_ups.keys:
                asked[key] = verdict
                if (value := answers.get(key)) is not None:
                    values[key] = value
        days = stated_on or {}
        ages = {key: Growth(YES, days.get(key, as_of)) for key in plan.ageing if key in values and asked[key] is not NO}
        begins = dict(begins_of(plan, values))
        grows = {}
        for key, grows_if in plan.growing.items():
            since = latest = days.get(key, as_of)
            for one in grows_if.questions if begins else ():
                if one in begins:
                    since, latest = max(since, first_day(begins[one])), max(latest, last_day(begins[one]))
            grows[key] = Growth(grows_if.holds(values, as_of), since, latest if latest > since else None)
        return cls(values, asked, grows, as_of, days, ages, begins)

    def stated_growth(self, key: str, verdict: Verdict) -> Growth:
        """That of a months question whose answer has its own day alone to grow from."""
        return Growth(verdict, self.stated_on.get(key, self.as_of))

    def on(self, day: date) -> dict[str, Value]:
        """The known facts as they stand on that day."""
        return {**self.values, **self.grown(day)}

    def grown(self, day: date) -> dict[str, Value]:
        """The months facts that certainly grow, as they stand on that day."""
        return {
            key: int(self.values[key]) + full_months(growth.at_the_latest, day)  # type: ignore[arg-type]
            for key, growth in self.grows.items()
            if growth.verdict is YES and key in self.values
        }


def begins_of(plan: Plan, values: Mapping[str, Value]) -> Iterator[tuple[str, date | Month]]:
    """While its day is not known, an answer holds already."""
    for key, dated in plan.begins.items():
        if key in values and (event := dated.get(values[key])) and isinstance(day := values.get(event), A_DAY):
            yield key, day
