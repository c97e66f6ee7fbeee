"""Columns of rows as plain data."""

from __future__ import annotations

from datetime import date
from typing import Any

Entry = dict[str, Any]


def plain(row: Any, *columns: str) -> Entry:
    return {
        column: value.isoformat() if isinstance(value := getattr(row, column), date) else value for column in columns
    }


def coded(row: Any, *columns: str) -> Entry:
    """With the codes that the row had before, where it had any."""
    return plain(row, *columns) | ({"formerly": row.formerly} if row.formerly else {})
