"""A code that was published is not typed over: addresses, kept answers and other programs know it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from policies.catalogue.rows.coded import CODED, OWNERS
from policies.models import PublishedCode

KIND = {model: kind for kind, (model, _, _) in CODED.items()}
SENTENCE = (
    "已经发布过，不能在这里改：网址、接口和别人保存的回答都认它。"
    "要改，请负责全部地区的发布人员在“发布”列表上点“改代码”，旧代码以后照样认得"
)


def column_of(model: type[Model]) -> str | None:
    """The column of the code, of rows that have one."""
    return CODED[KIND[model]][1] if model in KIND else None


def is_locked(row: Any) -> bool:
    """Whether the code that the saved row has, or had before, was ever published."""
    kind = KIND[type(row)]
    _, column, owner = CODED[kind]
    codes = [getattr(row, column), *row.formerly]
    if owner is None:
        return PublishedCode.was(kind, codes)
    whose = getattr(row, owner)
    from policies.publishing import first_codes

    # One query for all rows that stand on its page.
    if not hasattr(whose, "published_within"):
        owners = [getattr(whose, CODED[OWNERS[kind]][1]), *whose.formerly]
        whose.published_within = first_codes.published_within(kind, owners)
    return not whose.published_within.isdisjoint(codes)
