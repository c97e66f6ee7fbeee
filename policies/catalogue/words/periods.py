"""How often something is paid, and how long a number of such payments lasts, in words."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policies.calculator.awards import MONTHS_IN
from policies.calculator.due import INSTALMENT
from policies.catalogue.document import shares as spelling

from .dates import months

EVERY = {"year": "每年", "half_year": "每半年", "quarter": "每季度", "month": "每月"}
# What one counts who says how many were paid.
UNITS = {"year": "年", "half_year": "个半年", "quarter": "个季度", "month": "个月", INSTALMENT: "期"}


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


def instalments(shares: Iterable[str | Fraction], period: str) -> str:
    """「分 3 期发，每年一期：40%、30%、30%」"""
    said = [spelling.said(Fraction(share)) for share in shares]
    return f"{in_parts(len(said), period)}：{'、'.join(said)}"


def in_parts(count: int, period: str) -> str:
    return f"分 {count} 期发，{EVERY[period]}一期"


def whole_years(count: int, period: str) -> bool:
    return count * MONTHS_IN[period] % 12 == 0


def payments(count: int, period: str | None) -> str:
    """How many payments: months and instalments are counted as such, all others as 次."""
    return f"{count} {UNITS[period] if period in ('month', INSTALMENT) else '次'}"
