"""What a cell shows is what was typed: of a month alone, no day is known."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from policies.answers.cellmonths import month_of
from policies.calculator.calendar import Month

JUNE = Month(2025, 6)
FIRST = date(2025, 6, 1)


def cell_of(value, shown_as):
    """As it is read; `shown_as`: a format, or the number of one that is built in."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    cell = book.active.cell(1, 1, value)
    if isinstance(shown_as, int):
        cell.number_format = "General"
        cell._style.numFmtId = shown_as
    else:
        cell.number_format = shown_as
    book.save(file)
    read = openpyxl.load_workbook(file, read_only=True)
    return next(read.active.iter_rows())[0], read.epoch


@pytest.mark.parametrize(
    "shown_as",
    ['yyyy"年"m"月"', "mmm-yy", "yyyy-mm", "yyyy\\-mm;@", '[$-804]yyyy"年"m"月";@', "yyyy/m_-", 17, 57, 27, 50],
)
@pytest.mark.parametrize("value", [FIRST, 45809])
def test_a_month_alone(value, shown_as):
    assert month_of(*cell_of(value, shown_as)) == JUNE


@pytest.mark.parametrize(
    ("value", "shown_as"),
    [
        (FIRST, "yyyy/m/d"),
        (FIRST, 'yyyy"年"m"月"d"日"'),
        (FIRST, 'm"月"d"日"'),
        (FIRST, "[$-F800]dddd, mmmm dd, yyyy"),
        (FIRST, "yyyy-mm hh:mm"),
        (FIRST, "mm:ss"),
        (FIRST, "yyyy"),
        (45809, "General"),
        (45809, 31),
        # A day that somebody typed, whatever is shown of it.
        (date(2025, 6, 30), "yyyy-mm"),
        (date(2025, 6, 2), 57),
        (datetime.fromisoformat("2025-06-01T08:30"), "yyyy-mm"),
        # No days at all.
        (14, "yyyy-mm"),
        (True, "yyyy-mm"),
        ("2025-06", "yyyy-mm"),
        (None, "yyyy-mm"),
    ],
)
def test_no_month_alone(value, shown_as):
    assert month_of(*cell_of(value, shown_as)) is None
