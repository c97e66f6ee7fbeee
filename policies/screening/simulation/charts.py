"""Where the bars of a report's charts stand. Lengths are per cent of the chart's width, so text is never scaled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .arranged import Chart, ChartBar

# px: a bar with the two lines above it, where the bar begins, how thick it is.
ROW, TOP, BAR = 66, 40, 14
LABEL, WORDS = 16, 34
ROOM = 100.0


@dataclass(frozen=True, slots=True)
class DrawnPart:
    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """px from above: of its label, its words, and both ends of the bar itself."""

    label: str
    words: str
    label_y: int
    words_y: int
    y: int
    end: int
    parts: tuple[DrawnPart, ...]


@dataclass(frozen=True, slots=True)
class DrawnChart:
    chart: Chart
    height: int
    axis: str
    bars: tuple[DrawnBar, ...]
    bar_height: int = BAR


def drawn(chart: Chart) -> DrawnChart:
    """Whatever is below nought goes to the left of an axis, everything in one proportion."""
    left = max((_reach(bar, -1) for bar in chart.bars), default=0)
    right = max((_reach(bar, 1) for bar in chart.bars), default=0)
    scale = ROOM / (left + right) if left + right else 0.0
    axis = left * scale
    bars = tuple(_bar(bar, place * ROW, tuple(_parts(bar, axis, scale))) for place, bar in enumerate(chart.bars))
    return DrawnChart(chart, len(bars) * ROW, f"{axis:.2f}%", bars)


def _bar(bar: ChartBar, above: int, parts: tuple[DrawnPart, ...]) -> DrawnBar:
    return DrawnBar(bar.label, bar.words, above + LABEL, above + WORDS, above + TOP, above + TOP + BAR, parts)


def _reach(bar: ChartBar, sign: int) -> int:
    return sum(sign * number for _, number in bar.parts if sign * number > 0)


def _parts(bar: ChartBar, axis: float, scale: float) -> Iterator[DrawnPart]:
    ends = {1: axis, -1: axis}
    for kind, number in bar.parts:
        if not number:
            continue
        width, sign = abs(number) * scale, 1 if number > 0 else -1
        start = ends[1] if sign > 0 else ends[-1] - width
        ends[sign] += sign * width
        yield DrawnPart(kind, f"{start:.2f}%", f"{width:.2f}%")
