"""make beside COMMIT=…: what staff wait for, now and at an earlier commit, in turns in one run.

Each tree runs in a process of its own, with its own database and its own shipped pack. Machines are noisy: times are
the best of many, and the ratios are what to look at.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
WORKER = Path(__file__).with_name("staff.py")
ROUNDS = {"opened": 12, "saved": 10, "imported": 6, "published": 10}
TITLES = {
    "opened": "opening the form of the largest policy",
    "saved": "saving it with two changes",
    "imported": "40 changes by spreadsheet",
    "published": "the publish page, half and twice the personas",
}
Office = Any


@contextmanager
def office(tree: Path) -> Iterator[Office]:
    """Answers what each journey took there."""
    with tempfile.TemporaryDirectory(prefix="qujiang-bench-") as state:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        worker = subprocess.Popen([sys.executable, str(WORKER), str(tree), state], **pipes)
        try:
            answer(worker)
            yield lambda journey: asked(worker, journey)
        finally:
            worker.stdin.close()
            worker.wait(10)


def asked(worker: Any, journey: str) -> dict[str, Any]:
    worker.stdin.write(journey + "\n")
    worker.stdin.flush()
    return answer(worker)


def answer(worker: Any) -> Any:
    line = worker.stdout.readline()
    assert line, "the worker stopped: what it said stands above"
    return json.loads(line)


def tree_of(commit: str, folder: str) -> Path:
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return Path(folder)


def row(name: str, then: float, now: float, unit: str, digits: int = 0) -> None:
    print(f"  {name:<46} {then:>9.{digits}f} {now:>9.{digits}f} {unit:<3} {now / then:>6.2f} ×")


def main(commit: str) -> None:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="qujiang-then-"))
        then, now = (stack.enter_context(office(tree)) for tree in (tree_of(commit, folder), ROOT))
        print(f"  {'':<46} {commit[:9]:>9} {'now':>9}")
        for journey, rounds in ROUNDS.items():
            if journey == "published":
                then("halve"), now("double")
            both = [(then(journey), now(journey)) for _ in range(rounds)]
            earlier, later = (min(found, key=lambda one: one["seconds"]) for found in zip(*both, strict=True))
            row(TITLES[journey], earlier["seconds"] * 1000, later["seconds"] * 1000, "ms")
            least = [min(one["processor"] for one in found) * 1000 for found in zip(*both, strict=True)]
            row("  of the processor", *least, "ms")
            for part in sorted(later.keys() - {"seconds", "policy", "processor"}):
                factor, unit = (1 / 1024, "KB") if part in ("bytes", "gzip") else (1000, "ms")
                row(f"  {part}", earlier[part] * factor, later[part] * factor, unit)


if __name__ == "__main__":
    main(*sys.argv[1:])
