"""A parquet file, or a folder of them as engines write them, read by row groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
from openpyxl.utils.datetime import WINDOWS_EPOCH
from pyarrow import parquet

from policies.screening.files.batches import FileRows
from policies.screening.files.refusals import CannotScreen

PIECE = 65536
DAMAGED = "这个 parquet 文件打不开：不完整或已经损坏，请重新生成或重新传一遍"


class ParquetPersons:
    epoch: datetime = WINDOWS_EPOCH

    def __init__(self, path: Path) -> None:
        self.paths = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        if not self.paths:
            raise CannotScreen(f"{path} 里没有 parquet 文件")
        schemas, total = [], 0
        for one in self.paths:
            file = _opened(one)
            schemas.append(file.schema_arrow.remove_metadata())
            total += file.metadata.num_rows
        if any(schema != schemas[0] for schema in schemas):
            raise CannotScreen(f"{path} 里的 parquet 文件列名或类型不一样，不能当成一张表")
        self.total: int | None = total
        self.columns = tuple(schemas[0].names)
        try:
            self.types = dict(pl.DataFrame(schemas[0].empty_table()).schema.items())
        except (pl.exceptions.PolarsError, pa.ArrowException, TypeError) as error:
            raise CannotScreen("这个 parquet 里有读不了的列类型，请把每一列存成文字、数字、日期或是否") from error

    def read(self, columns: Sequence[str]) -> Iterator[FileRows]:
        number = 1
        for path in self.paths:
            pieces = _opened(path).iter_batches(batch_size=PIECE, columns=list(columns))
            while True:
                try:
                    piece = next(pieces, None)
                except (pa.ArrowException, OSError) as error:
                    raise CannotScreen(f"{DAMAGED}（读到第 {number:,} 行）") from error
                if piece is None:
                    break
                frame = pl.DataFrame(pa.Table.from_batches([piece]).select(list(columns)))
                yield FileRows(pl.arange(number, number + len(frame), eager=True), frame)
                number += len(frame)


def _opened(path: Path) -> parquet.ParquetFile:
    try:
        return parquet.ParquetFile(path)
    except pa.ArrowException as error:
        raise CannotScreen("文件是空的" if path.stat().st_size == 0 else DAMAGED) from error
