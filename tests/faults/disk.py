"""A disk that is full, then one that cannot be written to, under the database (SQLite) and the copy of the release.

    python -m tests.faults.disk

A small file system in memory is mounted for the occasion, for which it has to run as root. Prints its figures and ends
by itself within some minutes. Ends with 1 if a citizen's request broke; workers are started anew in each state.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.citizens import asked_by, journey
from tests.faults.sites import Report, prepared, site

SIZE = "64m"
SECONDS = 10


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> None:
    with suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def main() -> int:
    report = Report()
    if os.geteuid():
        print("only root may mount a file system")
        return 1
    with tempfile.TemporaryDirectory(prefix="disk-") as made, tempfile.TemporaryDirectory(prefix="disk-") as apart:
        folder, elsewhere = Path(made), Path(apart)
        with mounted(folder):
            environment = prepared(folder)

            def go_on(what: str) -> None:
                with site(elsewhere, environment) as (port, _):
                    figures = asked_by(port, journey(port), seconds=SECONDS)
                    report.say(f"{what}, from the start: {figures}", not figures.broken)

            with site(elsewhere, environment) as (port, _):
                asked = journey(port)
                fill(folder)
                figures = asked_by(port, asked, seconds=SECONDS)
                report.say(f"full while it runs: {figures}", not figures.broken)
            go_on("full")
            (folder / "filler").unlink()
            subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
            go_on("read-only")
            # Neither a database nor a copy.
            subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
            for one in [*folder.glob("db.sqlite3*"), *folder.glob("live-release*")]:
                one.unlink()
            fill(folder)
            go_on("full, with neither database nor copy")
    return report.ends


if __name__ == "__main__":
    sys.exit(main())
