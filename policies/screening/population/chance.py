"""Numbers of chance that are the same on every machine: by seed, name and number of the batch."""

from __future__ import annotations

import random

import polars as pl
import pyarrow as pa

# Persons that are drawn together. Changing it changes who they are.
BATCH = 100_000
_STEPS = 2**32
# An odd number far from any simple share of 2³² (Knuth's): what is multiplied by it, modulo 2³², is spread anew.
_SPREAD_ANEW = 2_654_435_769


def column(seed: int, name: str, batch: int, rows: int = BATCH) -> pl.Series:
    """The first rows of BATCH numbers from 0 up to, not including, 2³²; those of another name or batch have nothing to
    do with them."""
    drawn = random.Random(f"{seed}/{name}/{batch}").randbytes(4 * rows)  # noqa: S311 - nothing is kept secret by it
    return pl.Series(pl.from_arrow(pa.Array.from_buffers(pa.uint32(), rows, [None, pa.py_buffer(drawn)])))


def within(lot: pl.Expr, share: float) -> pl.Expr:
    """Whether it is in the first share of them."""
    steps = round(share * _STEPS)
    return lot < pl.lit(steps, pl.UInt32) if steps < _STEPS else pl.lit(True)


def share(lot: pl.Expr) -> pl.Expr:
    """From 0 up to, not including, 1."""
    return lot.cast(pl.Float64) / _STEPS


def again(lot: pl.Expr, times: int = 1) -> pl.Expr:
    """Other numbers for the same rows, as good as drawn anew for a yes or no."""
    return lot * pl.lit((_SPREAD_ANEW + 2 * times) % _STEPS, pl.UInt32)
