"""Why a file is not screened, in words for whoever called the command."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from policies.screening.files.aligned import aligned


class CannotScreen(Exception):
    """Says what to do; `rows`: a table that says where, its first row the titles."""

    def __init__(self, message: str, rows: Sequence[Sequence[str]] = ()) -> None:
        super().__init__(message)
        self.rows = rows

    @property
    def table(self) -> list[str]:
        return aligned(self.rows)


DISK_FULL = "磁盘满了，没有写完。已经做好的部分留着：腾出地方以后，用同一条命令接着做"


@contextmanager
def told(path: Path, does: str) -> Iterator[None]:
    """What the operating system and the engines say of a file, as CannotScreen; `does`: 读 or 写."""
    try:
        yield
    except CannotScreen:
        raise
    except Exception as error:
        if is_disk_full(error):
            raise CannotScreen(DISK_FULL) from error
        if isinstance(error, OSError) and error.errno is not None:
            raise CannotScreen(f"{does}不了 {path}：{error.strerror}") from error
        raise


def is_disk_full(error: BaseException) -> bool:
    """Engines put what the operating system said into errors of their own."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return True
    return "No space left on device" in str(error)
