"""How far it is: rows, rows per second and the time left, on a terminal only."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

FORM = "{desc} {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} 行，{rate_fmt}，还要 {remaining}"
WITHOUT_TOTAL = "{desc} {n_fmt} 行，{rate_fmt}"


@contextmanager
def progress(title: str, total: int | None, done: int = 0) -> Iterator[Callable[[int], None]]:
    """A function that is told how many more rows are done; quiet where standard error is no terminal."""
    size = shutil.get_terminal_size()
    with tqdm(
        total=total,
        initial=done,
        desc=title,
        unit="行",
        file=sys.stderr,
        disable=None,
        # In a terminal that does not say how large it is tqdm would show nothing.
        ncols=size.columns,
        nrows=size.lines,
        bar_format=FORM if total else WITHOUT_TOTAL,
    ) as bar:
        yield bar.update
