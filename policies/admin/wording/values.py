"""The values of conditions as a clerk types them: 大专, 租房，人才公寓, 是, 12.

Rows hold the document's values (`associate`, `["renting", "talent_apartment"]`, true, 12). Choices may be typed as
their label or as their value. Every refusal says what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from policies.answers import written as typed_dates
from policies.answers.parse import MOST_MONTHS
from policies.calculator.date_operators import AGES, BESIDE_A_DAY, DAYS_SINCE, MONTHS_SINCE, SAME_YEAR
from policies.calculator.echo import beginning
from policies.catalogue.document.plain_values import MOST_DAYS, MOST_YEARS, is_formula, money, operand, plain, yuan
from policies.models.choices import Operator, QuestionType

from . import typed_formulas
from .typed_formulas import similar_words as similar_words

NO_DATE = "none"
NO_DATE_WORD = "没有"
NONE_WORD = "都没有"
NONE_WORDS = frozenset({NONE_WORD, "以上都没有", "没有"})
YES_WORDS = frozenset({"是", "true", "yes"})
NO_WORDS = frozenset({"否", "不是", "false", "no"})
SEPARATORS = re.compile(r"[,，;；\n]")
TO = re.compile(r"\s*[到至~～–—－-]+\s*")
UNITS = r"\s*(?:个月|月|元|周岁|岁|年|天|日|平方米|人|分)?"
NUMBER = re.compile(rf"(\d{{1,3}}(?:[,，]\d{{3}})+|\d+){UNITS}\Z")
AMOUNT = re.compile(rf"((?:\d{{1,3}}(?:[,，]\d{{3}})+|\d+)(?:\.\d{{1,2}})?){UNITS}(?:/[^\d]+)?\Z")
LARGEST = 10**12
NUMERIC = frozenset({QuestionType.INT, QuestionType.MONTHS, QuestionType.MONEY})
RECKONED = frozenset({Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN})
# Of the options of a choice.
MOST_LISTED = 20

# The most that the document takes of what is counted from a date.
MOST = {
    **dict.fromkeys(MONTHS_SINCE, (MOST_MONTHS, "几个月")),
    **dict.fromkeys(DAYS_SINCE, (MOST_DAYS, "几天")),
    **dict.fromkeys(AGES, (MOST_YEARS, "几周岁")),
}


FORMULA = "和参数比写成 1.5 × 低保标准"


class ValueOption(NamedTuple):
    value: str
    label: str


class Typed(NamedTuple):
    """What of a question decides how its values are written."""

    name: str
    type: str
    options: Sequence[ValueOption] = ()
    ordered: bool = False
    yes: str = ""
    no: str = ""
    many: bool = False


def of_question(question: Any, options: Sequence[ValueOption] | None = None) -> Typed:
    """`options`: the choices as they are being edited, where they are not those of the row."""
    if options is None:
        options = [ValueOption(choice.value, choice.label) for choice in question.choices.all()]
    return Typed(question.name, question.type, options, question.ordered, question.yes, question.no, question.many)


# Operators


def operators(question: Typed) -> list[Operator]:
    """Those that make sense for its type, as the document's validator sees it."""
    from policies.catalogue.validation.conditions import fitting_operators

    fitting = fitting_operators(question.type, ordered=question.ordered, many=question.many)
    return [operator for operator in Operator if operator in fitting]


def refuse_unfit_operator(question: Typed, operator: str) -> None:
    """Raises ValidationError with the operators that fit."""
    fitting = operators(question)
    if operator in fitting:
        return
    kind = QuestionType(question.type).label
    if question.type == QuestionType.CHOICE and not question.ordered:
        kind = "可以选几项的选择题" if question.many else "没有高低顺序的选择题"
    named = "、".join(f"“{one.label}”" for one in fitting)
    raise ValidationError(f"“{question.name}”是{kind}，不能用“{Operator(operator).label}”，请选{named}")


# Text → value


def condition_value(question: Typed, operator: str, text: str) -> Any:
    """The value of a condition. Raises ValidationError with a sentence that says what to change."""
    if operator in MOST:
        return _whole(question, text, *MOST[operator])
    if operator in BESIDE_A_DAY:
        return _day(question, text)
    if operator in SAME_YEAR:
        return _same_year(text)
    if operator in (Operator.IN, Operator.NOT_IN):
        return _several(question, text)
    if operator == Operator.BETWEEN:
        return _between(question, text)
    return _compared(question, text) if operator in RECKONED else _one(question, text)


