"""Citizens' pages in process: what each takes of the processor, compressed and not, and what a result is made of."""

from __future__ import annotations

import json

from browser import Browser
from citizens import cookies, journeys, least
from rows import row
from shares import shares
from visitors import TYPICAL, VISITORS

TURNS, IN_A_ROW = 8, 5


def pages() -> None:
    asked = {compressed: journeys(VISITORS, compressed) for compressed in (True, False)}
    print("In process, through all middleware: as a browser asks, and uncompressed")
    empty = 0.0
    for name in asked[True]:
        took, size = {}, {}
        for compressed, all_of_them in asked.items():
            rounds = [least(all_of_them[name], IN_A_ROW) for _ in range(TURNS)]
            took[compressed], size[compressed] = min(one[0] for one in rounds) * 1000, len(rounds[0][1].body) / 1024
        empty = empty or took[True]
        sizes = f"{size[True]:6.1f} KB {size[False]:6.1f} KB"
        row(name, f"{took[True]:.2f} ms", f"{took[False]:6.2f} ms {sizes} {took[True] / empty:6.1f} × the empty view")
    print("What the result page is made of, as a browser asks")
    for name, answers in VISITORS.items():
        parts = shares(Browser(True, cookies(answers)).request("GET", "/result"), 3)
        row(name, "", ", ".join(f"{part} {share:.0%}" for part, share in parts.items()))


def check_of(name: str = TYPICAL) -> str:
    """The body of a check with the answers of this visitor."""
    return json.dumps({"answers": VISITORS[name]})
