"""The stretches of time that figures are looked at for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from policies.statistics.counts import KEPT_MONTHS

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    first: date
    last: date

    @property
    def words(self) -> str:
        if self.first == self.last:
            return f"{self.first.month} 月 {self.first.day} 日"
        if self.first.day == 1:
            return f"{self.first.year} 年 {self.first.month} 月"
        return f"{self.first.month} 月 {self.first.day} 日至 {self.last.month} 月 {self.last.day} 日"


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """`per`: what the spans are, in words."""

    key: str
    name: str
    per: str
    length: int

    def spans(self, today: date) -> list[Span]:
        """The oldest first; the last one holds today and ends with it."""
        if self.per == "月":
            return _months(today, self.length)
        days = {"天": 1, "周": 7}[self.per]
        ends = [today - days * DAY * back for back in reversed(range(self.length))]
        return [Span(end - (days - 1) * DAY, end) for end in ends]


def _months(today: date, length: int) -> list[Span]:
    firsts = [date(months // 12, months % 12 + 1, 1) for months in _count_back(today, length)]
    lasts = [first - DAY for first in firsts[1:]]
    return [Span(first, last) for first, last in zip(firsts, [*lasts, today], strict=True)]


def _count_back(today: date, length: int) -> range:
    now = today.year * 12 + today.month - 1
    return range(now - length + 1, now + 1)


PERIODS = {
    period.key: period
    for period in (
        ReportPeriod("30d", "近 30 天", "天", 30),
        ReportPeriod("13w", "近 13 周", "周", 13),
        ReportPeriod("12m", "近 12 个月", "月", 12),
        ReportPeriod("all", "全部", "月", KEPT_MONTHS + 1),
    )
}
