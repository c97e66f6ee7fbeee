"""The engines that stages of columns run on, polars and DuckDB, and how each is told all of them.

A frame of Spark is handed to polars batch by batch: see spark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

import narwhals as nw

from policies.screening.engines import one_query
from policies.screening.engines.expressions import TYPES
from policies.screening.engines.staging import Staged
from policies.screening.table import ScreeningColumn, named

# Rows that polars is given at once: what stands between the stages of so many stays small.
ROWS_AT_ONCE = 100_000


class BadTable(ValueError):
    """A table with cells that no answer is: the columns that have such."""

    def __init__(self, columns: list[str]) -> None:
        super().__init__(f"cells that are no answer, or greater than a plan reckons with: {', '.join(columns)}")
        self.columns = columns


def names_in(native: Any) -> list[str]:
    names: list[str] = nw.from_native(native).collect_schema().names()
    return names


def is_spark(native: Any) -> bool:
    return nw.from_native(native).implementation is nw.Implementation.PYSPARK


class Running:
    """How the outputs are made of a table with certain columns; kept from one table to the next. `columns`: those that
    are read, by their names."""

    def __init__(self, staged: Staged, columns: dict[str, ScreeningColumn], outputs: Iterable[str]) -> None:
        self._staged, self._columns, self._outputs = staged, columns, list(outputs)
        self._queries: dict[Any, _Query] = {}
        self._text: str | None = None

    def of(self, native: Any, looked_at: bool = False) -> Any:
        """A frame to one of the same engine. Raises BadTable; of what is lazy nobody looks at the cells."""
        frame = nw.from_native(native)
        is_whole, is_duckdb = isinstance(frame, nw.DataFrame), frame.implementation is nw.Implementation.DUCKDB
        if (is_whole or is_duckdb) and not looked_at:
            self._look_at(frame)
        if is_duckdb:
            return self._in_one_query(frame)
        return self._in_slices(native) if is_whole else self.through(frame)

    def through(self, frame: Any) -> Any:
        """The stages one after the other, on polars."""
        from policies.screening.engines.polars_expressions import PolarsExpressions, looked_up

        frame, expressions = self._read(frame), PolarsExpressions(self._staged.names)
        *stages, last = self._staged.stages
        for stage in stages:
            made, tables = expressions.columns(stage.made)
            frame = looked_up(frame.with_columns(*made).drop(*stage.dropped), tables)
        made, tables = expressions.columns({name: last.made[name] for name in self._outputs if name in last.made})
        there = (name for name in self._outputs if name not in last.made)
        return looked_up(frame.select(*there, *made), tables).to_native()

    def _read(self, frame: Any) -> Any:
        return frame.select(*(nw.col(name).cast(TYPES[self._columns[name].kind]) for name in self._staged.read))

    def _in_one_query(self, frame: Any) -> Any:
        if self._text is None:
            self._text = one_query.text_of(self._staged, self._outputs)
        return self._read(frame).to_native().query(one_query.ROWS, self._text)

    def _look_at(self, frame: Any) -> None:
        columns = [self._columns[name] for name in self._staged.read]
        looked_for = [one for column in columns for one in _looked_for(column)]
        if not looked_for or (isinstance(frame, nw.DataFrame) and frame.is_empty()):
            return
        found = frame.select(*looked_for)
        found = found if isinstance(found, nw.DataFrame) else found.collect()
        (row,) = found.iter_rows(named=True)
        if bad := [column.name for column in columns if _has_no_answer(column, row)]:
            raise BadTable(bad)

    # Polars

    def _in_slices(self, rows: Any) -> Any:
        """To say a plan to polars takes longer than to work out a slice of rows: it is said once."""
        import polars

        columns = tuple(rows.schema.items())
        query = self._queries.get(columns)
        if query is None:
            query = self._queries[columns] = _Query(rows.schema, self)
        slices = (rows.slice(start, ROWS_AT_ONCE) for start in range(0, max(rows.height, 1), ROWS_AT_ONCE))
        return polars.concat([query.of(one) for one in slices])


class _Query:
    """A plan said once for all tables with the same columns, and asked of the rows at hand."""

    def __init__(self, schema: Any, running: Running) -> None:
        from polars.io.plugins import register_io_source

        self._rows, self._lock = None, Lock()
        self._lazy = running.through(nw.from_native(register_io_source(self._source, schema=schema)))

    def _source(self, columns: list[str] | None, *_: object) -> Iterator[Any]:
        rows: Any = self._rows
        yield rows if columns is None else rows.select(columns)

    def of(self, rows: Any) -> Any:
        import polars

        with self._lock:
            self._rows = rows
            try:
                # The stages are as good as they get: to look at them again takes longer than it gains.
                return self._lazy.collect(optimizations=polars.QueryOptFlags.none())
            finally:
                self._rows = None


LEAST, MOST = "least", "most"


def _looked_for(column: ScreeningColumn) -> Iterator[nw.Expr]:
    """Of a column that has values whether there are others, of one that has ends its own."""
    cell = nw.col(column.name)
    if column.values:
        yield (~cell.is_in(list(column.values))).any().alias(column.name)
    elif column.most is not None:
        cell = cell.cast(TYPES[column.kind])
        yield cell.min().alias(named(column.name, LEAST))
        yield cell.max().alias(named(column.name, MOST))


def _has_no_answer(column: ScreeningColumn, row: dict[str, Any]) -> bool:
    if column.values:
        return bool(row[column.name])
    if column.most is None:
        return False
    least, most = row[named(column.name, LEAST)], row[named(column.name, MOST)]
    return least is not None and (least < column.least or most > column.most)
