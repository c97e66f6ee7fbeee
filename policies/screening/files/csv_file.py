"""A csv file, all of it text; read by Arrow, piece by piece."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
from openpyxl.utils.datetime import WINDOWS_EPOCH
from pyarrow import csv as arrow_csv

from policies.screening.files.batches import BadCell, FileRows
from policies.screening.files.refusals import CannotScreen

PIECE = 4 * 1024 * 1024
LONGEST_HEADER = 1024 * 1024
DELIMITERS = ",\t;"
# A cell with more lines than these is a quotation mark that nobody closed.
MOST_LINES, LONG = 20, 2000


class CsvFile:
    total = None
    epoch: datetime = WINDOWS_EPOCH

    def __init__(self, path: Path, encoding: str) -> None:
        self.path, self.encoding = path, encoding
        self.delimiter, self.columns = self._header()
        self.types: dict[str, pl.DataType] = dict.fromkeys(self.columns, pl.String())

    def _header(self) -> tuple[str, tuple[str, ...]]:
        with self.path.open(encoding="utf-8-sig" if self.encoding == "utf-8" else self.encoding, newline="") as file:
            first = file.read(LONGEST_HEADER)
        if not first.strip():
            raise CannotScreen("文件是空的：第一行要写列名，从第二行起一人一行")
        line = first.split("\n", 1)[0]
        if not line.strip():
            raise CannotScreen("第一行是空的：列名要写在第一行，请删掉上面的空行")
        delimiter = max(DELIMITERS, key=line.count)
        return delimiter, tuple(name.strip() for name in next(csv.reader(io.StringIO(first), delimiter=delimiter)))

    def read(self, columns: Sequence[str]) -> Iterator[FileRows]:
        skipped: list[BadCell] = []

        def broken(row: arrow_csv.InvalidRow) -> str:
            reason = f"这一行有 {row.actual_columns} 格，标题行有 {row.expected_columns} 格，对不上"
            skipped.append(BadCell(int(row.number or 0), "", reason))
            return "skip"

        names = [str(place) for place in range(len(self.columns))]
        places = [str(self.columns.index(name)) for name in columns]
        try:
            reader = arrow_csv.open_csv(
                self.path,
                # One thread, or nobody knows the number of a broken row.
                arrow_csv.ReadOptions(use_threads=False, block_size=PIECE, encoding=self.encoding, column_names=names),
                arrow_csv.ParseOptions(
                    delimiter=self.delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=broken,
                ),
                arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, include_columns=names
                ),
            )
            yield from self._numbered(reader, skipped, places, columns)
        except pa.ArrowInvalid as error:
            raise CannotScreen(f"这个 csv 读不下去，多半是引号没有配对：{_where(error)}") from error

    def _numbered(
        self, reader: arrow_csv.CSVStreamingReader, skipped: list[BadCell], places: list[str], columns: Sequence[str]
    ) -> Iterator[FileRows]:
        next_number = 1
        for batch in reader:
            frame = pl.DataFrame(pa.Table.from_batches([batch]))
            told, without = list(skipped), {one.number for one in skipped}
            numbers: list[int] = []
            while len(numbers) < len(frame):
                if next_number not in without:
                    numbers.append(next_number)
                next_number += 1
            skipped[:] = [one for one in told if one.number >= next_number]
            now = [one for one in told if one.number < next_number]
            _refuse_unclosed(frame, numbers)
            # The header, and lines with nothing in them, are nobody's.
            there = pl.Series(numbers) > 1
            there &= frame.select(pl.any_horizontal(pl.all() != "")).to_series()
            kept = frame.filter(there).select(places).rename(dict(zip(places, columns, strict=True)))
            yield FileRows(pl.Series(numbers, dtype=pl.Int64).filter(there), kept, now)
        if skipped:
            empty = pl.DataFrame(schema=dict.fromkeys(columns, pl.String()))
            yield FileRows(pl.Series([], dtype=pl.Int64), empty, list(skipped))


def _refuse_unclosed(frame: pl.DataFrame, numbers: list[int]) -> None:
    longest = frame.select(pl.all().str.len_bytes().max()).row(0) if len(frame) else ()
    for place, most in enumerate(longest):
        if most is None or most < LONG:
            continue
        lines = frame.to_series(place).str.count_matches("\n")
        if (lines.max() or 0) > MOST_LINES:  # type: ignore[operator]
            number = numbers[int(lines.arg_max() or 0)]
            raise CannotScreen(f"第 {number} 行第 {place + 1} 列的引号没有配对，后面的行都被当成了这一格，请补上引号")


def _where(error: Exception) -> str:
    """Arrow repeats the row; that is nothing for a screen."""
    text = str(error)
    return "找不到收尾的引号" if "straddling" in text else text.split(":")[0]
