"""A day of every year as text: 3 月 1 日 is 03-01."""

from __future__ import annotations

import re
from datetime import date

from policies.calculator.ruleset import MonthDay

WRITTEN = re.compile(r"(\d{1,2})\s*(?:-|/|月)\s*(\d{1,2})\s*日?")
# A year that has 29 February.
LEAP = 2024


def read(text: str) -> MonthDay | None:
    """(3, 1) of 03-01, 3-1 or 3月1日, there being such a day or not; None of anything else."""
    found = WRITTEN.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def is_one(day: MonthDay) -> bool:
    """Whether some year has it."""
    try:
        date(LEAP, *day)
    except ValueError:
        return False
    return True


def spelled(day: MonthDay) -> str:
    """03-01"""
    return f"{day[0]:02}-{day[1]:02}"
