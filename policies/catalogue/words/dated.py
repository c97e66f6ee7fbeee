"""A policy's changes in words: from when and for whom, and what was before → what is from then on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from policies.calculator.awards import Parameters
from policies.calculator.date_operators import DATE_OPERATORS
from policies.calculator.ruleset import State, Turn
from policies.calculator.thresholds import OPERATORS
from policies.catalogue.document import dated
from policies.catalogue.document.plain_values import operand

from . import applications, offers, sentences
from .awards import AwardText
from .formulas import Named
from .reckoned import Numbers
from .sentences import Questions

Entry = Mapping[str, Any]
STATES = {
    State.OPEN: "正常受理",
    State.PLANNED: "计划中，还不受理",
    State.BUDGET_SPENT: "资金用完",
    State.CLOSED: "停止受理",
}


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One thing that changes. `old` is empty where something is added, `new` where something falls away; `tier`: whose
    amount it is, where there are tiers; `note`: what is noted at the new one."""

    name: str
    old: str
    new: str
    of_amount: bool = False
    tier: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        if self.old and self.new:
            return self.name
        return f"增加的{self.name}" if self.new else f"不再要求的{self.name}"

    def __str__(self) -> str:
        return f"{self.label}：{' → '.join(filter(None, (self.old, self.new)))}"


@dataclass(frozen=True, slots=True)
class Coming:
    """A change: `when` and for whom, `by_the_day`: whether it is for everybody, and what it changes."""

    code: str
    when: str
    by_the_day: bool
    lines: tuple[DatedLine, ...]
    source: str | None
    clause: str
    note: str


def when(starts_on: date, event: Entry | None = None) -> str:
    """「从 2027 年 1 月 1 日起」「入职在 2027 年 1 月 1 日及以后的」"""
    day = sentences.day(starts_on)
    return f"{event['name']}在 {day}及以后的" if event else f"从 {day}起"


def raised(starts_on: date, award: AwardText) -> str:
    """「从 2027 年 1 月 1 日起，这一项的金额是：8,000 元，只发一次。」"""
    return f"{when(starts_on)}，这一项的金额是：{award}。"


def applies(questions: Questions, since: Turn | None, until: Turn | None) -> str:
    """For whom a condition is, of whom it is not known yet: 「入职在 2027 年 1 月 1 日以前的」"""
    turn = until or since
    if turn is None or turn.event is None:
        return ""
    name = questions[turn.event]["name"]
    if since is None:
        return f"{name}在 {sentences.day(turn.day)}以前的"
    if until is None:
        return f"{name}在 {sentences.day(turn.day)}及以后的"
    return f"{name}从 {sentences.day(since.day)}起、在 {sentences.day(until.day)}以前的"


def coming(policy: Entry, parameters: Parameters, named: Named, questions: Questions) -> list[Coming]:
    """Of a policy as it is on a day (dated.as_of): its changes in the order of their days."""
    found = []
    for change in dated.changes(policy):
        event = questions[change["measured_at"]] if change.get("measured_at") else None
        starts_on = dated.first_day(change)
        found.append(
            Coming(
                change["code"],
                when(starts_on, event),
                event is None,
                tuple(_lines(policy, change, parameters, named, questions)),
                change.get("source"),
                sentences.clause(change.get("clause", "")),
                change.get("note", ""),
            )
        )
    return found


def _lines(
    policy: Entry, change: Entry, parameters: Parameters, named: Named, questions: Questions
) -> Iterator[DatedLine]:
    yield from _awards(policy, change, parameters, named, questions)
    numbers = Numbers(named, dated.first_day(change))
    yield from _conditions(policy.get("conditions", ()), change, questions, "条件", numbers)
    for tier in policy.get("tiers", ()):
        yield from _conditions(tier["conditions"], change, questions, f"“{tier['name']}”的条件", numbers)
    yield from _applications(policy.get("application_windows", ()), change, questions)
    if change.get("state"):
        before = dated.before(policy, change, "state") or State.OPEN
        yield DatedLine("状态", STATES[State(before)], STATES[State(change["state"])])
    for field, name in (("office", "负责部门"), ("phone", "咨询电话")):
        if change.get(field):
            yield DatedLine(name, dated.before(policy, change, field) or "没有写", change[field])


def _awards(
    policy: Entry, change: Entry, parameters: Parameters, named: Named, questions: Questions
) -> Iterator[DatedLine]:
    """From what holds for the same people until then."""
    day = dated.first_day(change)

    def said(award: Entry) -> str:
        return str(offers.in_words(award, parameters, named, questions, day))

    for owner in (policy, *policy.get("tiers", ())):
        code, tier = (None, "") if owner is policy else (owner["code"], f"“{owner['name']}”")
        several = [(None, owner.get("award")), *dated.awards(policy, code)]
        for (_, old), (by, new) in pairwise(several):
            if by is change and old and new:
                yield DatedLine(
                    f"{tier}的金额" if tier else "金额",
                    said(old),
                    said(new),
                    of_amount=True,
                    tier=tier,
                    note=new.get("note", ""),
                )


def _conditions(
    conditions: Any, change: Entry, questions: Questions, name: str, numbers: Numbers
) -> Iterator[DatedLine]:
    """What takes the place of another one of the same question stands beside it."""
    gone = [one for one in conditions if one.get("until") == change["code"]]
    for new in (one for one in conditions if one.get("since") == change["code"]):
        old = next((one for one in gone if one.get("question") == new.get("question")), None)
        if old:
            gone.remove(old)
        yield DatedLine(name, needed(old, questions, numbers) if old else "", needed(new, questions, numbers))
    for old in gone:
        yield DatedLine(name, needed(old, questions, numbers), "")


def _applications(windows: Any, change: Entry, questions: Questions) -> Iterator[DatedLine]:
    """When one can apply, all that there is until then and all that there is from then on."""
    if not any(change["code"] in (one.get("since"), one.get("until")) for one in windows):
        return
    old = [one for one in windows if one.get("since") != change["code"] and not _later(one, change)]
    new = [one for one in windows if one.get("until") != change["code"] and not _later(one, change)]
    was, then = (applications.rules(several, questions) or "随时可以申请" for several in (old, new))
    yield DatedLine("申请时间", was, then)


def _later(window: Entry, change: Entry) -> bool:
    """Whether it is there only since another change; what is there until another one is told as it is now."""
    return window.get("since") not in (None, change["code"])


def needed(condition: Entry, questions: Questions, numbers: Numbers = sentences.NO_NUMBERS) -> str:
    """A condition of the document in words: 「租房 或（工作 和 学历：本科及以上）」"""
    if condition.get("any_of"):
        return "，或者".join(needed(one, questions, numbers) for one in condition["any_of"])
    if condition.get("all_of"):
        return "（" + "，并且".join(needed(one, questions, numbers) for one in condition["all_of"]) + "）"
    operator = next(name for name in (*OPERATORS, *DATE_OPERATORS) if condition.get(name) is not None)
    value = operand(condition[operator])
    return sentences.needed(questions, condition["question"], operator, value, condition.get("measured_at"), numbers)
