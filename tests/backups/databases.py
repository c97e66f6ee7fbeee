"""A second database beside the test's own, and all that is in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from policies.backups.engines import engine

# PostgreSQL itself writes the same constraint otherwise once it has read what it wrote.
CASTS = re.compile(r"::(character varying|text)(\[\])?|[()]")
BESIDE = {
    "sqlite": {
        "made by": "SELECT name, sql FROM sqlite_master",
        "counted on from": "SELECT name, seq FROM sqlite_sequence",
    },
    "postgresql": {
        "columns": """
            SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
            FROM information_schema.columns WHERE table_schema = current_schema()
        """,
        "constraints": """
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferred FROM pg_constraint
            WHERE connamespace = current_schema()::regnamespace
        """,
        "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        "counted on from": "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()",
    },
}


@contextmanager
def another(folder: Path) -> Iterator[None]:
    """Django is connected to an empty one meanwhile; it goes afterwards."""
    named = connection.settings_dict["NAME"]
    new = str(folder / "another.sqlite3") if connection.vendor == "sqlite" else f"{named}_another"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {new} TEMPLATE template0")
    _connect(new)
    try:
        yield
    finally:
        _connect(named)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {new}")


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def everything() -> dict[str, Any]:
    """Columns and rows of each table; constraints, indexes and what is counted on from."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in engine().tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = [column[0] for column in cursor.description], sorted(map(repr, cursor.fetchall()))
        for what, question in BESIDE[connection.vendor].items():
            cursor.execute(question)
            found[what] = sorted(CASTS.sub("", repr(one)) for one in cursor.fetchall())
    return found


def rows() -> dict[str, list[str]]:
    return {name: told[1] for name, told in everything().items() if name not in BESIDE[connection.vendor]}
