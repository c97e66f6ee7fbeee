"""A row to be saved otherwise than it is, said before it is done, and done as it was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Field, ForeignKey, Model

from policies.admin.wording.records import NOTHING, Names, said
from policies.models.history import ChangedField, because, in_bulk

NONE = Names()


@dataclass(slots=True)
class Edit:
    """`values`: what the columns get; none of them: the row is new, or goes."""

    row: Model
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[ChangedField] = field(default_factory=list)
    goes: bool = False
    pk: Any = None

    def __post_init__(self) -> None:
        self.pk = self.row.pk

    def save(self) -> None:
        """Can be done again after it was taken back."""
        if self.goes:
            type(self.row)._default_manager.get(pk=self.pk).delete()
            return
        if self.pk is None:
            self.row.pk, self.row._state.adding = None, True
        for name, value in self.values.items():
            setattr(self.row, name, value)
        self.row.save()


def put(row: Any, title: str = "", **values: Any) -> Iterator[Edit]:
    """Nothing where the columns say that already. The row says so from now on, though it is not saved."""
    changes = []
    for name, value in values.items():
        column = row._meta.get_field(name)
        if getattr(row, name) == value:
            continue
        before = in_words(column, row)
        setattr(row, name, value)
        changes.append(ChangedField(str(column.verbose_name), before, in_words(column, row)))
    if changes:
        yield Edit(row, title, values, changes)


def in_words(column: Field, row: Any) -> str:
    if isinstance(column, ForeignKey):
        return str(getattr(row, column.name) or NOTHING)
    return said(column, row, NONE)


def save(edits: Iterable[Edit], reason: str) -> None:
    """All or nothing, for one reason."""
    with transaction.atomic(), because(reason), in_bulk():
        for edit in edits:
            edit.save()
