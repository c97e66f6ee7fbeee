"""A file that is slow to read, as a parquet of texts in the working folder: read once, however often it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
from pyarrow import parquet

from policies.screening.files.batches import BadCell, FileRows, PersonsFile

# No column of a file is called so: it would stand for a question.
ROW = "|row"
BAD = {"number": pl.Int64(), "column": pl.String(), "reason": pl.String()}


class StagedFile:
    def __init__(self, path: Path, epoch: datetime) -> None:
        self.path, self.epoch = path, epoch
        metadata = parquet.read_metadata(path)
        self.total: int | None = metadata.num_rows
        self.columns = tuple(name for name in metadata.schema.names if name != ROW)
        self.types: dict[str, pl.DataType] = dict.fromkeys(self.columns, pl.String())

    def read(self, columns: Sequence[str]) -> Iterator[FileRows]:
        bad = [BadCell(*row) for row in pl.read_parquet(_bad(self.path)).iter_rows()]
        empty = pl.DataFrame(schema=dict.fromkeys(columns, pl.String()))
        yield FileRows(pl.Series([], dtype=pl.Int64), empty, bad)
        with parquet.ParquetFile(self.path) as file:
            for piece in file.iter_batches(columns=[ROW, *columns]):
                frame = pl.DataFrame(piece)
                yield FileRows(frame.get_column(ROW), frame.select(columns))


def staged(
    file: PersonsFile,
    columns: Sequence[str],
    folder: Path,
    changed: Callable[[FileRows], FileRows],
    after: Callable[[int], None],
) -> StagedFile:
    """These columns of the file, in the folder; `changed`: what is done to rows before they are written; `after`: told
    how many more were. What an earlier run left there is taken as it is."""
    path = folder / "staged.parquet"
    if not path.exists():
        draft, bad = path.with_suffix(".draft"), list[BadCell]()
        schema = (
            pl.DataFrame(schema={ROW: pl.Int64(), **dict.fromkeys(columns, pl.String())})
            .to_arrow(compat_level=pl.CompatLevel.oldest())
            .schema
        )
        with draft.open("wb") as out, parquet.ParquetWriter(out, schema, compression="zstd") as writer:
            for piece in file.read(columns):
                rows = changed(piece)
                bad += rows.bad
                frame = rows.frame.insert_column(0, rows.numbers.alias(ROW))
                writer.write_table(frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema))
                after(len(rows.numbers))
        table = pl.DataFrame([(one.number, one.column, one.reason) for one in bad], schema=BAD, orient="row")
        with _bad(path).open("wb") as told:
            parquet.write_table(table.to_arrow(compat_level=pl.CompatLevel.oldest()), told)
        draft.replace(path)
    return StagedFile(path, file.epoch)


def _bad(path: Path) -> Path:
    return path.with_name("staged-bad.parquet")
