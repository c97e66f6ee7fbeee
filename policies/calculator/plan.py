"""A ruleset made ready to evaluate: every distinct condition once, policies as indexes into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policies.calculator.ruleset import (
    Award,
    Condition,
    Policy,
    Question,
    Requirements,
    Ruleset,
    Threshold,
    Tier,
    Value,
    Window,
    letter_of,
)
from policies.calculator.thresholds import Read, reader, window_reader
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict, any_of

Branches = tuple[tuple[int, ...], ...]


def _all(indexes: Iterable[int], verdicts: Sequence[Verdict]) -> Verdict:
    result = YES
    for index in indexes:
        verdict = verdicts[index]
        if verdict is NO:
            return NO
        if verdict is UNKNOWN:
            result = UNKNOWN
    return result


@dataclass(frozen=True, slots=True)
class Needs:
    """Requirements as indexes of conditions."""

    required: tuple[int, ...]
    any_of: tuple[Branches, ...]
    indexes: frozenset[int]

    def verdict(self, verdicts: Sequence[Verdict]) -> Verdict:
        result = YES
        for index in self.required:
            verdict = verdicts[index]
            if verdict is NO:
                return NO
            if verdict is UNKNOWN:
                result = UNKNOWN
        for branches in self.any_of:
            verdict = any_of([_all(branch, verdicts) for branch in branches])
            if verdict is NO:
                return NO
            if verdict is UNKNOWN:
                result = UNKNOWN
        return result

    def broken(self, verdicts: Sequence[Verdict]) -> Iterator[str | None]:
        """The letters of the any-ofs that certainly fail; None for the required conditions (if one of them does)."""
        yield None
        for place, branches in enumerate(self.any_of):
            if all(_all(branch, verdicts) is NO for branch in branches):
                yield letter_of(place)

    def open_indexes(self, verdicts: Sequence[Verdict]) -> set[int]:
        """The unknown conditions that can still decide these requirements; none where they are decided."""
        if self.verdict(verdicts) is not UNKNOWN:
            return set()
        found = {index for index in self.required if verdicts[index] is UNKNOWN}
        for branches in self.any_of:
            states = [_all(branch, verdicts) for branch in branches]
            if YES not in states:
                undecided = [branch for branch, state in zip(branches, states, strict=True) if state is UNKNOWN]
                found.update(index for branch in undecided for index in branch if verdicts[index] is UNKNOWN)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class FactNeeds:
    """Requirements on facts alone, for follow-ups and growth: their conditions do not depend on the day.

    One object for all questions with the same requirements.
    """

    reads: tuple[Read, ...]
    questions: tuple[str, ...]
    needs: Needs

    def verdict(self, values: Mapping[str, Value]) -> Verdict:
        return self.needs.verdict(self._verdicts(values))

    def open_questions(self, values: Mapping[str, Value]) -> set[str]:
        """The questions without an answer that can still decide these requirements."""
        return {self.questions[index] for index in self.needs.open_indexes(self._verdicts(values))}

    def _verdicts(self, values: Mapping[str, Value]) -> list[Verdict]:
        return [read(values, {}, date.min).first for read in self.reads]


@dataclass(frozen=True, slots=True)
class Row:
    """A threshold at its place: the tier that owns it (None: the policy), its any-of and branch, its condition."""

    threshold: Threshold
    tier: str | None
    alternative: str | None
    branch: int | None
    index: int


@dataclass(frozen=True, slots=True)
class PolicyPlan:
    """A policy with its window among the base needs, and one set of needs per tier."""

    policy: Policy
    order: int
    window: int
    rows: tuple[Row, ...]
    needs: Needs
    tiers: tuple[tuple[Tier, Needs], ...]
    indexes: frozenset[int]

    def verdict(self, verdicts: Sequence[Verdict]) -> Verdict:
        base = self.needs.verdict(verdicts)
        if base is NO or not self.tiers:
            return base
        best = any_of([needs.verdict(verdicts) for _, needs in self.tiers])
        return best if base is YES or best is NO else base

    def open_indexes(self, verdicts: Sequence[Verdict]) -> set[int]:
        """The unknown conditions that can still decide whether the policy holds."""
        found = self.needs.open_indexes(verdicts)
        tiers = [(needs, needs.verdict(verdicts)) for _, needs in self.tiers]
        if all(verdict is not YES for _, verdict in tiers):
            found = found.union(*(needs.open_indexes(verdicts) for needs, verdict in tiers if verdict is UNKNOWN))
        return found

    def open_tiers(self, verdicts: Sequence[Verdict]) -> set[int]:
        """The unknown conditions that can still decide which tier is the first to hold."""
        found: set[int] = set()
        for _, needs in self.tiers:
            verdict = needs.verdict(verdicts)
            if verdict is YES:
                break
            found |= needs.open_indexes(verdicts)
        return found

    def possible_awards(self, verdicts: Sequence[Verdict]) -> list[Award]:
        """The awards it may give: that of the first tier that certainly holds and of those before it that still may."""
        if self.policy.award is not None:
            return [self.policy.award]
        found = []
        for tier, needs in self.tiers:
            verdict = needs.verdict(verdicts)
            if verdict is not NO:
                found.append(tier.award)
            if verdict is YES:
                break
        return found

    def failing(self, verdicts: Sequence[Verdict]) -> list[Row]:
        """The thresholds because of which the policy is a certain no, the window apart.

        In an any-of that holds, or may still hold, nothing fails; nor in the tiers while one of them may hold.
        """
        broken: set[tuple[str | None, str | None]] = {(None, letter) for letter in self.needs.broken(verdicts)}
        if all(needs.verdict(verdicts) is NO for _, needs in self.tiers):
            broken |= {(tier.code, letter) for tier, needs in self.tiers for letter in needs.broken(verdicts)}
        return [r for r in self.rows if verdicts[r.index] is NO and (r.tier, r.alternative) in broken]


@dataclass(frozen=True, slots=True)
class Plan:
    """`reads[i]` reads the i-th condition or window; questions with their implied value and when they are asked."""

    reads: tuple[Read, ...]
    conditions: tuple[Condition | Window, ...]
    policies: tuple[PolicyPlan, ...]
    questions: tuple[tuple[str, Value | None, FactNeeds | None], ...]
    asked_if: Mapping[str, FactNeeds]
    growing: Mapping[str, FactNeeds]


class _Indexes:
    """Gives each distinct condition or window its number."""

    def __init__(self) -> None:
        self.numbers: dict[Condition | Window, int] = {}

    def __getitem__(self, condition: Condition | Window) -> int:
        return self.numbers.setdefault(condition, len(self.numbers))

    def needs(self, requirements: Requirements, window: Window | None = None) -> Needs:
        required = tuple(self[threshold.condition] for threshold in requirements.required)
        if window:
            required = (self[window], *required)
        choices = tuple(
            tuple(tuple(self[threshold.condition] for threshold in branch) for branch in branches)
            for branches in requirements.any_of
        )
        flat = [index for branches in choices for branch in branches for index in branch]
        return Needs(required, choices, frozenset((*required, *flat)))

    def rows(self, policy: Policy) -> Iterator[Row]:
        owners: list[tuple[str | None, Requirements]] = [(None, policy.requirements)]
        owners += [(tier.code, tier.requirements) for tier in policy.tiers]
        for tier, requirements in owners:
            for threshold, alternative, branch in requirements:
                yield Row(threshold, tier, alternative, branch, self[threshold.condition])


def _all_fact_needs(
    requirements: Mapping[str, Requirements | None], questions: Mapping[str, Question]
) -> dict[str, FactNeeds]:
    made: dict[Requirements, FactNeeds] = {}
    for wanted in requirements.values():
        if wanted and wanted not in made:
            made[wanted] = _fact_needs(wanted, questions)
    return {key: made[wanted] for key, wanted in requirements.items() if wanted}


def _fact_needs(requirements: Requirements, questions: Mapping[str, Question]) -> FactNeeds:
    indexes = _Indexes()
    needs = indexes.needs(requirements)
    conditions = [condition for condition in indexes.numbers if isinstance(condition, Condition)]
    return FactNeeds(tuple(reader(c, questions) for c in conditions), tuple(c.question for c in conditions), needs)


def _make(ruleset: Ruleset) -> Plan:
    indexes = _Indexes()
    policies = []
    for order, policy in enumerate(ruleset.policies):
        base = indexes.needs(policy.requirements, policy.window)
        tiers = tuple((tier, indexes.needs(tier.requirements)) for tier in policy.tiers)
        everything = base.indexes.union(*(needs.indexes for _, needs in tiers))
        rows = tuple(indexes.rows(policy))
        policies.append(PolicyPlan(policy, order, indexes[policy.window], rows, base, tiers, everything))
    questions = ruleset.questions
    asked_if = _all_fact_needs({key: question.asked_if for key, question in questions.items()}, questions)
    return Plan(
        reads=tuple(window_reader(c) if isinstance(c, Window) else reader(c, questions) for c in indexes.numbers),
        conditions=tuple(indexes.numbers),
        policies=tuple(policies),
        questions=tuple((key, question.implied, asked_if.get(key)) for key, question in questions.items()),
        asked_if=asked_if,
        growing=_all_fact_needs({key: question.grows_if for key, question in questions.items()}, questions),
    )


def plan_of(ruleset: Ruleset) -> Plan:
    """The plan of this ruleset, made on first use and kept with it (it is no part of its value)."""
    kept = vars(ruleset)
    if "_plan" not in kept:
        kept["_plan"] = _make(ruleset)
    plan: Plan = kept["_plan"]
    return plan
