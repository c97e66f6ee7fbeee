"""A check as a table in plain Chinese text, for the command line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from policies.api.request import Check
from policies.calculator import Assessment, Facts, PolicyResult, Status, Verdict, assess
from policies.calculator.ruleset import Condition, Value
from policies.catalogue import award_sentences, sentences
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.sentences import day, yuan

TITLES = {
    Status.ELIGIBLE: "可申领",
    Status.UPCOMING: "即将可领",
    Status.UNKNOWN: "还不确定",
    Status.INELIGIBLE: "不符合",
}
WIDTH = 44


def table(request: Check, catalogue: Catalogue) -> str:
    """Every policy under its status, then the best set and what is still to be answered."""
    ruleset = catalogue.ruleset(request.region)
    assessment = assess(ruleset, Facts.resolve(ruleset, request.answers, request.as_of), request.on, request.received)
    release = f"第 {catalogue.number} 次发布" if catalogue.number else "还没有发布，按自带的政策包"
    lines = [f"{catalogue.regions[request.region]['name']}，{day(request.on)}，{release}"]
    for status, title in TITLES.items():
        results = [result for result in assessment.results if result.status is status]
        lines += ["", f"{title} {len(results)} 项"]
        lines += [f"  {_padded(catalogue.policies[r.code]['name'])} {_said(r, catalogue)}".rstrip() for r in results]
    return "\n".join([*lines, "", *_summary(assessment, catalogue)])


def _padded(name: str) -> str:
    """To a common width: a Chinese character takes two columns of a terminal."""
    columns = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in name)
    return name + " " * max(0, WIDTH - columns)


def _said(result: PolicyResult, catalogue: Catalogue) -> str:
    parts = []
    if result.received:
        parts.append("已享受")
    if result.award:
        parts.append(str(award_sentences.award(result.award, catalogue.questions)))
    if result.eligible_from:
        parts.append(f"{day(result.eligible_from)}起")
    if result.eligible_until:
        parts.append(f"到 {day(result.eligible_until)}")
    if result.status is Status.INELIGIBLE:
        parts.append("没满足：" + "；".join(dict.fromkeys(_wanted(result, catalogue))))
    elif result.missing:
        parts.append("还要回答：" + "、".join(catalogue.questions[key]["name"] for key in result.missing))
    return "；".join(parts)


def _wanted(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    """What rules the policy out: each required condition, and together those of which one way would be enough."""
    questions, policy = catalogue.questions, result.policy
    if result.days.today.all_of(result.entry.window) is Verdict.NO:
        event = questions[policy.window.event] if policy.window.event else None
        yield sentences.window(policy.window.starts_on, policy.window.ends_on, event)
    for owner, rows in groupby(result.failing, key=lambda row: (row.tier is not None, row.alternative)):
        conditions = [row.threshold.condition for row in rows]
        if owner == (False, None):
            yield from (_needed(condition, catalogue) for condition in conditions)
        else:
            yield "，或".join(dict.fromkeys(_needed(condition, catalogue) for condition in _together(conditions)))


def _together(conditions: Iterable[Condition]) -> Iterable[Condition]:
    """Those that want one choice or another of the same question as one condition."""
    found: dict[tuple[str, object], Condition] = {}
    for condition in conditions:
        choices = _choices(condition)
        key = (condition.question, "in" if choices else condition)
        known = _choices(found[key]) if key in found else ()
        both = tuple(dict.fromkeys([*known, *choices]))
        found[key] = replace(condition, operator="in", operand=both) if len(both) > 1 else condition
    return found.values()


def _choices(condition: Condition) -> tuple[Value, ...]:
    operand = condition.operand
    several = operand if isinstance(operand, tuple) else (operand,)
    return several if condition.operator in ("is", "in") and isinstance(several[0], str) else ()


def _needed(condition: Condition, catalogue: Catalogue) -> str:
    operand = list(condition.operand) if isinstance(condition.operand, tuple) else condition.operand
    return sentences.needed(catalogue.questions, condition.question, condition.operator, operand, condition.measured_at)


def _summary(assessment: Assessment, catalogue: Catalogue) -> Iterator[str]:
    best, names = assessment.best, {code: policy["name"] for code, policy in catalogue.policies.items()}
    high = f"最多 {yuan(best.high)}" if best.high is not None else "最多多少还说不准"
    yield f"最好的搭配：合计 {yuan(best.total)}，其中确定的 {yuan(best.low)}，{high}"
    for left in best.left_out:
        less = f"，少 {yuan(left.less)}" if left.less is not None else ""
        yield f"  不能同时领：{names[left.code]}，已选 {names[left.chosen]}{less}"
    for open_ in best.undecided:
        yield "  " + award_sentences.undecided(names[open_.code], open_.reason)
