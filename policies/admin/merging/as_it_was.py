"""The rows of a page as they were when somebody opened it, and who changed them since: read from the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from simple_history.models import HistoricalRecords

from policies.admin.history.records import records_on_page


@dataclass(frozen=True, slots=True)
class Was:
    """A row of before; `lists`: the keys of the related rows that it listed, by column."""

    row: Model
    lists: Mapping[str, list[int]]


def before(model: type[Model], page: Model, number: int) -> dict[int, Was | None]:
    """Of the rows of this kind on the page those changed after this record, as it left them; None: not there then."""
    there = records_on_page(model, page)
    changed = set(there.filter(history_id__gt=number).order_by().values_list("id", flat=True))
    earlier = there.filter(id__in=changed, history_id__lte=number).order_by("history_id")
    last = {record.id: record for record in earlier}
    return {pk: _was(model, last.get(pk)) for pk in changed}


def _was(model: type[Model], record: Any) -> Was | None:
    if record is None or record.history_type == "-":
        return None
    return Was(record.instance, {field.name: _listed(field, record) for field in _kept_lists(model)})


def _kept_lists(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.many_to_many if field in HistoricalRecords.m2m_models]


def _listed(field: Any, record: Any) -> list[int]:
    kept = HistoricalRecords.m2m_models[field]._default_manager.filter(history=record)
    return list(kept.values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))


def by_whom(
    model: type[Model], page: Model, pk: int | None, column: str | None, number: int
) -> tuple[str, datetime] | None:
    """Who last changed this column of the row after this record; without a column, the row."""
    there = list(records_on_page(model, page).filter(id=pk).order_by("history_id"))
    found = None
    for earlier, record in zip([None, *there], there, strict=False):
        if record.history_id <= number:
            continue
        values = [getattr(one, column, None) if column else one for one in (earlier, record)]
        if found is None or values[0] != values[1]:
            found = record.history_user_name or "命令行", record.history_date
    return found
