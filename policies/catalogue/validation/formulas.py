"""Whether what a condition's number is reckoned by is there, counts the same thing, and can be known on each day."""

from __future__ import annotations

from collections.abc import Iterator

from policies.catalogue.document import schema

from .conditions import NUMERIC, TYPES, singles
from .problems import Path, Problem
from .references import References

YUAN = "元"


def everywhere(references: References) -> Iterator[Problem]:
    """Of every condition of a policy; those that decide whether something is asked are looked at by `follow_ups`."""
    for path, policy in references.parsed.each("policies"):
        owners = [(path, policy.conditions)]
        owners += [((*path, "tiers", number), tier.conditions) for number, tier in enumerate(policy.tiers)]
        for owner, conditions in owners:
            for place, condition in singles(conditions, (*owner, "conditions")):
                if condition.formulas:
                    yield from check(references, condition, place, policy.region)
        for place, award in _awards(path, policy):
            for number, uplift in enumerate(award.uplifts or ()):
                yield from check(references, uplift.when, (*place, "uplifts", number, "when"), policy.region)


def _awards(path: Path, policy: schema.Policy) -> Iterator[tuple[Path, schema.Award]]:
    owners: list[tuple[Path, schema.Policy | schema.Tier | schema.PolicyChange | schema.TierChange]] = [(path, policy)]
    owners += [((*path, "tiers", number), tier) for number, tier in enumerate(policy.tiers)]
    for number, change in enumerate(policy.changes):
        owners += [((*path, "changes", number), change)]
        owners += [((*path, "changes", number, "tiers", turn), one) for turn, one in enumerate(change.tiers)]
    for place, owner in owners:
        if owner.award:
            yield (*place, "award"), owner.award


def check(references: References, condition: schema.Condition, path: Path, region: str | None) -> Iterator[Problem]:
    """Of one condition that asks a question, at its place."""
    question = references.questions.get(condition.question or "")
    for place, formula in condition.formulas:
        found: list[str] = []
        for number, factor in enumerate(formula.factors):
            at = (*path, *place, "factors", number)
            yield from _names(references, factor, at, region)
            if question and question.type in NUMERIC:
                yield from _fits(references, question, factor, at)
                found += [_counts(references, factor)]
        if question and len([unit for unit in found if unit]) > 1:
            message = "一个算式里，参数和金额题只写一个，别的写人数、面积这些整数题"
            yield Problem((*path, *place, "factors"), "unit", message)


def _names(references: References, factor: schema.Factor, at: Path, region: str | None) -> Iterator[Problem]:
    yield from references.named("questions", factor.question, (*at, "question"), region)
    yield from references.named("parameters", factor.parameter, (*at, "parameter"), region)
    for name in ("limit", "at"):
        if getattr(factor, name):
            yield Problem((*at, name), "extra", f"条件里的算式不写 {name}，请删掉；参数按查询那天的值算")


def _fits(references: References, question: schema.Question, factor: schema.Factor, at: Path) -> Iterator[Problem]:
    other = references.questions.get(factor.question or "")
    if factor.question == question.key:
        yield Problem((*at, "question"), "itself", f"“{question.key}”不能和它自己比，请换一个问题或参数")
    elif other and (other.type not in ("int", "money") or other.grows_yearly):
        kind = "会逐年增加的数" if other.grows_yearly else TYPES[other.type]
        yield Problem((*at, "question"), "type", f"“{other.key}”是{kind}，条件里的算式只用整数题和金额题")
    elif (unit := _counts(references, factor)) and unit != (own := unit_of(question)):
        name = factor.parameter or factor.question
        what = "parameter" if factor.parameter else "question"
        message = f"单位不一样：“{question.key}”是“{own}”，“{name}”是“{unit}”，没法直接比，请换成同样单位的"
        yield Problem((*at, what), "unit", message)


def _counts(references: References, factor: schema.Factor) -> str:
    """The unit that a factor brings with it; empty for what only multiplies, such as a number of persons."""
    if factor.parameter is not None:
        parameter = references.parameters.get(factor.parameter)
        return parameter.unit if parameter else ""
    other = references.questions.get(factor.question or "")
    return unit_of(other) if other and other.type == "money" else ""


def unit_of(question: schema.Question) -> str:
    return question.unit or {"money": YUAN, "months": "个月"}.get(question.type, "")