def implied_value(question: Typed, text: str) -> Any:
    """What holds where the question is not asked; empty stays unknown (None)."""
    text = text.strip()
    if not text:
        return None
    if question.type == QuestionType.DATE:
        if text in (NO_DATE, NO_DATE_WORD):
            return NO_DATE
        raise ValidationError(f"日期题只能写“{NO_DATE_WORD}”（从来没有这一天），或者留空（不清楚）")
    if question.many:
        return [] if text in NONE_WORDS else sorted(_ticked(question, text))
    return _one(question, text)


def _ticked(question: Typed, text: str) -> list[Any]:
    """Of several options those that are ticked; that none is is said alone."""
    if alone := [piece for piece in re.split(r"[，,、；;\s]+", text) if piece in NONE_WORDS]:
        raise ValidationError(f"“{alone[0]}”不能和别的写在一起，请只留一样")
    try:
        return _several(question, text)
    except ValidationError as refused:
        sentences = [f"{sentence}；一项也没有就写“{NONE_WORD}”" for sentence in refused.messages]
        raise ValidationError(sentences) from refused


def _one(question: Typed, text: str) -> Any:
    match question.type:
        case QuestionType.CHOICE:
            return _choice(question, text)
        case QuestionType.BOOL:
            return _bool(question, text)
        case QuestionType.MONEY:
            return _money(question, text)
        case _:
            return _whole(question, text, LARGEST, "数字")


def _several(question: Typed, text: str) -> list[Any]:
    pieces = [piece.strip() for piece in SEPARATORS.split(text) if piece.strip()]
    if question.type == QuestionType.CHOICE:
        pieces = [part for piece in pieces for part in _apart(question, piece)]
    found = [_one(question, piece) for piece in pieces]
    if not found:
        raise ValidationError("至少写一个值，几个值用逗号分开")
    return list(dict.fromkeys(found))


def _between(question: Typed, text: str) -> dict[str, Any]:
    pieces = TO.split(text.strip())
    if len(pieces) != 2 or not all(pieces):
        raise ValidationError(f"“{question.name}”这里要写从几到几，例如 18 到 35；现在写的是“{_said(text)}”")
    ends = [_compared(question, piece) for piece in pieces]
    if any(map(is_formula, ends)):
        return {"from": ends[0], "to": ends[1]}
    least, most = sorted(ends, key=operand)
    if [least, most] != ends:
        found = written(question, {"from": least, "to": most})
        raise ValidationError(f"“{question.name}”这里要从小写到大，请写成“{found}”；现在写的是“{_said(text)}”")
    return {"from": least, "to": most}


def _compared(question: Typed, text: str) -> Any:
    """A number, or what it is reckoned by."""
    if question.type in NUMERIC and typed_formulas.looks_reckoned(text):
        known = typed_formulas.known()
        if found := typed_formulas.formula(text, known):
            return found
    return _one(question, text)


def _apart(question: Typed, piece: str) -> list[str]:
    """租房、人才公寓 are two; a label that has 、 in it is one."""
    if _value_of(question, piece) is not None:
        return [piece]
    return [part.strip() for part in piece.split("、") if part.strip()]


def _choice(question: Typed, text: str) -> str:
    found = _value_of(question, text)
    if found is None:
        meant = similar_words(text.strip(), (option.label for option in question.options)) if _is_long(question) else ""
        possible = _possible(question) or "还没有选项"
        raise ValidationError(f"在“{question.name}”里没有“{_said(text)}”这个选项{meant}，可选：{possible}")
    return found


def _is_long(question: Typed) -> bool:
    return len(question.options) > MOST_LISTED


def _possible(question: Typed) -> str:
    """The options, as many as anybody reads."""
    listed = "、".join(_typed(question, option) for option in question.options[:MOST_LISTED])
    return f"{listed} 等 {len(question.options)} 项" if _is_long(question) else listed


def _typed(question: Typed, option: ValueOption) -> str:
    """The label, but for one that two options have: those are told apart by their values."""
    alone = [one.label for one in question.options].count(option.label) == 1
    return option.label if alone else f"{option.value} {option.label}"


