"""What stands in the workbook: the sheets, their columns, the rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from policies.admin import values
from policies.catalogue.plain_values import money
from policies.models import Parameter, ParameterValue, Policy, Threshold, Tier
from policies.models.choices import QuestionType

from . import cells

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`field`: the column of the row that may be changed here; None: only to be looked at."""

    title: str
    read: Callable[[Any], Any]
    field: str | None = None
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """`keys`: the titles of the columns that tell which row is meant; `owner`: whose page and history a row belongs to.

    `missing` says what is wrong with a key that is not there; `made` makes a new row of one, where that may be done.
    """

    title: str
    model: type[Model]
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Any]]
    owner: Callable[[Any], Any]
    missing: Callable[[Key], str]
    made: Callable[[Key], Any] | None = None

    def key(self, row: Any) -> Key:
        return tuple(cells.text(column.read(row)) for column in self.columns if column.title in self.keys)

    @property
    def open(self) -> dict[str, Column]:
        return {column.title: column for column in self.columns if column.field}


def _open(model: type[Model], name: str, width: int = 14) -> Column:
    field: Any = model._meta.get_field(name)
    return Column(str(field.verbose_name), lambda row: cells.shown(field, getattr(row, name)), name, width)


# Amounts: of each policy without tiers, and of each tier

AMOUNTS = (
    "once_basis",
    "once_amount",
    "once_coefficient",
    "recurring_basis",
    "recurring_amount",
    "recurring_coefficient",
    "recurring_period",
    "recurring_count",
    "cap_amount",
    "cap_coefficient",
    "worth",
)


def _policy(row: Policy | Tier) -> Policy:
    return row.policy if isinstance(row, Tier) else row


def _awards() -> Iterable[Policy | Tier]:
    for policy in Policy.objects.select_related("region").prefetch_related("tiers"):
        tiers = sorted(policy.tiers.all(), key=lambda tier: (tier.position, tier.pk))
        for tier in tiers:
            tier.policy = policy
            yield tier
        if not tiers:
            yield policy


def _no_award(key: Key) -> str:
    policy, tier = key
    found = Policy.objects.filter(code=policy).first()
    if found is None:
        return f"没有代码是“{policy}”的政策，请照导出的表格写"
    if tier:
        return f"“{found.name}”没有代码是“{tier}”的档次，请照导出的表格写"
    return f"“{found.name}”分了档，金额写在每一档的那一行"


AWARDS = Sheet(
    "金额",
    Policy,
    ("政策代码", "档次代码"),
    (
        Column("政策代码", lambda row: _policy(row).code, width=30),
        Column("档次代码", lambda row: row.code if isinstance(row, Tier) else "", width=18),
        Column("政策名称", lambda row: _policy(row).name, width=26),
        Column("档次名称", lambda row: row.name if isinstance(row, Tier) else "", width=18),
        Column("形式", lambda row: row.get_form_display(), width=10),
        *(_open(Policy, name) for name in AMOUNTS),
    ),
    _awards,
    _policy,
    _no_award,
)

# Conditions

ORDER = ("policy__region__position", "policy__position", "policy__code", "tier__position", "position", "pk")


def _conditions() -> Iterable[Threshold]:
    rows = Threshold.objects.select_related("policy__region", "tier", "question").prefetch_related("question__choices")
    return rows.order_by(*ORDER)


def _value(row: Threshold) -> Any:
    if row.question.type == QuestionType.MONEY and (amount := money(row.value)) is not None:
        return amount
    numeric = row.question.type not in (QuestionType.CHOICE, QuestionType.BOOL) and isinstance(row.value, int)
    return row.value if numeric else values.written(values.of_question(row.question), row.value)


def _no_condition(key: Key) -> str:
    number, policy, question = key
    if not number:
        return "新的条件请在政策页面上加，这里只能改已有的条件"
    if Threshold.objects.filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0).exists():
        return f"编号 {number} 的条件不是政策“{policy}”对问题“{question}”的，这三列请不要改"
    return f"没有编号是 {number} 的条件，可能已经删掉，请重新导出"


CONDITIONS = Sheet(
    "条件",
    Threshold,
    ("编号", "政策代码", "问题"),
    (
        Column("编号", lambda row: row.pk, width=8),
        Column("政策代码", lambda row: row.policy.code, width=30),
        Column("政策名称", lambda row: row.policy.name, width=26),
        Column("档次代码", lambda row: row.tier.code if row.tier else "", width=18),
        Column("问题", lambda row: row.question.key, width=24),
        Column("问题简称", lambda row: row.question.name),
        Column("满足其一", lambda row: row.alternative, width=9),
        Column("情况", lambda row: row.branch, width=6),
        _open(Threshold, "operator", 16),
        Column("值", _value, "value", 30),
        _open(Threshold, "inferred", 8),
        _open(Threshold, "clause", 20),
        _open(Threshold, "note", 30),
    ),
    _conditions,
    lambda row: row.policy,
    _no_condition,
)

# Parameters


def _no_value(key: Key) -> str:
    parameter, day = key
    if not Parameter.objects.filter(key=parameter).exists():
        return f"没有键是“{parameter}”的参数，请照导出的表格写；新的参数请在参数页面上加"
    return f"“从哪天起”请写日期，例如 2026-01-01；现在写的是“{day}”"


def _new_value(key: Key) -> ParameterValue | None:
    parameter = Parameter.objects.filter(key=key[0]).first()
    try:
        day = ParameterValue._meta.get_field("starts_on").to_python(key[1])
    except ValidationError:
        return None
    return ParameterValue(parameter=parameter, starts_on=day) if parameter and day else None


PARAMETERS = Sheet(
    "参数",
    ParameterValue,
    ("参数键", "从哪天起"),
    (
        Column("参数键", lambda row: row.parameter.key, width=24),
        Column("从哪天起", lambda row: row.starts_on, width=12),
        Column("参数名称", lambda row: row.parameter.name, width=26),
        Column("单位", lambda row: row.parameter.unit),
        _open(ParameterValue, "value"),
        _open(ParameterValue, "basis"),
        _open(ParameterValue, "inferred", 8),
        _open(ParameterValue, "note", 30),
    ),
    lambda: ParameterValue.objects.select_related("parameter__region").order_by(
        "parameter__region__position", "parameter__position", "parameter__key", "starts_on"
    ),
    lambda row: row.parameter,
    _no_value,
    _new_value,
)

SHEETS = {sheet.title: sheet for sheet in (AWARDS, CONDITIONS, PARAMETERS)}
GUIDE = "说明"
