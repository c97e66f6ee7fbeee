"""A plan on a cluster: Spark hands out the rows, and polars works out each batch of them where it lies.

To plan the policies of one region takes Spark minutes; so it has nothing to plan. The workers need this project and its
extra `screening`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from policies.calculator.portable import from_json
from policies.screening.table import ColumnType, ScreeningColumn

NAMED = {
    ColumnType.TEXT: "string",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.INTEGER: "bigint",
    ColumnType.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class SentPlan:
    """A plan as it is sent to the workers. `ruleset`: as portable.to_json; `arguments`, `wanted`: all else that
    `compiled` takes."""

    compiled: Callable[..., Any]
    ruleset: str
    arguments: tuple[Any, ...]
    wanted: frozenset[str]


def apply(sent: SentPlan, frame: Any, outputs: Iterable[ScreeningColumn]) -> Any:
    """A Spark DataFrame to one with the outputs. Cells that are no answer fail the job, with BadTable."""
    schema = ", ".join(f"`{column.name}` {NAMED[column.kind]}" for column in outputs)
    return frame.mapInArrow(_of_batches(sent), schema)


def _of_batches(sent: SentPlan) -> Callable[[Iterable[Any]], Iterator[Any]]:
    def screened(batches: Iterable[Any]) -> Iterator[Any]:
        import polars
        import pyarrow

        plan = _compiled(sent)
        kinds = {
            ColumnType.TEXT: pyarrow.string(),
            ColumnType.BOOLEAN: pyarrow.bool_(),
            ColumnType.INTEGER: pyarrow.int64(),
            ColumnType.DATE: pyarrow.date32(),
        }
        schema = pyarrow.schema([(column.name, kinds[column.kind]) for column in plan.outputs])
        for batch in batches:
            yield from plan.apply(polars.from_arrow(batch)).to_arrow().cast(schema).to_batches()

    return screened


@lru_cache(maxsize=4)
def _compiled(sent: SentPlan) -> Any:
    """Once in each worker."""
    return sent.compiled(from_json(sent.ruleset), *sent.arguments, wanted=sent.wanted)
