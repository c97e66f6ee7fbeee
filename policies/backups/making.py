"""A backup is made under another name, read again, and gets its own when it is whole."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from policies.publishing import releases

from . import archive, contents, keeping, manifest, schema
from .engines import engine
from .manifest import Manifest
from .refused import BackupRefused

UNFINISHED = ".unfinished-"


def make(directory: Path) -> tuple[Path, Manifest]:
    """Where it lies, and what it says of itself. Raises BackupRefused, also where reading it again found a mistake."""
    if not directory.is_dir():
        raise BackupRefused(f"没有文件夹 {directory}")
    try:
        with _workplace(directory) as folder:
            body, whole = folder / "body", folder / "whole"
            said = _taken(body)
            archive.write(whole, said, body)
            body.unlink()
            check(whole, folder)
            return _named(whole, directory), said
    except OSError as error:
        raise BackupRefused(f"写不进 {directory}：{error.strerror or error}") from error


def check(path: Path, folder: Path) -> Manifest:
    """Reads it through, opens what is in it (unpacked into `folder`) and compares. Raises BackupRefused."""
    body = folder / "read"
    said = archive.unpack(path, body)
    if said.kind != connection.vendor:
        raise BackupRefused(
            f"这是 {manifest.KINDS.get(said.kind, said.kind)} 的备份，"
            f"DATABASE_URL 说的数据库是 {manifest.KINDS.get(connection.vendor, connection.vendor)}"
        )
    # What has newer tables is not looked into: it is of another program.
    schema.refuse_newer(said.migrations)
    said.refuse_other(engine().look(body))
    return said


def _taken(body: Path) -> Manifest:
    kept = engine()
    with kept.still() as moment:
        found = contents.of(kept.tables())
        live = releases.effective().values_list("number", "sha256").first()
        applied = schema.applied()
        kept.dump(body, moment)
    length, digest = archive.measured(body)
    return Manifest(
        made_at=manifest.now(),
        kind=connection.vendor,
        schema=kept.schema(),
        versions=manifest.versions(),
        migrations=applied,
        live=live,
        rows=found.rows,
        releases=found.releases,
        length=length,
        sha256=digest,
    )


@contextmanager
def _workplace(directory: Path) -> Iterator[Path]:
    """A folder there that goes; also those that others were killed in. Whoever works in one has it locked."""
    for left in directory.glob(f"{UNFINISHED}*"):
        with locked(left) as mine:
            if mine:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=directory) as name, locked(Path(name)):
        yield Path(name)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Whether it could be locked; it is until the end."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)


def _named(whole: Path, directory: Path) -> Path:
    """Its name says when; one that is taken is not taken away."""
    path = next(path for name in keeping.names() if not (path := directory / name).exists())
    whole.rename(path)
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return path
