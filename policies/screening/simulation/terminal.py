"""A report as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policies.catalogue.words.terminal import columns, to_the_left, to_the_right

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
    widths = [max(columns(row[place]) for row in rows) for place in range(len(table.heads))]
    for number, row in enumerate(rows):
        yield _line(row, widths)
        if number == 0:
            yield BETWEEN.join("-" * width for width in widths)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Names to the left, numbers to the right."""
    return BETWEEN.join((to_the_left(row[0], widths[0]), *map(to_the_right, row[1:], widths[1:]))).rstrip()
