"""Policies that are only a step away: what fails are one or two conditions that a person can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from policies.calculator import PolicyResult, Status
from policies.calculator.findings import PlacedThreshold
from policies.calculator.needs import Bits, Needs, each
from policies.calculator.ruleset import NO_DATE, Condition, Question, QuestionType, Readily, State, Value
from policies.calculator.thresholds import accepted_answers, possible_answers
from policies.calculator.verdict import NO

MOST_STEPS = 2
Questions = Mapping[str, Question]
AnswersNeeded = dict[str, frozenset[Value]]


def steps_missing(result: PolicyResult, questions: Questions) -> list[PlacedThreshold]:
    """The failing conditions that are all there is between the person and the policy; none if it is further away."""
    if result.status is not Status.INELIGIBLE or result.state is not State.OPEN or result.received:
        return []
    policy_plan = result.policy_plan
    base = _missing(policy_plan.needs, result, questions)
    if base is None:
        return []
    ways: list[tuple[str | None, Bits | None]] = [(None, 0)]
    if policy_plan.tiers:
        ways = [(tier.code, _missing(needs, result, questions)) for tier, needs in policy_plan.tiers]
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


def _missing(needs: Needs, result: PolicyResult, questions: Questions) -> Bits | None:
    """The fewest conditions to change so that these requirements hold; None if changing is not enough."""
    changes = _to_change(needs.required, result, questions)
    for place, branches in enumerate(needs.any_of):
        if place in needs.follows:
            continue
        ways = [way for branch in branches if (way := _to_change(branch, result, questions)) is not None]
        if changes is None or not ways:
            return None
        changes |= min(ways, key=int.bit_count)
    return changes


def _to_change(bits: Bits, result: PolicyResult, questions: Questions) -> Bits | None:
    today, conditions = result.days.today, result.days.plan.conditions
    failing = [conditions[bit] for bit in each(bits & today.no)]
    if bits & today.unknown or not all(isinstance(c, Condition) and _is_open(c, result, questions) for c in failing):
        return None
    return bits & today.no


def _is_open(condition: Condition, result: PolicyResult, questions: Questions) -> bool:
    """Whether the person may yet come to another answer."""
    question = questions[condition.question]
    answered = result.days.facts.values.get(question.key)
    if question.type is QuestionType.DATE:
        # What has happened stays; what has not can happen, and then is not long ago.
        return question.changeable and answered == NO_DATE and _met_if_it_happens(condition, result.days.on)
    return question.changeable and answered not in question.final


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
    order = list(Readily)
    found = [Readily.PLANNED]
    for step in steps:
        question = questions[step.threshold.condition.question]
        follows = (
            asked[question.key] is NO and question.asked_if and not changed.isdisjoint(question.asked_if.questions)
        )
        if not follows:
            settled = result.days.facts.values.get(question.key) in question.settled
            found.append(Readily.SELDOM if settled else _comes_to(step.threshold.condition, question))
    return max(found, key=order.index)


def _comes_to(condition: Condition, question: Question) -> Readily:
    """By the answer one comes to most readily."""
    if not question.choices_readily:
        return question.readily
    accepted = accepted_answers(condition, question)
    return min((question.choices_readily.get(str(one), question.readily) for one in accepted), key=list(Readily).index)


def answers_needed(steps: Iterable[PlacedThreshold], questions: Questions) -> AnswersNeeded:
    """Of each question with few answers: those that will do for all of these conditions."""
    conditions = [step.threshold.condition for step in steps]
    return {
        condition.question: accepted_answers(condition, questions[condition.question])
        for condition in conditions
        if possible_answers(questions[condition.question])
    }


def contradict(one: AnswersNeeded, other: AnswersNeeded) -> bool:
    """Whether no answer to some question will do for both."""
    return any(question in other and other[question].isdisjoint(accepted) for question, accepted in one.items())
