"""The folder beside an output in which it is made, so that a run that was stopped goes on, and nothing is half there.

What is finished has a file of its own per batch; the names that were asked for are given when all of them are there.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
from pyarrow import parquet

from policies.screening.files.refusals import CannotScreen

MANIFEST, LOCK = "manifest.json", "lock"
# What a manifest says, in words.
NAMES = {
    "input": "输入文件",
    "release": "发布的政策",
    "program": "程序",
    "options": "命令的选项",
    "secret": "密钥",
}


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished batch. `rows`: how many of the file it took; `good`: how many were assessed; `counts`: of each policy
    and status."""

    number: int
    rows: int
    good: int
    bad: int
    counts: dict[str, dict[str, int]]


class Working:
    """`folder` is beside the output, on the same disk, and its name begins with a dot."""

    def __init__(self, out: Path, manifest: Mapping[str, Any]) -> None:
        self.folder = out.with_name(f".{out.name}.working")
        self.manifest = json.loads(json.dumps(manifest))
        self.changed: list[str] = []

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Raises CannotScreen while another process makes the same output."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotScreen("另一个进程正在做同一个输出文件，请等它做完，或换一个 --out") from None
            yield

    def begin(self) -> list[Finished]:
        """The batches that are finished already; none where anything is otherwise than it was then, see `changed`."""
        before = self._read(self.folder / MANIFEST)
        if before == self.manifest:
            return self._finished()
        if before is not None:
            keys = dict.fromkeys([*before, *self.manifest])
            self.changed = [NAMES.get(key, key) for key in keys if before.get(key) != self.manifest.get(key)]
        for path in self.folder.iterdir():
            if path.name != LOCK:
                path.unlink()
        self._write(self.folder / MANIFEST, self.manifest)
        return []

    def _finished(self) -> list[Finished]:
        found: list[Finished] = []
        while (said := self._read(self.folder / f"{len(found):06d}.json")) is not None:
            found.append(Finished(**said))
        return found

    def part(self, number: int, name: str) -> Path:
        return self.folder / f"{number:06d}.{name}.parquet"

    def parts(self, name: str) -> list[Path]:
        return sorted(self.folder.glob(f"??????.{name}.parquet"))

    def save(self, number: int, name: str, frame: pl.DataFrame) -> None:
        path = self.part(number, name)
        draft = path.with_suffix(".draft")
        # Arrow into a file of ours says in so many words that the disk is full; polars says "Invalid thrift" of some.
        with draft.open("wb") as file:
            parquet.write_table(frame.to_arrow(compat_level=pl.CompatLevel.oldest()), file, compression="zstd")
        draft.replace(path)

    def finish(self, batch: Finished) -> None:
        """Only now the parts of the batch count."""
        self._write(self.folder / f"{batch.number:06d}.json", asdict(batch))

    def draft(self, out: Path) -> Path:
        """Where a whole output is written before it gets its name."""
        return self.folder / f"whole-{out.name}"

    def publish(self, outs: list[Path], gone: list[Path]) -> None:
        """Gives all drafts their names, takes away what an earlier run left under `gone`, and the folder."""
        for out in outs:
            with self.draft(out).open("rb+") as file:
                os.fsync(file.fileno())
        for out in outs:
            self.draft(out).replace(out)
        for out in gone:
            out.unlink(missing_ok=True)
        self.forget()

    def forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _read(path: Path) -> Any:
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None

    @staticmethod
    def _write(path: Path, said: Any) -> None:
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
