"""Numbers as they may be shown: rounded, small ones not at all, nor a total that would give a small one away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
ROUNDED_TO = 5
OFF = ROUNDED_TO // 2


@dataclass(frozen=True, slots=True)
class Cell:
    """`count`: None where it is not shown; `words` then say why.

    `least` to `most`: what a reader knows of the number.
    """

    count: int | None
    words: str
    least: int
    most: float

    @property
    def csv(self) -> str:
        return self.words if self.count is None else str(self.count)


NONE = Cell(0, "0", 0, 0)
FEW = Cell(None, f"少于 {LEAST}", 1, LEAST - 1)
KEPT_BACK = Cell(None, "不显示", 0, math.inf)


def cell(count: int) -> Cell:
    """Nothing is nothing; few are few; what is more is rounded, so that no difference of two numbers is exact."""
    if count <= 0:
        return NONE
    if count < LEAST:
        return FEW
    shown = ROUNDED_TO * ((count + OFF) // ROUNDED_TO)
    return Cell(shown, f"{shown:,}", max(LEAST, shown - OFF), shown + OFF)


def total(count: int, *breakdowns: Sequence[int]) -> Cell:
    """A number of which readers know the parts, in one or several ways: kept back where it would give one away."""
    found = cell(count)
    return KEPT_BACK if any(gives_away(found, [cell(part) for part in parts]) for parts in breakdowns) else found


def parts(counts: Sequence[int], whole: Cell, beside: Sequence[Cell] = ()) -> list[Cell]:
    """Parts that make the whole together with those `beside` them.

    The smallest shown ones are kept back as far as they would give a small one away.
    """
    cells = [cell(count) for count in counts]
    by_size = sorted(range(len(counts)), key=counts.__getitem__)
    while gives_away(whole, [*beside, *cells]):
        place = next((one for one in by_size if cells[one].count), None)
        if place is None:
            return [KEPT_BACK] * len(cells)
        cells[place] = KEPT_BACK
    return cells


def gives_away(whole: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a small number among the parts of a sum can only be one number."""
    if FEW not in cells:
        return False
    lowest, highest = sum(one.least for one in cells), sum(one.most for one in cells)
    low = max(FEW.least, whole.least - (highest - FEW.most))
    high = min(FEW.most, whole.most - (lowest - FEW.least))
    return high <= low
