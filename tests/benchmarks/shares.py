"""What the processor is busy with while a page is made: samples of what runs, sorted by whose work it is."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from types import FrameType

# The innermost frame that says whose work it is decides. By parts of the path of its file, in this order.
WORK = {
    "/qujiang/compression.py": "compression",
    "/django/core/handlers/": "Django itself",
    "/policies/calculator/": "finding the answer",
    "/policies/answers/": "reading the answers",
    "/policies/templatetags/": "templates",
    "/django/template/": "templates",
    "/policies/catalogue/": "sentences",
    "/policies/results/": "sentences",
}
OTHER = "Django itself"
EVERY = 0.001


def shares(ask: Callable[[], object], seconds: float) -> dict[str, float]:
    """By whose work it is its part of the whole, the greatest first; `seconds`: how long to look."""
    found: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        found[_whose(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    until = time.process_time() + seconds
    try:
        while time.process_time() < until:
            ask()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return {name: count / found.total() for name, count in found.most_common()}


def _whose(frame: FrameType | None) -> str:
    while frame:
        for part, name in WORK.items():
            if part in frame.f_code.co_filename:
                return name
        frame = frame.f_back
    return OTHER
