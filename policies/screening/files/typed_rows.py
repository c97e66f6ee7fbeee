"""Rows of a file → rows of the screened table, column by column, and the rows that cannot be used.

Each different text of a column is read once, however many rows have it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl
from django.conf import settings

from policies.answers import UnreadableAnswer
from policies.screening.files import opaque, personal
from policies.screening.files.batches import BadCell, FileRows
from policies.screening.files.cells import Cell, CellReader, Cells
from policies.screening.files.headers import HeaderMatch
from policies.screening.files.refusals import CannotScreen
from policies.screening.table import KEY, ColumnType, ScreeningColumn

POLARS = {
    ColumnType.TEXT: pl.String(),
    ColumnType.BOOLEAN: pl.Boolean(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.DATE: pl.Date(),
}
# Texts of one column that are remembered from batch to batch.
REMEMBERED = 200_000
# Fewer cells than these may be mistakes one by one.
FEW = 5
NO_KEY = "没有编号"


class RowReader:
    """`matches`: what each column of the file says; `secret`: with which the key is made opaque, None where it is
    opaque already; `left_out`: numbers of rows that are not to be used, and why."""

    def __init__(
        self,
        matches: Mapping[str, HeaderMatch],
        columns: Mapping[str, ScreeningColumn],
        secret: bytes | None,
        left_out: Mapping[int, str] | None = None,
    ) -> None:
        self.key = next(column for column, match in matches.items() if match.target == KEY)
        self.readers = {column: match.reader for column, match in matches.items() if match.reader}
        self.types = {name: POLARS[column.kind] for name, column in columns.items()}
        self.columns, self.secret, self.left_out = columns, secret, left_out or {}
        self.known: dict[str, dict[str, Cells | str]] = {column: {} for column in self.readers}

    def read(self, rows: FileRows) -> FileRows:
        """The same rows with the columns of the screened table; those that are bad are left out and named.

        Raises CannotScreen where the key says who somebody is.
        """
        keys, bad = self.keys(rows), list(rows.bad)
        bad += [BadCell(number, self.key, NO_KEY) for number in rows.numbers.filter(keys.is_null())]
        bad += (
            [BadCell(n, self.key, self.left_out[n]) for n in rows.numbers if n in self.left_out]
            if self.left_out
            else []
        )
        found = {KEY: keys}
        for column, reader in self.readers.items():
            series, mistakes = self.column(column, reader, rows)
            bad += mistakes
            # A day and that only its month is known may stand apart: what a column says itself counts.
            own = {one.name: one for one in series}
            found |= {name: one for name, one in own.items() if name not in found or name == reader.names[0]}
        unusable = {one.number for one in bad}
        frame = pl.DataFrame(list(found.values()))
        if unusable:
            good = ~rows.numbers.is_in(list(unusable))
            return FileRows(rows.numbers.filter(good), frame.filter(good), sorted(bad))
        return FileRows(rows.numbers, frame)

    def keys(self, rows: FileRows) -> pl.Series:
        texts = as_text(rows.frame.get_column(self.key)).str.strip_chars()
        texts = pl.select(pl.when(texts != "").then(texts).alias(KEY)).to_series()
        if self.secret is not None:
            return opaque.mapped(texts, self.secret).alias(KEY)
        refuse_persons(texts, self.key)
        return texts

    def column(self, column: str, reader: CellReader, rows: FileRows) -> tuple[list[pl.Series], list[BadCell]]:
        given = rows.frame.get_column(column)
        if (as_it_is := self._as_it_is(given, reader)) is not None:
            return as_it_is, []
        if not len(given):  # every row of this piece is bad already
            return [pl.Series(name, [], dtype=self.types[name]) for name in reader.names], []
        texts = as_text(given).fill_null("")
        known = self._known(column, reader, texts)
        different = [*dict.fromkeys(texts.unique().to_list())]
        bad = [text for text in different if isinstance(known[text], str)]
        none: Cells = (None,) * len(reader.names)
        read = [none if isinstance(cells := known[text], str) else cells for text in different]
        places = texts.replace_strict(different, list(range(len(different))), return_dtype=pl.UInt32)
        series = [
            pl.Series(name, [cells[place] for cells in read], dtype=self.types[name]).gather(places)
            for place, name in enumerate(reader.names)
        ]
        if not bad:
            return series, []
        wrong = pl.DataFrame({"number": rows.numbers, "text": texts}).filter(texts.is_in(bad))
        return series, [BadCell(number, column, str(known[text])) for number, text in wrong.iter_rows()]

    def unreadable(self, rows: FileRows) -> Iterator[tuple[str, str]]:
        """The columns of which some cells say something and none of them can be read, with why not."""
        for column, reader in self.readers.items():
            (first, *_), mistakes = self.column(column, reader, rows)
            if len(mistakes) >= FEW and first.null_count() == len(first):
                yield column, Counter(one.reason for one in mistakes).most_common(1)[0][0]

    def _known(self, column: str, reader: CellReader, texts: pl.Series) -> dict[str, Cells | str]:
        """What each text is read as, or why it cannot be."""
        known = self.known[column]
        if len(known) > REMEMBERED:
            known.clear()
        for text in texts.unique():
            if text not in known:
                try:
                    known[text] = reader(text)
                except UnreadableAnswer as error:
                    known[text] = error.how
        return known

    def _as_it_is(self, given: pl.Series, reader: CellReader) -> list[pl.Series] | None:
        """What another program has typed as the table wants it, and within what is allowed, is not read again."""
        name, *others = reader.names
        wanted = self.columns[name]
        if others and wanted.kind is not ColumnType.DATE:
            return None
        kinds = {ColumnType.BOOLEAN: pl.Boolean, ColumnType.DATE: pl.Date}
        if given.dtype != kinds.get(wanted.kind, pl.Int64) or wanted.kind is ColumnType.TEXT:
            return None
        if wanted.kind is not ColumnType.BOOLEAN and not reader.takes(_end(given.min()), _end(given.max())):
            return None
        whole_day = pl.select(pl.when(given.is_not_null()).then(pl.lit(False))).to_series()
        return [given.alias(name), *(whole_day.alias(one) for one in others)]


def refuse_persons(keys: pl.Series, column: str) -> None:
    """Raises CannotScreen; what stands there is not repeated."""
    found = personal.in_values(keys) or ("姓名" if personal.mostly_names(keys) else None)
    if found:
        how = f"请改成不含个人信息的编号，或在命令里写 --key {column} --key-secret 密钥文件，换成编号"
        raise CannotScreen(f"“{column}”这一列里有{found}，不能当编号用，不然结果里会写出来。{how}")


def _end(value: Any) -> Cell:
    """The least or the greatest of a column of days or whole numbers."""
    return value if isinstance(value, int | date) else None


def as_text(given: pl.Series) -> pl.Series:
    """As a person would have typed it."""
    if given.dtype == pl.String:
        return given
    if given.dtype.is_float():
        return given.cast(pl.String).str.replace(r"\.0$", "")
    if isinstance(given.dtype, pl.Datetime):
        local = given.dt.convert_time_zone(settings.TIME_ZONE) if given.dtype.time_zone else given
        return local.dt.strftime("%Y-%m-%d %H:%M:%S").str.replace(" 00:00:00$", "")
    if isinstance(given.dtype, pl.List):
        joined = given.cast(pl.List(pl.String)).list.join("、")
        return joined.set(given.list.len() == 0, "[]")
    return given.cast(pl.String)
