"""Two changes of one thing put together, value by value: what only one of them changed is as they have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """`path` was changed in two ways; None: it was not there, or is there no more."""

    path: tuple[str, ...]
    before: Any
    there: Any
    wanted: Any


def merged(before: Any, wanted: Any, there: Any) -> tuple[Any, list[Conflict]]:
    """`there` with the change from `before` to `wanted`; where both changed the same value, it stays as `there` has it.

    Within dicts by key. What one of them has not is None there, and None where it goes.
    """
    conflicts: list[Conflict] = []
    return _merged(before, wanted, there, (), conflicts), conflicts


def _merged(before: Any, wanted: Any, there: Any, path: tuple[str, ...], conflicts: list[Conflict]) -> Any:
    if wanted in (before, there):
        return there
    if there == before:
        return wanted
    if isinstance(before, dict) and isinstance(wanted, dict) and isinstance(there, dict):
        names = dict.fromkeys([*there, *wanted])
        return {
            name: _merged(before.get(name), wanted.get(name), there.get(name), (*path, name), conflicts)
            for name in names
        }
    conflicts.append(Conflict(path, before, there, wanted))
    return there
