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
        plan, answered = plan_of(ruleset), answers.get
        asked, values = dict(plan.always_asked), dict[str, Value]()
        for key in asked:
            if (value := answered(key)) is not None:
                values[key] = value
        for follow_ups in plan.follow_ups:
            verdict = follow_ups.asked_if.asks(values, as_of)
            if verdict is NO:
                asked.update(follow_ups.not_asked)
                values.update(follow_ups.implied)
                continue
            for key in follow_ups.keys:
                asked[key] = verdict
                if (value := answered(key)) is not None:
                    values[key] = value
        days, begins = stated_on or {}, dict(begins_of(plan, values))
        grows = _growing(plan, values, as_of, days, begins)
        return cls(values, asked, grows, as_of, days, _ageing(plan, values, asked, as_of, days), begins)

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


def _growing(
    plan: Plan, values: Mapping[str, Value], as_of: date, days: Mapping[str, date], begins: Mapping[str, date | Month]
) -> dict[str, Growth]:
    # What had begun when the answers were given puts no growth off.
    given = min(as_of, *days.values()) if days else as_of
    late = {key: day for key, day in begins.items() if last_day(day) > given} if begins else {}
    found: dict[str, Growth] = {}
    for key, grows_if in plan.growing.items():
        since = latest = days.get(key, as_of)
        for one in grows_if.questions if late else ():
            if one in late:
                since, latest = max(since, first_day(late[one])), max(latest, last_day(late[one]))
        found[key] = Growth(grows_if.holds(values, as_of), since, latest if latest > since else None)
    return found


def _ageing(
    plan: Plan, values: Mapping[str, Value], asked: Mapping[str, Verdict], as_of: date, days: Mapping[str, date]
) -> dict[str, Growth]:
    return {key: Growth(YES, days.get(key, as_of)) for key in plan.ageing if key in values and asked[key] is not NO}


def begins_of(plan: Plan, values: Mapping[str, Value]) -> Iterator[tuple[str, date | Month]]:
    """While its day is not known, an answer holds already."""
    for key, dated in plan.begins.items():
        if key in values and (event := dated.get(values[key])) and isinstance(day := values.get(event), A_DAY):
            yield key, day
