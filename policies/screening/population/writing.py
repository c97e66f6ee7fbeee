"""A synthetic table into a file, batch by batch: under its own name only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

PARQUET, CSV = ".parquet", ".csv"
ENDINGS = (PARQUET, CSV)


def write(batches: Iterable[pl.DataFrame], path: Path, about: Mapping[str, str]) -> None:
    """As parquet or CSV, by the ending of the path. `about`: what a parquet file says of itself; CSV has no place for
    it. There is at least one batch.

    Raises OSError, after which nothing is left under that name that was not there before.
    """
    with _whole(path) as file:
        (_parquet if path.suffix.lower() == PARQUET else _csv)(batches, file, about)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _parquet(batches: Iterable[pl.DataFrame], file: BinaryIO, about: Mapping[str, str]) -> None:
    writer = None
    try:
        for batch in batches:
            table = batch.to_arrow()
            if writer is None:
                schema = pa.schema([_plain(field) for field in table.schema], metadata=dict(about))
                writer = pq.ParquetWriter(file, schema, compression="zstd")
            writer.write_table(table.cast(schema))
    finally:
        if writer is not None:
            writer.close()


def _plain(field: pa.Field) -> pa.Field:
    """Text as every reader knows it."""
    return field.with_type(pa.string()) if not pa.types.is_primitive(field.type) else field


def _csv(batches: Iterable[pl.DataFrame], file: BinaryIO, about: Mapping[str, str]) -> None:
    for number, batch in enumerate(batches):
        batch.write_csv(file, include_header=number == 0)
