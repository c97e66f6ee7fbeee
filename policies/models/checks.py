"""Check constraints that are looked at in Python before the database looks: it would take a query for each of them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Model, Q

Truth = bool | None
"""None: unknown, as in SQL; a constraint is broken only where it is False."""

LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, several: value in several,
    "startswith": str.startswith,
}


class RowCheck(models.CheckConstraint):
    """To the database and to migrations it is Django's own."""

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Iterable[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        try:
            holds = truth(self.condition, instance, frozenset(exclude or ()))
        except FieldError:
            return  # A column that was refused already has no value to look at.
        if holds is False:
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> Any:
        _, arguments, named = super().deconstruct()
        return "django.db.models.CheckConstraint", arguments, named


def truth(condition: Any, row: Model, exclude: frozenset[str]) -> Truth:
    """Raises FieldError where it needs a column that is left out."""
    if isinstance(condition, Q):
        parts = [truth(part, row, exclude) for part in condition.children]
        decides = condition.connector == Q.OR
        found = decides if decides in parts else None if None in parts else not decides
        return not found if condition.negated and found is not None else found
    path, wanted = condition
    name, _, lookup = path.partition("__")
    value = _value(row, name, exclude)
    if lookup == "isnull":
        return (value is None) == wanted
    if isinstance(wanted, F):
        wanted = _value(row, wanted.name, exclude)  # type: ignore[attr-defined]
    if value is None or wanted is None:
        return None
    return LOOKUPS[lookup or "exact"](value, wanted)


def _value(row: Model, name: str, exclude: frozenset[str]) -> Any:
    field: Any = row._meta.get_field(name)
    if field.name in exclude:
        raise FieldError(name)
    return getattr(row, field.attname)
