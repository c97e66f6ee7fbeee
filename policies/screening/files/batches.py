"""Some rows of a file at once, with their numbers, whatever pieces the file comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import polars as pl


@dataclass(frozen=True, slots=True, order=True)
class BadCell:
    """A row that cannot be used and why; `column` is empty where it is the row as a whole. What stood there is nowhere:
    it may be anybody's name."""

    number: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileRows:
    """Rows of a file as they stand there. `numbers`: of each, counted as whoever opens the file counts."""

    numbers: pl.Series
    frame: pl.DataFrame
    bad: list[BadCell] = field(default_factory=list)


class PersonsFile(Protocol):
    """A file with a row per person. `total`: how many rows, where the file says so."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def types(self) -> dict[str, pl.DataType]: ...

    @property
    def total(self) -> int | None: ...

    @property
    def epoch(self) -> datetime: ...

    def read(self, columns: Sequence[str]) -> Iterator[FileRows]:
        """All rows, in pieces of any size. Raises CannotScreen where the file is damaged."""


def batches(pieces: Iterable[FileRows], rows: int) -> Iterator[FileRows]:
    """The same in pieces of exactly so many rows, but for the last one. Bad rows come with the last good row before or
    among which they stand, or with those after them."""
    waiting: list[FileRows] = []
    count, bad = 0, list[BadCell]()
    for piece in pieces:
        bad += piece.bad
        waiting.append(piece)
        count += len(piece.numbers)
        while count >= rows:
            whole = _joined(waiting)
            last = whole.numbers[rows - 1]
            yield FileRows(whole.numbers[:rows], whole.frame[:rows], [one for one in bad if one.number < last])
            bad = [one for one in bad if one.number > last]
            waiting = [FileRows(whole.numbers[rows:], whole.frame[rows:])]
            count -= rows
    if count or bad:
        whole = _joined(waiting)
        yield FileRows(whole.numbers, whole.frame, bad)


def _joined(pieces: list[FileRows]) -> FileRows:
    if len(pieces) == 1:
        return pieces[0]
    numbers = pl.concat([one.numbers for one in pieces])
    return FileRows(numbers, pl.concat([one.frame for one in pieces]))
