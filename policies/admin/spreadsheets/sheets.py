"""What stands in the workbook: the sheets, their columns, the rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import CharField, DateField, ForeignKey, Max, Model, QuerySet, TextField

from policies.admin.wording import values
from policies.calculator.echo import beginning
from policies.catalogue.document.plain_values import money
from policies.models import (
    ApplicationWindow,
    Choice,
    Parameter,
    ParameterValue,
    Policy,
    PolicyChange,
    Question,
    Relation,
    Threshold,
    Tier,
    TierChange,
    Uplift,
)
from policies.models.choices import QuestionType
from policies.models.fields import KEY
from policies.models.ratios import RatioField

from . import cells

Key = tuple[str, ...]
Of = Collection[str] | None
"""What the first of the keys says of the rows that are wanted; None: all rows. More may come than that."""


class CellKind(Enum):
    TEXT = "text"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """`field`: the column of the row that may be changed here; None: only to be looked at.

    `kind` says what a program may make of a cell: a text stays a text, a day may become a number.
    """

    title: str
    read: Callable[[Any], Any]
    field: str | None = None
    width: int = 14
    kind: CellKind = CellKind.OTHER


@dataclass(frozen=True, slots=True)
class Sheet:
    """`keys`: the titles of the columns that tell which row is meant; `owner`: whose page and history a row belongs to.

    `missing` says what is wrong with a key that is not there, and in which column; `made` makes a new row of one, where
    that may be done; `needed`: the title of the column that a new row must have. `together`: titles of columns that
    mean something only as a whole, so that one of them is changed only where all are as they were exported; without
    that knowledge such a sheet changes nothing.
    `seldom`: left out of a workbook in which it would be empty.
    """

    title: str
    model: type[Model]
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[..., Iterable[Any]]
    owner: Callable[[Any], Any]
    missing: Callable[[Key], tuple[str, str]]
    made: Callable[[Key], Any] | None = None
    needed: str = "值"
    together: tuple[str, ...] = ()
    seldom: bool = False

    def key(self, row: Any) -> Key:
        return tuple(cells.text(column.read(row)) for column in self.columns if column.title in self.keys)

    def said(self, row: Any) -> dict[str, str]:
        """The row as text, by the titles of the columns."""
        return {column.title: cells.text(column.read(row)).strip() for column in self.columns}

    @property
    def open(self) -> dict[str, Column]:
        return {column.title: column for column in self.columns if column.field}


def _open(model: type[Model], name: str, width: int = 14) -> Column:
    field: Any = model._meta.get_field(name)
    return Column(
        str(field.verbose_name), lambda row: cells.shown(field, getattr(row, name)), name, width, _kind(field)
    )


def _kind(field: Any) -> CellKind:
    if isinstance(field, DateField):
        return CellKind.DAY
    if isinstance(field, RatioField):
        return CellKind.OTHER
    is_text = isinstance(field, CharField | TextField | ForeignKey) and not field.choices
    return CellKind.TEXT if is_text else CellKind.OTHER


def _text(title: str, read: Callable[[Any], Any], width: int = 14) -> Column:
    """Only to be looked at."""
    return Column(title, read, width=width, kind=CellKind.TEXT)


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
    "once_most",
    "instalments",
    "instalments_period",
    "recurring_most",
    "first_on",
    "last_on",
)


def _award(model: type[Model]) -> tuple[Column, ...]:
    return (*(_open(model, name) for name in AMOUNTS), _text("封顶：已经领过的也算", _already))


def _already(row: Any) -> str:
    return row.cap_already.name if row.cap_already else ""


def _policy(row: Policy | Tier) -> Policy:
    return row.policy if isinstance(row, Tier) else row


def _awards(of: Of = None) -> Iterable[Policy | Tier]:
    policies = Policy.objects.select_related("region", "cap_already")
    in_tiers = Tier.objects.select_related("cap_already").order_by("position", "pk")
    if of is not None:
        policies, in_tiers = policies.filter(code__in=of), in_tiers.filter(policy__code__in=of)
    tiers: dict[int, list[Tier]] = {}
    for tier in in_tiers:
        tiers.setdefault(tier.policy_id, []).append(tier)
    for policy in policies:
        for tier in tiers.get(policy.pk, ()):
            tier.policy = policy
            yield tier
        if policy.pk not in tiers:
            yield policy


def _no_award(key: Key) -> tuple[str, str]:
    policy, tier = key
    found = Policy.objects.filter(code=policy).first()
    if found is None:
        return "政策代码", f"没有代码是“{beginning(policy)}”的政策，请照导出的表格写"
    if tier:
        return "档次代码", f"“{found.name}”没有代码是“{beginning(tier)}”的档次，请照导出的表格写"
    return "档次代码", f"“{found.name}”分了档，金额写在每一档的那一行"


AWARDS = Sheet(
    "金额",
    Policy,
    ("政策代码", "档次代码"),
    (
        _text("政策代码", lambda row: _policy(row).code, width=30),
        _text("档次代码", lambda row: row.code if isinstance(row, Tier) else "", width=18),
        _text("政策名称", lambda row: _policy(row).name, width=26),
        _text("档次名称", lambda row: row.name if isinstance(row, Tier) else "", width=18),
        Column("形式", lambda row: row.get_form_display(), width=10),
        *_award(Policy),
    ),
    _awards,
    _policy,
    _no_award,
)

# What else is said of each policy


def _policies(of: Of = None) -> Iterable[Policy]:
    rows = Policy.objects.select_related("region", "category", "couple_question")
    return rows if of is None else rows.filter(code__in=of)


POLICIES = Sheet(
    "政策",
    Policy,
    ("政策代码",),
    (
        _text("政策代码", lambda row: row.code, width=30),
        _text("政策名称", lambda row: row.name, width=26),
        _text("地区", lambda row: row.region.name),
        _open(Policy, "category"),
        _open(Policy, "limited", 30),
        _open(Policy, "one_of_couple", 30),
        _text("由谁享受的那一题", lambda row: row.couple_question.name if row.couple_question else "", width=20),
    ),
    _policies,
    lambda row: row,
    lambda key: ("政策代码", f"没有代码是“{beginning(key[0])}”的政策，请照导出的表格写；新的政策请在政策页面上加"),
)

# Conditions

ORDER = ("policy__region__position", "policy__position", "policy__code", "tier__position", "position", "pk")


def _conditions(of: Of = None) -> Iterable[Threshold]:
    """What they name is read once each, not once for each condition that names it."""
    rows = Threshold.objects.order_by(*ORDER)
    if of is not None:
        rows = rows.filter(pk__in=[int(number) for number in of if number.isdecimal() and len(number) < 18])
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
    if Threshold.objects.filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0).exists():
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
        Column("编号", lambda row: row.pk, width=8),
        _text("政策代码", lambda row: row.policy.code, width=30),
        _text("政策名称", lambda row: row.policy.name, width=26),
        _text("档次代码", lambda row: row.tier.code if row.tier else "", width=18),
        _text("问题", lambda row: row.question.key, width=24),
        _text("问题简称", lambda row: row.question.name),
        _text("满足其一", lambda row: row.alternative, width=9),
        Column("情况", lambda row: row.branch, width=6),
        _text("从哪次变化起", lambda row: str(row.since or "")),
        _text("到哪次变化为止", lambda row: str(row.until or "")),
        _open(Threshold, "operator", 16),
        Column("值", _value, "value", 30),
        _text("到哪件事为止", lambda row: row.measured_at.name if row.measured_at else ""),
        _open(Threshold, "inferred", 8),
        _open(Threshold, "widens", 10),
        _open(Threshold, "clause", 20),
        _open(Threshold, "note", 30),
    ),
    _conditions,
    lambda row: row.policy,
    _no_condition,
    together=("档次代码", "满足其一", "情况", "比较", "值"),
)

# What changes on a day: in a policy, and in each of its tiers


def _no_change(key: Key) -> tuple[str, str]:
    policy, code, *tier = key
    found = Policy.objects.filter(code=policy).first()
    if found is None:
        return "政策代码", f"没有代码是“{beginning(policy)}”的政策，请照导出的表格写"
    if not found.changes.filter(code=code).exists():
        return "变化", f"“{found.name}”没有“{beginning(code)}”这次变化，可能已经删掉；新的变化请在政策页面上加"
    return "档次代码", f"这次变化没有改“{beginning(tier[0])}”这一档，请在政策页面上加"


def _changes(of: Of = None) -> Iterable[PolicyChange]:
    rows = PolicyChange.objects.select_related("policy__region", "measured_at", "cap_already")
    return rows.order_by("policy__region__position", "policy__position", "policy__code", "position", "pk")


def _tier_changes(of: Of = None) -> Iterable[TierChange]:
    rows = TierChange.objects.select_related("policy__region", "change__measured_at", "tier", "cap_already")
    return rows.order_by("policy__region__position", "policy__position", "policy__code", "position", "pk")


def _form(row: Any) -> str:
    return row.get_form_display() if row.form else ""


CHANGES = Sheet(
    "有日期的变化",
    PolicyChange,
    ("政策代码", "变化"),
    (
        _text("政策代码", lambda row: row.policy.code, width=30),
        _text("变化", lambda row: row.code, width=14),
        _text("政策名称", lambda row: row.policy.name, width=26),
        _open(PolicyChange, "starts_on", 12),
        _text("按哪件事的日期", lambda row: row.measured_at.name if row.measured_at else ""),
        Column("形式", _form, width=10),
        *_award(PolicyChange),
        _open(PolicyChange, "state"),
        _open(PolicyChange, "office", 20),
        _open(PolicyChange, "phone", 20),
        _open(PolicyChange, "clause", 20),
        _open(PolicyChange, "note", 30),
    ),
    _changes,
    lambda row: row.policy,
    _no_change,
    seldom=True,
)

TIER_CHANGES = Sheet(
    "档次的变化",
    TierChange,
    ("政策代码", "变化", "档次代码"),
    (
        _text("政策代码", lambda row: row.policy.code, width=30),
        _text("变化", lambda row: row.change.code, width=14),
        _text("档次代码", lambda row: row.tier.code, width=18),
        _text("政策名称", lambda row: row.policy.name, width=26),
        _text("档次名称", lambda row: row.tier.name, width=18),
        _text("从哪天起", lambda row: str(row.change), width=20),
        Column("形式", _form, width=10),
        *_award(TierChange),
    ),
    _tier_changes,
    lambda row: row.policy,
    _no_change,
    seldom=True,
)

# How policies stand to one another


def _no_relation(key: Key) -> tuple[str, str]:
    number, policy = key
    if not number:
        return "编号", "新的关系请在政策页面上加，这里只能改已有的"
    return "编号", f"政策“{beginning(policy)}”没有编号是 {beginning(number)} 的关系，可能已经删掉，请重新导出"


def _relations(of: Of = None) -> Iterable[Relation]:
    rows = Relation.objects.select_related("policy__region", "other", "group")
    if of is not None:
        rows = rows.filter(pk__in=[int(number) for number in of if number.isdecimal() and len(number) < 18])
    return rows.order_by("policy__region__position", "policy__position", "policy__code", "position", "pk")


RELATIONS = Sheet(
    "政策之间的关系",
    Relation,
    ("编号", "政策代码"),
    (
        Column("编号", lambda row: row.pk, width=8),
        _text("政策代码", lambda row: row.policy.code, width=30),
        _text("政策名称", lambda row: row.policy.name, width=26),
        _text("关系", lambda row: row.get_kind_display(), width=18),
        _text("哪一项、哪一组", lambda row: (row.other or row.group).code, width=30),
        _open(Relation, "inferred", 8),
        _open(Relation, "clause", 20),
        _open(Relation, "note", 30),
    ),
    _relations,
    lambda row: row.policy,
    _no_relation,
    seldom=True,
)

# When applications are taken


def _no_window(key: Key) -> tuple[str, str]:
    number, policy = key
    if not number:
        return "编号", "新的申报期请在政策页面上加，这里只能改已有的"
    if ApplicationWindow.objects.filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0).exists():
        return "编号", f"编号 {beginning(number)} 的申报期不是政策“{beginning(policy)}”的，这两列请不要改"
    return "编号", f"没有编号是 {beginning(number)} 的申报期，可能已经删掉，请重新导出"


def _windows(of: Of = None) -> Iterable[ApplicationWindow]:
    rows = ApplicationWindow.objects.select_related(
        "policy__region", "measured_at", "since__measured_at", "until__measured_at"
    )
    if of is not None:
        rows = rows.filter(pk__in=[int(number) for number in of if number.isdecimal() and len(number) < 18])
    return rows.order_by("policy__region__position", "policy__position", "policy__code", "position", "pk")


WINDOWS = Sheet(
    "申报期",
    ApplicationWindow,
    ("编号", "政策代码"),
    (
        Column("编号", lambda row: row.pk, width=8),
        _text("政策代码", lambda row: row.policy.code, width=30),
        _text("政策名称", lambda row: row.policy.name, width=26),
        _open(ApplicationWindow, "opens"),
        _open(ApplicationWindow, "closes"),
        _open(ApplicationWindow, "starts_on"),
        _open(ApplicationWindow, "ends_on"),
        _text("按哪件事的日期算", lambda row: row.measured_at.name if row.measured_at else ""),
        *(_open(ApplicationWindow, name) for name in ("from_months", "to_months", "to_days", "every", "open_days")),
        _text("从哪次变化起", lambda row: str(row.since or "")),
        _text("到哪次变化为止", lambda row: str(row.until or "")),
        _open(ApplicationWindow, "clause", 20),
        _open(ApplicationWindow, "note", 30),
    ),
    _windows,
    lambda row: row.policy,
    _no_window,
    together=(
        "每年从几月几日",
        "到几月几日",
        "只有一次的从哪天",
        "到哪一天",
        "几个月以内",
        "几天以内",
        "每隔多久一次",
        "每次开放几天",
    ),
    seldom=True,
)

# What raises an amount


def _uplifts(of: Of = None) -> Iterable[Uplift]:
    rows = Uplift.objects.select_related("policy__region", "tier", "change__measured_at", "question")
    return rows.order_by("policy__region__position", "policy__position", "policy__code", "position", "pk")


def _no_uplift(key: Key) -> tuple[str, str]:
    return "编号", f"没有编号是 {beginning(key[0])} 的上浮，可能已经删掉；新的请在政策页面上加"


UPLIFTS = Sheet(
    "上浮",
    Uplift,
    ("编号", "政策代码"),
    (
        Column("编号", lambda row: row.pk, width=8),
        _text("政策代码", lambda row: row.policy.code, width=30),
        _text("政策名称", lambda row: row.policy.name, width=26),
        _text("档次代码", lambda row: row.tier.code if row.tier else "", width=18),
        _text("从哪天起", lambda row: str(row.change or ""), width=20),
        _text("条件", str, width=30),
        _open(Uplift, "share"),
        _open(Uplift, "amount"),
        _open(Uplift, "part"),
    ),
    _uplifts,
    lambda row: row.policy,
    _no_uplift,
    seldom=True,
)

# Parameters


def _no_value(key: Key) -> tuple[str, str]:
    parameter, _ = key
    if not Parameter.objects.filter(key=parameter).exists():
        return "参数键", f"没有键是“{beginning(parameter)}”的参数，请照导出的表格写；新的参数请在参数页面上加"
    return "从哪天起", "请写从哪天起，例如 2026-01-01"


def _new_value(key: Key) -> ParameterValue | None:
    parameter = Parameter.objects.filter(key=key[0]).first()
    # A day that cannot be read was refused where it stands.
    day = date.fromisoformat(key[1]) if key[1] else None
    return ParameterValue(parameter=parameter, starts_on=day) if parameter and day else None


PARAMETERS = Sheet(
    "参数",
    ParameterValue,
    ("参数键", "从哪天起"),
    (
        _text("参数键", lambda row: row.parameter.key, width=24),
        Column("从哪天起", lambda row: row.starts_on, width=12, kind=CellKind.DAY),
        _text("参数名称", lambda row: row.parameter.name, width=26),
        _text("单位", lambda row: row.parameter.unit),
        _open(ParameterValue, "value"),
        _open(ParameterValue, "basis"),
        _open(ParameterValue, "inferred", 8),
        _open(ParameterValue, "note", 30),
    ),
    lambda of=None: ParameterValue.objects.select_related("parameter__region").order_by(
        "parameter__region__position", "parameter__position", "parameter__key", "starts_on"
    ),
    lambda row: row.parameter,
    _no_value,
    _new_value,
)

# Options of choices


def _no_option(key: Key) -> tuple[str, str]:
    question, value = key
    found = Question.objects.filter(key=question).first()
    if found is None:
        return "问题", f"没有键是“{beginning(question)}”的问题，请照导出的表格写；新的问题请在问题页面上加"
    if found.type != QuestionType.CHOICE:
        return "问题", f"“{found.name}”不是选择题，没有选项"
    return OPTION, f"选项的值{KEY.message}" if value else "请写选项的值，例如 associate"


def _new_option(key: Key) -> Choice | None:
    question = Question.objects.filter(key=key[0], type=QuestionType.CHOICE).first()
    if question is None or not KEY.regex.fullmatch(key[1]):  # type: ignore[union-attr]
        return None
    last = question.choices.aggregate(last=Max("position"))["last"] or 0
    return Choice(question=question, value=key[1], position=last + 10)


OPTION = "选项的值"
OPTIONS = Sheet(
    "选项",
    Choice,
    ("问题", OPTION),
    (
        _text("问题", lambda row: row.question.key, width=24),
        _text(OPTION, lambda row: row.value, width=24),
        _text("问题简称", lambda row: row.question.name),
        _open(Choice, "label", 30),
        _open(Choice, "help", 40),
        _open(Choice, "position", 8),
    ),
    lambda of=None: Choice.objects.select_related("question__region").order_by(
        "question__position", "question__key", "position", "pk"
    ),
    lambda row: row.question,
    _no_option,
    _new_option,
    needed="选项",
)

# What the rows said when the workbook was written: a sheet of its own, not shown. Whatever a clerk did not touch
# changes nothing, and what somebody else changed since is not undone.
EXPORTED = "导出时的内容"
SHEETS = {
    sheet.title: sheet
    for sheet in (AWARDS, CONDITIONS, PARAMETERS, OPTIONS, POLICIES, CHANGES, TIER_CHANGES, UPLIFTS, RELATIONS, WINDOWS)
}
GUIDE = "说明"
