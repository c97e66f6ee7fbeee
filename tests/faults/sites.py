"""A whole site for a trial: two workers on a published catalogue, nginx in front of them, and what is told of it."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import fronts
from tests.faults.citizens import HOST, ready


@dataclass
class Report:
    """A line for each thing that was tried; `ends` with 1 where one did not hold."""

    missed: list[str] = field(default_factory=list)

    def say(self, what: str, good: bool = True) -> None:
        print(f"{'held    ' if good else 'NOT HELD'} {what}", flush=True)
        if not good:
            self.missed.append(what)

    @property
    def ends(self) -> int:
        print(f"{len(self.missed)} not held")
        return bool(self.missed)


def prepared(folder: Path, **environment: str) -> dict[str, str]:
    """The environment of a site with the shipped policies published, in SQLite where no other database is named."""
    found = {
        # With the empty view, and static files of its own.
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "DJANGO_SECRET_KEY": "a-secret-only-for-trials-and-no-other-use",
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "STATE_DIR": str(folder),
        "WEB_CONCURRENCY": "2",
        **environment,
    }
    kept = _kept()
    if kept.exists():
        shutil.copytree(kept, folder, dirs_exist_ok=True)
    else:
        manage(found, "collectstatic", "--noinput", "--verbosity=0")
    if environment.get("DATABASE_URL") or not kept.exists():
        manage(found, "prepare", "--verbosity=0")
    if not kept.exists() and not environment.get("DATABASE_URL"):
        unfinished = kept.with_suffix(f".{os.getpid()}")
        shutil.copytree(folder, unfinished, ignore=shutil.ignore_patterns("*.sock", "*.log"))
        unfinished.rename(kept)
    return found


def _kept() -> Path:
    """Where the next trial finds a state directory made of what is committed: to make one takes its time."""
    made_of = ("static", "policies/migrations", "policies/packs", "requirements.txt")
    said = ["git", "rev-parse", *(f"HEAD:{one}" for one in made_of)]
    names = subprocess.run(said, cwd=fronts.ROOT, check=True, capture_output=True).stdout
    return fronts.ROOT / "var" / "trials" / hashlib.sha256(names).hexdigest()[:16]


def manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=fronts.ROOT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def site(folder: Path, environment: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen]]:
    """nginx's port and gunicorn's master, once pages are answered; without nginx, if that is not installed."""
    if fronts.installed("nginx"):
        with (
            fronts.gunicorn(folder, f"unix:{folder}/web.sock", **environment) as process,
            fronts.proxy("nginx", folder) as port,
        ):
            ready(port)
            yield port, process
    else:
        port = fronts.free_port()
        with fronts.gunicorn(folder, f"127.0.0.1:{port}", **environment) as process:
            ready(port)
            yield port, process
