"""Packs in the database, as many tests want them: loaded once in a run, their rows put back from then on."""

import hashlib
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from tests import once
from tests.catalogue import small as small_pack

STAFF = ("StaffEvent", "StaffRegion", "HistoricalStaffRegion")
Rows = dict[str, tuple[list[str], list[tuple]]]


def small() -> None:
    """The small pack, in empty tables; nothing is published."""
    _put(_small())


def pack(made: ModuleType, **how: Any) -> None:
    """The pack that a module of tests/catalogue writes, likewise. `how`: what its write() is told."""
    _put(_made(made, **how))


def ready() -> None:
    """For a test that changes the tables before it asks for the small pack: its rows are read off the tables as they
    are for everybody."""
    _small()


def shipped() -> None:
    """The shipped pack, likewise."""
    _put(_shipped())


def released() -> None:
    """The shipped pack with its first release. To serve it is up to the test: live.refresh()."""
    _put(_released())


def same() -> str:
    """What is the same for the same rows of the catalogue, and no other."""
    return hashlib.sha256(repr(_read()).encode()).hexdigest()


def _small() -> Rows:
    return _made(small_pack)


@cache
def _made(made: ModuleType, **how: Any) -> Rows:
    name = "-".join([made.__name__, *(f"{key}={value}" for key, value in how.items())])
    with tempfile.TemporaryDirectory() as folder:
        return _taken(name, lambda: call_command("load_pack", str(made.write(Path(folder), **how)), verbosity=0))


@cache
def _shipped() -> Rows:
    return _taken("shipped", lambda: call_command("load_pack", verbosity=0))


@cache
def _released() -> Rows:
    def publish() -> None:
        _put(_shipped())
        call_command("publish", verbosity=0)

    return _taken("released", publish)


class _Taken(Exception):
    """Takes back what was loaded."""


def _taken(name: str, load: Callable[[], None]) -> Rows:
    return once.in_run(f"rows-{name}", lambda: _left_by(load))


def _left_by(load: Callable[[], None]) -> Rows:
    """What it leaves in the catalogue's tables. The test that happens to be first keeps nothing else of it."""
    found: Rows = {}
    try:
        with transaction.atomic():
            load()
            found = _read()
            raise _Taken
    except _Taken:
        return found


def _read() -> Rows:
    found, quoted = {}, connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {quoted(table)}")
            found[table] = [quoted(column[0]) for column in cursor.description], list(cursor.fetchall())
    return found


def _put(rows: Rows) -> None:
    quoted, every = connection.ops.quote_name, apps.get_app_config("policies").get_models(include_auto_created=True)
    # Whether each row's neighbours are there is asked when all of them are.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {quoted(table)})' for table in rows)}")
        for (table, (columns, values)), filled in zip(rows.items(), cursor.fetchone(), strict=True):
            if filled:
                cursor.execute(f"DELETE FROM {quoted(table)}")
            if values:
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quoted(table)} ({', '.join(columns)}) VALUES ({places})", values)
        if counting_on := connection.ops.sequence_reset_sql(no_style(), list(every)):
            cursor.execute("\n".join(counting_on))


def _tables() -> list[str]:
    """Those of the project, without what a test's own staff are and did: that is no part of a pack."""
    staff = {apps.get_model("policies", name)._meta.db_table for name in STAFF}
    names = connection.introspection.table_names()
    return [name for name in names if name.startswith("policies_") and name not in staff]
