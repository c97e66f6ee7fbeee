"""What takes its time is made once in a run, by whichever worker wants it first."""

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def in_run(name: str, make: Callable[[], T]) -> T:
    """What make gives, a copy of this process's own; what it raises it raises in every worker."""
    kept = _folder() / f"{name}.pickle"
    with alone(name):
        if kept.exists():
            return pickle.loads(kept.read_bytes())
        made = make()
        kept.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        return made


@contextmanager
def alone(name: str) -> Iterator[None]:
    """No other worker is at the same thing."""
    with (_folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    """The run's own, which goes with it."""
    return Path(os.environ["STATE_DIR"])
