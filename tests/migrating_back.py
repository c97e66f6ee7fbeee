"""A database as it was before the latest migrations: Django itself goes back no further than what does many at once."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def one_by_one() -> MigrationLoader:
    """Knows each migration by itself."""
    return MigrationLoader(connection, replace_migrations=False)


def names() -> list[str]:
    """Of the catalogue's own migrations, the latest last."""
    loader = one_by_one()
    replacing = {key for key, migration in loader.disk_migrations.items() if migration.replaces}
    return sorted(name for app, name in loader.disk_migrations.keys() - replacing if app == "policies")


def back_to(name: str) -> None:
    """That migration is the last one applied."""
    executor = MigrationExecutor(connection)
    executor.loader = one_by_one()
    executor.migrate([("policies", name)])
