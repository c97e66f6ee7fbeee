"""make beside COMMIT=…: what staff wait for, now and at an earlier commit, in turns in one run.

Machines are noisy: times are the best of many, and the ratios are what to look at.
"""

from __future__ import annotations

import sys

from sides import sides

ROUNDS = {"opened": 12, "saved": 10, "imported": 6, "published": 10}
TITLES = {
    "opened": "opening the form of the largest policy",
    "saved": "saving it with two changes",
    "imported": "40 changes by spreadsheet",
    "published": "the publish page, half and twice the personas",
}


def row(name: str, then: float, now: float, unit: str, digits: int = 0) -> None:
    print(f"  {name:<46} {then:>9.{digits}f} {now:>9.{digits}f} {unit:<3} {now / then:>6.2f} ×")


def main(commit: str) -> None:
    with sides(commit, "staff.py") as (then, now):
        print(f"  {'':<46} {commit[:9]:>9} {'now':>9}")
        for journey, rounds in ROUNDS.items():
            if journey == "published":
                then("halve"), now("double")
            both = [(then(journey), now(journey)) for _ in range(rounds)]
            earlier, later = (min(found, key=lambda one: one["seconds"]) for found in zip(*both, strict=True))
            row(TITLES[journey], earlier["seconds"] * 1000, later["seconds"] * 1000, "ms")
            least = [min(one["processor"] for one in found) * 1000 for found in zip(*both, strict=True)]
            row("  of the processor", *least, "ms")
            for part in sorted(later.keys() - {"seconds", "policy", "processor"}):
                factor, unit = (1 / 1024, "KB") if part in ("bytes", "gzip") else (1000, "ms")
                row(f"  {part}", earlier[part] * factor, later[part] * factor, unit)


if __name__ == "__main__":
    main(*sys.argv[1:])
