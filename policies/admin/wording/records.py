"""What the history's records say, in words: columns by label, rows by name, values as clerks type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Field, ForeignKey, Model

from policies import models
from policies.models.choices import Operator, RelationKind
from policies.models.history import person

from . import values

NOTHING = "（空）"


class Names:
    """The names of rows, read once per kind: those there are and, from their last record, those that are gone."""

    def __init__(self) -> None:
        self._names: dict[type[Model], dict[int, str]] = {}
        self._questions: dict[int, models.Question] | None = None

    def of(self, model: Any, pk: int | None) -> str:
        if pk is None:
            return NOTHING
        if model not in self._names:
            said = person if issubclass(model, User) else str
            self._names[model] = {row.pk: said(row) for row in model._default_manager.all()}
        if pk not in self._names[model]:
            self._names[model][pk] = self._gone(model, pk)
        return self._names[model][pk]

    def _gone(self, model: type[Model], pk: int) -> str:
        history = getattr(model, "history", None)
        last = history.filter(id=pk).order_by("-history_id").first() if history is not None else None
        if last is not None and model in LABELS:
            return f"{LABELS[model](last, self)}（已删除）"
        name = next((getattr(last, column) for column in ("name", "title", "code") if hasattr(last, column)), "")
        return f"{name or pk}（已删除）"

    def question(self, pk: int | None) -> models.Question | None:
        if self._questions is None:
            self._questions = {row.pk: row for row in models.Question.objects.prefetch_related("choices")}
        return self._questions.get(pk or 0)

    def condition(self, question: int | None, value: Any) -> str:
        found = self.question(question)
        return values.written(values.of_question(found), value) if found else str(value)


def condition(asks: str) -> Callable[[Any, Names], str]:
    def label(record: Any, names: Names) -> str:
        pk = getattr(record, f"{asks}_id")
        question = names.question(pk)
        name = question.name if question else names.of(models.Question, pk)
        operator = dict(Operator.choices).get(record.operator, record.operator)
        return f"{name} {operator}：{names.condition(pk, record.value)}"

    return label


def dated(record: Any, names: Names) -> str:
    event = names.of(models.Question, record.measured_at_id) if record.measured_at_id else ""
    return f"{record.starts_on} 起" + (f"（按{event}）" if event else "")


# What a row of an inline is called; rows with pages of their own are called by their names.
LABELS: dict[type[Model], Callable[[Any, Names], str]] = {
    models.Threshold: condition("question"),
    models.FollowUp: condition("parent"),
    models.Uplift: condition("question"),
    models.Factor: lambda record, names: (
        names.of(models.Question, record.question_id)
        if record.question_id
        else names.of(models.Parameter, record.parameter_id)
    ),
    models.PolicyChange: dated,
    models.TierChange: lambda record, names: (
        f"{names.of(models.Tier, record.tier_id)}，{names.of(models.PolicyChange, record.change_id)}"
    ),
    models.Relation: lambda record, names: (
        f"{RelationKind(record.kind).label}："
        + (
            names.of(models.ExclusionGroup, record.group_id)
            if record.group_id
            else names.of(models.Policy, record.other_id)
        )
    ),
    models.ApplicationWindow: lambda record, names: (
        f"每年 {record.opens} 到 {record.closes}"
        if record.opens
        else f"{record.starts_on} 到 {record.ends_on}"
        if record.starts_on
        else f"按{names.of(models.Question, record.measured_at_id)}"
    ),
    models.Citation: lambda record, names: f"{names.of(models.Source, record.source_id)} {record.clause}",
    models.ParameterValue: lambda record, names: f"{record.starts_on} 起",
    models.MeasurePolicy: lambda record, names: names.of(models.Policy, record.policy_id),
    models.LifeEventQuestion: lambda record, names: names.of(models.Question, record.question_id),
    models.Expectation: lambda record, names: names.of(models.Policy, record.policy_id),
    models.Choice: lambda record, names: record.label,
    models.Step: lambda record, names: record.text,
    models.StaffRegion: lambda record, names: (
        f"{names.of(User, record.user_id)}：{names.of(models.Region, record.region_id)}"
    ),
}


def label(model: type[Model], record: Any, names: Names) -> str:
    if model in LABELS:
        return LABELS[model](record, names)
    found = [getattr(record, column) for column in ("name", "title", "code", "key") if hasattr(record, column)]
    return found[0] if len(found) < 2 else f"{found[0]}（{found[1]}）"


def said(field: Field, record: Any, names: Names) -> str:
    """One column of a record in words."""
    value = getattr(record, field.attname)
    if isinstance(field, ForeignKey):
        return names.of(field.related_model, value)
    if value is None or value in ("", {}, []):
        return NOTHING
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name == "value" and (asked := getattr(record, "parent_id", None) or getattr(record, "question_id", None)):
        return names.condition(asked, value)
    if field.name in ("implied", "negative"):
        return names.condition(record.id, value)
    return as_text(value)


def as_text(value: Any) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case dict():
            return "；".join(f"{key}：{as_text(one)}" for key, one in value.items())
        case list():
            return "、".join(map(as_text, value))
        case None:
            return NOTHING
    return str(value)
