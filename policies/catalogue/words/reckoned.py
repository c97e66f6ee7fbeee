"""A condition whose number is reckoned, in words: what it is reckoned by, the number that counts, and since when.

「人均月收入不超过低保标准的 1.5 倍（2026 年 1 月 1 日起为 1,650 元/月）」
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Any

from policies.calculator.ratio import DECIMALS, Ratio
from policies.calculator.reckoned import formulas, rounded
from policies.calculator.ruleset import Basis, Between, Factor, Formula, Operand, QuestionType

from .dates import day as said_day

Entry = Mapping[str, Any]
Questions = Mapping[str, Entry]

COMPARED = {"at_least": "不少于{}", "at_most": "不超过{}", "more_than": "超过{}", "less_than": "少于{}"}
# Of money one says how low it is, not how few.
OF_MONEY = COMPARED | {"at_least": "不低于{}", "less_than": "低于{}"}
IS = {Basis.FIXED: "为", Basis.UP_TO: "最高为", Basis.AT_LEAST: "至少为"}
UNPUBLISHED = "还没有公布"
YUAN = "元"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a sentence can say of parameters. `named`: the document's, by key. `on`: the day whose number counts; None
    where no day is meant, and no number is said."""

    named: Mapping[str, Entry] = field(default_factory=dict)
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Sayer:
    """Of a condition on one question. `value`: how an answer to it is said."""

    question: Entry
    questions: Questions
    numbers: Numbers
    value: Callable[[Entry, Any], str]

    def needed(self, operator: str, operand: Operand) -> str:
        if isinstance(operand, Between):
            ends = [("at_least", operand.least), ("at_most", operand.most)]
            least, most = (apart(self.end(end)) for _, end in ends)
            words = f"在{least}{' ' if least[-1:].isdigit() else ''}到{most}之间，含两端"
        else:
            ends = [(operator, operand)]  # type: ignore[list-item]
            words = (OF_MONEY if self.question["type"] == "money" else COMPARED)[operator].format(
                apart(self.end(operand))
            )
        return f"{self.question['name']}{words}{self._today(ends)}"

    def end(self, end: Any) -> str:
        return self.formula(end) if isinstance(end, Formula) else self.value(self.question, end)

    def formula(self, formula: Formula) -> str:
        """「低保标准的 1.5 倍」「1.5 × 低保标准 × 家庭人口」「家庭人口 × 30 平方米」"""
        names, coefficient = [self.name(factor) for factor in formula.factors], formula.coefficient
        if not any(map(self._brings_its_unit, formula.factors)):
            unit = self.question.get("unit") or (YUAN if self.question["type"] == "money" else "")
            return " × ".join([*names, f"{digits(coefficient)} {unit}".strip()])
        if coefficient == 1:
            return " × ".join(names)
        if len(names) > 1:
            return " × ".join([digits(coefficient), *names])
        if isinstance(coefficient, Fraction):
            return f"{names[0]}的 {coefficient}"
        return f"{names[0]}的 {f'{digits(coefficient * 100)}%' if coefficient < 1 else f'{digits(coefficient)} 倍'}"

    def name(self, factor: Factor) -> str:
        if factor.parameter:
            return parameter_name(factor.parameter, self.numbers)
        return str(self.questions.get(str(factor.question), {}).get("name", factor.question))

    def _brings_its_unit(self, factor: Factor) -> bool:
        return factor.parameter is not None or self.questions.get(str(factor.question), {}).get("type") == "money"

    def _today(self, ends: list[tuple[str, Any]]) -> str:
        """「（2026 年 1 月 1 日起为 1,650 元/月）」; empty where no day changes it."""
        if self.numbers.on is None:
            return ""
        reckoned = [(operator, end) for operator, end in ends if isinstance(end, Formula)]
        said = [part for operator, end in reckoned for part in self._in_force(operator, end, named=len(ends) > 1)]
        return f"（{'；'.join(dict.fromkeys(said))}）" if said else ""

    def _in_force(self, operator: str, formula: Formula, *, named: bool) -> Iterator[str]:
        """The number itself where parameters alone make it, else what each of them is. `named`: said of which end."""
        kind = QuestionType.MONEY if self.question["type"] == "money" else QuestionType.INT
        keys = list(dict.fromkeys(factor.parameter for factor in formula.factors if factor.parameter))
        if keys and not any(factor.question for factor in formula.factors):
            words = over_time(
                formula, self.numbers, lambda number: self.value(self.question, rounded(operator, number, kind))
            )
            yield since(self.formula(formula), words) if named else words
        else:
            yield from (of_parameter(key, self.numbers) for key in keys)


