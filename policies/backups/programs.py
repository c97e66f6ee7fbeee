"""PostgreSQL's own programs: pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from .refused import BackupRefused


def dump(body: Path, snapshot: str, tables: list[str]) -> None:
    """These tables (schema and name, quoted) as they were at the snapshot."""
    # What was asked for and no more: psycopg's libpq may have settings that pg_dump's does not know.
    asked, known = connection.get_connection_params(), {option.keyword.decode() for option in Conninfo.get_defaults()}
    named = {name: value for name, value in asked.items() if name in known}
    # The password travels in the environment: a command line can be read by everybody on the machine.
    secret = {"PGPASSWORD": named.pop("password")} if named.get("password") else {}
    address = make_conninfo("", **named)
    done = subprocess.run(  # noqa: S603
        [
            found("pg_dump"),
            f"--dbname={address}",
            f"--file={body}",
            f"--snapshot={snapshot}",
            "--format=custom",
            "--encoding=UTF8",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--lock-wait-timeout=60000",
            "--strict-names",
            *(f"--table={table}" for table in tables),
        ],
        env=os.environ | secret,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    _refuse_failed("pg_dump", done.returncode, done.stderr)


@contextmanager
def restored(body: Path, section: str, log: Path) -> Iterator[IO[bytes]]:
    """The text that makes one section of a dump anew: pre-data, data or post-data."""
    command = [found("pg_restore"), f"--section={section}", "--no-owner", "--no-privileges", "--file=-", str(body)]
    # Into a file: nobody reads what it complains of before it has ended.
    with log.open("w+b") as complaints:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints)  # noqa: S603
        try:
            assert running.stdout is not None  # noqa: S101
            yield running.stdout
            running.stdout.read()
        except BaseException:
            running.kill()
            raise
        finally:
            running.wait()
        complaints.seek(0)
        _refuse_failed("pg_restore", running.returncode, complaints.read())


def found(name: str) -> str:
    """Where it is. Raises BackupRefused where it is not installed."""
    if path := shutil.which(name):
        return path
    raise BackupRefused(f"这台机器上没有 {name}：请安装 PostgreSQL 的客户端程序，Debian 上是 postgresql-client")


def _refuse_failed(name: str, code: int, complaints: bytes) -> None:
    if code:
        said = complaints.decode(errors="replace").strip().splitlines()
        raise BackupRefused(f"{name} 没有做完：" + "；".join(said[-3:] or [f"返回值 {code}"]))
