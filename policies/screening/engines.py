"""The engines that a plan runs on: polars, DuckDB and Spark, and what each wants done between two stages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import count
from typing import Any

import narwhals as nw

from policies.screening.expressions import Expressions
from policies.screening.staging import Staged

_numbers = count()


def run(native: Any, staged_for: Callable[[Collection[str]], Staged], outputs: Iterable[str]) -> Any:
    """A frame to one of the same engine. `staged_for`: how the outputs are made of a table with these columns."""
    frame = nw.from_native(native)
    staged = staged_for(frame.collect_schema().names())
    expressions, between = Expressions(staged.names), BETWEEN.get(frame.implementation)
    for number, stage in enumerate(staged.stages, 1):
        made = expressions.of if number < len(staged.stages) else expressions.read
        columns = [made(term).alias(name) for name, term in stage.made.items()]
        frame = frame.with_columns(*columns).select(*stage.kept)
        frame = between(frame) if between else frame
    return frame.select(*outputs).to_native()


def _as_a_table(frame: Any) -> Any:
    """DuckDB plans what is nested far longer than it takes to work it out."""
    import duckdb

    name = f"screening_{next(_numbers)}"
    frame.to_native().create(name)
    return nw.from_native(duckdb.table(name))


def _cut_off(frame: Any) -> Any:
    """So does Spark, which forgets how a frame came about once it is checkpointed."""
    return nw.from_native(frame.to_native().localCheckpoint(eager=True))


# Polars works each stage out as it comes.
BETWEEN: dict[Any, Callable[[Any], Any]] = {
    nw.Implementation.DUCKDB: _as_a_table,
    nw.Implementation.PYSPARK: _cut_off,
}
