"""A typed answer as plain data, the way documents, rows and cookies hold it, and back.

Several choices are a list, in the order of the alphabet. Dates are ISO text, "2025-06" where the day is not known; yuan
with cents are text too ("200.5"), so that no program reads them as a float; whole yuan are numbers. A choice never
begins with a digit, so text that does is a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Context, Decimal
from typing import Any

from policies.calculator.calendar import Month
from policies.calculator.ratio import ratio
from policies.calculator.ruleset import Between, Factor, Formula, Number

from .canonical import spelled

DAY, MONTH = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"[0-9]{4}-[0-9]{2}")
AMOUNT = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,2})?")
CENT = Decimal("0.01")
# Of what a condition may count from a date.
MOST_DAYS, MOST_YEARS = 36500, 150
# More digits than the longest body of a check has.
EXACT = Context(prec=100_000)


def plain(value: Any) -> Any:
    """Of an answer; anything else stays as it is."""
    if isinstance(value, date | Month):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return spelled(value) if isinstance(value, Decimal) else value


def day_or_month(text: str) -> date | Month:
    """Of exactly YYYY-MM-DD or YYYY-MM. Raises ValueError."""
    # fromisoformat alone would also take 20250630 and 2025-W27-1.
    if DAY.fullmatch(text):
        return date.fromisoformat(text)
    if MONTH.fullmatch(text):
        return Month(int(text[:4]), int(text[5:]))
    raise ValueError(text)


def yuan(amount: Decimal) -> Number | None:
    """Whole yuan as an int, others as a Decimal without trailing zeros; None where it is not to the cent."""
    if amount != amount.quantize(CENT, context=EXACT):
        return None
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def money(plain_value: Any) -> Number | None:
    """The yuan that a plain value means; None where it is none, or not to the cent."""
    if isinstance(plain_value, int) and not isinstance(plain_value, bool):
        return plain_value
    if isinstance(plain_value, str) and AMOUNT.fullmatch(plain_value):
        return yuan(Decimal(plain_value))
    return None


def is_formula(plain_value: Any) -> bool:
    return isinstance(plain_value, dict) and "factors" in plain_value


def formula(plain_value: Mapping[str, Any]) -> Formula:
    """What an amount, or the number of a condition, is reckoned by."""
    names = ("question", "parameter", "limit", "at")
    factors = tuple(Factor(*(factor.get(name) for name in names)) for factor in plain_value["factors"])
    return Formula(ratio(str(plain_value.get("coefficient", 1))), factors)


def operand(plain_value: Any) -> Any:
    """The value of a condition: of texts only a day and money ever begin with a digit."""
    if isinstance(plain_value, list):
        return tuple(operand(one) for one in plain_value)
    if is_formula(plain_value):
        return formula(plain_value)
    if isinstance(plain_value, dict):
        return Between(operand(plain_value["from"]), operand(plain_value["to"]))
    if not isinstance(plain_value, str):
        return plain_value
    if DAY.fullmatch(plain_value):
        # Whether there is such a day, nobody may have looked yet.
        with suppress(ValueError):
            return date.fromisoformat(plain_value)
    amount = money(plain_value)
    return plain_value if amount is None else amount


def respelled(plain_value: Any) -> Any:
    """One spelling for one amount: "200.50" is "200.5" and "200.00" is 200."""
    if isinstance(plain_value, list):
        return [respelled(one) for one in plain_value]
    if is_formula(plain_value):
        return plain_value
    if isinstance(plain_value, dict):
        return {name: respelled(one) for name, one in plain_value.items()}
    return plain(operand(plain_value))


def typed(kind: str, plain_value: Any) -> Any:
    """The answer that sound plain data holds for a question of this type; what is none stays as it is."""
    if kind == "date" and isinstance(plain_value, str):
        return day_or_month(plain_value)
    if isinstance(plain_value, list):
        return frozenset(plain_value)
    amount = money(plain_value) if kind == "money" else None
    return plain_value if amount is None else amount
