"""A ruleset made ready to evaluate: every distinct condition once, policies as indexes into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policies.calculator.needs import FactNeeds, Indexes, Moment, Needs
from policies.calculator.ruleset import (
    Award,
    Condition,
    Parameter,
    Policy,
    Question,
    Requirements,
    Ruleset,
    Threshold,
    Tier,
    Value,
    Window,
)
from policies.calculator.thresholds import Read, accepted_answers, possible_answers, reader, window_reader
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict, any_of


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A threshold at its place: the tier that owns it (None: the policy), its any-of and branch, its condition.

    Two rows are never the same place, so each is only equal to itself.
    """

    threshold: Threshold
    tier: str | None
    alternative: str | None
    branch: int | None
    index: int


@dataclass(frozen=True, slots=True)
class PolicyPlan:
    """A policy with its window among the base needs, and one set of needs per tier.

    `stated`: the conditions required of everybody that the source states; one that fails leaves nothing in doubt.
    """

    policy: Policy
    order: int
    window: int
    rows: tuple[Row, ...]
    needs: Needs
    tiers: tuple[tuple[Tier, Needs], ...]
    indexes: Indexes
    stated: Indexes

    def verdict(self, moment: Moment) -> Verdict:
        base = self.needs.verdict(moment)
        if base is NO or not self.tiers:
            return base
        best = any_of([needs.verdict(moment) for _, needs in self.tiers])
        return best if base is YES or best is NO else base

    def open_indexes(self, moment: Moment) -> set[int]:
        """The unknown conditions that can still decide whether the policy holds."""
        found = self.needs.open_indexes(moment)
        tiers = [(needs, needs.verdict(moment)) for _, needs in self.tiers]
        if all(verdict is not YES for _, verdict in tiers):
            found = found.union(*(needs.open_indexes(moment) for needs, verdict in tiers if verdict is UNKNOWN))
        return found

    def open_tiers(self, moment: Moment) -> set[int]:
        """The unknown conditions that can still decide which tier is the first to hold."""
        found: set[int] = set()
        for _, needs in self.tiers:
            verdict = needs.verdict(moment)
            if verdict is YES:
                break
            found |= needs.open_indexes(moment)
        return found

    def possible_awards(self, moment: Moment) -> list[Award]:
        """The awards it may give: that of the first tier that certainly holds and of those before it that still may."""
        if self.policy.award is not None:
            return [self.policy.award]
        found = []
        for tier, needs in self.tiers:
            verdict = needs.verdict(moment)
            if verdict is not NO:
                found.append(tier.award)
            if verdict is YES:
                break
        return found

    def failing(self, moment: Moment) -> list[Row]:
        """The thresholds because of which the policy is a certain no, the window apart.

        In an any-of that holds, or may still hold, nothing fails; nor in the tiers while one of them may hold.
        """
        broken: set[tuple[str | None, str | None]] = {(None, letter) for letter in self.needs.broken(moment)}
        if all(needs.verdict(moment) is NO for _, needs in self.tiers):
            broken |= {(tier.code, letter) for tier, needs in self.tiers for letter in needs.broken(moment)}
        return [r for r in self.rows if r.index in moment.no and (r.tier, r.alternative) in broken]


@dataclass(frozen=True, slots=True)
class Table:
    """All conditions on a question with few answers: which of them each answer fails."""

    key: str
    failed_by: Mapping[Value, Indexes]
    indexes: Indexes


@dataclass(frozen=True, slots=True)
class Plan:
    """Each of `conditions` is in one of the tables or has a way to be read; `indexes` of both count through all.

    `questions`: each with its implied value and when it is asked.
    """

    conditions: tuple[Condition | Window, ...]
    tables: tuple[Table, ...]
    reads: tuple[tuple[int, Read], ...]
    policies: tuple[PolicyPlan, ...]
    questions: tuple[tuple[str, Value | None, FactNeeds | None], ...]
    asked_if: Mapping[str, FactNeeds]
    growing: Mapping[str, FactNeeds]
    parameters: Mapping[str, Parameter]


class _Indexes:
    """Gives each distinct condition or window its number."""

    def __init__(self) -> None:
        self.numbers: dict[Condition | Window, int] = {}

    def __getitem__(self, condition: Condition | Window) -> int:
        return self.numbers.setdefault(condition, len(self.numbers))

    def needs(self, requirements: Requirements, window: Window | None = None) -> Needs:
        required = {self[threshold.condition] for threshold in requirements.required}
        if window:
            required.add(self[window])
        choices = tuple(
            tuple(frozenset(self[threshold.condition] for threshold in branch) for branch in branches)
            for branches in requirements.any_of
        )
        return Needs(frozenset(required), choices, frozenset(required).union(*(b for bs in choices for b in bs)))

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


def _tables(indexes: _Indexes, questions: Mapping[str, Question]) -> tuple[Table, ...]:
    by_question: dict[str, dict[int, frozenset[Value]]] = {}
    for condition, index in indexes.numbers.items():
        if isinstance(condition, Condition) and possible_answers(questions[condition.question]):
            accepted = accepted_answers(condition, questions[condition.question])
            by_question.setdefault(condition.question, {})[index] = accepted
    return tuple(
        Table(
            key,
            {
                answer: frozenset(index for index, accepted in conditions.items() if answer not in accepted)
                for answer in possible_answers(questions[key])
            },
            frozenset(conditions),
        )
        for key, conditions in by_question.items()
    )


def _make(ruleset: Ruleset) -> Plan:
    indexes = _Indexes()
    policies = []
    for order, policy in enumerate(ruleset.policies):
        base = indexes.needs(policy.requirements, policy.window)
        tiers = tuple((tier, indexes.needs(tier.requirements)) for tier in policy.tiers)
        everything = base.indexes.union(*(needs.indexes for _, needs in tiers))
        rows = tuple(indexes.rows(policy))
        stated = {
            row.index for row in rows if row.alternative is row.tier is None and not row.threshold.reason.inferred
        }
        if not policy.window_reason.inferred:
            stated.add(indexes[policy.window])
        policies.append(
            PolicyPlan(policy, order, indexes[policy.window], rows, base, tiers, everything, frozenset(stated))
        )
    questions = ruleset.questions
    tables = _tables(indexes, questions)
    tabled = frozenset[int]().union(*(table.indexes for table in tables))
    asked_if = _all_fact_needs({key: question.asked_if for key, question in questions.items()}, questions)
    return Plan(
        conditions=tuple(indexes.numbers),
        tables=tables,
        reads=tuple(
            (index, window_reader(condition) if isinstance(condition, Window) else reader(condition, questions))
            for condition, index in indexes.numbers.items()
            if index not in tabled
        ),
        policies=tuple(policies),
        questions=tuple((key, question.implied, asked_if.get(key)) for key, question in questions.items()),
        asked_if=asked_if,
        growing=_all_fact_needs({key: question.grows_if for key, question in questions.items()}, questions),
        parameters=ruleset.parameters,
    )


def plan_of(ruleset: Ruleset) -> Plan:
    """The plan of this ruleset, made on first use and kept with it (it is no part of its value)."""
    kept = vars(ruleset)
    if "_plan" not in kept:
        kept["_plan"] = _make(ruleset)
    plan: Plan = kept["_plan"]
    return plan
