"""Two trees of this project beside each other: this one and an earlier commit, each in a process of its own, with its
own database and its own shipped pack.

Both run on the packages of this one, so that only our own code differs; what the earlier one needs beside them is
installed for the occasion.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
Side = Callable[[Any], Any]
LOCKED = re.compile(r"^([\w.-]+)==([\w.+-]+)", re.MULTILINE)


@contextmanager
def sides(commit: str, worker: str) -> Iterator[tuple[Side, Side]]:
    """Then and now. `worker`: the script beside this one that is started in each tree, as `WORKER TREE STATE`: it says
    a line of JSON when it is ready, and one for each that it is sent."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="qujiang-then-"))
        earlier = _tree_of(commit, folder)
        then = stack.enter_context(_side(earlier, worker, _missing(earlier)))
        now = stack.enter_context(_side(ROOT, worker))
        yield then, now


@contextmanager
def _side(tree: Path, worker: str, packages: str = "") -> Iterator[Side]:
    with tempfile.TemporaryDirectory(prefix="qujiang-bench-") as state:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        script = str(Path(__file__).with_name(worker))
        environment = os.environ | {"PYTHONPATH": packages}
        process: Any = subprocess.Popen([sys.executable, script, str(tree), state], env=environment, **pipes)
        try:
            _answer(process)
            yield lambda said: _asked(process, said)
        finally:
            process.stdin.close()
            process.wait(10)


def _asked(process: Any, said: Any) -> Any:
    process.stdin.write(json.dumps(said) + "\n")
    process.stdin.flush()
    return _answer(process)


def _answer(process: Any) -> Any:
    line = process.stdout.readline()
    assert line, "the worker stopped: what it said stands above"
    return json.loads(line)


def _tree_of(commit: str, folder: str) -> Path:
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return Path(folder)


def _missing(tree: Path) -> str:
    """Where those packages lie that this tree has locked and this environment does not have."""
    locked = LOCKED.findall((tree / "requirements.txt").read_text())
    installed = {_plain(str(one.metadata["Name"])) for one in metadata.distributions()}
    missing = [f"{name}=={version}" for name, version in locked if _plain(name) not in installed]
    folder = tree / "packages-of-then"
    if missing:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--target", str(folder), *missing], check=True)
    return str(folder)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