def _value_of(question: Typed, text: str) -> str | None:
    text = text.strip()
    for option in question.options:
        if text in (option.value, f"{option.value} {option.label}"):
            return option.value
    labelled = [option.value for option in question.options if option.label == text]
    return labelled[0] if len(labelled) == 1 else None


def _bool(question: Typed, text: str) -> bool:
    word = text.strip().lower()
    if word in YES_WORDS or (question.yes and text.strip() == question.yes):
        return True
    if word in NO_WORDS or (question.no and text.strip() == question.no):
        return False
    raise ValidationError(f"“{question.name}”是是非题，请写“是”或“否”，现在写的是“{_said(text)}”")


def _money(question: Typed, text: str) -> Any:
    """As the document holds it: whole yuan a number, with cents a text."""
    found = AMOUNT.match(text.strip())
    if not found:
        raise ValidationError(
            f"“{question.name}”这里要写多少元，0 或更大，最多两位小数，例如 200 或 200.50；现在写的是“{_said(text)}”"
        )
    amount = Decimal(re.sub("[,，]", "", found[1]))
    if amount > LARGEST:
        raise ValidationError(f"数字太大了，最多写 {LARGEST}")
    return plain(yuan(amount))


def _day(question: Typed, text: str) -> str:
    """As the document holds it."""
    try:
        found = typed_dates.day(text)
    except typed_dates.UnreadableAnswer:
        found = None
    if not isinstance(found, date):
        raise ValidationError(f"“{question.name}”这里要写到日，例如 2024-01-01；现在写的是“{_said(text)}”")
    return found.isoformat()


def _same_year(text: str) -> bool:
    """Which other event it is stands in a field of its own."""
    if text.strip().lower() not in YES_WORDS:
        raise ValidationError(f"这里写“是”，另一件事选在“到哪件事为止”，留空是今年；现在写的是“{_said(text)}”")
    return True


def _whole(question: Typed, text: str, most: int, what: str) -> int:
    found = NUMBER.match(text.strip())
    if not found:
        raise ValidationError(f"“{question.name}”这里要写{what}，0 或更大的整数，例如 12；现在写的是“{_said(text)}”")
    number = int(re.sub("[,，]", "", found[1]))
    if number > most:
        raise ValidationError(f"数字太大了，最多写 {most}")
    return number


def _said(text: str) -> str:
    return beginning(text.strip())


# Value → text


def written(question: Typed, value: Any) -> str:
    """As a clerk would type it; parsing it again gives the same value."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return _written_parts(question, value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if question.type == QuestionType.DATE and value == NO_DATE:
        return NO_DATE_WORD
    if question.type == QuestionType.CHOICE:
        return _label(question, value)
    if question.type == QuestionType.MONEY and (amount := money(value)) is not None:
        return str(amount) if isinstance(amount, int) else f"{amount:.2f}"
    return str(value)


def _written_parts(question: Typed, value: Any) -> str:
    """Of several values, of two ends, or of what a number is reckoned by."""
    if isinstance(value, list):
        return "，".join(written(question, one) for one in value) or NONE_WORD
    if is_formula(value):
        return typed_formulas.written(value, typed_formulas.known())
    return f"{written(question, value['from'])} 到 {written(question, value['to'])}"


def _label(question: Typed, value: Any) -> str:
    label = next((option.label for option in question.options if option.value == value), "")
    readable = label and not SEPARATORS.search(label) and _value_of(question, label) == value
    return label if readable else str(value)


def hint(question: Typed) -> str:
    """What can be typed for this question, for the line under the field."""
    match question.type:
        case QuestionType.CHOICE:
            return f"可选：{_possible(question)}"
        case QuestionType.BOOL:
            return f"是（{question.yes}）或 否（{question.no}）"
        case QuestionType.DATE:
            return "几个月、几天、几周岁写数字，例如 12；某一天写成 2024-01-01；同一年写“是”"
        case QuestionType.MONEY:
            return f"写多少元，最多两位小数，例如 200 或 200.50；两数之间写成 200 到 300；{FORMULA}"
        case _:
            return f"写整数，例如 12；两数之间写成 18 到 35；{FORMULA}"
