"""Policies that are only a step away: what fails are one or two conditions that a person can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policies.calculator import PolicyResult, Status
from policies.calculator.needs import Indexes, Needs
from policies.calculator.plan import Row
from policies.calculator.ruleset import Condition, Question, State, Value
from policies.calculator.thresholds import accepted_answers, possible_answers

MOST_STEPS = 2
Questions = Mapping[str, Question]
AnswersNeeded = dict[str, frozenset[Value]]


def steps_missing(result: PolicyResult, questions: Questions) -> list[Row]:
    """The failing conditions that are all there is between the person and the policy; none if it is further away."""
    if result.status is not Status.INELIGIBLE or result.policy.state is not State.OPEN or result.received:
        return []
    entry = result.entry
    base = _missing(entry.needs, result, questions)
    if base is None:
        return []
    ways: list[tuple[str | None, Indexes | None]] = [(None, frozenset())]
    if entry.tiers:
        ways = [(tier.code, _missing(needs, result, questions)) for tier, needs in entry.tiers]
    # Of tiers equally far away the lowest: no more is held out than one step certainly brings.
    tier, steps = min(
        ((code, base | way) for code, way in reversed(ways) if way is not None),
        key=lambda found: len(found[1]),
        default=(None, base),
    )
    if not 0 < len(steps) <= MOST_STEPS or (entry.tiers and tier is None):
        return []
    rows = {row.index: row for row in entry.rows if row.index in steps and row.tier in (None, tier)}
    return list(rows.values())


def _missing(needs: Needs, result: PolicyResult, questions: Questions) -> Indexes | None:
    """The fewest conditions to change so that these requirements hold; None if changing is not enough."""
    changes = _to_change(needs.required, result, questions)
    for branches in needs.any_of:
        ways = [way for branch in branches if (way := _to_change(branch, result, questions)) is not None]
        if changes is None or not ways:
            return None
        changes |= min(ways, key=len)
    return changes


def _to_change(indexes: Indexes, result: PolicyResult, questions: Questions) -> Indexes | None:
    failing = indexes & result.days.today.no
    if not indexes.isdisjoint(result.days.today.unknown):
        return None
    conditions = (result.days.plan.conditions[index] for index in failing)
    return failing if all(isinstance(c, Condition) and questions[c.question].changeable for c in conditions) else None


def answers_needed(rows: Iterable[Row], questions: Questions) -> AnswersNeeded:
    """Of each question with few answers: those that will do for all of these conditions."""
    conditions = [row.threshold.condition for row in rows]
    return {
        condition.question: accepted_answers(condition, questions[condition.question])
        for condition in conditions
        if possible_answers(questions[condition.question])
    }


def contradict(one: AnswersNeeded, other: AnswersNeeded) -> bool:
    """Whether no answer to some question will do for both."""
    return any(question in other and other[question].isdisjoint(accepted) for question, accepted in one.items())
