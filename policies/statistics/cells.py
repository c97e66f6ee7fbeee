"""Numbers as they may be shown: small ones are not, nor what would give them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """`count`: None where it is not shown; `words` then say why."""

    count: int | None
    words: str

    @property
    def csv(self) -> str:
        return self.words if self.count is None else str(self.count)


FEW = Cell(None, f"少于 {LEAST}")
KEPT_BACK = Cell(None, "不显示")


def cell(count: int) -> Cell:
    return Cell(count, f"{count:,}") if count >= LEAST else FEW


def parts(counts: Sequence[int]) -> list[Cell]:
    """The parts of a total that is shown: one alone kept back could be reckoned, so the next smallest is too."""
    cells = [cell(count) for count in counts]
    if cells.count(FEW) == 1 and len(cells) > 1:
        shown = [place for place, one in enumerate(cells) if one.count is not None]
        cells[min(shown, key=counts.__getitem__)] = KEPT_BACK
    return cells
