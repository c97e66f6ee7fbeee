"""A ruleset made ready to evaluate: every distinct condition once, policies as sets of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from policies.calculator import findings, reckoned
from policies.calculator.awards import Amounts, amounts, hangs_on_answers, same_for_all
from policies.calculator.each_day import EachDay
from policies.calculator.fact_needs import FactNeeds
from policies.calculator.findings import PlacedThreshold
from policies.calculator.kin import Kin, kin_of, repeats
from policies.calculator.linking import Linked, with_required, without
from policies.calculator.needs import Bits, Needs, union
from policies.calculator.ruleset import (
    Award,
    Condition,
    Dated,
    Parameter,
    Policy,
    Question,
    QuestionType,
    Requirements,
    Ruleset,
    Threshold,
    Value,
    Window,
)
from policies.calculator.standing import PolicyPlan
from policies.calculator.thresholds import Read, accepted_answers, possible_answers, reader, window_reader
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict

# Of how many kinds of person, by what they have of that which others require, the plans are kept.
MOST_VARIANTS = 64


class Table(NamedTuple):
    """All conditions on a question with few answers: which of them each answer fails."""

    key: str
    failed_by: Mapping[Value, Bits]
    all: Bits


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The questions that are asked under the same condition; `implied`: their values, where there is one, if not."""

    asked_if: FactNeeds
    keys: tuple[str, ...]
    implied: Mapping[str, Value]
    not_asked: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Uplifts:
    """The awards that take another's place where their condition holds, in turn, and that one by itself."""

    raised: tuple[tuple[Bits, Award], ...]
    plain: Award


@dataclass(frozen=True, slots=True)
class Plan:
    """Each of `conditions` is in one of the tables or has a way to be read.

    `questions`: the place of each in editorial order. `always_asked`: those that are no follow-ups. `follow_ups`: a
    parent's before those that depend on it. `begins`: by question, the date question from whose day an answer holds.
    `noughts`: the numbers that are 0 where they are not asked.
    `amounts`: of the awards that are the same for everybody, by the award's id(); `each_day`: of those that are so
    on a day; `hanging`: those for which an answer may be missing; `uplifts`: of those that are raised.
    `only_question`: of the conditions that speak of one. `factors`: of those that are reckoned by answers, their
    questions. `published`: of those that are reckoned, the first day on which an answer can decide them.
    `money`: the questions whose answers may have cents; `dates`: those for a day.
    `required`: the codes of policies that others require; `had`: the plans of those who have some of these already.
    """

    conditions: Mapping[Bits, Condition | Window]
    tables: tuple[Table, ...]
    reads: tuple[tuple[Bits, Read], ...]
    policies: tuple[PolicyPlan, ...]
    questions: Mapping[str, int]
    always_asked: Mapping[str, Verdict]
    follow_ups: tuple[FollowUps, ...]
    asked_if: Mapping[str, FactNeeds]
    growing: Mapping[str, FactNeeds]
    ageing: frozenset[str]
    noughts: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    amounts: Mapping[int, Amounts]
    hanging: frozenset[int]
    uplifts: Mapping[int, Uplifts]
    begins: Mapping[str, Mapping[Value, str]]
    only_question: Mapping[Bits, str]
    factors: Mapping[Bits, tuple[str, ...]]
    published: Mapping[Bits, date]
    money: frozenset[str]
    dates: tuple[str, ...]
    each_day: EachDay
    required: frozenset[str] = frozenset()
    had: dict[frozenset[str], tuple[PolicyPlan, ...]] = field(default_factory=dict, compare=False, repr=False)

    def policies_for(self, received: Collection[str]) -> tuple[PolicyPlan, ...]:
        """The plans of somebody who has these already: nothing requires any more what they have."""
        had = self.required.intersection(received) if self.required else None
        if not had:
            return self.policies
        known = self.had.get(had)
        if known is None:
            if len(self.had) >= MOST_VARIANTS:
                self.had.clear()
            known = self.had[had] = tuple(without(policy_plan, had) for policy_plan in self.policies)
        return known


Ways = tuple[tuple[Bits, ...], ...]


