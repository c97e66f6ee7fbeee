"""The persons of a file, read and refused as those that are screened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from policies.catalogue.catalogue import Catalogue
from policies.screening.files import header_check, opaque, opened, personal
from policies.screening.files.batches import BadCell, FileRows
from policies.screening.files.headers import HeaderMatch, Headers
from policies.screening.files.refusals import CannotScreen, told
from policies.screening.files.repeated import count_and_repeated
from policies.screening.files.typed_rows import RowReader
from policies.screening.jobs.answered import answers_of, received_of
from policies.screening.table import columns_of

from .orders import SimulationOrder
from .person import Person
from .refused import CannotSimulate

NOBODY = "名单里一个人也没有"


class FileKey(NamedTuple):
    """The column that says who somebody is, and the file with the secret that makes it opaque; None: `key`."""

    column: str | None = None
    secret: Path | None = None


class ListedPeople:
    """`beside`: columns that no question knows, by which figures are wanted; `skip`: columns that are not read.

    Raises CannotSimulate.
    """

    real = True

    def __init__(
        self,
        path: Path,
        order: SimulationOrder,
        key: FileKey = FileKey(),  # noqa: B008 - it never changes
        skip: Sequence[str] = (),
        beside: Sequence[str] = (),
    ) -> None:
        self.path, self.order, self.bad = path, order, dict[int, BadCell]()
        try:
            self._open(key, skip, beside)
        except CannotScreen as refused:
            raise _refused(refused) from refused

    def _open(self, key: FileKey, skip: Sequence[str], beside: Sequence[str]) -> None:
        if key.column is not None and key.secret is None:
            raise CannotScreen("写了 --key，还要写 --key-secret 密钥文件")
        with told(self.path, "读"):
            self.file, _ = opened.opened(self.path)
        ruleset, order = self.order.asked, self.order
        known = Headers(Catalogue(order.document, "", "pack"), ruleset, order.as_of or order.on, self.file.epoch)
        self.beside = [name for name in beside if name in self.file.columns and known.match(name) is None]
        if strange := [name for name in self.beside if personal.by_name(name)]:
            raise CannotScreen(f"“{strange[0]}”这一列像是个人信息，不能按它分组")
        # What is no question is left out where a region asks for less than the table says.
        self.matches: dict[str, HeaderMatch]
        self.matches, problems = header_check.used(
            known, self.file.columns, self.file.types, key.column, [*skip, *self.beside]
        )
        if problems:
            raise header_check.refused(problems)
        secret = opaque.read_secret(key.secret) if key.column and key.secret else None
        self.reader = RowReader(self.matches, {column.name: column for column in columns_of(ruleset)}, secret)
        with told(self.path, "读"):
            self.total, self.reader.left_out = count_and_repeated(
                self.file, self.reader.key, list(self.matches), self.reader.keys
            )
        if not self.total:
            raise CannotScreen(NOBODY)
        names = (name for match in self.matches.values() if match.reader for name in match.reader.names)
        self.columns: Collection[str] = [*dict.fromkeys(names), *self.beside]

    def persons(self, beside: Sequence[str]) -> Iterator[Person]:
        wanted = [name for name in self.beside if name in beside]
        try:
            with told(self.path, "读"):
                for rows in self.file.read([*self.matches, *wanted]):
                    yield from self._persons(rows, wanted)
        except CannotScreen as refused:
            raise _refused(refused) from refused

    def _persons(self, rows: FileRows, wanted: Sequence[str]) -> Iterator[Person]:
        good = self.reader.read(rows)
        self.bad |= {one.number: one for one in good.bad}
        # As they stand there, of the rows that are left.
        kept = rows.frame.filter(rows.numbers.is_in(good.numbers.implode()))
        beside = kept.select(wanted).iter_rows() if wanted else repeat((), len(good.frame))
        asked = self.order.asked
        for row, apart in zip(good.frame.iter_rows(named=True), beside, strict=True):
            yield Person(answers_of(asked, row), received_of(asked, row), dict(zip(wanted, apart, strict=True)))

    def whom(self) -> str:
        return f"名单（{len(self.bad)} 行读不懂，没有算）" if self.bad else "名单"

    @property
    def left_out(self) -> Sequence[str]:
        return [
            f"第 {one.number} 行{f'“{one.column}”' if one.column else ''}：{one.reason}" for one in self.bad.values()
        ]


def _refused(refused: CannotScreen) -> CannotSimulate:
    return CannotSimulate(*refused.table, str(refused))
