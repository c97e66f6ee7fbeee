"""What a sheet and its columns are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import CharField, DateField, ForeignKey, Model, QuerySet, TextField

from policies.admin.spreadsheets import cells
from policies.models.ratios import RatioField

Key = tuple[str, ...]
Of = Collection[str] | None
"""What the first of the keys says of the rows that are wanted; None: all rows. More may come than that."""


class CellKind(Enum):
    TEXT = "text"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """`field`: the column of the row that may be changed here; None: only to be looked at.

    `kind` says what a program may make of a cell: a text stays a text, a day may become a number.
    """

    title: str
    read: Callable[[Any], Any]
    field: str | None = None
    width: int = 14
    kind: CellKind = CellKind.OTHER


@dataclass(frozen=True, slots=True)
class Sheet:
    """`keys`: the titles of the columns that tell which row is meant; `owner`: whose page and history a row belongs to.

    `missing` says what is wrong with a key that is not there, and in which column; `made` makes a new row of one, where
    that may be done; `needed`: the title of the column that a new row must have. `together`: titles of columns that
    mean something only as a whole, so that one of them is changed only where all are as they were exported; without
    that knowledge such a sheet changes nothing.
    `seldom`: left out of a workbook in which it would be empty.
    """

    title: str
    model: type[Model]
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[..., Iterable[Any]]
    owner: Callable[[Any], Any]
    missing: Callable[[Key], tuple[str, str]]
    made: Callable[[Key], Any] | None = None
    needed: str = "值"
    together: tuple[str, ...] = ()
    seldom: bool = False

    def key(self, row: Any) -> Key:
        return tuple(cells.text(column.read(row)) for column in self.columns if column.title in self.keys)

    def said(self, row: Any) -> dict[str, str]:
        """The row as text, by the titles of the columns."""
        return {column.title: cells.text(column.read(row)).strip() for column in self.columns}

    @property
    def open(self) -> dict[str, Column]:
        return {column.title: column for column in self.columns if column.field}


def in_order(rows: QuerySet[Any], of: Of = None, *within: str) -> QuerySet[Any]:
    """Rows of policies in the order of these; `of`: numbers of those that are wanted, `within`: what comes first within
    one policy."""
    if of is not None:
        rows = rows.filter(pk__in=numbers(of))
    return rows.order_by("policy__region__position", "policy__position", "policy__code", *within, "position", "pk")


def numbers(of: Iterable[str]) -> list[int]:
    """Those of the keys that may be numbers of rows."""
    return [int(one) for one in of if one.isdecimal() and len(one) < 18]


def changeable(model: type[Model], name: str, width: int = 14) -> Column:
    """The column of a field, which may be changed here; its title is the name that the forms give it."""
    field: Any = model._meta.get_field(name)
    return Column(
        str(field.verbose_name), lambda row: cells.shown(field, getattr(row, name)), name, width, _kind(field)
    )


def _kind(field: Any) -> CellKind:
    if isinstance(field, DateField):
        return CellKind.DAY
    if isinstance(field, RatioField):
        return CellKind.OTHER
    is_text = isinstance(field, CharField | TextField | ForeignKey) and not field.choices
    return CellKind.TEXT if is_text else CellKind.OTHER


def shown(title: str, read: Callable[[Any], Any], width: int = 14) -> Column:
    """Only to be looked at."""
    return Column(title, read, width=width, kind=CellKind.TEXT)


# What tells which row of a policy is meant, and of which.
NUMBERED = (
    Column("编号", lambda row: row.pk, width=8),
    shown("政策代码", lambda row: row.policy.code, width=30),
    shown("政策名称", lambda row: row.policy.name, width=26),
)
