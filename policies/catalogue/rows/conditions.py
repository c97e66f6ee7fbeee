"""Nested conditions as flat rows with alternatives and branch numbers, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Entry = dict[str, Any]
# The changes between which a condition holds; an any-of names them once, its rows each for itself.
DATED = ("since", "until")
Flat = tuple[Entry, str, int | None]
"""A condition that asks one question, its alternative ("" where it is required) and the number of its branch."""


def flat(conditions: Iterable[Entry]) -> Iterator[Flat]:
    alternative = "A"
    for condition in conditions:
        if not condition.get("any_of"):
            yield condition, "", None
            continue
        dated = {name: condition[name] for name in DATED if condition.get(name)}
        for number, branch in enumerate(condition["any_of"], start=1):
            for single in branch.get("all_of") or [branch]:
                yield {**single, **dated}, alternative, number
        alternative = chr(ord(alternative) + 1)


def nested(singles: Iterable[Flat]) -> list[Entry]:
    """In the order of the rows; an any-of stands where its first row stands, its branches by number."""
    found: list[Entry] = []
    alternatives: dict[str, dict[int, list[Entry]]] = {}
    for single, alternative, branch in singles:
        if not alternative:
            found.append(single)
            continue
        if alternative not in alternatives:
            alternatives[alternative] = {}
            found.append({"any_of": alternative})
        alternatives[alternative].setdefault(branch or 0, []).append(single)
    return [_any_of(alternatives[entry["any_of"]]) if "any_of" in entry else entry for entry in found]


def _any_of(branches: dict[int, list[Entry]]) -> Entry:
    """Where its rows name different changes, each keeps what it says, and `validation` tells."""
    singles = [single for branch in branches.values() for single in branch]
    dated = {name: singles[0][name] for name in DATED if name in singles[0]}
    if any(single.get(name) != dated.get(name) for single in singles for name in DATED):
        dated = {}
    return {
        "any_of": [
            _branch([{key: value for key, value in single.items() if key not in dated} for single in branches[number]])
            for number in sorted(branches)
        ],
        **dated,
    }


def _branch(singles: list[Entry]) -> Entry:
    return singles[0] if len(singles) == 1 else {"all_of": singles}
