"""What raises an amount."""

from __future__ import annotations

from collections.abc import Iterable

from policies.calculator.echo import beginning
from policies.models import Uplift

from .sheet import NUMBERED, Key, Of, Sheet, changeable, in_order, shown


def _uplifts(of: Of = None) -> Iterable[Uplift]:
    rows = Uplift.objects.select_related("policy__region", "tier", "change__measured_at", "question")
    return in_order(rows, of)


def _no_uplift(key: Key) -> tuple[str, str]:
    return "编号", f"没有编号是 {beginning(key[0])} 的上浮，可能已经删掉；新的请在政策页面上加"


UPLIFTS = Sheet(
    "上浮",
    Uplift,
    ("编号", "政策代码"),
    (
        *NUMBERED,
        shown("档次代码", lambda row: row.tier.code if row.tier else "", width=18),
        shown("从哪天起", lambda row: str(row.change or ""), width=20),
        shown("条件", str, width=30),
        changeable(Uplift, "share"),
        changeable(Uplift, "amount"),
        changeable(Uplift, "part"),
    ),
    _uplifts,
    lambda row: row.policy,
    _no_uplift,
    seldom=True,
)
