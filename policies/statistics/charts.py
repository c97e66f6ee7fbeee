"""Where the bars of the charts stand. Widths are per cent, heights px: a chart is as wide as its place, its text never
scaled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.statistics.cells import Cell
from policies.statistics.report import CodeFigures, SpanFigures

HEIGHT = 160
# A bar that stands for a number that is not shown.
STUB = 3
GAP = 0.2
# So many labels fit under the columns, on a phone as well.
LABELS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """`hidden`: its number is not shown, and its length says nothing."""

    kind: str
    length: str
    start: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class SpanColumn:
    """One span of time: its checks, and over them those that saw a result."""

    figures: SpanFigures
    x: str
    width: str
    bars: tuple[Bar, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    columns: list[SpanColumn]
    most: int


def columns(figures: Sequence[SpanFigures]) -> Columns:
    most = max((one.started.count or 0 for one in figures), default=0)
    width = 100 / max(len(figures), 1)
    every = -(-len(figures) // LABELS)
    return Columns(
        [
            SpanColumn(
                one,
                f"{(place + GAP / 2) * width:.2f}%",
                f"{(1 - GAP) * width:.2f}%",
                (_upright("started", one.started, most), _upright("finished", one.finished, most)),
                one.span.words if place % every == 0 else "",
            )
            for place, one in enumerate(figures)
        ],
        most,
    )


def _upright(kind: str, cell: Cell, most: int) -> Bar:
    height = STUB if cell.count is None else max(STUB, round(HEIGHT * cell.count / most)) if most else STUB
    return Bar(kind, str(height), str(HEIGHT - height), cell.count is None)


@dataclass(frozen=True, slots=True)
class Share:
    """A section or a policy with its bars in one line."""

    figures: CodeFigures
    bars: tuple[Bar, ...]


def shares(figures: Iterable[CodeFigures]) -> list[Share]:
    """All in proportion to the longest line."""
    figures = list(figures)
    most = max((_shown(one) for one in figures), default=0)
    return [Share(one, tuple(_lying(one, most))) for one in figures]


def _shown(figures: CodeFigures) -> int:
    return sum(cell.count or 0 for cell in figures.cells)


def _lying(figures: CodeFigures, most: int) -> Iterable[Bar]:
    start = 0.0
    for place, cell in enumerate(figures.cells):
        if cell.count:
            length = 100 * cell.count / most
            yield Bar(f"part-{place}", f"{length:.2f}%", f"{start:.2f}%", hidden=False)
            start += length
