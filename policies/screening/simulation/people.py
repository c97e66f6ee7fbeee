"""Whose rights and money are reckoned."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib.util import find_spec
from typing import Protocol

from policies.screening.needed import INSTALL

from .person import Person
from .refused import CannotSimulate

MISSING = f"这台机器上没有装测算要用的程序（polars、pyarrow）。请管理员装好再来：{INSTALL}"


class People(Protocol):
    """`total`: how many, as far as known beforehand; `columns`: of the table; `real`: not made up."""

    @property
    def total(self) -> int | None: ...

    @property
    def columns(self) -> Collection[str]: ...

    @property
    def real(self) -> bool: ...

    def persons(self, beside: Sequence[str]) -> Iterator[Person]:
        """`beside`: the columns that are no questions, but wanted all the same."""

    def whom(self) -> str:
        """In words, after all of them were looked at."""

    @property
    def left_out(self) -> Sequence[str]:
        """Whom nobody can count, each in a sentence that names the row and what is wrong."""


def refuse_without_programs() -> None:
    """Raises CannotSimulate where what reads tables is not installed."""
    if not all(find_spec(name) for name in ("polars", "pyarrow")):
        raise CannotSimulate(MISSING)
