"""Random persons of any ruleset, as typed answers: what a table of persons may hold, and often on an edge.

Half of them come near one of the policies: they meet all of one of its ways, or all but one answer. The others answer
by chance. Everybody leaves out another share of the questions, and answers follow-ups that nobody asked them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policies.calculator.calendar import Month
from policies.calculator.plan import plan_of, reader_of
from policies.calculator.ruleset import Condition, Policy, Requirements, Ruleset, Value
from policies.calculator.thresholds import Read
from policies.calculator.timeline import verdict_on
from policies.calculator.verdict import YES

from .edges import edges, related_day

MOST_UNKNOWN = 0.8
NEAR_A_POLICY = 0.5
HAS_RECEIVED = 0.3
MONTH_ONLY = 0.08


@dataclass(frozen=True, slots=True)
class RandomPerson:
    """`answers`: by question, as `Facts.resolve` takes them. `received`: by code, with how many payments were made."""

    number: int
    answers: Mapping[str, Value]
    received: Mapping[str, int | None]


def random_persons(
    ruleset: Ruleset, count: int, on: date, seed: int = 1, *, months: bool = True, received: bool = True
) -> list[RandomPerson]:
    """The same ones for the same seed. `months`: of some days only the month is known. `received`: some of them have
    something already."""
    return list(_Drawing(ruleset, on, seed, months).persons(count, HAS_RECEIVED if received else 0))


class _Drawing:
    def __init__(self, ruleset: Ruleset, on: date, seed: int, months: bool) -> None:
        self.ruleset, self.on, self.months = ruleset, on, months
        self.rng = random.Random(seed)
        self.edges = edges(ruleset, on, self.rng)
        plan = plan_of(ruleset)
        found: dict[Condition, Read] = {}
        for bit, read in plan.reads:
            if isinstance(condition := plan.conditions[bit], Condition):
                found[condition] = read
        self.reads = found
        self.meeting: dict[tuple[Condition, ...], list[Value]] = {}
        self.measured = [one for one in found if one.measured_at and one.measured_at in ruleset.questions]

    def persons(self, count: int, has_received: float):
        rng, keys = self.rng, list(self.edges)
        columns = [rng.choices(self.edges[key], k=count) for key in keys]
        codes = [policy.code for policy in self.ruleset.policies]
        for number, drawn in enumerate(zip(*columns, strict=True)):
            answers = dict(zip(keys, drawn, strict=True))
            self._relate(answers)
            unknown = rng.random() * MOST_UNKNOWN
            answers = {key: value for key, value in answers.items() if rng.random() >= unknown}
            policy = rng.choice(self.ruleset.policies) if self.ruleset.policies else None
            if policy and rng.random() < NEAR_A_POLICY:
                self._come_near(policy, answers)
            if self.months:
                self._forget_days(answers)
            has = rng.sample(codes, min(len(codes), rng.randint(1, 3))) if codes and rng.random() < has_received else []
            yield RandomPerson(number, answers, {code: rng.choice((None, None, 0, 1, 2, 5)) for code in has})

    def _relate(self, answers: dict[str, Value]) -> None:
        """Some of the days are just so far from another as a condition asks for."""
        if not self.measured:
            return
        condition = self.rng.choice(self.measured)
        measured = answers.get(str(condition.measured_at))
        if self.rng.random() < 0.5 and isinstance(measured, date) and isinstance(condition.operand, int):
            answers[condition.question] = related_day(condition, measured, self.rng.randint(-1, 1))

    def _come_near(self, policy: Policy, answers: dict[str, Value]) -> None:
        wanted = self._way(policy.requirements)
        if policy.tiers:
            wanted += self._way(self.rng.choice(policy.tiers).requirements)
        self._meet(wanted, answers)
        for key in {key for one in wanted for key in (one.question, one.measured_at) if key in self.ruleset.questions}:
            self._be_asked(str(key), answers)
        if self.rng.random() < 0.5:
            key = self.rng.choice([one.question for one in wanted] or list(self.edges))
            if self.rng.random() < 0.3:
                answers.pop(key, None)
            else:
                answers[key] = self.rng.choice(self.edges[key])

    def _be_asked(self, key: str, answers: dict[str, Value]) -> None:
        """What a follow-up is asked for, and what that is asked for."""
        asked_if = self.ruleset.questions[key].asked_if
        if asked_if is not None:
            wanted = self._way(asked_if)
            self._meet(wanted, answers)
            for parent in {one.question for one in wanted}:
                self._be_asked(parent, answers)

    def _way(self, requirements: Requirements) -> list[Condition]:
        """One way through the requirements."""
        thresholds = list(requirements.required)
        for branches in (*requirements.any_of, *(one.branches for one in requirements.dated)):
            thresholds += self.rng.choice(branches)
        return [threshold.condition for threshold in thresholds]

    def _meet(self, wanted: list[Condition], answers: dict[str, Value]) -> None:
        """As far as an answer alone can meet a condition; an answer that meets all of its own is kept."""
        together: dict[str, list[Condition]] = {}
        for condition in wanted:
            together.setdefault(condition.question, []).append(condition)
        for key, several in together.items():
            known = self._met_by(tuple(several))
            if known and answers.get(key) not in known:
                answers[key] = self.rng.choice(known)

    def _met_by(self, several: tuple[Condition, ...]) -> list[Value]:
        found = self.meeting.get(several)
        if found is None:
            edges = self.edges[several[0].question]
            found = [one for one in edges if all(self._is_met(condition, one) for condition in several)]
            self.meeting[several] = found
        return found

    def _is_met(self, condition: Condition, answer: Value) -> bool:
        read = self.reads.get(condition)
        if read is None:
            # On a question with few answers, which the plan keeps in a table, or one of a follow-up's own.
            read = reader_of(condition, self.ruleset.questions, self.ruleset.parameters)
        values: dict[str, Value] = {condition.question: answer}
        if condition.measured_at:
            values[condition.measured_at] = self.on
        return verdict_on(read(values, {}), self.on) is YES

    def _forget_days(self, answers: dict[str, Value]) -> None:
        for key, value in answers.items():
            if isinstance(value, date) and self.rng.random() < MONTH_ONLY:
                answers[key] = Month(value.year, value.month)