class _Numbered:
    """Gives each distinct condition or window its bit."""

    def __init__(self) -> None:
        self.bits: dict[Condition | Window, Bits] = {}

    def __getitem__(self, condition: Condition | Window) -> Bits:
        return self.bits.setdefault(condition, 1 << len(self.bits))

    def needs(
        self, requirements: Requirements, window: Window | None = None, accepting: tuple[Window, ...] = ()
    ) -> Needs:
        required = union(self[threshold.condition] for threshold in requirements.required)
        if window:
            required |= self[window]
        choices = tuple(map(self._ways, requirements.any_of))
        follows: dict[int, tuple[int, ...]] = {}
        if requirements.dated:
            choices, follows = self._with_dated(choices, requirements.dated)
        if len(accepting) == 1:
            required |= self[accepting[0]]
        elif accepting:
            choices = (*choices, tuple(self[one] for one in accepting))
        every = required | union(branch for branches in choices for branch in branches)
        return Needs(required, choices, every, follows)

    def _ways(self, branches: Iterable[tuple[Threshold, ...]]) -> tuple[Bits, ...]:
        return tuple(union(self[threshold.condition] for threshold in branch) for branch in branches)

    def _with_dated(self, choices: Ways, dated: tuple[Dated, ...]) -> tuple[Ways, dict[int, tuple[int, ...]]]:
        """What holds on its days only is an any-of with the days on which it does not.

        Of what takes another's place one of the two holds on every day, whether or not the day is known: that follows
        from the two and is said as an any-of of its own, as a day that is not known would hide it.
        """
        found = list(choices)
        follows = {}
        for members, one in _followed(dated):
            if len(members) > 1:
                follows[len(found)] = tuple(len(choices) + member for member in members)
            found.append((*self._excuses(one), *self._ways(one.branches)))
        return tuple(found), follows

    def _excuses(self, dated: Dated) -> tuple[Bits, ...]:
        """The days on which it does not hold."""
        before = (self[dated.since.before],) if dated.since else ()
        return (*before, self[dated.until.reached]) if dated.until else before

    def placed(self, policy: Policy) -> Iterator[PlacedThreshold]:
        owners: list[tuple[str | None, Requirements]] = [(None, policy.requirements)]
        owners += [(tier.code, tier.requirements) for tier in policy.tiers]
        for tier, requirements in owners:
            for threshold, alternative, branch, place, dated in requirements:
                placed = PlacedThreshold(threshold, tier, alternative, branch, self[threshold.condition], place)
                yield (
                    placed
                    if dated is None
                    else replace(placed, since=dated.since, until=dated.until, excused=union(self._excuses(dated)))
                )


def _followed(dated: tuple[Dated, ...]) -> list[tuple[tuple[int, ...], Dated]]:
    """Each with its place, then what follows from those that go on in one another, with the places of these."""
    found: list[tuple[tuple[int, ...], Dated]] = [((place,), one) for place, one in enumerate(dated)]
    for members, one in found:
        for place, other in enumerate(dated):
            if place not in members and one.goes_on_in(other):
                found.append(((*members, place), Dated((*one.branches, *other.branches), one.since, other.until)))
    return found


def _all_fact_needs(requirements: Mapping[str, Requirements | None], ruleset: Ruleset) -> dict[str, FactNeeds]:
    made: dict[Requirements, FactNeeds] = {}
    for wanted in requirements.values():
        if wanted and wanted not in made:
            made[wanted] = _fact_needs(wanted, ruleset.questions, ruleset.parameters)
    return {key: made[wanted] for key, wanted in requirements.items() if wanted}


def _fact_needs(
    requirements: Requirements, questions: Mapping[str, Question], parameters: Mapping[str, Parameter]
) -> FactNeeds:
    numbered = _Numbered()
    needs = numbered.needs(requirements)
    conditions = [condition for condition in numbered.bits if isinstance(condition, Condition)]
    by_answer: dict[Value | None, Verdict] | None = None
    if len(conditions) == 1 and (answers := possible_answers(question := questions[conditions[0].question])):
        accepted = accepted_answers(conditions[0], question)
        by_answer = {None: UNKNOWN, **{answer: YES if answer in accepted else NO for answer in answers}}
    reads = tuple(reader_of(condition, questions, parameters) for condition in conditions)
    kin = tuple(kin_of(numbered.bits, questions))
    spoken_of = tuple(condition.question for condition in conditions)
    reckoned_by = any(reckoned.formulas(condition.operand) for condition in conditions)
    return FactNeeds(
        reads,
        spoken_of,
        needs,
        kin if repeats(needs.sets, kin) else None,
        by_answer,
        tuple(condition.factors for condition in conditions) if reckoned_by else None,
    )


