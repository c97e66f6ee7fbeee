"""How often something is paid, and how long a number of such payments lasts, in words."""

from __future__ import annotations

from policies.calculator.awards import MONTHS_IN

from .dates import months

EVERY = {"year": "每年", "half_year": "每半年", "quarter": "每季度", "month": "每月"}
# What one counts who says how many were paid.
UNITS = {"year": "年", "half_year": "个半年", "quarter": "个季度", "month": "个月"}


def lasts(count: int, period: str) -> str:
    """So many payments, a period apart: 「3 年」「10 个月」「5 个季度」「2 年半」"""
    whole = count * MONTHS_IN[period]
    if period == "month":
        return months(count)
    if whole % 12 == 0:
        return f"{whole // 12} 年"
    if period == "half_year":
        return f"{whole // 12} 年半" if whole > 12 else "半年"
    return f"{count} {UNITS[period]}"


def whole_years(count: int, period: str) -> bool:
    return count * MONTHS_IN[period] % 12 == 0


def payments(count: int, period: str | None) -> str:
    """How many payments: months are counted as such, all others as 次."""
    return f"{count} {UNITS['month'] if period == 'month' else '次'}"
