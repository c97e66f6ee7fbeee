"""A column for a number that multiplies, kept as its text: 0.3 or 2/3, which no decimal says exactly."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from policies.calculator.echo import beginning
from policies.calculator.ratio import DECIMALS, FRACTION, ratio, spelled_ratio

HOW = "请写数字，例如 0.3，或者写分数，例如 2/3；现在写的是“{}”"
DIGITS = 16


class TypedRatio(forms.CharField):
    """Takes what is meant for what is written: 0.30 is no change of 0.3."""

    def to_python(self, value: Any) -> str | None:
        return _meant(super().to_python(value))


class RatioField(models.CharField):
    """Its value is the text in its one spelling; None where there is none."""

    decimal_places = DECIMALS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"max_length": 2 * DIGITS + 1} | options))

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """What was a column of decimals once has zeros at its ends."""
        return _one_spelling(value)

    def to_python(self, value: Any) -> str | None:
        return _meant(value)

    def formfield(self, **options: Any) -> Any:
        # As wide as the fields of numbers beside it.
        short = forms.TextInput(attrs={"size": 12})
        return super().formfield(**({"form_class": TypedRatio} | options | {"widget": short}))

    def get_prep_value(self, value: Any) -> str | None:
        return _one_spelling(super().get_prep_value(value))


def _meant(value: Any) -> str | None:
    """Raises ValidationError with what to write instead."""
    if value is None or value == "":
        return None
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if refusal := wrong_with_ratio(text):
        raise ValidationError(refusal)
    return spelled_ratio(ratio(text))


def _one_spelling(value: Any) -> str | None:
    if isinstance(value, Decimal | Fraction):
        return spelled_ratio(value)
    try:
        return None if value is None else spelled_ratio(ratio(str(value)))
    except ArithmeticError:
        return str(value)


def wrong_with_ratio(text: str) -> str | None:
    """Why this is no number to multiply by, in a sentence for a clerk; None where it is one."""
    if "/" in text:
        found = FRACTION.fullmatch(text)
        if found is None:
            return f"分数写成“分子/分母”，两个都是不超过 6 位的整数，例如 2/3；现在写的是“{beginning(text)}”"
        return "分母不能是 0，请改正" if int(found[2]) == 0 else None
    try:
        number = Decimal(text)
    except ArithmeticError:
        return HOW.format(beginning(text))
    if not number.is_finite():
        return HOW.format(beginning(text))
    _, digits, exponent = number.normalize().as_tuple()
    if isinstance(exponent, int) and -exponent > DECIMALS:
        return f"最多写 {DECIMALS} 位小数，现在写的是“{beginning(text)}”；除不尽的写成分数，例如 2/3"
    return f"数字太长了，最多 {DIGITS} 位" if len(digits) > DIGITS or abs(number) >= 10 ** (DIGITS - DECIMALS) else None
