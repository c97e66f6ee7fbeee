"""A share of a whole, exact: written as 40%, 0.4 or 2/3, and one spelling for one share."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

WRITTEN = re.compile(
    r"(?P<upper>[0-9]{1,12}(?:\.[0-9]{1,12})?)(?:\s*/\s*(?P<lower>[0-9]{1,12}))?\s*(?P<percent>[%％])?"
)
SEPARATOR = re.compile(r"[、，,;；\s]+")
JOINED = re.compile(r"\s*([/%％])")


def read(written: Any) -> Fraction | None:
    """None where it is no number, or has zero below."""
    if isinstance(written, bool) or not isinstance(written, int | float | str | Decimal | Fraction):
        return None
    if isinstance(written, float):
        # As its writer knows it: 0.1 and not the nearest that a computer has.
        written = repr(written)
    if not isinstance(written, str):
        return Fraction(written)
    found = WRITTEN.fullmatch(written.strip())
    if not found or (found["lower"] and (found["percent"] or not int(found["lower"]))):
        return None
    share = Fraction(found["upper"]) / int(found["lower"] or 1)
    return share / 100 if found["percent"] else share


def spelled(share: Fraction) -> str:
    """As the document spells it: 0.4 where that is exact, else 2/3."""
    decimals = _decimals(share)
    return f"{share.numerator}/{share.denominator}" if decimals is None else _plain(share, decimals)


def said(share: Fraction) -> str:
    """As people read it: 40%, 12.5%, else 2/3."""
    decimals = _decimals(share * 100)
    return f"{share.numerator}/{share.denominator}" if decimals is None else f"{_plain(share * 100, decimals)}%"


def several(text: str) -> list[str]:
    """What stands in one line, such as 40%、30%、30%."""
    return [one for one in SEPARATOR.split(JOINED.sub(r"\1", text.strip())) if one]


def _decimals(number: Fraction) -> int | None:
    """How many it takes to write it exactly; None for more than a person writes."""
    return next((count for count in range(5) if 10**count % number.denominator == 0), None)


def _plain(number: Fraction, decimals: int) -> str:
    digits = number.numerator * (10**decimals // number.denominator)
    return f"{digits / Decimal(10**decimals):f}"
