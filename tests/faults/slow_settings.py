"""The project's settings with a database that takes two seconds for each query."""

import time

from django.db.backends.signals import connection_created

from tests.benchmarks.settings import *  # noqa: F403

SECONDS = 2


def _late(execute, sql, params, many, context):
    time.sleep(SECONDS)
    return execute(sql, params, many, context)


def _slow(connection, **_):
    if _late not in connection.execute_wrappers:
        connection.execute_wrappers.append(_late)


connection_created.connect(_slow, weak=False)
