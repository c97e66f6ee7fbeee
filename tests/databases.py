"""A test database is migrated once in a run and copied for each worker: migrating takes longer than many a test."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path

from tests import once

ROOT = Path(__file__).resolve().parent.parent
MIGRATED = "migrated"


def make(worker: str) -> None:
    """Gives Django's default connection a migrated database of this worker's own."""
    from django.db import connection

    folder = Path(os.environ["STATE_DIR"])
    with once.alone("databases"):
        name = _copied_file(folder, worker) if connection.vendor == "sqlite" else _copied_database(worker)
    connection.close()
    connection.settings_dict["NAME"] = name
    if connection.vendor == "sqlite":
        # Nobody needs it after the lights went out.
        connection.settings_dict["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"


def put_back() -> None:
    """The database as it was copied, in a tenth of the time that Django takes to empty each table and to make
    permissions and groups anew. SQLite's goes back page by page, for whoever has it open."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor != "sqlite":
        return _put_rows_back()
    with closing(sqlite3.connect(Path(os.environ["STATE_DIR"]) / f"{MIGRATED}.sqlite3")) as migrated:
        return migrated.backup(connection.connection)


def _put_rows_back() -> None:
    """To truncate a hundred tables, most of them empty, PostgreSQL makes files for each and its indexes."""
    from django.db import connection, transaction

    columns, kept = _rows_of_migrated()
    with transaction.atomic(), connection.cursor() as cursor:
        # No foreign key is looked at: the rows go and come in any order.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {table})' for table in columns)}")
        for table, filled in zip(columns, cursor.fetchone(), strict=True):
            if filled:
                cursor.execute(f"DELETE FROM {table}")
        for table, rows in kept.items():
            with cursor.copy(f"COPY {table} ({columns[table]}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(rows)
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


@cache
def _rows_of_migrated() -> tuple[dict[str, str], dict[str, bytes]]:
    """The columns of all tables, and the rows of those that have some. What was migrated is no row of anybody's."""
    import psycopg

    columns, kept = {}, {}
    with once.alone("databases"), psycopg.connect(host=_socket(), user="postgres", dbname=MIGRATED) as migrated:
        of_tables = """
            SELECT quote_ident(table_name), string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
            FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'django_migrations'
            GROUP BY table_name"""
        columns.update(migrated.execute(of_tables).fetchall())
        for table, names in columns.items():
            if migrated.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                with migrated.cursor().copy(f"COPY {table} ({names}) TO STDOUT (FORMAT BINARY)") as copy:
                    kept[table] = b"".join(copy)
    return columns, kept


def _copied_file(folder: Path, worker: str) -> str:
    """A file, not memory: a live server's threads then have connections of their own, as in earnest."""
    migrated, own = folder / f"{MIGRATED}.sqlite3", folder / f"test-{worker}.sqlite3"
    if not migrated.exists():
        new, kept = folder / "migrating.sqlite3", _kept()
        if kept.exists():
            shutil.copyfile(kept, new)
        # Also of one that was kept: what follows every migration, such as the groups, may have changed since.
        _migrate(f"sqlite:///{new}")
        if not kept.exists():
            _keep(new, kept)
        new.rename(migrated)
    shutil.copyfile(migrated, own)
    return str(own)


def _kept() -> Path:
    """Where the next run finds a database to which these very migrations were applied."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for migration in sorted((ROOT / "policies" / "migrations").glob("*.py")):
        digest.update(migration.name.encode() + migration.read_bytes())
    return ROOT / "var" / "tests" / f"{MIGRATED}-{digest.hexdigest()[:16]}.sqlite3"


def _keep(new: Path, kept: Path) -> None:
    """The ones of other migrations go."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob(f"{MIGRATED}-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    shutil.copyfile(new, unfinished)
    unfinished.rename(kept)


def _copied_database(worker: str) -> str:
    import psycopg

    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    with psycopg.connect(host=_socket(), user="postgres", dbname="postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED]).fetchone():
            server.execute("CREATE DATABASE migrating")
            _migrate(f"{address}/migrating")
            server.execute(f"ALTER DATABASE migrating RENAME TO {MIGRATED}")
        own = f"test_{worker}"
        server.execute(f"CREATE DATABASE {own} TEMPLATE {MIGRATED}")
    return own


def _socket() -> str:
    """The folder of the cluster's socket."""
    return os.environ["DATABASE_URL"].rpartition("/")[0].rpartition("@")[2].rstrip("/")


def _migrate(address: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": address}, check=True)
