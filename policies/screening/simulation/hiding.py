"""Small numbers of a real table are not shown where it is told apart: who knows their town would know the person."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5
FEW, KEPT_BACK = f"少于 {LEAST}", "不显示"


def hidden(counts: Sequence[int], *, partition: bool = True) -> list[str]:
    """Of each count how it is called instead, empty where it may be shown.

    Parts of a whole that is shown (`partition`) need a second one that is hidden, or a subtraction would tell.
    """
    found = [FEW if 0 < count < LEAST else "" for count in counts]
    if partition and sum(map(bool, found)) == 1 and len(counts) > 1:
        others = [place for place, said in enumerate(found) if not said]
        # Where there is a choice, nothing of importance: the least of those that are something.
        place = min(others, key=lambda one: (counts[one] == 0, counts[one]))
        found[place] = KEPT_BACK
    return found
