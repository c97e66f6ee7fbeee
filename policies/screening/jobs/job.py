"""The way from a file of persons to the files that were asked for; stops anywhere, and goes on from there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

import policies
from policies.screening.files import header_check, opaque, opened
from policies.screening.files.batches import FileRows, PersonsFile, batches
from policies.screening.files.headers import HeaderMatch, Headers
from policies.screening.files.refusals import CannotScreen, told
from policies.screening.files.repeated import count_and_repeated
from policies.screening.files.staged import staged
from policies.screening.files.typed_rows import RowReader
from policies.screening.files.working import Finished, Working
from policies.screening.files.xlsx_file import XlsxFile
from policies.screening.jobs.assessed import Assessing
from policies.screening.jobs.orders import ScreeningOrder
from policies.screening.jobs.putting_together import BAD, put_together, refuse_too_large, schemas

Bar = Callable[..., AbstractContextManager[Callable[[int], None]]]
# So many rows are looked at before all others: what nobody can read in them nobody can read at all.
FIRST_ROWS = 1000


@dataclass(frozen=True)
class ScreenedFile:
    """`rows`: of the file; `good`: how many were assessed; `counts`: by policy and status; `files`: what was written;
    `unasked`: the names of questions that no column answers; `resumed`: batches that an earlier run had finished."""

    rows: int
    good: int
    bad: int
    counts: Mapping[str, Mapping[str, int]]
    files: tuple[Path, ...]
    unasked: tuple[str, ...]
    resumed: int


class ScreeningJob:
    def __init__(self, order: ScreeningOrder, bar: Bar, say: Callable[[str], None]) -> None:
        """Looks at the columns and compiles the rules; no row is assessed. Raises CannotScreen, plan.Unsayable.

        `bar`: as progress.progress; `say`: told what is worth saying before it is done.
        """
        self.order, self.bar, self.say = order, bar, say
        opened.kind_of(order.out)
        with told(order.file, "读"):
            self.file, self.fingerprint = opened.opened(order.file)
        self.secret = opaque.read_secret(order.secret) if order.secret and order.key else None
        ruleset = order.catalogue.ruleset(order.region)
        earlier = (order.earlier, order.earlier.ruleset(order.region)) if order.earlier else None
        self.headers = Headers(order.catalogue, ruleset, order.as_of, self.file.epoch, earlier)
        self.matches = self._matches()
        self.reader = RowReader(self.matches, self.headers.columns, self.secret)
        self._refuse_unreadable_columns()
        self.assessing = Assessing(order)
        answered = {match.question for match in self.matches.values()}
        self.unasked = tuple(
            dict.fromkeys(q["name"] for key, q in self.headers.questions.items() if key not in answered)
        )

    def _matches(self) -> dict[str, HeaderMatch]:
        order, file = self.order, self.file
        matches, problems = header_check.used(self.headers, file.columns, file.types, order.key, order.skip)
        if problems:
            raise header_check.refused(problems)
        idle = [one for one in file.columns if one not in matches and one not in order.skip]
        if idle:
            self.say(f"这些列回答的问题，这个地区不问，没有用：{'、'.join(idle)}")
        return matches

    def _refuse_unreadable_columns(self) -> None:
        """Raises CannotScreen where of the first rows a column has nothing that can be read as what it is called."""
        first = next(batches(self.file.read(list(self.matches)), FIRST_ROWS), None)
        if first is None or not (len(first.numbers) or first.bad):
            raise CannotScreen("文件里只有列名，一个人也没有")
        self.reader.keys(first)
        if found := list(self.reader.unreadable(first)):
            rows = [
                header_check.TITLES,
                *((column, "读不懂", f"前 {len(first.numbers)} 行没有一格读得懂：{why}") for column, why in found),
            ]
            raise CannotScreen(f"有 {len(found)} 列的内容对不上列名", rows)

    def run(self) -> ScreenedFile:
        working = Working(self.order.out, self.manifest())
        with told(self.order.out, "写"), working.locked():
            return self._run(working)

    def manifest(self) -> dict[str, Any]:
        order = self.order
        return {
            "input": self.fingerprint,
            "release": [order.catalogue.sha256, order.earlier.sha256 if order.earlier else ""],
            "program": _program(),
            "secret": opaque.opaque_key("manifest", self.secret) if self.secret else "",
            "options": [
                order.region, order.on.isoformat(), order.as_of.isoformat(), order.key, list(order.skip),
                list(order.lists), order.days, order.engine, order.batch, order.file.suffix,
            ],
        }  # fmt: skip

    def _run(self, working: Working) -> ScreenedFile:
        finished = working.begin()
        if working.changed:
            self.say(f"上次没有做完的不能接着用（{'、'.join(working.changed)}变了），从头开始")
        file: PersonsFile = self.file
        columns = list(self.matches)
        if isinstance(file, XlsxFile):
            with self.bar("读文件", None) as after:
                file = staged(file, columns, working.folder, self._opaque, after)
            self.reader.secret = None
        with self.bar("找重复的编号", file.total) as after:
            total, self.reader.left_out = count_and_repeated(file, self.reader.key, columns, self.reader.keys, after)
        outputs = self.assessing.plan.outputs
        refuse_too_large(self.order, total, schemas(self.order, outputs), len(self.assessing.calls.names))
        resumed = len(finished)
        if resumed:
            self.say(f"接着上次的做：前 {sum(one.rows for one in finished):,} 行已经做好")
        with self.bar("判断", total, sum(one.rows for one in finished)) as after:
            for number, rows in islice(enumerate(batches(file.read(columns), self.order.batch)), resumed, None):
                finished.append(self._batch(working, number, rows))
                after(len(rows.numbers))
        bad = sum(one.bad for one in finished)
        return ScreenedFile(
            rows=sum(one.good + one.bad for one in finished),
            good=sum(one.good for one in finished),
            bad=bad,
            counts=_added([one.counts for one in finished]),
            files=put_together(self.order, working, outputs, bool(bad)),
            unasked=self.unasked,
            resumed=resumed,
        )

    def _opaque(self, rows: FileRows) -> FileRows:
        """The same without what says who somebody is, which is not kept even for as long as the run takes."""
        keys = self.reader.keys(rows).alias(self.reader.key)
        return FileRows(rows.numbers, rows.frame.with_columns(keys), rows.bad)

    def _batch(self, working: Working, number: int, rows: FileRows) -> Finished:
        good = self.reader.read(rows)
        found = self.assessing.of(good.frame)
        for name, frame in found.items():
            working.save(number, name, frame)
        bad = pl.DataFrame([(b.number, b.column, b.reason) for b in good.bad], schema=BAD, orient="row")
        working.save(number, "bad", bad)
        counts = self.assessing.counts(found["results"])
        batch = Finished(number, len(rows.numbers), len(good.frame), len({b.number for b in good.bad}), counts)
        working.finish(batch)
        return batch


def _added(several: Sequence[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    total: dict[str, Counter[str]] = {}
    for counts in several:
        for code, of_policy in counts.items():
            total.setdefault(code, Counter()).update(of_policy)
    return {code: dict(counted) for code, counted in total.items()}


def _program() -> str:
    """One for one version of what decides."""
    digest = hashlib.sha256()
    for path in sorted(Path(policies.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
