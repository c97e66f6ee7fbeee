"""A report as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from .arranged import ReportSection, ReportTable, SimulationReport

BETWEEN = "  "


def text(report: SimulationReport) -> str:
    return "\n".join([report.title, *report.lead, *(line for one in report.sections for line in _section(one))])


def _section(section: ReportSection) -> Iterator[str]:
    yield from ("", f"== {section.title} ==")
    yield from section.notes
    for table in section.tables:
        yield from ("", table.caption, *_table(table))


def _table(table: ReportTable) -> Iterator[str]:
    rows = [table.heads, *((name, *(cell.words for cell in cells)) for name, cells in table.rows)]
    widths = [max(_columns(row[place]) for row in rows) for place in range(len(table.heads))]
    for number, row in enumerate(rows):
        yield _line(row, widths)
        if number == 0:
            yield BETWEEN.join("-" * width for width in widths)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Names to the left, numbers to the right."""
    first = row[0] + " " * (widths[0] - _columns(row[0]))
    cells = (" " * (width - _columns(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
    return BETWEEN.join((first, *cells)).rstrip()


def _columns(words: str) -> int:
    """A Chinese character takes two columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
