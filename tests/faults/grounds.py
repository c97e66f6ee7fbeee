"""Databases on which faults are made to happen: a prepared one, copied for each try, of this machine alone.

The prepared one (all shipped policies, published) is kept as a backup in var/faults, as migrating takes a while.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.postgresql import Cluster

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "var" / "faults"
# Numbers and times of what is made anew differ from try to try.
VOLATILE = {"id", "history_id"}


@contextmanager
def standing(kind: str) -> Iterator[None]:
    """Sets Django up with an empty database of this kind, which goes with everything else at the end."""
    with tempfile.TemporaryDirectory(prefix="qujiang-faults-") as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="qujiang.settings",
            DJANGO_SECRET_KEY="a-secret-only-for-faults-and-no-other-use",
            STATE_DIR=folder,
            LIVE_REFRESH_SECONDS="0",
            DATABASE_URL=f"sqlite:///{folder}/prepared.sqlite3",
        )
        cluster = Cluster() if kind == "postgresql" else None
        if cluster:
            cluster.start()
            os.environ["DATABASE_URL"] = cluster.url
        try:
            _set_up()
            yield
        finally:
            if cluster:
                cluster.stop()


def _set_up() -> None:
    import logging

    import django
    from django.conf import settings

    django.setup()
    logging.disable(logging.WARNING)
    # What is collected for production is no matter here, nor are passwords.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    connect("prepared")
    prepare()


def prepare() -> None:
    from django.core.management import call_command
    from django.db import connection

    from policies.backups import making, restoring

    folder = KEPT / connection.vendor
    folder.mkdir(parents=True, exist_ok=True)
    if kept := sorted(folder.glob("*.backup")):
        restoring.restore(kept[-1], replace=False)
    else:
        call_command("prepare", verbosity=0)
        making.make(folder)


def connect(name: str) -> None:
    """To the database called so, empty if it is new."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        connection.settings_dict["NAME"] = str(_file(name))
    else:
        with _server() as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                server.execute(f"CREATE DATABASE {name}")
        connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def copy(name: str, to: str) -> None:
    """A database as another one was; nobody may be connected to either. Connects to it."""
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):
            Path(f"{_file(to)}{end}").unlink(missing_ok=True)
        with closing(sqlite3.connect(_file(name))) as source, closing(sqlite3.connect(_file(to))) as target:
            source.backup(target)
    else:
        with _server() as server:
            server.execute(f"DROP DATABASE IF EXISTS {to} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {to} TEMPLATE {name}")
    connect(to)


def alone() -> None:
    """Waits until PostgreSQL has noticed that whoever was killed is gone."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    with _server() as server:
        deadline = time.monotonic() + 60
        while server.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name]).fetchone()[0]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"somebody is still connected to {name}")
            time.sleep(0.05)


def fingerprint() -> dict[str, list[str]]:
    """What the rows of each table say, without what differs from try to try."""
    from django.db import connection

    from policies.backups.engines import engine

    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in engine().tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            found[table] = sorted(repr(_lasting(columns, row)) for row in cursor.fetchall())
    return found


def _lasting(columns: list[str], row: tuple[Any, ...]) -> list[Any]:
    return [
        value
        for column, value in zip(columns, row, strict=True)
        if column not in VOLATILE and not column.endswith(("_id", "_at", "_date", "applied", "date_joined"))
        if not isinstance(value, datetime)
    ]


def in_child(work: Callable[[], None]) -> int:
    """Forks a process that does this and ends, with 1 where it raised; returns its number."""
    from django.db import connection

    connection.close()
    if child := os.fork():
        return child
    code = 1
    try:
        work()
        code = 0
    except Exception:  # noqa: BLE001
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _file(name: str) -> Path:
    return Path(os.environ["STATE_DIR"]) / f"{name}.sqlite3"


@contextmanager
def _server() -> Iterator[Any]:
    import psycopg

    folder = os.environ["DATABASE_URL"].rpartition("@")[2].rpartition("/")[0].lstrip("/")
    with psycopg.connect(host=f"/{folder}", user="postgres", dbname="postgres", autocommit=True) as server:
        yield server
