"""Columns of rows as plain data, and rows in the order in which the document has them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model

Entry = dict[str, Any]


def plain(row: Model, *columns: str) -> Entry:
    values = {column: getattr(row, column) for column in columns}
    return {column: value.isoformat() if isinstance(value, date) else value for column, value in values.items()}


def coded(row: Any, *columns: str) -> Entry:
    """With the codes that the row had before, where it had any."""
    return plain(row, *columns) | ({"formerly": row.formerly} if row.formerly else {})


def in_turn(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.position, row.pk))
