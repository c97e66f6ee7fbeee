"""A day as it may stand in a cell: 2028/1/1, 2027年1月1日, a time behind it, or the number that stands for it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from openpyxl.utils.datetime import from_excel

from policies.answers import written
from policies.calculator.calendar import Month
from policies.calculator.echo import beginning

# From 1954 to 2118; a year or a number of months is no such number.
SERIALS = range(20000, 80000)
CLOCK = re.compile(r"(.*?[0-9日号])[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?", re.DOTALL)
ZONE = re.compile(r".*[0-9]:[0-9]{2}.*(?:Z|[+-][0-9]{2}:?[0-9]{2})")
HOW = "请写日期，例如 2026-01-01"


def day(value: Any, epoch: datetime) -> date:
    """`epoch`: day 0 of the workbook's numbers. Raises ValueError with what to write and what stands there."""
    found = day_or_month(value, epoch)
    if isinstance(found, Month):
        raise ValueError(f"{HOW}；现在写的是“{str(value).strip()}”")
    return found


def day_or_month(value: Any, epoch: datetime) -> date | Month:
    """The same; a month without its day is one too."""
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case bool():
            pass
        case int() | float() if int(value) in SERIALS:
            found = from_excel(int(value), epoch)
            if isinstance(found, datetime):
                return found.date()
        case int() | str():
            return _typed(str(value).strip())
    raise ValueError(f"{HOW}；现在写的是“{beginning(value)}”")


def _typed(said: str) -> date | Month:
    refused = ValueError(f"{HOW}；现在写的是“{beginning(said)}”")
    if ZONE.fullmatch(said):
        return _at_midnight(said, refused)
    clock = CLOCK.fullmatch(said)
    try:
        found = written.day(clock[1] if clock else said)
    except written.UnreadableAnswer:
        raise refused from None
    if clock and isinstance(found, Month):
        raise refused
    return found


def _at_midnight(said: str, refused: ValueError) -> date:
    """Programs write a day as its midnight, some of them here and some in Greenwich; at any other time it is no day."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise refused from None
    for zone in (timezone.get_current_timezone(), UTC):
        if (there := moment.astimezone(zone)).time() == time():
            return there.date()
    raise refused
