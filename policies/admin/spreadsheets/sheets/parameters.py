"""Values of parameters, each from a day on; new ones may be added."""

from __future__ import annotations

from datetime import date

from policies.calculator.echo import beginning
from policies.models import Parameter, ParameterValue

from .sheet import CellKind, Column, Key, Sheet, changeable, shown


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
        shown("参数键", lambda row: row.parameter.key, width=24),
        Column("从哪天起", lambda row: row.starts_on, width=12, kind=CellKind.DAY),
        shown("参数名称", lambda row: row.parameter.name, width=26),
        shown("单位", lambda row: row.parameter.unit),
        changeable(ParameterValue, "value"),
        changeable(ParameterValue, "basis"),
        changeable(ParameterValue, "inferred", 8),
        changeable(ParameterValue, "note", 30),
    ),
    lambda of=None: ParameterValue.objects.select_related("parameter__region").order_by(
        "parameter__region__position", "parameter__position", "parameter__key", "starts_on"
    ),
    lambda row: row.parameter,
    _no_value,
    _new_value,
)
