"""Raw answers to typed ones: strictly from JSON (API, cookie, persona), forgivingly from what people type.

`question` is a question of the document: a dict with `type`, and `choices`, `many`, `unit`, `past_only` where it has
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from policies.answers import written
from policies.answers.written import UnreadableAnswer
from policies.calculator.calendar import Month
from policies.calculator.ruleset import Number, Value
from policies.catalogue.document.plain_values import day_or_month, money, yuan

__all__ = ["UnreadableAnswer", "parse", "parse_plain", "parse_text"]

Question = Mapping[str, Any]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
GREATEST = 10**9
MOST_MONTHS = 1200
CHOOSE = "请从列出的选项里选一个"
# What stands in a form for several choices of which none is ticked, and for 「不清楚」; a choice begins with a letter.
NONE_TICKED, UNSURE_TICKED = "0", "?"
_VALUE = itemgetter("value")


def parse(question: Question, raw: object, today: date) -> Value:
    """The answer that JSON holds: nothing is converted, 1.0 and true are no ints, a date is exactly YYYY-MM-DD
    or, where only its month is known, YYYY-MM.

    An amount of money may have cents: it comes as the Decimal that the JSON spells, never as a float.

    Raises UnreadableAnswer. `null` means unknown and is the caller's business.
    """
    return _checked(question, READ[question["type"]](question, raw), raw, today)


def parse_plain(question: Question, raw: object, today: date) -> Value:
    """The answer that was written by `plain`. Raises UnreadableAnswer."""
    return parse(question, money(raw) if question["type"] == "money" else raw, today)


def parse_text(question: Question, text: str, today: date) -> Value:
    """The answer that somebody typed or ticked. Raises UnreadableAnswer with how to write it and what was typed."""
    return _checked(question, READ_TEXT[question["type"]](question, text), text, today)


def _checked(question: Question, value: Value, raw: object, today: date) -> Value:
    if isinstance(value, (str, bool, frozenset)):
        return value
    if isinstance(value, date | Month):
        first = value.first if isinstance(value, Month) else value
        if not FIRST_DAY <= first <= LAST_DAY:
            raise UnreadableAnswer(f"年份要在 {FIRST_DAY.year} 到 {LAST_DAY.year} 之间", raw)
        if question.get("past_only") and first > today:
            raise UnreadableAnswer("这一天还没有到，请写已经过去的日期", raw)
    else:
        if value < 0:
            raise UnreadableAnswer("这里不能写负数，没有就写 0", raw)
        if question["type"] == "months" and value > MOST_MONTHS:
            raise UnreadableAnswer(f"这里写的是几个月，最多写 {MOST_MONTHS}，请检查有没有多写", raw)
        if value > GREATEST:
            raise UnreadableAnswer("这个数太大了，请检查有没有多写", raw)
    return value


def _choice(question: Question, raw: object) -> str | frozenset[str]:
    if question.get("many"):
        return _several(question, raw)
    # Some have a thousand choices.
    if isinstance(raw, str) and raw in map(_VALUE, question["choices"]):
        return raw
    raise UnreadableAnswer(CHOOSE, raw)


def _several(question: Question, raw: object) -> frozenset[str]:
    """What is ticked; none is an answer too."""
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        raise UnreadableAnswer("这一题可以选几项，请写选项的列表，都没有就写 []", raw)
    known = {choice["value"] for choice in question["choices"]}
    if unknown := [one for one in raw if one not in known]:
        raise UnreadableAnswer("请从列出的选项里选", unknown)
    if len(set(raw)) < len(raw):
        raise UnreadableAnswer("同一项写了两次，请只写一次", raw)
    return frozenset(raw)


def _choice_text(question: Question, text: str) -> str | frozenset[str]:
    if not question.get("many"):
        return _choice(question, text)
    ticked = text.split()
    if ticked == [NONE_TICKED]:
        return frozenset()
    if alone := [words for sign, words in ALONE.items() if sign in ticked]:
        labels = [choice["label"] for choice in question["choices"] if choice["value"] in ticked]
        raise UnreadableAnswer(f"“{alone[0]}”不能和别的一起勾，请去掉一样", "、".join([*labels, *alone]))
    return _several(question, ticked)


ALONE = {NONE_TICKED: "以上都没有", UNSURE_TICKED: "不清楚"}


def _bool(question: Question, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise UnreadableAnswer("请写 true 或 false", raw)


def _number(question: Question, raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise UnreadableAnswer("请写一个整数，不带引号和小数点", raw)


def _money(question: Question, raw: object) -> Number:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, Decimal) and (amount := yuan(raw)) is not None:
        return amount
    raise UnreadableAnswer("请写多少元，不带引号，最多两位小数，例如 200.50", raw)


def _date(question: Question, raw: object) -> date | Month:
    if isinstance(raw, str):
        try:
            return day_or_month(raw)
        except ValueError:
            pass
    raise UnreadableAnswer("请写存在的日期，格式是 YYYY-MM-DD，只知道月份就写 YYYY-MM", raw)


def _bool_text(question: Question, text: str) -> bool:
    if text not in written.YES_OR_NO:
        raise UnreadableAnswer(CHOOSE, text)
    return written.YES_OR_NO[text]


READ: dict[str, Callable[[Question, object], Value]] = {
    "choice": _choice,
    "bool": _bool,
    "int": _number,
    "months": _number,
    "money": _money,
    "date": _date,
}
READ_TEXT: dict[str, Callable[[Question, str], Value]] = {
    "choice": _choice_text,
    "bool": _bool_text,
    "int": lambda question, text: written.whole_number(text, question.get("unit", "")),
    "months": lambda question, text: written.months(text),
    "money": lambda question, text: written.money(text, question.get("unit", "")),
    "date": lambda question, text: written.day(text),
}
