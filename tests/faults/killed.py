"""Killed (SIGKILL) in the middle: `python -m tests.faults.killed [--tries N] [--only WORK] [sqlite|postgresql]`.

Each work is done once whole, then N times in a process that is killed after a part of the time it took. After each
the database must be as it was or as the whole work leaves it, and the next try must do it. Loopback only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults import grounds, works


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kind", nargs="?", choices=["sqlite", "postgresql"], default="sqlite")
    asked.add_argument("--tries", type=int, default=8)
    asked.add_argument("--only", choices=works.WORKS)
    options = asked.parse_args()
    wrong = 0
    with grounds.standing(options.kind):
        for name in [options.only] if options.only else works.WORKS:
            wrong += tried(name, works.WORKS[name], options.tries)
    print(f"{options.kind}: {wrong} wrong")
    return min(wrong, 1)


def tried(name: str, work: works.Work, tries: int) -> int:
    """How often it was neither old nor new, or the next try failed."""
    with tempfile.TemporaryDirectory(prefix="qujiang-killed-") as beside:
        folder = Path(beside)
        grounds.copy("prepared", "before")
        do = work.prepared(folder)
        old, kept = grounds.fingerprint(), work.beside(folder)
        grounds.copy("before", "killed")
        began = time.monotonic()
        ended = finished(grounds.in_child(do))
        took = time.monotonic() - began
        grounds.alone()
        new = grounds.fingerprint()
        if not ended or (new == old and not work.leaves_rows):
            print(f"{name}: the whole work failed", file=sys.stderr)
            return 1
        found: Counter[str] = Counter()
        for number in range(tries):
            clear(folder, kept)
            found[one(work, do, folder, old, new, took * (number + 0.5) / tries)] += 1
        said = ", ".join(f"{count} × {what}" for what, count in sorted(found.items()))
        print(f"{name}: took {took:.2f} s, killed {tries} times: {said}", flush=True)
        return sum(count for what, count in found.items() if what.startswith("WRONG"))


def one(work: works.Work, do: works.Do, folder: Path, old: works.Rows, new: works.Rows, after: float) -> str:
    grounds.copy("before", "killed")
    child = grounds.in_child(do)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    grounds.alone()
    rows = grounds.fingerprint()
    state = "old" if rows == old else "new" if rows == new else "WRONG: " + differing(rows, old, new)
    if mistake := work.mistake(folder):
        return f"WRONG: {mistake}"
    if state.startswith("WRONG"):
        return state
    if state == "new" and not work.leaves_rows:
        return f"new{'' if os.WIFSIGNALED(status) else ', had ended'}"
    if not finished(grounds.in_child(do)):
        return f"WRONG: the next try failed ({state})"
    grounds.alone()
    if grounds.fingerprint() != new or work.mistake(folder):
        return f"WRONG: the next try left something else ({state})"
    return f"{state}{'' if os.WIFSIGNALED(status) else ', had ended'}, next try worked"


def finished(child: int) -> bool:
    return os.waitpid(child, 0)[1] == 0


def differing(rows: works.Rows, old: works.Rows, new: works.Rows) -> str:
    tables = sorted(rows.keys() | old.keys())
    return ", ".join(table for table in tables if rows.get(table) not in (old.get(table), new.get(table))) or "mixed"


def clear(folder: Path, kept: set[str]) -> None:
    """Of what the work leaves beside the database."""
    for one in folder.iterdir():
        if one.name not in kept:
            shutil.rmtree(one) if one.is_dir() else one.unlink()


if __name__ == "__main__":
    sys.exit(main())