def of_parameter(key: str, numbers: Numbers) -> str:
    """「低保标准从 2026 年 1 月 1 日起为 1,100 元/月」"""
    unit = numbers.named.get(key, {}).get("unit", "")
    alone = Formula(Decimal(1), (Factor(parameter=key),))
    words = over_time(alone, numbers, lambda number: f"{digits(number)} {unit}".strip())
    return since(parameter_name(key, numbers), words)


def since(name: str, words: str) -> str:
    joint = " 从" if name[-1:].isdigit() else "从"
    return f"{name}{joint} {words}" if words[:1].isdigit() else f"{name}{words}"


def parameter_name(key: str, numbers: Numbers) -> str:
    return str(numbers.named.get(key, {}).get("name", key))


def over_time(formula: Formula, numbers: Numbers, said: Callable[[Fraction], str]) -> str:
    """Of parameters alone: as it is on the day, and from each published day to come on."""
    on = numbers.on or date.min
    several = [numbers.named.get(str(factor.parameter), {}).get("values", ()) for factor in formula.factors]
    days = sorted({_day(value) for values in several for value in values})
    shown = [*[day for day in days if day <= on][-1:], *(day for day in days if day > on)]
    parts = [(day, found) for day in shown if (found := _on(day, formula, several, said))]
    words = "，".join(f"{said_day(day)}起{found}" for day, found in parts)
    if parts and parts[0][0] <= on:
        return words
    return f"现在{UNPUBLISHED}，{words}" if parts else UNPUBLISHED


def _on(day: date, formula: Formula, several: list[Any], said: Callable[[Fraction], str]) -> str:
    """Empty where one of the values is not there yet."""
    in_force = [found for values in several if (found := _in_force(values, day))]
    if len(in_force) < len(several):
        return ""
    bases = {value.get("basis", Basis.FIXED) for value in in_force}
    basis = next((one for one in (Basis.AT_LEAST, Basis.UP_TO) if one in bases), Basis.FIXED)
    number = prod((Fraction(value["value"]) for value in in_force), start=Fraction(formula.coefficient))
    return f"{IS[basis]} {said(number)}"


def notes(operand: object, numbers: Numbers) -> list[str]:
    """What is noted at the published numbers in force, each once."""
    found = []
    for formula in formulas(operand):
        for factor in formula.factors:
            value = _in_force(numbers.named.get(str(factor.parameter), {}).get("values", ()), numbers.on or date.min)
            if value and value.get("note"):
                found.append(value["note"])
    return list(dict.fromkeys(found))


def _in_force(values: Any, on: date) -> Entry | None:
    return max((value for value in values if _day(value) <= on), key=_day, default=None)


def _day(value: Entry) -> date:
    return value["starts_on"] if isinstance(value["starts_on"], date) else date.fromisoformat(value["starts_on"])


def apart(words: str) -> str:
    """A number stands apart from the word before it."""
    return f" {words}" if words[:1].isdigit() else words


def digits(number: Ratio) -> str:
    """1,650 and 1.5; a fraction where no decimal says it."""
    exact = Fraction(number)
    if (exact * 10**DECIMALS).denominator > 1:
        return str(exact)
    return f"{(Decimal(exact.numerator) / exact.denominator).normalize():,f}"
