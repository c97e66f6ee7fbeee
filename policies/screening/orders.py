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
        if self.file.resolve() == self.out.resolve():
            raise CannotScreen("--out 不能就是输入的文件")
        if not self.out.parent.is_dir():
            raise CannotScreen(f"没有文件夹 {self.out.parent}，请先建好")
        if self.key is not None and self.secret is None:
            raise CannotScreen(
                "写了 --key，还要写 --key-secret 密钥文件：没有密钥，别人把所有身份证号试一遍就能从编号倒推出是谁"
            )

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
