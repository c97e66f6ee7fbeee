"""One value of a row as a cell of the sheet shows it and as a clerk may type it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from policies.admin.wording import values
from policies.calculator.echo import beginning
from policies.catalogue.document import texts
from policies.catalogue.document.canonical import spelled
from policies.models.ratios import RatioField

# Spreadsheet programs take a text that begins so for a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"(-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*(?:元|期|%)?\Z")
COMPUTED = re.compile(r"\d+\.\d+")
# Half a yuan is never meant by a millionth: programs reckon 6000 × 1.1 as 6600.000000000001.
TOLERANCE = Decimal("0.000001")
YES_NO = {"是": True, "否": False, "": False}


def shown(column: models.Field, value: Any) -> Any:
    """What to put in the cell: numbers as numbers, choices by their label, other rows by their name."""
    if value is None:
        return ""
    if isinstance(column, models.ForeignKey):
        return str(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.choices:
        return dict(column.flatchoices).get(value, value)
    return Decimal(value) if isinstance(column, RatioField) and "/" not in value else value


def text(value: Any) -> str:
    """The same as one line, for pages and for comparing."""
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return spelled(value)
        case date():
            return value.isoformat()
        case None:
            return ""
    return str(value)


def typed(column: models.Field, said: str) -> Any:
    """The value of the column. Raises ValidationError with what to write instead."""
    if column.choices:
        return _chosen(column, said)
    if isinstance(column, models.BooleanField):
        if said not in YES_NO:
            raise ValidationError(f"请写“是”或“否”，现在写的是“{beginning(said)}”")
        return YES_NO[said]
    if isinstance(column, models.IntegerField | models.DecimalField):
        said = _number(said, whole=isinstance(column, models.IntegerField))
    if isinstance(column, RatioField) and "/" not in said.replace("／", "/"):
        said = _number(said, whole=False)
        _refuse_more_decimals(column, said)
    if isinstance(column, models.DecimalField):
        _refuse_more_decimals(column, said)
    if isinstance(column, models.CharField):
        _refuse_unseen(said)
    return column.clean(column.to_python(said) if said else _empty(column), None)


def row_named(rows: Iterable[Any], said: str) -> Any:
    """The one of these rows that is called so: by its code, also one of before, or by its name.

    Raises ValidationError with what to write instead.
    """
    from policies.catalogue.validation.problems import similar

    rows = list(rows)
    found = [row for row in rows if said and (said == row.code or said in row.formerly)]
    found = found or [row for row in rows if said and said == row.name]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(f"不止一个叫“{beginning(said)}”，请写代码：{'、'.join(row.code for row in found)} 之一")
    possible = [row.name for row in rows]
    close = similar(said, [*possible, *(row.code for row in rows)])
    raise ValidationError(f"请写{'、'.join(possible)}之一，或者写代码；{_now(said)}{close}")


def _now(said: str) -> str:
    return f"现在写的是“{beginning(said)}”" if said else "现在空着"


def _empty(column: models.Field) -> Any:
    return None if column.null else ""


def _chosen(column: models.Field, said: str) -> str:
    for value, label in column.flatchoices:
        if said and said in (value, label):
            return value
    if not said and column.blank:
        return ""
    possible = "、".join(str(label) for _, label in column.flatchoices)
    raise ValidationError(f"请写{possible}之一{'，或者留空' if column.blank else ''}；{_now(said)}")


def _number(said: str, *, whole: bool) -> str:
    if not said:
        return ""
    found = NUMBER.match(said)
    if not found or said.endswith("%"):
        raise ValidationError(f"请写数字，例如 {'6000' if whole else '0.3'}；现在写的是“{beginning(said)}”")
    number = re.sub("[,，]", "", found[1])
    if number.startswith("-"):
        raise ValidationError(f"不能小于 0，现在写的是“{beginning(said)}”")
    if whole and "." in number:
        whole_number = _whole(number)
        if whole_number is None:
            raise ValidationError(f"请写整数，现在写的是“{beginning(said)}”")
        number = whole_number
    return number


def _whole(number: str) -> str | None:
    """The whole number that a program may have meant; None where it is another."""
    nearest = Decimal(number).to_integral_value()
    return str(nearest) if abs(Decimal(number) - nearest) <= TOLERANCE else None


def _refuse_more_decimals(column: models.DecimalField | RatioField, said: str) -> None:
    """What a program reckoned is asked about, not rounded."""
    if said and len(said.partition(".")[2].rstrip("0")) > column.decimal_places:
        near = text(round(Decimal(said), column.decimal_places))
        raise ValidationError(
            f"最多写 {column.decimal_places} 位小数，现在写的是“{beginning(said)}”。是 {near} 就写 {near}"
        )


def _refuse_unseen(said: str) -> None:
    """A line of text holds nothing that a person cannot see."""
    if marked := texts.unseen(said, one_line=True):
        raise ValidationError(f"这里只写一行文字，里面有换行或看不见的字符：“{marked}”，请删掉它们")


def condition(question: Any, operator: str, said: str) -> Any:
    """The value of a condition, as it may be typed on the policy's page."""
    typed_question = values.of_question(question)
    values.refuse_unfit_operator(typed_question, operator)
    if COMPUTED.fullmatch(said) and (whole_number := _whole(said)) is not None:
        said = whole_number
    return values.condition_value(typed_question, operator, said)


def escaped(value: Any) -> Any:
    """A text that no spreadsheet program takes for a formula; see `unescaped`."""
    return f"'{value}" if isinstance(value, str) and value.startswith((*DANGEROUS, "'")) else value


def unescaped(said: str) -> str:
    return said[1:] if said.startswith("'") else said
