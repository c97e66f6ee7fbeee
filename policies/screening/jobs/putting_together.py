"""The finished batches of a run as the files that were asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from policies.screening.files import written
from policies.screening.files.typed_rows import POLARS
from policies.screening.files.working import Working
from policies.screening.jobs import lists, reasons
from policies.screening.jobs.orders import EVERY_LIST, ScreeningOrder
from policies.screening.table import ScreeningColumn

BAD = {"行": pl.Int64(), "列": pl.String(), "原因": pl.String()}
TITLES = {"results": "结果", "why": "原因", "newly": "新符合的人", "soon": "快要符合的人"}
MEANS = "列的说明"
Schema = Mapping[str, pl.DataType]


def schemas(order: ScreeningOrder, outputs: tuple[ScreeningColumn, ...]) -> dict[str, Schema]:
    """The columns of each table that is wanted."""
    found: dict[str, Schema] = {"results": {column.name: POLARS[column.kind] for column in outputs}}
    beside: dict[str, Schema] = {"why": reasons.SCHEMA, "newly": lists.NEWLY, "soon": lists.SOON}
    return found | {name: beside[name] for name in order.lists}


def refuse_too_large(order: ScreeningOrder, rows: int, tables: Mapping[str, Schema], policies: int) -> None:
    """Raises CannotScreen before anything is done, where a sheet cannot hold what comes out for sure."""
    if order.out.suffix.lower() != ".xlsx":
        return
    written.refuse_too_large(TITLES["results"], rows, len(tables["results"]))
    if "why" in tables:
        written.refuse_too_large(TITLES["why"], rows * policies, len(tables["why"]))


def put_together(
    order: ScreeningOrder, working: Working, outputs: tuple[ScreeningColumn, ...], any_bad: bool
) -> tuple[Path, ...]:
    """All of them under their final names, or none."""
    tables = schemas(order, outputs)
    outs = {"results": order.out, **{name: order.beside(name) for name in order.lists}}
    kind = order.out.suffix.lower()
    if kind == ".xlsx":
        meaning = _meaning(working, outputs)
        sheets: dict[str, tuple[Sequence[Path], Schema]] = {}
        sheets = {TITLES[name]: (working.parts(name), schema) for name, schema in tables.items()}
        written.workbook(
            {**sheets, MEANS: ([meaning], {"列": pl.String(), "是什么": pl.String()})}, working.draft(order.out)
        )
        outs = {"results": order.out}
    else:
        for name, out in outs.items():
            written.put_together(working.parts(name), tables[name], working.draft(out), kind)
    files = [*outs.values()]
    if any_bad:
        written.put_together(working.parts("bad"), BAD, working.draft(order.bad), ".csv")
        files.append(order.bad)
    stale = [order.bad, *(order.beside(name) for name in EVERY_LIST)]
    working.publish(files, [one for one in stale if one not in files])
    return tuple(files)


def _meaning(working: Working, outputs: tuple[ScreeningColumn, ...]) -> Path:
    path = working.folder / "means.parquet"
    pl.DataFrame({"列": [one.name for one in outputs], "是什么": [one.means for one in outputs]}).write_parquet(path)
    return path
