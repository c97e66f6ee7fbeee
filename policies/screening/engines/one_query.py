"""All stages as one query of DuckDB, which it binds once and works out vector by vector.

Narwhals writes what each stage makes against an empty table with the columns that the stage reads, in a database of its
own. To write it against the stage before binds all stages again with each; to keep each as a table copies all of it
each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw

from policies.screening.compiling.terms import Op, Term
from policies.screening.engines.expressions import Expressions
from policies.screening.engines.staging import Staged, columns_in, name_of
from policies.screening.table import KEY, ColumnType

# What the query reads; what narwhals takes for it.
ROWS = "screened_rows"
EMPTY = "empty"
KINDS = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DATE: "DATE",
}


class DuckdbExpressions(Expressions):
    def of(self, term: Term) -> nw.Expr:
        if term.op is Op.DAYS_ON:
            # With an interval it would make a timestamp of a day, which takes ten times as long.
            return self.read(term.args[0]) + nw.lit(term.value, dtype=nw.Int32)
        return super().of(term)


def text_of(staged: Staged, outputs: Iterable[str]) -> str:
    """The SQL that makes the outputs of ROWS, which has the columns that are read."""
    import duckdb

    expressions, query = DuckdbExpressions(staged.names), ROWS
    *stages, last = staged.stages
    with duckdb.connect() as database:
        for stage in stages:
            reads = columns_in((one for term in stage.made.values() for one in term.args), staged.names)
            made = {name: expressions.of(term) for name, term in stage.made.items()}
            kept = f"* EXCLUDE ({_names(stage.dropped)})" if stage.dropped else "*"
            query = f"({_select(kept, _written(database, made, _kinds(reads, staged)), query)})"
        several = {name: last.made[name] for name in outputs if name in last.made}
        made = {name: expressions.read(term) for name, term in several.items()}
        written = _written(database, made, _kinds(columns_in(several.values(), staged.names), staged))
    return _select(_names(name for name in outputs if name not in several), written, query)


def _kinds(reads: Iterable[Term], staged: Staged) -> dict[str, ColumnType]:
    """By name, the key among them: without a column narwhals takes what is the same for all rows for a sum of them."""
    return {KEY: ColumnType.TEXT} | {name_of(term, staged.names): term.kind for term in reads}


def _written(database: Any, made: Mapping[str, nw.Expr], kinds: Mapping[str, ColumnType]) -> str:
    """The expressions with their names, as they stand after SELECT; what they read is of these kinds."""
    columns = ", ".join(f"{_names([name])} {KINDS[kind]}" for name, kind in kinds.items())
    database.execute(f"CREATE OR REPLACE TABLE {EMPTY} ({columns})")
    frame = nw.from_native(database.table(EMPTY))
    several = frame.select(KEY, *(expression.alias(name) for name, expression in made.items())).to_native()
    key, text = _names([KEY]), str(several.sql_query())
    return text.removeprefix(f"SELECT {key} AS {key}, ").removesuffix(f' FROM "{EMPTY}"')


def _select(kept: str, made: str, rows: str) -> str:
    return " ".join(("SELECT", ", ".join(filter(None, (kept, made))), "FROM", rows))


def _names(several: Iterable[str]) -> str:
    return ", ".join('"{}"'.format(name.replace('"', '""')) for name in several)
