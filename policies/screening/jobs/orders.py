"""What is to be screened, for which day and by which rules, and what is wanted of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policies.catalogue.catalogue import Catalogue
from policies.screening.files.refusals import CannotScreen

POLARS, DUCKDB, SPARK = "polars", "duckdb", "spark"
BATCH = 50_000
SOON_DAYS = 90
# Ten years: no right is told of further ahead.
MOST_DAYS = 3650
EVERY_LIST = ("why", "newly", "soon")


@dataclass(frozen=True)
class ScreeningOrder:
    """`key`: the column that becomes the opaque key, with the secret in the file `secret`; `skip`: columns that are not
    read; `days`: how soon is soon; `earlier`: the release that new rights are new since; `batch`: rows at once."""

    file: Path
    out: Path
    catalogue: Catalogue
    region: str
    on: date
    as_of: date
    key: str | None = None
    secret: Path | None = None
    skip: tuple[str, ...] = ()
    explain: bool = False
    soon: bool = False
    days: int = SOON_DAYS
    earlier: Catalogue | None = None
    engine: str = POLARS
    batch: int = BATCH

    def __post_init__(self) -> None:
        """Raises CannotScreen for what cannot be meant."""
        if self.as_of > self.on:
            raise CannotScreen(f"回答的日期 {self.as_of} 晚于 --on {self.on}，请改其中一个")
        if not self.out.name:
            raise CannotScreen("--out 要写文件的名字，例如 results.parquet")
        if not self.out.parent.is_dir():
            raise CannotScreen(f"没有文件夹 {self.out.parent}，请先建好")
        self._spare_what_is_read()
        if self.engine != SPARK and self.out.is_dir():
            raise CannotScreen(f"--out {self.out} 是一个文件夹，请写文件的名字")
        if not 1 <= self.days <= MOST_DAYS:
            raise CannotScreen(f"--days 要在 1 到 {MOST_DAYS} 之间，写的是 {self.days}")
        if self.batch < 1:
            raise CannotScreen(f"--batch 至少是 1，写的是 {self.batch}")
        if self.key is not None and self.secret is None:
            raise CannotScreen(
                "写了 --key，还要写 --key-secret 密钥文件：没有密钥，别人把所有身份证号试一遍就能从编号倒推出是谁"
            )

    def _spare_what_is_read(self) -> None:
        """Raises CannotScreen where the run would overwrite or take away what it reads: what an earlier run wrote has
        the name of what this one may write, or removes as out of date."""
        read = {self.file.resolve(): "输入的文件"}
        if self.secret is not None:
            read[self.secret.resolve()] = "密钥文件"
        for path in (self.out, self.bad, *map(self.beside, EVERY_LIST)):
            if what := read.get(path.resolve()):
                name = "--out" if path == self.out else f"这次要写或要清掉的 {path.name}"
                raise CannotScreen(f"{name} 不能就是{what}，请换一个 --out")

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the further tables that are wanted."""
        wanted = {"why": self.explain, "newly": self.earlier is not None, "soon": self.soon}
        return tuple(name for name, is_wanted in wanted.items() if is_wanted)

    def beside(self, name: str) -> Path:
        """results.why.csv beside results.csv"""
        return self.out.with_name(f"{self.out.stem}.{name}{self.out.suffix}")

    @property
    def bad(self) -> Path:
        return self.out.with_name(f"{self.out.stem}.bad.csv")
