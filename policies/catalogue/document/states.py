"""How a policy stands on a day, as the document says it: until the day on which the money is spent it is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from policies.calculator.ruleset import State

from . import dated

Entry = Mapping[str, Any]
# What a day on which the money is spent means, and why it does nothing where a policy's state is another one.
IDLE_DAY = (
    "state 是 budget_spent，资金用完日期才起作用：这一天以前照常受理，从这一天起算用完。"
    "请把 state 改成 budget_spent，或者删掉这个日期"
)


def spent_on(policy: Entry) -> date | None:
    """The first day without money; None where it is spent already or not at all.

    A day beside another state says nothing; releases of earlier days have such.
    """
    day = policy.get("budget_spent_on")
    if not day or policy.get("state") != State.BUDGET_SPENT:
        return None
    return day if isinstance(day, date) else date.fromisoformat(day)


def turns(policy: Entry) -> list[tuple[date, State]]:
    """Each state with its first day, the first of them for ever before."""
    spent = spent_on(policy)
    found = [(date.min, State.OPEN if spent else State(policy.get("state", State.OPEN)))]
    found += [(spent, State.BUDGET_SPENT)] if spent else []
    return found + [
        (dated.first_day(change), State(change["state"])) for change in dated.changes(policy) if change.get("state")
    ]


def state_on(policy: Entry, day: date) -> State:
    return next(state for turn, state in reversed(turns(policy)) if turn <= day)


def next_turn(policy: Entry, day: date) -> tuple[date, State] | None:
    """The first day after that one on which its state changes, and to which."""
    return next(((turn, state) for turn, state in turns(policy) if turn > day), None)


def money_until(policy: Entry, day: date) -> date | None:
    """The last day with money, while that is not over yet; None where nobody knows of an end."""
    coming = next_turn(policy, day)
    return coming[0] - timedelta(1) if coming and coming[1] is State.BUDGET_SPENT else None


def money_from(policy: Entry, day: date) -> date | None:
    """Since when there is no money on that day, or from when on there is none; None where there was none ever."""
    found = [turn for turn, state in turns(policy) if state is State.BUDGET_SPENT]
    return next((turn for turn in reversed(found) if turn <= day), found[0] if found else None)


def without_idle_days(document: dict[str, Any]) -> dict[str, Any]:
    """A release of earlier days, without what its days beside other states did not say either."""
    policies = [
        policy | {"budget_spent_on": None} if policy.get("budget_spent_on") and not spent_on(policy) else policy
        for policy in document["policies"]
    ]
    return document | {"policies": policies}
