"""From when to when somebody has a right, or may have it, under two documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from policies.calculator import PolicyResult, Status, Verdict
from policies.calculator.ruleset import State
from policies.catalogue.words.sentences import day

Respect = tuple[int, str]
"""(better 1, worse -1; the sentence, empty where what stands before and after the arrow says it)"""


def direction(then: Any, now: Any) -> int:
    return (now > then) - (now < then)


def differences(then: PolicyResult, now: PolicyResult) -> Iterator[Respect]:
    """When it begins and ends; of what is undecided, between which days it is possible."""
    both = possible(then), possible(now)
    first, last = (both[0][0], both[1][0]), (both[0][1], both[1][1])
    if sign := direction(first[1], first[0]):
        # Of what will certainly be had, the day stands before and after the arrow.
        said = f"{'最早可能' if now.status is Status.UNKNOWN else ''}开始的日子{'提前' if sign > 0 else '推后'}"
        yield sign, "" if now.eligible_from else f"{said}：{day(first[0])} → {day(first[1])}"
    if sign := direction(*(one or date.max for one in last)):
        with_money = then.ends_with_money or now.ends_with_money
        said = " → ".join(day(one) if one else "五年内不会到期" for one in last)
        yield sign, "" if with_money else f"结束的日子{'推后' if sign > 0 else '提前'}：{said}"
    elif sign := direction(*(_may_last_to(one) for one in (then, now))):
        said = " → ".join(day(one.may_last_to) if one.may_last_to else "说不准" for one in (then, now))
        yield sign, f"结束以后还可能领到的日子{'推后' if sign > 0 else '提前'}：{said}"


def _may_last_to(result: PolicyResult) -> date:
    return (result.may_last_to if result.certain else None) or date.max


def possible(result: PolicyResult) -> tuple[date, date | None]:
    """The first and the last day of what is certain, or else may be; no last day where there is none to be seen."""
    if result.certain:
        return result.day, result.eligible_until
    first, last, open_ = None, None, False
    for turn, standing in result.days.stretches(result.policy_plan):
        if standing.verdict is not Verdict.NO:
            first, open_ = first or turn, True
        elif open_:
            last, open_ = turn - timedelta(1), False
    spent_on, state = result.policy.spent_on, result.state
    last = None if open_ else last
    if spent_on and state is State.OPEN:
        last = min(last or date.max, spent_on - timedelta(1))
    return first or result.days.on, last
