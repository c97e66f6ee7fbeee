"""Dates and numbers as people write them: full-width digits, 2025年6月30日, 12个月, 1.2万."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from policies.calculator.calendar import Month
from policies.calculator.echo import beginning
from policies.calculator.ruleset import Number
from policies.catalogue.document import canonical
from policies.catalogue.document.plain_values import yuan

YES_OR_NO = {"yes": True, "no": False, "是": True, "否": False, "不是": False}
LONGEST = 40
SHOWN = 20

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_BETWEEN = r"[-./。、·‐-―−年]"
_DAY = re.compile(rf"([0-9]{{4}}){_BETWEEN}([0-9]{{1,2}})(?:{_BETWEEN}|月)([0-9]{{1,2}})[日号]?")
_DAY_OF_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(rf"([0-9]{{4}})(?:([0-9]{{2}})|{_BETWEEN}([0-9]{{1,2}})月?份?)")
_YEAR = re.compile(r"[0-9]{4}年?")
_COUNT = re.compile(rf"({_NUMBER})(.*)")
_MONEY = re.compile(rf"¥?({_NUMBER})([万wW]?)(.*)")
_MONTHS = re.compile(rf"({_NUMBER})(?:个?月)?")
_YEARS = re.compile(rf"({_NUMBER})年(?:(半)|零?({_NUMBER})个?月)?")

# Other ways to write a unit; the unit of the question itself always does.
_SAME_UNIT = {
    "元": ("块", "块钱", "元钱", "人民币"),
    "平方米": ("平米", "平方", "平", "m2", "M2"),
    "岁": ("周岁",),
    "人": ("个", "个人", "名", "位"),
    "分": ("积分",),
}


class UnreadableAnswer(ValueError):
    """An answer that cannot be read; its text says how to write it and repeats what was written.

    `raw`: what was typed, or what JSON held, which is repeated as JSON: true, not True. `how`: the same without it, for
    whoever may not repeat what was written.
    """

    def __init__(self, how: str, raw: object) -> None:
        typed = canonical.written(raw).strip()
        super().__init__(f"{how}。你写的是“{beginning(typed, SHOWN)}”。")
        self.how = how


def half_width(text: str) -> str:
    """Half-width and without spaces; spaces between digits stand for a separator."""
    if len(text) > LONGEST:
        raise UnreadableAnswer("写得太长了，只写数字或日期就行", text)
    written = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"\s", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", "-", written))


def day(text: str) -> date | Month:
    """A whole date, or a month without its day."""
    written = half_width(text)
    found = _DAY.fullmatch(written) or _DAY_OF_DIGITS.fullmatch(written) or _MONTH.fullmatch(written)
    if found is None and _YEAR.fullmatch(written):
        raise UnreadableAnswer("至少要写到月，例如 2025年6月。想不起是哪个月，可以选“不清楚”", text)
    if found is None:
        raise UnreadableAnswer("请写年、月、日，例如 2025-06-30 或 2025年6月30日，只记得月份就写到月", text)
    year, month, *days = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, *days) if days else Month(year, month)
    except ValueError:
        raise UnreadableAnswer("日历上没有这一天，请检查月和日" if days else "没有这个月份，请检查", text) from None


def names_a_month(text: str) -> bool:
    """Whether this is a month without its day."""
    return len(text) <= LONGEST and _MONTH.fullmatch(half_width(text)) is not None


def whole_number(text: str, unit: str) -> int:
    found = _COUNT.fullmatch(_number_text(text))
    if found is None or not _is_unit(found[2], unit):
        raise UnreadableAnswer("请只写数字，例如 3", text)
    return _whole(_decimal(found[1]), text)


def money(text: str, unit: str) -> Number:
    """Yuan to the cent; 1.2万 is 12000."""
    found = _MONEY.fullmatch(_number_text(text))
    if found is None or not _is_unit(found[3], unit):
        raise UnreadableAnswer("请用数字写多少元，例如 3000 或 1.2万", text)
    amount = yuan(_decimal(found[1]) * (10000 if found[2] else 1))
    if amount is None:
        raise UnreadableAnswer("最多写到分，也就是小数点后两位，例如 200.50", text)
    return amount


def months(text: str) -> int:
    """Whole months; 1年2个月 is 14."""
    number = _number_text(text)
    if found := _MONTHS.fullmatch(number):
        return _whole(_decimal(found[1]), text)
    if found := _YEARS.fullmatch(number):
        rest = Decimal(6) if found[2] else _decimal(found[3] or "0")
        return _whole(_decimal(found[1]) * 12 + rest, text)
    raise UnreadableAnswer("请用数字写几个月，例如 14 或 1年2个月", text)


def _number_text(text: str) -> str:
    number = half_width(text)
    if re.match(r"[-‐-―−负]", number):
        raise UnreadableAnswer("这里不能写负数，没有就写 0", text)
    return number


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _whole(number: Decimal, text: str) -> int:
    if number != number.to_integral_value():
        raise UnreadableAnswer("请写整数，不写小数", text)
    return int(number)


def _is_unit(written: str, unit: str) -> bool:
    """Whether this is the unit (of 元/月 also just 元) or another way to write it."""
    first = unit.partition("/")[0]
    return written in ("", unit, first, *_SAME_UNIT.get(first, ()))