def reader_of(condition: Condition, questions: Mapping[str, Question], parameters: Mapping[str, Parameter]) -> Read:
    """How to read it off a person's values, whatever it is compared with."""
    if not reckoned.formulas(condition.operand):
        return reader(condition, questions)
    kind = questions[condition.question].type
    return reckoned.reader(condition, kind, parameters, lambda plain: reader(plain, questions))


def _follow_ups(asked_if: Mapping[str, FactNeeds], questions: Mapping[str, Question]) -> Iterator[FollowUps]:
    """In the order of the first of each, which comes after every question that their condition speaks of."""
    together: dict[FactNeeds, list[str]] = {}
    for key, needs in asked_if.items():
        together.setdefault(needs, []).append(key)
    for needs, keys in together.items():
        implied = {key: value for key in keys if (value := questions[key].implied) is not None}
        yield FollowUps(needs, tuple(keys), implied, dict.fromkeys(keys, NO))


def _whatever_the_day(question: Question) -> bool:
    """Whether few answers decide its conditions, on every day alike."""
    return bool(possible_answers(question)) and not question.ages


def _tables(numbered: _Numbered, questions: Mapping[str, Question]) -> Iterator[Table]:
    by_question: dict[str, dict[Bits, frozenset[Value]]] = {}
    for condition, bit in numbered.bits.items():
        if isinstance(condition, Condition) and _whatever_the_day(questions[condition.question]):
            accepted = accepted_answers(condition, questions[condition.question])
            by_question.setdefault(condition.question, {})[bit] = accepted
    for key, conditions in by_question.items():
        failed_by = {
            answer: union(bit for bit, accepted in conditions.items() if answer not in accepted)
            for answer in possible_answers(questions[key])
        }
        yield Table(key, failed_by, union(conditions))


def _stated(requirements: Requirements) -> Requirements:
    """Without our readings that narrow them; a way of which nothing is left is open to everybody."""

    def of(thresholds: Iterable[Threshold]) -> tuple[Threshold, ...]:
        return tuple(threshold for threshold in thresholds if not threshold.reason.narrows)

    return Requirements(
        of(requirements.required),
        tuple(tuple(map(of, ways)) for ways in requirements.any_of),
        tuple(replace(one, branches=tuple(map(of, one.branches))) for one in requirements.dated),
    )


def _policy(policy: Policy, order: int, numbered: _Numbered) -> PolicyPlan:
    base = numbered.needs(policy.requirements, policy.window, policy.accepting)
    tiers = tuple((tier, numbered.needs(tier.requirements)) for tier in policy.tiers)
    thresholds, window = tuple(numbered.placed(policy)), numbered[policy.window]
    stated_window = None if policy.window_reason.narrows else policy.window
    stated = numbered.needs(_stated(policy.requirements), stated_window, policy.accepting)
    stated_tiers = tuple(numbered.needs(_stated(tier.requirements)) for tier in policy.tiers)
    return PolicyPlan(
        policy=policy,
        order=order,
        window=window,
        window_findings=findings.of_window(policy, policy.window),
        accepting=tuple((numbered[one], findings.of_window(policy, one)) for one in policy.accepting),
        thresholds=thresholds,
        dated=any(one.excused for one in thresholds),
        threshold_findings=tuple(findings.of_threshold(one) for one in thresholds),
        needs=base,
        tiers=tiers,
        all=base.all | union(needs.all for _, needs in tiers),
        stated=stated,
        stated_tiers=stated_tiers,
        all_stated=stated.all | union(needs.all for needs in stated_tiers),
        asks_for_amounts=any(map(hangs_on_answers, _in_force_first(policy))),
    )


def _in_force_first(policy: Policy) -> list[Award]:
    """The policy's award or those of its tiers, without those that take their place from a day on."""
    return [award for award in (policy.award, *(tier.award for tier in policy.tiers)) if award]


def _awards(policy: Policy) -> Iterator[Award]:
    for award in _in_force_first(policy):
        yield from (award, *(later for _, later in award.later))


def _uplifts(award: Award, numbered: _Numbered) -> Uplifts | None:
    if not award.uplifts:
        return None
    raised = tuple((numbered[one.raised.condition], one) for one in award.uplifts if one.raised)
    return Uplifts(raised, replace(award, uplifts=()))


