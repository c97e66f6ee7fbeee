"""What else is said of each policy."""

from __future__ import annotations

from collections.abc import Iterable

from policies.calculator.echo import beginning
from policies.models import Policy

from .sheet import Of, Sheet, changeable, shown


def _policies(of: Of = None) -> Iterable[Policy]:
    rows = Policy.objects.select_related("region", "category", "couple_question")
    return rows if of is None else rows.filter(code__in=of)


POLICIES = Sheet(
    "政策",
    Policy,
    ("政策代码",),
    (
        shown("政策代码", lambda row: row.code, width=30),
        shown("政策名称", lambda row: row.name, width=26),
        shown("地区", lambda row: row.region.name),
        changeable(Policy, "category"),
        changeable(Policy, "limited", 30),
        changeable(Policy, "one_of_couple", 30),
        shown("由谁享受的那一题", lambda row: row.couple_question.name if row.couple_question else "", width=20),
    ),
    _policies,
    lambda row: row,
    lambda key: ("政策代码", f"没有代码是“{beginning(key[0])}”的政策，请照导出的表格写；新的政策请在政策页面上加"),
)
