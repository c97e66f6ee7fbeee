"""Tables that one transaction has to itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, models


def lock(several: Iterable[type[models.Model]]) -> None:
    """Until the transaction ends, nobody else writes to their tables, or takes a row to write to; looking goes on.

    Whole tables: a row that is not there yet cannot be locked. On SQLite the transaction itself waited for its turn
    when it began.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in several)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
