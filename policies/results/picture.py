"""The payments by year as a picture and as a table: a bar for each year, years alike in one row.

Widths are per cent of the picture, heights in em: it grows with the text, and its text is never scaled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.calculator.payments import Payment, Year, by_year
from policies.catalogue.words.awards import per_year

ROW, TEXT_BASE, BAR_TOP, BAR_HEIGHT = 3.5, 1.125, 1.55, 1.125
GAP, LEAST = 0.6, 1.2
# The parts of a bar in their order; each is a class of the style sheet.
KINDS = ("yearly", "once", "up_to", "later")


@dataclass(frozen=True, slots=True)
class YearBar:
    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Row:
    """A year, or several years alike."""

    first: Year
    last: int
    this_year: int
    bars: tuple[YearBar, ...]
    y: str
    bar_y: str

    @property
    def years(self) -> str:
        return f"{self.first.year}" if self.first.year == self.last else f"{self.first.year}–{self.last}"

    @property
    def low(self) -> str:
        """Digits; empty for nothing."""
        return _digits(self.first.low)

    @property
    def up_to(self) -> str:
        return _digits(self.first.up_to)

    @property
    def later(self) -> str:
        return _digits(self.first.later)

    @property
    def remark(self) -> str:
        if self.first.year == self.this_year:
            return "今年"
        if self.last < self.this_year:
            return "往年"
        return "" if self.first.year == self.last else "每年"

    @property
    def in_words(self) -> str:
        years = f"{self.first.year} 年" if self.first.year == self.last else f"{self.first.year} 到 {self.last} 年每年"
        return f"{years}{per_year(self.first)}"


@dataclass(frozen=True, slots=True)
class Picture:
    rows: tuple[Row, ...]
    height: str
    low: str
    up_to: str
    later: str

    @property
    def in_words(self) -> str:
        return "；".join(row.in_words for row in self.rows) + "。"

    @property
    def open_end(self) -> bool:
        return any(row.first.open_end for row in self.rows)


def picture(payments: Sequence[Payment], this_year: int) -> Picture | None:
    """None where there is nothing to compare: no payment, or all in one year."""
    years = by_year(payments)
    if len(years) < 2:
        return None
    most = max(year.most for year in years)
    rows = tuple(_row(place, alike, most, this_year) for place, alike in enumerate(_alike(years, this_year)))
    return Picture(
        rows,
        _em(len(rows) * ROW - ROW + BAR_TOP + BAR_HEIGHT + 0.125),
        _digits(sum(year.low for year in years)),
        _digits(sum(year.up_to for year in years)),
        _digits(sum(year.later for year in years)),
    )


def _alike(years: Iterable[Year], this_year: int) -> list[list[Year]]:
    """Years in a row with the same payments together; this year stands alone."""
    rows: list[list[Year]] = []
    for year in years:
        last = rows[-1][-1] if rows else None
        if last and this_year not in (last.year, year.year) and last.year + 1 == year.year and _same(last, year):
            rows[-1].append(year)
        else:
            rows.append([year])
    return rows


def _same(one: Year, other: Year) -> bool:
    return all(getattr(one, kind) == getattr(other, kind) for kind in KINDS)


def _row(place: int, alike: Sequence[Year], most: int, this_year: int) -> Row:
    year, top = alike[0], place * ROW
    bars, x = [], 0.0
    # What is over after the least width of each bar and the gaps is shared out by amount.
    amounts = {kind: amount for kind in KINDS if (amount := getattr(year, kind))}
    for kind, amount in amounts.items():
        width = LEAST + amount / most * (100 - len(KINDS) * (LEAST + GAP))
        bars.append(YearBar(kind, f"{x:.2f}%", f"{width:.2f}%"))
        x += width + GAP
    return Row(year, alike[-1].year, this_year, tuple(bars), _em(top + TEXT_BASE), _em(top + BAR_TOP))


def _em(value: float) -> str:
    return f"{value:.4g}em"


def _digits(amount: int) -> str:
    return f"{amount:,}" if amount else ""
