"""make beside-checks COMMIT=…: what a check takes, now and at an earlier commit, in turns: with the shipped policies,
and with a national list beside them.

Of the processor, of each person the best of many turns: the ratios are what to look at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import mean

from sides import sides

TURNS = 12
SHARES = {1.0: "Who answered everything", 0.5: "Who answered every other question"}
PARTS = "the statuses", "with the findings", "the whole assessment", "as JSON, from the request"


def main(commit: str, turns: str = str(TURNS)) -> None:
    with sides(commit, "checks.py") as (then, now):
        for share, title in SHARES.items():
            several = now([share])
            print(f"{title}, µs")
            names = "".join(f"{side:>10}" for side in (commit[:9], "now", ""))
            print(f"  {'':<28}{names}  with the list:{names} growth: {commit[:9]:>9} {'now':>5}")
            for part in PARTS:
                shipped, listed = (least([then, now], [several, part, beside], int(turns)) for beside in (False, True))
                before, after = zip(shipped, listed, strict=True)
                few, many = (
                    f"{old:>10.0f}{new:>10.0f} {new / old:>7.2f} ×" for old, new in zip(before, after, strict=True)
                )
                grown = [large / small for small, large in (before, after)]
                print(f"  {part:<28}{few}  {'':<14}{many} {'':<7} {grown[0]:>9.2f} {grown[1]:>5.2f}", flush=True)


def least(both: list[Callable[[object], list[float]]], wanted: object, turns: int) -> list[float]:
    """What this takes each side for one person, in microseconds: of each person the least of all turns, so that between
    two of them all the others come by."""
    rounds = [[side(wanted) for side in both] for _ in range(turns)]
    return [mean(map(min, zip(*taken, strict=True))) * 1e6 for taken in zip(*rounds, strict=True)]


if __name__ == "__main__":
    main(*sys.argv[1:])
