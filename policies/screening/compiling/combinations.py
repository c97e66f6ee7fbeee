"""Which of several policies that exclude one another in any way may be taken together; see `calculator.combining`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policies.calculator.relations import NONE, Rivals

Codes = frozenset[str]
# So many combinations of one part are compared with one another for every row.
MOST_COMBINATIONS = 24
TOO_MANY = "the best set of policies that exclude one another in too many ways"


def parts_of(codes: Sequence[str], rivals: Rivals) -> list[list[str]]:
    """Those that have to do with one another together, in their order; nothing stands between two parts."""
    found: list[list[str]] = []
    placed = set[str]()
    for code in codes:
        if code not in placed:
            part = _with_all(code, rivals) & {*codes}
            placed |= part
            found.append([one for one in codes if one in part])
    return found


def _with_all(code: str, rivals: Rivals) -> set[str]:
    found, new = set[str](), {code}
    while new:
        found |= new
        new = set[str]().union(*(rivals.get(one, NONE) for one in new)) - found
    return found


def largest_of(part: Iterable[str], rivals: Rivals) -> list[Codes] | None:
    """The combinations to which nothing of the part can be added; None where there are more than are compared."""
    found: list[Codes] = [frozenset()]
    for code in part:
        excluded = rivals.get(code, NONE)
        several = dict.fromkeys(
            [*(one for one in found if one & excluded), *(one - excluded | {code} for one in found)]
        )
        found = [one for one in several if not any(one < other for other in several)]
        if len(found) > MOST_COMBINATIONS:
            return None
    return found