def _with_kin(policy_plan: PolicyPlan, kin: Iterable[Kin]) -> PolicyPlan:
    among = tuple(one.among(policy_plan.all) for one in kin if one.all & policy_plan.all)
    sets = chain(policy_plan.needs.sets, *(needs.sets for _, needs in policy_plan.tiers))
    return replace(policy_plan, kin=among) if repeats(sets, among) else policy_plan


def make_plan(ruleset: Ruleset, among: Collection[str] | None = None) -> Plan:
    """`among`: with these policies alone, each in its turn among all of them."""
    numbered, questions = _Numbered(), ruleset.questions
    required = frozenset(code for policy in ruleset.policies for code in policy.requires)
    needed = with_required(ruleset.policies, among) if required and among is not None else among
    plans = {
        policy.code: _policy(policy, order, numbered)
        for order, policy in enumerate(ruleset.policies)
        if needed is None or policy.code in needed
    }
    uplifts = {id(award): _uplifts(award, numbered) for plan in plans.values() for award in _awards(plan.policy)}
    kin = kin_of(numbered.bits, questions)
    plans = {code: _with_kin(plan, kin) for code, plan in plans.items()}
    if required:
        plans = Linked(plans, numbered.__getitem__).plans
    policies = tuple(plan for code, plan in plans.items() if among is None or code in among)
    operands = {bit: one.operand for one, bit in numbered.bits.items() if isinstance(one, Condition)}
    factors = {bit: one.factors for one, bit in numbered.bits.items() if isinstance(one, Condition) and one.factors}
    tables = tuple(_tables(numbered, questions))
    tabled = union(table.all for table in tables)
    asked_if = _all_fact_needs({key: question.asked_if for key, question in questions.items()}, ruleset)
    # Of what was received already not being asked is a nought: then it was nothing.
    counted = {award.already for policy in ruleset.policies for award in _awards(policy)}
    awards = [award for policy in ruleset.policies for award in _in_force_first(policy)]
    always = {id(one): amounts(one, {}, ruleset.parameters, date.min) for one in awards if same_for_all(one)}
    return Plan(
        conditions={bit: condition for condition, bit in numbered.bits.items()},
        tables=tables,
        reads=tuple(
            (
                bit,
                window_reader(condition)
                if isinstance(condition, Window)
                else reader_of(condition, questions, ruleset.parameters),
            )
            for condition, bit in numbered.bits.items()
            if not bit & tabled
        ),
        policies=policies,
        questions={key: place for place, key in enumerate(questions)},
        always_asked={key: YES for key in questions if key not in asked_if},
        follow_ups=tuple(_follow_ups(asked_if, questions)),
        asked_if=asked_if,
        growing=_all_fact_needs({key: question.grows_if for key, question in questions.items()}, ruleset),
        ageing=frozenset(key for key, question in questions.items() if question.ages),
        noughts=tuple(
            key
            for key in asked_if
            if questions[key].implied == 0 and questions[key].implied is not False and key not in counted
        ),
        parameters=ruleset.parameters,
        amounts=always,
        hanging=frozenset(id(award) for award in awards if hangs_on_answers(award)),
        each_day=EachDay(awards, always, ruleset.parameters),
        uplifts={key: found for key, found in uplifts.items() if found},
        begins={key: dict(question.begins) for key, question in questions.items() if question.begins},
        only_question={
            bit: condition.question
            for condition, bit in numbered.bits.items()
            if isinstance(condition, Condition) and condition.measured_at is None and bit not in factors
        },
        factors=factors,
        published={
            bit: reckoned.published(operand, ruleset.parameters)
            for bit, operand in operands.items()
            if reckoned.formulas(operand)
        },
        money=frozenset(key for key, question in questions.items() if question.type is QuestionType.MONEY),
        dates=tuple(key for key, question in questions.items() if question.type is QuestionType.DATE),
        required=required,
    )


def plan_of(ruleset: Ruleset) -> Plan:
    """The plan of this ruleset, made on first use and kept with it (it is no part of its value)."""
    kept = vars(ruleset)
    if "_plan" not in kept:
        kept["_plan"] = make_plan(ruleset)
    plan: Plan = kept["_plan"]
    return plan
