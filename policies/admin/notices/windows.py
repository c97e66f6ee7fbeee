"""From when to when a policy runs, as columns of its own or of the notice it follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policies.catalogue.words import sentences
from policies.models import Question, Source
from policies.models.fields import WindowFields


@dataclass(frozen=True, slots=True)
class WindowColumns:
    """Without a start there is none: the notice's holds."""

    starts_on: date | None = None
    ends_on: date | None = None
    doubtful_until: date | None = None
    doubtful_no_limit: bool = False
    measured_at: Question | None = None
    window_inferred: bool = False
    window_note: str = ""

    @classmethod
    def of(cls, row: WindowFields | None) -> WindowColumns:
        return cls(**{name: getattr(row, name) for name in cls.__slots__}) if row else cls()

    @property
    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def is_open(self) -> bool:
        return self.ends_on is None

    def over_on(self, day: date) -> bool:
        """For good on this day: neither running nor in doubt."""
        doubt = self.doubtful_until is not None and self.doubtful_until >= day
        return self.ends_on is not None and self.ends_on < day and not doubt and not self.doubtful_no_limit

    def ended(self, last: date) -> WindowColumns:
        """Over after this day at the latest. What was in doubt before it stays so until then, and no longer."""
        if self.ends_on is None or self.ends_on >= last:
            return replace(self, ends_on=last, doubtful_until=None, doubtful_no_limit=False)
        doubt = last if self.doubtful_no_limit else self.doubtful_until and min(self.doubtful_until, last)
        return replace(self, doubtful_until=doubt, doubtful_no_limit=False)

    @property
    def words(self) -> str:
        """Without its note, which is long."""
        return "，".join(self._words(sentences.day(self.starts_on))) if self.starts_on else ""

    def _words(self, start: str) -> Iterator[str]:
        span = f"{start}到 {sentences.day(self.ends_on)}" if self.ends_on else f"{start}起，没有写结束"
        yield f"{self.measured_at.name}在 {span}" if self.measured_at else span
        if self.doubtful_until:
            yield f"以后到 {sentences.day(self.doubtful_until)}存疑"
        if self.doubtful_no_limit:
            yield "以后一直存疑"
        if self.window_inferred:
            yield "推断的"


def own(row: Any) -> WindowColumns:
    """Of a policy; empty where it follows its first notice."""
    return WindowColumns.of(row) if row.starts_on else WindowColumns()


def of_source(source: Source | None) -> WindowColumns:
    return WindowColumns.of(source)
