"""A condition as it changes over time, for every row.

A turn is a day on which a verdict may change; null for whom it does not. A day among them on which nothing changes does
no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from policies.screening.compiling.terms import Term


@dataclass(frozen=True, slots=True)
class RowTimeline:
    """`on`: the verdict on a day, which each row may have for itself; null is unknown."""

    turns: tuple[Term, ...]
    on: Callable[[Term], Term]


def always_so(verdict: Term) -> RowTimeline:
    return RowTimeline((), lambda on: verdict)
