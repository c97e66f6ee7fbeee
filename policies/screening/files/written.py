"""Finished batches put together as one parquet, csv or xlsx file, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from pyarrow import parquet

from policies.screening.files.refusals import CannotScreen

# What a sheet holds besides its header.
MOST_ROWS = 2**20 - 1
MOST_COLUMNS = 2**14
# Spreadsheet programs take a text that begins so for a formula.
FORMULAS = "^[=+\\-@\t\r']"
BOM = b"\xef\xbb\xbf"


def put_together(parts: Sequence[Path], schema: Mapping[str, Any], out: Path, kind: str) -> None:
    """`schema`: the columns where there is no part; `kind`: .parquet or .csv."""
    empty = pl.DataFrame(schema=dict(schema))
    if kind == ".parquet":
        arrow = empty.to_arrow(compat_level=pl.CompatLevel.oldest()).schema
        with out.open("wb") as file, parquet.ParquetWriter(file, arrow, compression="zstd") as writer:
            for frame in frames(parts):
                writer.write_table(frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(arrow))
        return
    with out.open("wb") as text:
        text.write(BOM)  # Spreadsheet programs take a file without it for GBK.
        empty.write_csv(text)
        for frame in frames(parts):
            guarded(frame).write_csv(text, include_header=False)


def frames(parts: Sequence[Path]) -> Iterator[pl.DataFrame]:
    for part in parts:
        yield pl.read_parquet(part)


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts that no spreadsheet program takes for a formula."""
    texts = pl.col(pl.String)
    dangerous = texts.str.contains(FORMULAS)
    return frame.with_columns(pl.when(dangerous).then("'" + texts).otherwise(texts).name.keep())


def workbook(sheets: Mapping[str, tuple[Sequence[Path], Mapping[str, Any]]], out: Path) -> None:
    """Each sheet: its parts and columns. Raises CannotScreen where one has more rows than a sheet can."""
    for title, (parts, schema) in sheets.items():
        rows = sum(parquet.read_metadata(part).num_rows for part in parts)
        refuse_too_large(title, rows, len(schema))
    book = Workbook(write_only=True)
    for title, (parts, schema) in sheets.items():
        page = book.create_sheet(title)
        page.freeze_panes = "B2"
        page.append([_bold(page, name) for name in schema])
        for frame in frames(parts):
            for row in frame.iter_rows():
                page.append([_cell(page, value) for value in row])
    book.save(out)


def refuse_too_large(title: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise CannotScreen(
            f"“{title}”有 {rows:,} 行、{columns:,} 列，一张工作表最多 {MOST_ROWS:,} 行、{MOST_COLUMNS:,} 列，"
            "请把 --out 写成 .parquet 或 .csv"
        )


def _bold(page: Any, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, name)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    """Never a formula, whatever a key looks like."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str) and value.startswith("="):
        cell = WriteOnlyCell(page, value)
        cell.data_type = "s"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(page, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value
