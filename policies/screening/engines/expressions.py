"""Terms as narwhals expressions, which polars, DuckDB and Spark all understand. Nothing here names an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw

from policies.screening.compiling.terms import Op, Term
from policies.screening.table import ColumnType

TYPES: dict[ColumnType, Any] = {
    ColumnType.TEXT: nw.String,
    ColumnType.BOOLEAN: nw.Boolean,
    ColumnType.INTEGER: nw.Int64,
    ColumnType.DATE: nw.Date,
}


def literal(value: Any, kind: ColumnType) -> nw.Expr:
    return nw.lit(value, dtype=TYPES[kind])


class Expressions:
    """`names`: the terms that are columns already when the expression is worked out."""

    def __init__(self, names: Mapping[Term, str]) -> None:
        self._names = names

    def of(self, term: Term) -> nw.Expr:
        """Of a term as it is made, whether or not it is a column later."""
        if term.op is Op.COLUMN:
            return nw.col(term.value)
        if term.op is Op.LITERAL:
            return literal(term.value, term.kind)
        return MADE[term.op](term, *map(self.read, term.args))

    def read(self, term: Term) -> nw.Expr:
        """Of a term as others are made of it."""
        return nw.col(self._names[term]) if term in self._names else self.of(term)


def _looked_up(term: Term, one: nw.Expr) -> nw.Expr:
    pairs, otherwise = term.value
    keys, values = zip(*pairs, strict=True)
    dtype = TYPES[term.kind]
    found = one.replace_strict(list(keys), list(values), default=literal(otherwise, term.kind), return_dtype=dtype)
    return nw.when(~one.is_null()).then(found) if term.args[0].nullable else found


def _birthday(term: Term, born: nw.Expr) -> nw.Expr:
    day = born.dt.offset_by(f"{12 * term.value}mo").cast(nw.Date)
    return nw.when(day.dt.day() < born.dt.day()).then(day.dt.offset_by("1d").cast(nw.Date)).otherwise(day)


# The casts: some engines make a timestamp of a day that is moved, and small integers of the parts of one.
MADE: dict[Op, Callable[..., nw.Expr]] = {
    Op.ALL: lambda term, *args: nw.all_horizontal(*args, ignore_nulls=False),
    Op.ANY: lambda term, *args: nw.any_horizontal(*args, ignore_nulls=False),
    Op.NOT: lambda term, one: ~one,
    Op.SURE: lambda term, one: one.fill_null(value=False),
    Op.IS_NULL: lambda term, one: one.is_null(),
    Op.IS_IN: lambda term, one: one.is_in(list(term.value)),
    Op.EQUAL: lambda term, one, other: one == other,
    Op.LESS: lambda term, one, other: other > one if term.args[0].is_literal else one < other,
    Op.AT_MOST: lambda term, one, other: other >= one if term.args[0].is_literal else one <= other,
    Op.WHEN: lambda term, condition, one, other: nw.when(condition).then(one).otherwise(other),
    Op.OR_ELSE: lambda term, one, other: nw.coalesce(one, other),
    Op.LEAST: lambda term, *args: nw.min_horizontal(*args),
    Op.GREATEST: lambda term, *args: nw.max_horizontal(*args),
    Op.PLUS: lambda term, one, other: one + other,
    Op.MINUS: lambda term, one, other: one - other,
    Op.TIMES: lambda term, one, other: one * other,
    Op.DIVIDED: lambda term, one: one // term.value,
    Op.MONTHS_ON: lambda term, one: one.dt.offset_by(f"{term.value}mo").cast(nw.Date),
    Op.DAYS_ON: lambda term, one: one.dt.offset_by(f"{term.value}d").cast(nw.Date),
    Op.BIRTHDAY: _birthday,
    Op.MONTH_START: lambda term, one: one.dt.truncate("1mo").cast(nw.Date),
    Op.YEAR: lambda term, one: one.dt.year().cast(nw.Int64),
    Op.MONTH: lambda term, one: one.dt.month().cast(nw.Int64),
    Op.DAY: lambda term, one: one.dt.day().cast(nw.Int64),
    Op.LOOKED_UP: _looked_up,
    Op.NO_LESS: lambda term, one: one,
}
