"""Which operations of a migration would break the code of before, which goes on serving until it is restarted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.migrations import operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

HARMLESS = (
    operations.CreateModel,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.RenameIndex,
    operations.RemoveConstraint,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
    operations.AlterModelTableComment,
)
# Of a field, what the database knows nothing of, or what only lets more in.
UNNOTICED = {*models.Field.non_db_attrs, "choices", "db_index", "db_default", "default"}


def broken_by(operation: Operation, state: ProjectState, app: str) -> str | None:
    """Why old code would not survive it, None if it would. `state`: of the models before it.

    What is not known to be harmless is not: a migration that needs it says why in the list of the accepted.
    """
    match operation:
        case operations.AddField():
            return _added(operation.field, operation.name)
        case operations.AlterField():
            before = state.models[app, operation.model_name_lower].fields[operation.name]
            return _altered(before, operation.field, operation.name)
        case _ if isinstance(operation, HARMLESS):
            return None
        case _:
            return f"{type(operation).__name__} is not known to be harmless"


def _added(field: models.Field, name: str) -> str | None:
    if field.null or field.many_to_many or field.db_default is not NOT_PROVIDED:
        return f"{name} is unique, and old code writes the same into each row" if _once(field) else None
    return f"{name} is NOT NULL without db_default: old code writes rows without it"


def _once(field: models.Field) -> bool:
    """NULL does not count as the same."""
    return field.unique and not field.null


def _altered(before: models.Field, after: models.Field, name: str) -> str | None:
    (_, old_kind, _, old), (_, kind, _, new) = before.deconstruct(), after.deconstruct()
    if old_kind != kind:
        return f"{name} becomes another type"
    differing = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)} - UNNOTICED
    if "db_default" in old and "db_default" not in new:
        return f"{name} loses its db_default"
    if {"null"} <= differing and not new.get("null"):
        return f"{name} becomes NOT NULL: old code may write NULL"
    if "max_length" in differing and _shorter(old, new):
        return f"{name} becomes shorter"
    if left := sorted(differing - {"null", "max_length"}):
        return f"{name} is another in {', '.join(left)}"
    return None


def _shorter(old: dict[str, Any], new: dict[str, Any]) -> bool:
    return new.get("max_length") is not None and (old.get("max_length") or 10**9) > new["max_length"]
