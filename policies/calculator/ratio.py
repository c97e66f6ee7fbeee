"""A number that multiplies: a decimal, or a fraction where no decimal says it exactly (2/3)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

Ratio = Decimal | Fraction

FRACTION = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
# As many as a coefficient has.
DECIMALS = 4


def ratio(text: str) -> Ratio:
    """Of "0.3" or "2/3"; what a few decimals say exactly is a decimal. Raises ArithmeticError where it is no number."""
    found = FRACTION.fullmatch(text.strip())
    if found is None:
        return Decimal(text)
    exact = Fraction(int(found[1]), int(found[2]))
    scaled = exact * 10**DECIMALS
    return Decimal(scaled.numerator).scaleb(-DECIMALS) if scaled.denominator == 1 else exact


def spelled_ratio(number: Ratio) -> str:
    """One spelling for one number: 0.30 → 0.3, 4/6 → 2/3"""
    return str(number) if isinstance(number, Fraction) else format(number.normalize(), "f")


def multiplied(one: Ratio, number: Decimal) -> Ratio:
    """Exactly: Python multiplies a Fraction by no Decimal."""
    return one * Fraction(number) if isinstance(one, Fraction) else one * number
