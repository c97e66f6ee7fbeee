"""The first sheet of a workbook as text, read row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import load_workbook
from openpyxl.xml import DEFUSEDXML

from policies.answers.cellmonths import month_of
from policies.answers.workbooks import Unfit, unfit
from policies.catalogue.document.canonical import spelled
from policies.screening.files.batches import BadCell, FileRows
from policies.screening.files.refusals import CannotScreen

# As many rows as a sheet has, with a hundred columns, unpack to less.
MOST_PARTS, MOST_UNPACKED = 10_000, 8 * 1024**3
PIECE = 5000
UNFIT = {
    Unfit.NO_ARCHIVE: "这不是 xlsx 文件。旧的 xls 或加了密码的文件，请在表格软件里打开，另存为没有密码的 xlsx",
    Unfit.TOO_LARGE: "这个 xlsx 解开以后太大，请存成 csv 或 parquet",
    Unfit.ENCRYPTED: "这个 xlsx 加了密码，请去掉密码",
    Unfit.NO_WORKBOOK: "这不是 xlsx 文件，只是改了名字的压缩包",
}
UNREADABLE = {"f": "这里是公式，请改成算好的数字或文字", "e": "这里是算错的结果，请改成数字或文字"}
DAMAGED = "这个 xlsx 打不开，可能损坏了。请在表格软件里打开它，另存为 xlsx"
# A program keeps 15 digits of a number and makes the others noughts.
MOST_DIGITS = 15
LOST = "表格软件把这里变成了数字，后几位已经丢了。请把这一列设成“文本”格式，重新填"


class XlsxFile:
    total = None

    def __init__(self, path: Path) -> None:
        if not DEFUSEDXML:
            raise RuntimeError("defusedxml is missing: without it, files of strangers are not to be parsed")
        self.path = path
        with path.open("rb") as file:
            if reason := unfit(file, MOST_PARTS, MOST_UNPACKED):
                raise CannotScreen(UNFIT[reason])
        rows = self._rows()
        try:
            header = next(rows, ())
        finally:
            rows.close()
        names = [str(cell.value).strip() if cell.value is not None else "" for cell in header]
        while names and not names[-1]:
            names.pop()
        if not names:
            raise CannotScreen("第一张工作表是空的：第一行要写列名，从第二行起一人一行")
        self.columns = tuple(names)
        self.types: dict[str, pl.DataType] = dict.fromkeys(self.columns, pl.String())

    def _rows(self) -> Any:
        """A generator of rows of cells, the header first."""
        try:
            book = load_workbook(self.path, read_only=True, keep_links=False)
            self.epoch: datetime = book.epoch
            with closing(book):
                page = book.worksheets[0]
                page.reset_dimensions()  # The file's own word for its size is not to be trusted.
                yield from page.iter_rows()
        except Exception as error:  # a damaged file breaks the library in any of many ways
            raise CannotScreen(DAMAGED) from error

    def read(self, columns: Sequence[str]) -> Iterator[FileRows]:
        places = [self.columns.index(name) for name in columns]
        rows = enumerate(self._rows(), start=1)
        next(rows, None)
        numbers: list[int] = []
        cells: list[list[str]] = []
        bad: list[BadCell] = []
        for number, row in rows:
            if all(cell.value is None for cell in row):
                continue
            if any(cell.value is not None for cell in row[len(self.columns) :]):
                bad.append(BadCell(number, "", "这一行比标题行长，多出来的格子没有列名"))
            elif mistakes := list(_mistakes(number, row, places, columns)):
                bad += mistakes
            else:
                numbers.append(number)
                cells.append([_text(row[place], self.epoch) if place < len(row) else "" for place in places])
            if len(numbers) >= PIECE:
                yield _piece(numbers, cells, columns, bad)
                numbers, cells, bad = [], [], []
        if numbers or bad:
            yield _piece(numbers, cells, columns, bad)


def _piece(numbers: list[int], cells: list[list[str]], columns: Sequence[str], bad: list[BadCell]) -> FileRows:
    frame = pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String()), orient="row")
    return FileRows(pl.Series(numbers, dtype=pl.Int64), frame, bad)


def _mistakes(number: int, row: Sequence[Any], places: Iterable[int], columns: Sequence[str]) -> Iterator[BadCell]:
    for place, column in zip(places, columns, strict=True):
        cell = row[place] if place < len(row) else None
        if cell is None or cell.value is None:
            continue
        if cell.data_type in UNREADABLE:
            yield BadCell(number, column, UNREADABLE[cell.data_type])
        elif type(cell.value) in (int, float) and abs(cell.value) >= 10**MOST_DIGITS:
            yield BadCell(number, column, LOST)


def _text(cell: Any, epoch: datetime) -> str:
    if month := month_of(cell, epoch):
        return month.isoformat()
    match value := cell.value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return spelled(Decimal(repr(value)))
        case datetime() if value.time() == time():
            return value.date().isoformat()
    return str(value).strip()
