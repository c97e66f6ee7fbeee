"""Policies that are only a step away: what fails are one or two conditions that a person can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from policies.calculator import PolicyResult, Status
from policies.calculator.days import Days
from policies.calculator.findings import PlacedThreshold
from policies.calculator.needs import Bits, Moment, Needs
from policies.calculator.ruleset import NO_DATE, Condition, Question, QuestionType, Readily, State, Value, Window
from policies.calculator.thresholds import accepted_answers, possible_answers
from policies.calculator.verdict import NO, YES

MOST_STEPS = 2
T = TypeVar("T")
Questions = Mapping[str, Question]
AnswersNeeded = dict[str, frozenset[Value]]
HARDEST_LAST = {readily: place for place, readily in enumerate(Readily)}


@dataclass(frozen=True, slots=True)
class Changeable:
    """Which conditions of a plan anybody may yet come to meet who fails them.

    `never`: none of these. `until_it_happens`: those on a date, as long as there is none, and by no means all of them.
    `until_final`: those on other questions, as long as the answer is none of the final ones.
    """

    never: Bits
    until_it_happens: tuple[tuple[Bits, Condition], ...]
    until_final: tuple[tuple[str, tuple[Value, ...], Bits], ...]

    def out_of_reach(self, days: Days) -> Bits:
        """What fails today and will do so whatever this person changes."""
        values, found = days.facts.values, self.never
        for bit, condition in self.until_it_happens:
            # What has happened stays.
            if values.get(condition.question) != NO_DATE or not _met_if_it_happens(condition, days.on):
                found |= bit
        for key, final, bits in self.until_final:
            if values.get(key) in final:
                found |= bits
        return found & days.today.no


def changeable(conditions: Mapping[Bits, Condition | Window], questions: Questions) -> Changeable:
    """Of a plan's conditions."""
    never: Bits = 0
    happens: list[tuple[Bits, Condition]] = []
    final: dict[str, Bits] = {}
    for bit, condition in conditions.items():
        question = questions[condition.question] if isinstance(condition, Condition) else None
        if not isinstance(condition, Condition) or question is None or not question.changeable:
            never |= bit
        elif question.type is QuestionType.DATE:
            happens.append((bit, condition))
        else:
            final[question.key] = final.get(question.key, 0) | bit
    return Changeable(never, tuple(happens), tuple((key, questions[key].final, bits) for key, bits in final.items()))


def steps_missing(result: PolicyResult, out_of_reach: Bits) -> list[PlacedThreshold]:
    """The failing conditions that are all there is between the person and the policy; none if it is further away."""
    policy_plan, today = result.policy_plan, result.days.today
    blocked = today.unknown | out_of_reach
    if policy_plan.needs.required & blocked:
        return []
    if any(verdict is not YES for _, verdict in result.today.required):
        return []
    if result.status is not Status.INELIGIBLE or result.state is not State.OPEN or result.received:
        return []
    base = _missing(policy_plan.needs, today, blocked)
    if base is None:
        return []
    ways: list[tuple[str | None, Bits | None]] = [(None, 0)]
    if policy_plan.tiers:
        ways = [(tier.code, _missing(needs, today, blocked)) for tier, needs in policy_plan.tiers]
    # Of tiers equally far away the lowest: no more is held out than one step certainly brings.
    tier, steps = min(
        ((code, base | way) for code, way in reversed(ways) if way is not None),
        key=lambda found: found[1].bit_count(),
        default=(None, base),
    )
    if not 0 < steps.bit_count() <= MOST_STEPS or (policy_plan.tiers and tier is None):
        return []
    found = {
        one.bit: one
        for one in policy_plan.thresholds
        if one.bit & steps and one.tier in (None, tier) and one.may_apply(result.today.moment)
    }
    return list(found.values())


def _missing(needs: Needs, today: Moment, blocked: Bits) -> Bits | None:
    """The fewest conditions to change so that these requirements hold; None if changing is not enough."""
    if needs.required & blocked:
        return None
    changes = needs.required & today.no
    for place, branches in enumerate(needs.any_of):
        if place in needs.follows:
            continue
        ways = [branch & today.no for branch in branches if not branch & blocked]
        if not ways:
            return None
        changes |= min(ways, key=int.bit_count)
    return changes


def _met_if_it_happens(condition: Condition, on: date) -> bool:
    """Whether an event that has not been meets it by being soon: it is then not long ago."""
    operator, operand = condition.operator, condition.operand
    if operator in ("months_since_at_most", "days_since_at_most"):
        return True
    if operator == "months_since_less_than":
        return operand != 0
    if operator == "before":
        return isinstance(operand, date) and operand > on
    return operator == "on_or_after" or (operator == "same_year_as" and condition.measured_at is None)


def readily(steps: Sequence[PlacedThreshold], result: PolicyResult, questions: Questions) -> Readily:
    """How readily these conditions are met, by the hardest of them.

    What is not asked yet because of another answer that changes too is as that one: with new work comes an employer.
    """
    changed, asked = {step.threshold.condition.question for step in steps}, result.days.facts.asked
    found = [Readily.PLANNED]
    for step in steps:
        question = questions[step.threshold.condition.question]
        follows = (
            asked[question.key] is NO and question.asked_if and not changed.isdisjoint(question.asked_if.questions)
        )
        if not follows:
            settled = result.days.facts.values.get(question.key) in question.settled
            found.append(Readily.SELDOM if settled else _comes_to(step.threshold.condition, question))
    return max(found, key=HARDEST_LAST.__getitem__)


def _comes_to(condition: Condition, question: Question) -> Readily:
    """By the answer one comes to most readily."""
    if not question.choices_readily:
        return question.readily
    accepted = accepted_answers(condition, question)
    comes_to = (question.choices_readily.get(str(one), question.readily) for one in accepted)
    return min(comes_to, key=HARDEST_LAST.__getitem__)


def answers_needed(steps: Iterable[PlacedThreshold], questions: Questions) -> AnswersNeeded:
    """Of each question with few answers: those that will do for all of these conditions."""
    conditions = [step.threshold.condition for step in steps]
    return {
        condition.question: accepted_answers(condition, questions[condition.question])
        for condition in conditions
        if possible_answers(questions[condition.question])
    }


class Had(Generic[T]):
    """What is had today, with the answers it needs."""

    def __init__(self, had: Iterable[tuple[T, AnswersNeeded]]) -> None:
        self.needing: dict[str, list[tuple[int, T, frozenset[Value]]]] = {}
        for place, (one, needed) in enumerate(had):
            for question, accepted in needed.items():
                self.needing.setdefault(question, []).append((place, one, accepted))

    def lost_by(self, change: AnswersNeeded) -> list[T]:
        """Those for which no answer to some question will do that this change needs, in their order."""
        lost = {
            place: one
            for question, accepted in change.items()
            for place, one, needed in self.needing.get(question, ())
            if needed.isdisjoint(accepted)
        }
        return [lost[place] for place in sorted(lost)]
