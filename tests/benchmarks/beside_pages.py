"""make beside-pages COMMIT=… [ONLY="a section"]: what citizens wait for, now and at an earlier commit, in turns.

Of the processor, the best of many: who else uses the machine does not count, and the ratios are what to look at.
"""

from __future__ import annotations

import sys

from sides import ROOT, Side, sides

sys.path.insert(0, str(ROOT))
TURNS, IN_A_ROW = 12, 6


def main(commit: str, only: str = "") -> None:
    from tests.benchmarks.visitors import VISITORS

    with sides(commit, "citizens.py") as (then, now):
        there = then(VISITORS)
        names = [name for name in now(VISITORS) if name in there and only in name]
        for compressed in (True, False):
            print("As a browser asks, compressed" if compressed else "Not compressed")
            print(f"  {'':<40} {commit[:9]:>9} {'now':>9}    {'':>9} {commit[:9]:>9} {'now':>9}")
            for name in names:
                compare(name, compressed, then, now)


def compare(name: str, compressed: bool, then: Side, now: Side) -> None:
    wanted = [name, compressed, IN_A_ROW]
    both = [(then(wanted), now(wanted)) for _ in range(TURNS)]
    earlier, later = (list(found) for found in zip(*both, strict=True))
    before, after = (min(one["seconds"] for one in found) * 1000 for found in (earlier, later))
    sizes = [found[0]["bytes"] / 1024 for found in (earlier, later)]
    times = f"{before:>9.2f} {after:>9.2f} ms {before / after:>6.1f} × as fast"
    print(f"  {name:<40} {times} {sizes[0]:>9.1f} {sizes[1]:>9.1f} KB", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
