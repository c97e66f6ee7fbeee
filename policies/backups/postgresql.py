"""Backups of PostgreSQL: pg_dump's custom format, and back in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from policies.catalogue.document import canonical
from policies.models import Release

from . import copied, programs
from .contents import Contents
from .refused import BackupRefused

PATIENCE = 60
"""Seconds in which others must have let go of a table."""
TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    ) ORDER BY c.relname
"""
# What pg_dump sets for its own session, which must not outlive it in ours, and what is said to psql alone.
_SETTING = re.compile(
    r"^(SET \w+ = [^;\n]*;|SELECT pg_catalog\.set_config\('search_path', '', false\);|\\(un)?restrict .*)$",
    re.MULTILINE,
)


def tables() -> list[str]:
    """All of the schema but those of extensions: nothing else is kept there."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0] or ""


@contextmanager
def still() -> Iterator[str]:
    """What is read and dumped meanwhile is of one moment, of which this is the name."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def dump(body: Path, moment: str) -> None:
    """To be called while it stands still."""
    programs.dump(body, moment, [f"{_quoted(schema())}.{_quoted(table)}" for table in tables()])


def look(body: Path) -> Contents:
    """What is in it, by reading all of it. Raises BackupRefused where pg_restore cannot."""
    found = Contents({}, {})
    with programs.restored(body, "data", body.with_suffix(".log")) as text:
        for block in copied.blocks(text):
            if not isinstance(block, copied.Block):
                continue
            if block.table == Release._meta.db_table:
                for row in block.rows:
                    release = dict(zip(block.columns, copied.values(row), strict=True))
                    found.releases[int(release["number"] or 0)] = canonical.sha256(release["document"] or "")
                found.rows[block.table] = len(found.releases)
            else:
                found.rows[block.table] = sum(1 for _ in block.rows)
    return found


def put(body: Path, settle: Callable[[], None]) -> None:
    """Over whatever the schema holds, in one transaction, which ends after `settle` has found it in order."""
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            if old := tables():
                # All at once, as they name one another; but what somebody else hung on one of them is not taken along.
                cursor.execute("DROP TABLE " + ", ".join(map(_quoted, old)))
            _run(body, "pre-data")
            _fill(body)
            _run(body, "post-data")
            settle()
    except DatabaseError as error:
        raise BackupRefused(f"PostgreSQL 没有照做，什么都没有变动：{error}".strip()) from error


def _run(body: Path, section: str) -> None:
    with programs.restored(body, section, body.with_suffix(".log")) as text:
        script = _SETTING.sub("", text.read().decode())
    with connection.cursor() as cursor:
        cursor.execute(script)


def _fill(body: Path) -> None:
    with programs.restored(body, "data", body.with_suffix(".log")) as text, connection.cursor() as cursor:
        for block in copied.blocks(text):
            if isinstance(block, copied.Block):
                with cursor.copy(block.statement) as copy:
                    for row in block.rows:
                        copy.write(row)
            elif statement := _SETTING.sub("", block.decode()).strip():
                cursor.execute(statement)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
