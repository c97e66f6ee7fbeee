"""What differs between the kinds of database: the module that the one in use needs."""

from __future__ import annotations

from types import ModuleType

from django.db import connection


def engine() -> ModuleType:
    """`tables`, `schema`, `still`, `dump`, `look`, `put`."""
    if connection.vendor == "sqlite":
        from . import sqlite

        return sqlite
    from . import postgresql

    return postgresql
