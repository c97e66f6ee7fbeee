"""What changes on a day: in a policy, and in each of its tiers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policies.calculator.echo import beginning
from policies.models import Policy, PolicyChange, TierChange

from .awards import award
from .sheet import Column, Key, Of, Sheet, changeable, in_order, shown


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
    return in_order(rows)


def _tier_changes(of: Of = None) -> Iterable[TierChange]:
    rows = TierChange.objects.select_related("policy__region", "change__measured_at", "tier", "cap_already")
    return in_order(rows)


def _form(row: Any) -> str:
    return row.get_form_display() if row.form else ""


CHANGES = Sheet(
    "有日期的变化",
    PolicyChange,
    ("政策代码", "变化"),
    (
        shown("政策代码", lambda row: row.policy.code, width=30),
        shown("变化", lambda row: row.code, width=14),
        shown("政策名称", lambda row: row.policy.name, width=26),
        changeable(PolicyChange, "starts_on", 12),
        shown("按哪件事的日期", lambda row: row.measured_at.name if row.measured_at else ""),
        Column("形式", _form, width=10),
        *award(PolicyChange),
        changeable(PolicyChange, "state"),
        changeable(PolicyChange, "office", 20),
        changeable(PolicyChange, "phone", 20),
        changeable(PolicyChange, "clause", 20),
        changeable(PolicyChange, "note", 30),
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
        shown("政策代码", lambda row: row.policy.code, width=30),
        shown("变化", lambda row: row.change.code, width=14),
        shown("档次代码", lambda row: row.tier.code, width=18),
        shown("政策名称", lambda row: row.policy.name, width=26),
        shown("档次名称", lambda row: row.tier.name, width=18),
        shown("从哪天起", lambda row: str(row.change), width=20),
        Column("形式", _form, width=10),
        *award(TierChange),
    ),
    _tier_changes,
    lambda row: row.policy,
    _no_change,
    seldom=True,
)
