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
            raise CannotScreen(f"{does}不了 {path}：{in_words(error)}") from error
        raise


# What the operating system says most often of a file that somebody named.
SAID = {
    errno.ENOENT: "没有这个文件或文件夹，请检查名字和位置",
    errno.EISDIR: "这是一个文件夹，请写文件的名字",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EACCES: "没有权限，请换一个位置，或请管理员给权限",
    errno.EPERM: "没有权限，请换一个位置，或请管理员给权限",
    errno.EROFS: "这里只能读、不能写，请换一个位置",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘出错",
}


def in_words(error: OSError) -> str:
    """What the operating system said, in Chinese where it is one of the common things."""
    if is_disk_full(error):
        return "磁盘满了"
    return SAID.get(error.errno or 0) or error.strerror or str(error)


def is_disk_full(error: BaseException) -> bool:
    """Engines put what the operating system said into errors of their own."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return True
    return any(said in str(error) for said in ("No space left on device", "Disk quota exceeded", "File too large"))
