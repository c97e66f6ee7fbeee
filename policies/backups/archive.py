"""The file of a backup. Every byte of it is covered by a checksum:

    qujiang-backup 1
    {the manifest, one line of JSON}
    sha256 of the two lines above
    … the data: pg_dump's custom format, or an SQLite file that gzip compressed

so that without this program `tail -n +4 FILE` is something that `pg_restore` or `gunzip` reads.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from . import manifest
from .manifest import Manifest
from .refused import BackupRefused

FORMAT = b"qujiang-backup "
FIRST = FORMAT + b"1\n"
LONGEST = 64 * 1024 * 1024
"""Of a manifest, in bytes: that of a thousand releases has a hundredth of it."""
CHUNK = 1024 * 1024


def measured(body: Path) -> tuple[int, str]:
    """Length in bytes and sha256."""
    with body.open("rb") as file:
        return body.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, said: Manifest, body: Path) -> None:
    """For its owner alone to read: there are accounts in it. On the disk when this returns, and read anew from there
    afterwards where the system can forget what it has in memory."""
    line = manifest.text(said)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file, body.open("rb") as data:
        file.write(FIRST + line + _digest(line))
        while chunk := data.read(CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def unpack(path: Path, body: Path) -> Manifest:
    """Puts the data into `body`. Raises BackupRefused where the file is no backup, was cut or altered."""
    with path.open("rb") as file:
        said = _head(file, path)
        digest, length = hashlib.sha256(), 0
        with body.open("wb") as out:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                length += len(chunk)
                out.write(chunk)
    if length < said.length:
        raise BackupRefused(f"{path} 不完整：数据应有 {said.length} 字节，只有 {length} 字节")
    if (length, digest.hexdigest()) != (said.length, said.sha256):
        raise BackupRefused(f"{path} 的数据被改过或者损坏了：校验值不对")
    return said


def _head(file: BinaryIO, path: Path) -> Manifest:
    first = file.readline(len(FIRST) + 10)
    if first != FIRST:
        if first.startswith(FORMAT) and first.endswith(b"\n"):
            raise BackupRefused(f"{path} 的格式比这个程序新：请先更新程序")
        raise BackupRefused(f"{path} 不是 manage.py backup 做的备份，或者开头损坏了")
    line = file.readline(LONGEST)
    if file.readline(len(_digest(b""))) != _digest(line):
        raise BackupRefused(f"{path} 的清单不完整，或者被改过：校验值不对")
    return manifest.parsed(line)


def _digest(line: bytes) -> bytes:
    return hashlib.sha256(FIRST + line).hexdigest().encode() + b"\n"
