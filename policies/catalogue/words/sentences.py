"""Codes and numbers into Chinese sentences; every page, the API's text and the admin say a thing the same way.

Numbers stand apart from their unit by a plain space (「12 个月」); the template filter `nb` makes it non-breaking.
Questions are the document's entries by key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from policies.calculator.calendar import Month
from policies.calculator.date_operators import COUNTED, DATE_OPERATORS, WAITED_FOR
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Between, Number
from policies.catalogue.document.plain_values import day_or_month
from policies.catalogue.document.plain_values import operand as in_values

from .dates import MONTH, of_a_date, unit
from .dates import day as day
from .dates import month as month
from .dates import months as months
from .reckoned import Numbers, Sayer

# What is answered where of several choices none is ticked.
NONE_OF_THEM = "都没有"
NO_DATE = "none"  # the calculator's fact for a date that never was
YUAN = "元"
TEN_THOUSAND = 10_000
UNSTATED = "文件另有“符合条件”的要求，具体条件未公布。"

Question = Mapping[str, Any]
Questions = Mapping[str, Question]
NO_NUMBERS = Numbers()


# Numbers


def yuan(amount: int | Decimal) -> str:
    """6,000 元, 200.50 元; from 100,000 on, round sums in 万: 80 万元"""
    number, unit = money(amount)
    return f"{number} {unit}"


def money(amount: int | Decimal) -> tuple[str, str]:
    """An amount's digits and its unit, for pages that set the digits large."""
    if amount >= 10 * TEN_THOUSAND and amount % TEN_THOUSAND == 0:
        return digits(amount // TEN_THOUSAND), f"万{YUAN}"
    return digits(amount), YUAN


def digits(amount: int | Decimal) -> str:
    """Whole yuan without decimals, others to the cent: 6,000 and 200.50"""
    return f"{int(amount):,}" if amount == int(amount) else f"{amount:,.2f}"


# Values


def value(question: Question, answer: Any) -> str:
    """One answer or one needed value, as the visitor would say it."""
    return _VALUES[question["type"]](question, answer)


def _choice(question: Question, answer: Any) -> str:
    if question.get("many") and not isinstance(answer, str):
        return _ticked(question, answer)
    return next((choice["label"] for choice in question["choices"] if choice["value"] == answer), str(answer))


def _ticked(question: Question, answer: Any) -> str:
    """「残疾人、低保家庭」 in the order of the choices; 「都没有」 where nothing is ticked."""
    named = [choice["label"] for choice in question["choices"] if choice["value"] in answer]
    named += sorted(set(answer) - {choice["value"] for choice in question["choices"]})
    return "、".join(named) or NONE_OF_THEM


def _bool(question: Question, answer: Any) -> str:
    return question["yes"] if answer else question["no"]


def _number(question: Question, answer: Any) -> str:
    unit = question.get("unit", "")
    return f"{answer:,} {unit}" if unit else f"{answer:,}"


def _months(question: Question, answer: Any) -> str:
    return f"{answer:,} {question.get('unit') or MONTH}"


def _money(question: Question, answer: Any) -> str:
    """In the question's own unit (元/平方米, 元/月), else in yuan."""
    unit = question.get("unit") or YUAN
    amount = Decimal(answer)
    return yuan(amount) if unit == YUAN else f"{digits(amount)} {unit}"


def _date(question: Question, answer: Any) -> str:
    if answer == NO_DATE:
        return f"还没有{question['name']}"
    known = day_or_month(answer) if isinstance(answer, str) else answer
    return _dated(known)


def _dated(known: date | Month) -> str:
    return month(known) if isinstance(known, Month) else day(known)


_VALUES: dict[str, Callable[[Question, Any], str]] = {
    "choice": _choice,
    "bool": _bool,
    "int": _number,
    "months": _months,
    "money": _money,
    "date": _date,
}


# What a condition needs


def needed(
    questions: Questions,
    key: str,
    operator: str,
    operand: Any,
    measured_at: str | None = None,
    numbers: Numbers = NO_NUMBERS,
) -> str:
    """「学历：大专及以上」「累计社保至少 12 个月」「入职满 12 个月」「毕业 5 年以内」

    `numbers`: the parameters by which what is needed is reckoned, and the day whose number is said.
    """
    question = questions[key]
    if operator in DATE_OPERATORS:
        other = questions[measured_at]["name"] if measured_at else ""
        if operator == "same_year_as" and operand in questions:
            other = questions[operand]["name"]
        return of_a_date(question["name"], operator, operand, other)
    if question["type"] == "bool":
        return value(question, operand if operator == "is" else not operand)
    if question["type"] == "choice":
        return f"{question['name']}：{_choices(question, operator, operand)}"
    if formulas(found := in_values(operand) if isinstance(operand, dict) else operand):
        return Sayer(question, questions, numbers, value).needed(operator, found)
    if operator == "between":
        return f"{question['name']}{_between(question, in_values(operand))}"
    if operator == "not_in":
        return f"{question['name']}{_none_of([f' {value(question, one)}' for one in operand])}"
    return f"{question['name']}{_NUMBERS[operator].format(_listed(question, operand))}"


def briefly(
    questions: Questions,
    key: str,
    operator: str,
    operand: Any,
    measured_at: str | None = None,
    numbers: Numbers = NO_NUMBERS,
) -> str:
    """The same, of a long list of choices with the first few and how many there are: the policy's page names all."""
    question = questions[key]
    if not _is_long(question, operator, operand):
        return needed(questions, key, operator, operand, measured_at, numbers)
    few = "、".join(_choice(question, one) for one in list(operand)[:NAMED])
    words = _LONG[operator][bool(question.get("many"))]
    return f"{question['name']}：{words.format(f'{few}等 {len(operand)} 项')}"


def all_named(questions: Questions, key: str, operator: str, operand: Any) -> list[str]:
    """The choices of a list that `briefly` does not read out; none of a shorter one."""
    question = questions[key]
    return [_choice(question, one) for one in operand] if _is_long(question, operator, operand) else []


def _is_long(question: Question, operator: str, operand: Any) -> bool:
    return operator in _LONG and question["type"] == "choice" and len(operand) > MOST_NAMED


# How long a list of choices is read out where there are many conditions, and how many of a longer one are.
MOST_NAMED, NAMED = 12, 3
# Of a choice, and of one of which several may be ticked.
_LONG = {
    "in": ("{}里的一项", "包括{}里的至少一项"),
    "not_in": ("不是{}里的任何一项", "不包括{}里的任何一项"),
}


def _between(question: Question, ends: Between) -> str:
    """「在 18 到 35 岁之间，含两端」, the unit once where both have it; 「为 18 岁」 where both ends are one."""
    least, most = value(question, ends.least), value(question, ends.most)
    if ends.least == ends.most:
        return _NUMBERS["is"].format(least)
    number, _, unit = least.partition(" ")
    first = least if unit and not most.endswith(f" {unit}") else f"{number} "
    return f"在 {first}到 {most}{'' if unit else ' '}之间，含两端"


def _listed(question: Question, operand: Any) -> str:
    return "或".join(value(question, one) for one in _several(operand))


def _several(operand: Any) -> list[Any]:
    return list(operand) if isinstance(operand, (list, tuple)) else [operand]


def _choices(question: Question, operator: str, operand: Any) -> str:
    if question.get("many"):
        names = [_choice(question, one) for one in operand]
        return f"包括{alternatives(names)}" if operator == "in" else "，也".join(f"不包括{name}" for name in names)
    if operator in ("at_least", "at_most") and operand == _end(question, operator):
        return _choice(question, operand)
    if operator in ("is_not", "not_in"):
        return _none_of([_choice(question, one) for one in _several(operand)])
    if operator in ("is", "in"):
        return alternatives([_choice(question, one) for one in _several(operand)])
    return _RANKS[operator].format(_choice(question, operand))


def _none_of(names: list[str]) -> str:
    """「不是租房，也不是人才公寓」: a list after one 不是 is read either way."""
    return "，也".join(f"不是{name}" for name in names)


def alternatives(names: list[str]) -> str:
    """「租房 或 人才公寓」「甲、乙 或 丙」"""
    return " 或 ".join([part for part in ("、".join(names[:-1]), names[-1]) if part])


def _end(question: Question, operator: str) -> str:
    return question["choices"][-1 if operator == "at_least" else 0]["value"]


_RANKS = {"at_least": "{}及以上", "at_most": "{}及以下", "more_than": "高于{}", "less_than": "低于{}"}
_NUMBERS = {
    "is": "为 {}",
    "is_not": "不是 {}",
    "in": "为 {}",
    "at_least": "至少 {}",
    "at_most": "最多 {}",
    "more_than": "超过 {}",
    "less_than": "少于 {}",
}


def window(starts_on: date, ends_on: date | None, event: Question | None = None) -> str:
    """When a policy runs: 「购房在 2023 年 1 月 1 日到 2025 年 12 月 31 日之间」"""
    if event:
        subject = f"{event['name']}在"
        return f"{subject} {day(starts_on)}到 {day(ends_on)}之间" if ends_on else f"{subject} {day(starts_on)}及以后"
    return f"政策从 {day(starts_on)}到 {day(ends_on)}执行" if ends_on else f"政策从 {day(starts_on)}起执行"


def accepting(starts_on: date, ends_on: date | None) -> str:
    """When applications are taken: 「受理到 2026 年 12 月 31 日为止」「从 2027 年 1 月 1 日起受理」"""
    if starts_on == date.min:
        return f"受理到 {day(ends_on)}为止" if ends_on else "一直受理"
    return f"从 {day(starts_on)}到 {day(ends_on)}受理" if ends_on else f"从 {day(starts_on)}起受理"


def clause(text: str) -> str:
    """A bare number is that of an article: 19（7） → 第 19 条（7）"""
    return _ARTICLE.sub(r"第 \1 条", text)


_ARTICLE = re.compile(r"^(\d+)(?=$|（)")


# What was answered, and what it misses by


def answered(question: Question, answer: Any, *, given: bool) -> str:
    """`given`: the visitor said so; otherwise it follows from other answers (or is not known at all)."""
    if answer is None:
        return "你还没有回答"
    return f"{'你的回答' if given else '按你的其他回答'}：{value(question, answer)}"


def given(question: Question, on: date, counts_as: Any) -> str:
    """「2026 年 11 月 1 日答的，到今天算 10 个月」: an answer that counts otherwise as time goes by."""
    return f"{day(on)}答的，到今天算 {value(question, counts_as)}"


def gap(question: Question, operator: str, by: Number | None, counted_from: date | Month | None = None) -> str:
    """「还差 4 个月」「超出 3 个月」; `counted_from`, a day to come: 「从 2026 年 12 月 13 日算起，还差 12 个月」

    「从 2026 年 12 月 13 日起满足」 where there is nothing else to wait for; empty where there is nothing to say.
    """
    if by is None:
        return f"从 {_dated(counted_from)}起满足" if counted_from else ""
    if counted_from:
        return f"从 {_dated(counted_from)}算起，{gap(question, operator, by)}"
    amount = f"{by} {unit(operator)}" if operator in COUNTED else value(question, by)
    return f"{'还差' if operator in {'at_least', 'more_than'} | WAITED_FOR else '超出'} {amount}"
