"""Days, and what a condition wants of the day of an event, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from policies.calculator.calendar import Month
from policies.calculator.date_operators import AGES, BESIDE_A_DAY, DAYS_SINCE

MONTH, DAY, YEARS_OLD = "个月", "天", "岁"


def day(value: date) -> str:
    """2026 年 11 月 22 日"""
    return f"{value.year} 年 {value.month} 月 {value.day} 日"


def month(value: Month) -> str:
    """2025 年 6 月"""
    return f"{value.year} 年 {value.month} 月"


def months(count: int) -> str:
    """Whole years from two years on: 36 → 3 年, 12 → 12 个月"""
    return f"{count // 12} 年" if count >= 24 and count % 12 == 0 else f"{count} {MONTH}"


def unit(operator: str) -> str:
    """What an operator counts in."""
    return DAY if operator in DAYS_SINCE else YEARS_OLD if operator in AGES else MONTH


def of_a_date(event: str, operator: str, operand: int | str | date, other: str) -> str:
    """「入职满 12 个月」「毕业 5 年以内」「年满 18 周岁（按出生日期）」「参保在 2024 年 1 月 1 日及以后」

    `other`: the event on whose day it is looked at; empty for the day evaluated.
    """
    if operator == "same_year_as":
        return f"{event}和{other}在同一年" if other else f"今年{event}"
    if operator in BESIDE_A_DAY:
        known = operand if isinstance(operand, date) else date.fromisoformat(str(operand))
        return f"{event}早于 {day(known)}" if operator == "before" else f"{event}在 {day(known)}及以后"
    count = int(str(operand))
    if operator in AGES:
        said, beside = (text.format(count, count + 1) for text in _AGES[operator])
        return f"{f'{other}时' if other else ''}{said}（{beside}按{event}日期）"
    span = f"{count} {DAY}" if operator in DAYS_SINCE else months(count)
    _, _, comparison = operator.partition("_since_")
    return _SINCE[comparison](event, count, span, other)


def _at_least(event: str, count: int, span: str, other: str) -> str:
    if other:
        return f"{other}时{event}已满 {span}" if count else f"{event}当天或以后{other}"
    return f"{event}满 {span}" if count else f"已{event}"


def _at_most(event: str, count: int, span: str, other: str) -> str:
    return f"{other}在{event}后 {span}以内" if other else f"{event} {span}以内"


def _more_than(event: str, count: int, span: str, other: str) -> str:
    if other:
        return f"{other}时{event}已超过 {span}" if count else f"{event}以后（不含当天）{other}"
    return f"{event}超过 {span}" if count else f"{event}那天已经过去"


def _less_than(event: str, count: int, span: str, other: str) -> str:
    if other:
        return f"{other}时{event}不满 {span}" if count else f"{event}以前（不含当天）{other}"
    return f"{event}不满 {span}" if count else f"还没有到{event}那天"


_SINCE: dict[str, Callable[[str, int, str, str], str]] = {
    "at_least": _at_least,
    "at_most": _at_most,
    "more_than": _more_than,
    "less_than": _less_than,
}
_AGES = {
    "age_at_least": ("年满 {0} 周岁", ""),
    "age_at_most": ("{0} 周岁以下", "含 {0} 周岁，"),
    "age_more_than": ("超过 {0} 周岁", "{1} 周岁起，"),
    "age_less_than": ("不满 {0} 周岁", ""),
}
