"""A PostgreSQL cluster that a test run makes for itself and throws away."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


class PostgresqlMissing(RuntimeError):
    pass


def program(name: str) -> Path:
    """Debian keeps the server's programs off the PATH, one folder per version: take the newest."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / name).exists()]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name)) / name
    if found := shutil.which(name):
        return Path(found)
    raise PostgresqlMissing(f"PostgreSQL's {name} was not found; Debian has it in the package postgresql")


class Cluster:
    """Listens on a socket in its own folder only, and trusts whoever can reach it."""

    def __init__(self) -> None:
        # Found first, so that a missing program leaves no folder behind.
        self.initdb, self.pg_ctl = program("initdb"), program("pg_ctl")
        # Not TMPDIR: the postgres user must reach it, and a socket's path may have 107 bytes at most.
        self.folder = Path(tempfile.mkdtemp(prefix="qujiang-postgresql-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")

    @property
    def url(self) -> str:
        return f"postgres://postgres@/{self.folder}/postgres"

    def start(self) -> None:
        self._run(self.initdb, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self.go_on()

    def halt(self) -> None:
        """At once, as if the power failed; `go_on` starts it again."""
        self._run(self.pg_ctl, "stop", "--mode=immediate", "--silent")

    def go_on(self) -> None:
        # Durability is of no use to data that nobody keeps.
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c full_page_writes=off"
        self._run(self.pg_ctl, "start", "--wait", "--silent", f"--log={self.folder}/log", "-o", options)

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder)

    def _run(self, *command: str | Path) -> None:
        # The server refuses to run as root.
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*as_postgres, *command],
            cwd=self.folder,
            env={**os.environ, "PGDATA": f"{self.folder}/data"},
            stdout=subprocess.DEVNULL,
            check=True,
        )


if __name__ == "__main__":
    try:
        program("initdb")
    except PostgresqlMissing as missing:
        sys.exit(str(missing))
