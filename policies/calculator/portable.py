"""A ruleset as JSON text and back, for a process that has rules to evaluate but no catalogue."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, get_type_hints

from policies.calculator import ruleset as values
from policies.calculator.ruleset import Ruleset

# What JSON has no kind for is an object with one such key.
KIND = "$"
WRITTEN: dict[type, tuple[str, Callable[[Any], Any]]] = {
    date: ("$date", date.isoformat),
    Decimal: ("$decimal", str),
    Fraction: ("$fraction", str),
    frozenset: ("$set", sorted),
}
READ: dict[str, Callable[[Any], Any]] = {
    "$date": date.fromisoformat,
    "$decimal": Decimal,
    "$fraction": Fraction,
    "$set": frozenset,
}


def to_json(ruleset: Ruleset) -> str:
    """One spelling for one ruleset."""
    return json.dumps(_plain(ruleset), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class NotARuleset(ValueError):
    """A text that `to_json` did not write."""


def from_json(text: str) -> Ruleset:
    """The ruleset that `to_json` wrote. Raises NotARuleset."""
    try:
        found = _value(json.loads(text))
    except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise NotARuleset(str(error)) from error
    if not isinstance(found, Ruleset):
        raise NotARuleset("the text holds something else")
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {KIND: type(value).__name__, **parts}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        # In order, which an object whose keys are sorted would lose.
        return {KIND: "map", "items": [[key, _plain(one)] for key, one in value.items()]}
    name, write = WRITTEN.get(type(value), ("", None))
    return {name: write(value)} if write else value


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(one) for one in plain)
    if not isinstance(plain, dict):
        return plain
    if len(plain) == 1 and (read := READ.get(*plain)):
        return read(*plain.values())
    if plain[KIND] == "map":
        return {key: _value(one) for key, one in plain["items"]}
    return _made(getattr(values, plain[KIND]), plain)


def _made(kind: type, plain: dict[str, Any]) -> Any:
    if not is_dataclass(kind):
        raise TypeError(kind)
    hints = get_type_hints(kind)
    parts = {name: _value(one) for name, one in plain.items() if name != KIND}
    enums = {name for name, hint in hints.items() if isinstance(hint, type) and issubclass(hint, Enum)}
    return kind(**{name: hints[name](one) if name in enums else one for name, one in parts.items()})
