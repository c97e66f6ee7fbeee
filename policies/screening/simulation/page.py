"""A report as one page of HTML, and its long table as csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from . import long_table
from .arranged import ReportSection, ReportTable, SimulationReport
from .charts import DrawnChart, drawn

STYLE = "css/simulation.css"
# A spreadsheet would take a text that begins like this for a formula; a number may be below nought.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class PageSection:
    """`parts`: its tables, each with the chart that shows the same."""

    section: ReportSection
    parts: tuple[tuple[DrawnChart | None, ReportTable], ...]


def sections(report: SimulationReport) -> list[PageSection]:
    return [PageSection(one, tuple(_parts(one))) for one in report.sections]


def _parts(section: ReportSection) -> Iterator[tuple[DrawnChart | None, ReportTable]]:
    charts = {chart.key: drawn(chart) for chart in section.charts if chart.bars}
    for table in section.tables:
        yield charts.get(table.key), table


def html(report: SimulationReport) -> str:
    """A whole page that needs nothing beside itself."""
    style = Path(str(finders.find(STYLE))).read_text("utf-8")
    context = {"report": report, "sections": sections(report), "style": mark_safe(style)}  # noqa: S308 - our own file
    return render_to_string("policies/simulation/page.html", context)


def csv_text(report: SimulationReport) -> str:
    """With the mark by which spreadsheets read it as UTF-8."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(long_table.HEADS)
    table.writerows([_harmless(value) for value in row] for row in report.figures)
    said = [(line,) for line in report.lead]
    table.writerows([(), *said])
    return "\ufeff" + written.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) and not text.removeprefix("-").isdecimal() else text
