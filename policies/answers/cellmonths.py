"""A cell that shows a year and a month alone.

Of 2025-06 or 2025年6月 a program makes the first day, shown as the month that was typed. The day is the program's: what
is known is the month.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from openpyxl.utils.datetime import from_excel

from policies.answers.celldays import SERIALS
from policies.calculator.calendar import Month

# Formats that need no text in the file: 17 is mmm-yy, the others are yyyy"年"m"月" in Chinese workbooks
# (ISO/IEC 29500-1, 18.8.30). openpyxl takes the Chinese ones for numbers.
BUILT_IN = {17, 27, 36, 50, 52, 57}
# Of a format what is no code: quoted words, colours and languages, signs that stand for themselves.
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')


def month_of(cell: Any, epoch: datetime) -> Month | None:
    """Of a cell of a workbook that is only read, whose numbers count from `epoch`; None where it is no month alone."""
    if not _shows_month(cell):
        return None
    found = cell.value
    if type(found) in (int, float) and int(found) in SERIALS:
        found = from_excel(found, epoch)
    if isinstance(found, datetime):
        found = found.date() if found.time() == time() else None
    # Another day than the first was typed by somebody.
    return Month(found.year, found.month) if isinstance(found, date) and found.day == 1 else None


def _shows_month(cell: Any) -> bool:
    if cell.value is None or isinstance(cell.value, str):
        return False
    if cell.style_array.numFmtId in BUILT_IN:
        return True
    codes = set(LITERAL.sub("", cell.number_format.partition(";")[0]).lower())
    return {"y", "m"} <= codes and codes.isdisjoint("dhs")
