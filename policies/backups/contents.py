"""What a database holds, as it is counted before and compared after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from policies.catalogue.document import canonical
from policies.models import Release

from .refused import BackupRefused

HISTORY = "policies_historical"
"""Begins the names of the tables of history; nothing ever takes rows out of them."""


@dataclass(frozen=True, slots=True)
class Contents:
    """`rows`: how many, by table. `releases`: by number, the sha256 of the document as it was read."""

    rows: dict[str, int]
    releases: dict[int, str]

    def differences(self, found: Contents) -> list[str]:
        """In words: what was found instead of this; empty where it is the same."""
        tables = sorted(self.rows.keys() | found.rows.keys())
        counts = [(table, self.rows.get(table, 0), found.rows.get(table, 0)) for table in tables]
        numbers = sorted(self.releases.keys() | found.releases.keys())
        return [
            f"{table} 应有 {expected} 行，实际 {actual} 行" for table, expected, actual in counts if expected != actual
        ] + [
            f"第 {number} 次发布的内容不同"
            for number in numbers
            if self.releases.get(number) != found.releases.get(number)
        ]

    @property
    def history(self) -> dict[str, int]:
        return {table: count for table, count in self.rows.items() if table.startswith(HISTORY)}


def of(tables: Iterable[str]) -> Contents:
    """Of the database that Django is connected to; all of one moment if a transaction sees to it."""
    tables = list(tables)
    if Release._meta.db_table not in tables:
        raise BackupRefused("数据库里没有这个程序的表，没有可以备份的")
    rows, quoted = {}, connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608
            rows[table] = cursor.fetchone()[0]
    documents = Release.objects.order_by("number").values_list("number", "document").iterator(chunk_size=1)
    return Contents(rows, {number: canonical.sha256(document) for number, document in documents})
