"""Whether one condition fits its question: a known question, an operator of its type, a value of its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.calculator.date_operators import DATE_OPERATORS
from policies.calculator.ruleset import Number
from policies.catalogue.document import schema
from policies.catalogue.document.canonical import written
from policies.catalogue.document.plain_values import money, operand

from .problems import Path, listed, quoted, similar

ORDER = {"at_least", "at_most", "more_than", "less_than"}
NUMBERS = ORDER | {"between"}
SEVERAL = {"in", "not_in"}
NUMERIC = {"int", "months", "money"}
FITTING = {
    "choice": {"is", "is_not"} | SEVERAL,
    "bool": {"is"},
    "int": {"is", "is_not"} | SEVERAL | NUMBERS,
    "months": NUMBERS,
    "money": {"is", "is_not"} | SEVERAL | NUMBERS,
    "date": set(DATE_OPERATORS),
}
TYPES = {
    "choice": "选择题",
    "bool": "是非题",
    "int": "整数题",
    "months": "月数题",
    "money": "金额题",
    "date": "日期题",
}


def fitting_operators(kind: str, *, ordered: bool, many: bool) -> set[str]:
    """The operators of conditions on a question of this type."""
    if many:
        return SEVERAL
    return FITTING[kind] | (ORDER if ordered else set())


def _kind_of_choice(question: schema.Question) -> str:
    if question.type != "choice" or question.ordered:
        return ""
    return "（可以选几项）" if question.many else "（选项没有高低顺序）"


def singles(conditions: list[schema.Condition], path: Path) -> Iterator[tuple[Path, schema.Condition]]:
    """Every condition that asks a question, with its place, whatever it is nested in."""
    for number, condition in enumerate(conditions):
        place = (*path, number)
        if condition.question is not None:
            yield place, condition
        for name in ("any_of", "all_of"):
            yield from singles(getattr(condition, name) or [], (*place, name))


def misfit(condition: schema.Condition, question: schema.Question) -> tuple[str, str, str] | None:
    """(key, code, sentence) of what does not fit, None where all does."""
    operator = condition.operator
    fitting = fitting_operators(question.type, ordered=question.ordered, many=question.many)
    if operator not in fitting:
        kind = TYPES[question.type] + _kind_of_choice(question)
        known = "、".join(name for name in schema.OPERATORS if name in fitting)
        return operator, "operator", f"“{question.key}”是{kind}，不能用 {operator}，请用 {known}"
    if operator in DATE_OPERATORS:
        return None
    values = [one for one in compared_with(condition) if not isinstance(one, schema.Formula)]
    if not values and condition.formulas and question.type not in NUMERIC:
        return operator, "value", f"“{question.key}”是{TYPES[question.type]}，只和选项比，不和算式比"
    if not values and not condition.formulas:
        return operator, "value", f"{operator} 里面至少写一个值"
    wrong = [message for value in values if (message := wrong_value(value, question))]
    if operator == "between" and not wrong and not condition.formulas and operand(values[0]) > operand(values[1]):
        wrong = [f"between 要从小写到大，现在写的是 {written(values[0])} 到 {written(values[1])}"]
    return (operator, "value", wrong[0]) if wrong else None


def compared_with(condition: schema.Condition) -> list[Any]:
    """The values that a condition names: one, with `in` and `not_in` several, with `between` two."""
    value = condition.value
    if isinstance(value, schema.Between):
        return [value.from_, value.to]
    return value if condition.operator in SEVERAL else [value]


def wrong_answer_value(value: Any, question: schema.Question) -> str | None:
    """As `wrong_value`, of a whole answer: with `many`, of several choices."""
    if not question.many:
        return wrong_value(value, question)
    if not isinstance(value, list):
        return f"“{question.key}”可以选几项，要写成列表，例如 [{question.choices[0].value}]，一项也没有写 []"
    if wrong := next((message for one in value if (message := wrong_value(one, question))), None):
        return wrong
    again = next((one for place, one in enumerate(value) if one in value[:place]), None)
    return f"“{question.key}”里的{quoted(again)}写了两次，请删掉一个" if again is not None else None


def wrong_value(value: Any, question: schema.Question) -> str | None:
    """Why this cannot be an answer to the question; None where it can."""
    if question.type == "choice":
        known = [choice.value for choice in question.choices]
        if value in known and isinstance(value, str):
            return None
        return f"“{question.key}”没有选项{quoted(value)}{similar(str(value), known)}，只有 {listed(known)}"
    if question.type == "bool":
        wrong = f"“{question.key}”是是非题，值要写 true 或 false，不是{quoted(value)}"
        return None if isinstance(value, bool) else wrong
    number = money(value) if question.type == "money" else None if isinstance(value, bool) else value
    if isinstance(number, Number) and 0 <= number <= 10**12:
        return None
    wanted = "不小于 0 的数，最多两位小数" if question.type == "money" else "不小于 0 的整数"
    return f"“{question.key}”是{TYPES[question.type]}，值要写{wanted}，不是{quoted(value)}"
