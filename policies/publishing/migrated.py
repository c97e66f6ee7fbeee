"""Which migrations the database still waits for, and which it has that this code does not know."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


@dataclass(frozen=True, slots=True)
class Migrated:
    """Names such as policies.0047_simulations."""

    waiting: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def look() -> Migrated:
    """One query. Raises django.db.Error where the database does not answer."""
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    # Of what is no longer installed nobody asks.
    ours = {name for name in applied if name.partition(".")[0] in _labels()}
    waiting = {name for name in _known() - applied if not _stands_for_others(name)}
    return Migrated(tuple(sorted(waiting)), tuple(sorted(ours - _known())))


def newest() -> str:
    """How far this code's own rows are: 0047_simulations."""
    return max(name.partition(".")[2] for name in _known() if name.startswith("policies."))


def _stands_for_others(name: str) -> bool:
    """Whether it only does at once what others do, each of which is looked for by itself. Django names them so."""
    return "_squashed_" in name


def _labels() -> set[str]:
    return {app.label for app in apps.get_app_configs()}


@cache
def _known() -> frozenset[str]:
    """By the names of their files: to import them all takes longer than a worker's start may."""
    found = set()
    for app in apps.get_app_configs():
        try:
            package = importlib.import_module(f"{app.name}.migrations")
        except ModuleNotFoundError:
            continue
        found |= {f"{app.label}.{one.name}" for one in pkgutil.iter_modules(package.__path__) if one.name[0] != "_"}
    return frozenset(found)
