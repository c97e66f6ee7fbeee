"""How policies stand to one another."""

from __future__ import annotations

from collections.abc import Iterable

from policies.calculator.echo import beginning
from policies.models import Relation

from .sheet import NUMBERED, Key, Of, Sheet, changeable, in_order, shown


def _no_relation(key: Key) -> tuple[str, str]:
    number, policy = key
    if not number:
        return "编号", "新的关系请在政策页面上加，这里只能改已有的"
    return "编号", f"政策“{beginning(policy)}”没有编号是 {beginning(number)} 的关系，可能已经删掉，请重新导出"


def _relations(of: Of = None) -> Iterable[Relation]:
    rows = Relation.objects.select_related("policy__region", "other", "group")
    return in_order(rows, of)


RELATIONS = Sheet(
    "政策之间的关系",
    Relation,
    ("编号", "政策代码"),
    (
        *NUMBERED,
        shown("关系", lambda row: row.get_kind_display(), width=18),
        shown("哪一项、哪一组", lambda row: (row.other or row.group).code, width=30),
        changeable(Relation, "inferred", 8),
        changeable(Relation, "clause", 20),
        changeable(Relation, "note", 30),
    ),
    _relations,
    lambda row: row.policy,
    _no_relation,
    seldom=True,
)
