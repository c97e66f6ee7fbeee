"""Each condition of a policy or a tier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from policies.admin.wording import values
from policies.calculator.echo import beginning
from policies.catalogue.document.plain_values import money
from policies.models import Policy, PolicyChange, Question, Threshold, Tier
from policies.models.choices import QuestionType

from .sheet import NUMBERED, Column, Key, Of, Sheet, changeable, in_order, numbers, shown


def _conditions(of: Of = None) -> Iterable[Threshold]:
    """What they name is read once each, not once for each condition that names it."""
    rows = in_order(Threshold.objects.all(), of, "tier__position")
    named: dict[str, QuerySet[Any]] = {
        "policy": Policy.objects.select_related("region"),
        "tier": Tier.objects.all(),
        "question": Question.objects.prefetch_related("choices"),
        "measured_at": Question.objects.all(),
        "since": PolicyChange.objects.select_related("measured_at"),
        "until": PolicyChange.objects.select_related("measured_at"),
    }
    for name, there in named.items():
        found = there.in_bulk({getattr(row, f"{name}_id") for row in rows} - {None})
        for row in rows:
            setattr(row, name, found.get(getattr(row, f"{name}_id")))
    return rows


def _value(row: Threshold) -> Any:
    if row.question.type == QuestionType.MONEY and (amount := money(row.value)) is not None:
        return amount
    return row.value if type(row.value) is int else values.written(values.of_question(row.question), row.value)


def _no_condition(key: Key) -> tuple[str, str]:
    number, policy, question = key
    if not number:
        return "编号", "新的条件请在政策页面上加，这里只能改已有的条件"
    if Threshold.objects.filter(pk__in=numbers([number])).exists():
        return (
            "编号",
            f"编号 {number} 的条件不是政策“{beginning(policy)}”对问题“{beginning(question)}”的，这三列请不要改",
        )
    return "编号", f"没有编号是 {beginning(number)} 的条件，可能已经删掉，请重新导出"


CONDITIONS = Sheet(
    "条件",
    Threshold,
    ("编号", "政策代码", "问题"),
    (
        *NUMBERED,
        shown("档次代码", lambda row: row.tier.code if row.tier else "", width=18),
        shown("问题", lambda row: row.question.key, width=24),
        shown("问题简称", lambda row: row.question.name),
        shown("满足其一", lambda row: row.alternative, width=9),
        Column("情况", lambda row: row.branch, width=6),
        shown("从哪次变化起", lambda row: str(row.since or "")),
        shown("到哪次变化为止", lambda row: str(row.until or "")),
        changeable(Threshold, "operator", 16),
        Column("值", _value, "value", 30),
        shown("到哪件事为止", lambda row: row.measured_at.name if row.measured_at else ""),
        changeable(Threshold, "inferred", 8),
        changeable(Threshold, "widens", 10),
        changeable(Threshold, "clause", 20),
        changeable(Threshold, "note", 30),
    ),
    _conditions,
    lambda row: row.policy,
    _no_condition,
    together=("档次代码", "满足其一", "情况", "比较", "值"),
)
