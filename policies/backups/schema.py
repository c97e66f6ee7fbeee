"""How far a database is migrated, and how far it could be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .refused import BackupRefused


def applied() -> dict[str, list[str]]:
    """The names of the applied migrations, by application."""
    found = defaultdict(list)
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found[app].append(name)
    return dict(found)


def refuse_newer(migrations: dict[str, list[str]]) -> None:
    """Raises BackupRefused where a migration was applied that this code does not have."""
    disk = MigrationLoader(None).disk_migrations
    known = set(disk) | {replaced for migration in disk.values() for replaced in migration.replaces}
    if unknown := [f"{app}.{name}" for app, names in migrations.items() for name in names if (app, name) not in known]:
        raise BackupRefused(
            f"备份来自更新的程序：里面的数据库做过迁移 {'、'.join(unknown[:3])}{'等' if len(unknown) > 3 else ''}，"
            "这个程序没有。请先更新程序再恢复"
        )


def older() -> bool:
    """Whether some migration is still to be applied."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def forward() -> None:
    """Applies what is missing, also within a transaction on PostgreSQL."""
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


@contextmanager
def whole(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Several migrations in one transaction, so that whoever is killed in the middle leaves none of them.

    Django's own transactions are one for each, and of a table's foreign keys some come after it, before it is written
    down that it was applied.
    """
    if database.vendor == "sqlite" and not database.in_atomic_block:
        # Tables are made anew under other names: it is looked at the end whether every row's neighbours are there.
        database.disable_constraint_checking()
    try:
        with transaction.atomic(using=database.alias):
            if database.vendor == "postgresql":
                with database.cursor() as cursor:
                    # Else what one migration wrote would keep the next one from altering the table.
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
            if database.vendor == "sqlite":
                database.check_constraints()
    finally:
        if database.vendor == "sqlite" and not database.in_atomic_block:
            database.enable_constraint_checking()
