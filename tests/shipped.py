"""The shipped pack in the database, as many tests want it: loaded once in a run, its rows put back from then on."""

from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

Rows = dict[str, tuple[list[str], list[tuple]]]


def load() -> None:
    """Into empty tables; nothing is published."""
    _put(_loaded())


def publish() -> None:
    """The same, with its first release. To serve it is up to the test: live.refresh()."""
    _put(_published())


@cache
def _loaded() -> Rows:
    with transaction.atomic():
        call_command("load_pack", verbosity=0)
        return _take()


@cache
def _published() -> Rows:
    with transaction.atomic():
        _put(_loaded())
        call_command("publish", verbosity=0)
        return _take()


def _take() -> Rows:
    """Everything in the project's own tables, which are left empty."""
    found, quoted = {}, connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {quoted(table)}")
            found[table] = [quoted(column[0]) for column in cursor.description], list(cursor.fetchall())
            cursor.execute(f"DELETE FROM {quoted(table)}")
    return found


def _put(rows: Rows) -> None:
    quoted, every = connection.ops.quote_name, apps.get_app_config("policies").get_models(include_auto_created=True)
    # Whether each row's neighbours are there is asked when all of them are.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            cursor.execute(f"DELETE FROM {quoted(table)}")
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quoted(table)} ({', '.join(columns)}) VALUES ({places})", values)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(every)):
            cursor.execute(statement)


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("policies_")]
