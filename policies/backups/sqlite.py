"""Backups of SQLite: its own online copy, which stands still while others write."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DatabaseError, connection

from . import contents
from .contents import Contents
from .refused import BackupRefused

PATIENCE = 20.0
"""Seconds in which others must have finished writing."""


def tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def schema() -> str:
    return ""


@contextmanager
def still() -> Iterator[str]:
    """What is read and dumped meanwhile is of one moment."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            yield ""
        finally:
            cursor.execute("ROLLBACK")


def dump(body: Path, _: str) -> None:
    """To be called while it stands still."""
    copy = body.with_suffix(".copy")
    try:
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
    except sqlite3.Error as error:
        raise BackupRefused(f"SQLite 没有复制完：{error}") from error
    with copy.open("rb") as read, gzip.open(body, "wb", compresslevel=6) as written:
        shutil.copyfileobj(read, written)
    copy.unlink()


def look(body: Path) -> Contents:
    """What is in it, by opening it. Raises BackupRefused where it is damaged."""
    with _unpacked(body) as copy, _elsewhere(copy):
        return contents.of(tables())


def put(body: Path, settle: Callable[[], None]) -> None:
    """Over whatever the database holds, in one transaction, after `settle` has found a copy in order."""
    with _unpacked(body) as copy:
        with _elsewhere(copy):
            settle()
        _replace(copy)


@contextmanager
def _unpacked(body: Path) -> Iterator[Path]:
    copy = body.with_suffix(".sqlite3")
    try:
        with gzip.open(body) as read, copy.open("wb") as written:
            shutil.copyfileobj(read, written)
        with closing(sqlite3.connect(copy)) as opened:
            (found,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
    except (EOFError, gzip.BadGzipFile, zlib.error, sqlite3.DatabaseError) as error:
        raise BackupRefused(f"备份里的 SQLite 文件打不开：{error}") from error
    if found != "ok":
        raise BackupRefused(f"备份里的 SQLite 文件损坏了：{found}")
    try:
        yield copy
    finally:
        copy.unlink()


@contextmanager
def _elsewhere(copy: Path) -> Iterator[None]:
    """Django is connected to this file meanwhile."""
    named = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = named


def _replace(copy: Path) -> None:
    deadline = time.monotonic() + PATIENCE

    def wait(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise BackupRefused(f"别的程序正在写数据库，等了 {PATIENCE:.0f} 秒也没有写完，什么都没有变动")

    try:
        with closing(sqlite3.connect(copy)) as source:
            connection.ensure_connection()
            source.backup(connection.connection, progress=wait)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (DatabaseError, sqlite3.Error) as error:
        raise BackupRefused(
            f"写不进现在的数据库文件（{error}）。它要是坏了，请把它和同名的 -wal、-shm 文件一起移开，再恢复"
        ) from error
