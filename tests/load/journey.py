"""A mixed journey against two workers, behind nginx and straight, beside an empty view in the same run.

    python -m tests.load.journey [direct] [nginx] [--requests=50000]

Prints requests per second and percentiles, the time to the first page and what the workers hold; ends by itself. The
last number, 0 if it is left out, is asked at the end to see whether memory grows. Loopback only. Figures are of the
machine as it was: only the ratios of one run compare. Ends with 1 where a goal was missed.
"""

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.faults import fronts
from tests.faults.citizens import HOST, Asked, Figures, asked_by, journey, ready
from tests.faults.fronts import children, memory, processor
from tests.faults.sites import Report, prepared

ROUNDS, SECONDS = 3, 5
EMPTY = [Asked("GET", "/empty", {"Host": HOST})]
LEAST, SLOWEST, STARTED, HELD = 0.3, 5, 3, 100
"""The goals: × the empty view's requests a second, p99 in × p50, seconds to the first page, MB of a worker."""


def measured(port: int, asked: list[Asked], workers: list[int]) -> tuple[list[Figures], list[float]]:
    """The empty view and the journey, in turns, all rounds together; and seconds of the processor for each answer."""
    both, taken = [Figures(), Figures()], [0.0, 0.0]
    for _ in range(ROUNDS):
        for turn, what in enumerate((EMPTY, asked)):
            before = sum(map(processor, workers))
            part = asked_by(port, what, seconds=SECONDS)
            taken[turn] += sum(map(processor, workers)) - before
            both[turn].add(part)
    return both, [spent / len(whole.seconds) for spent, whole in zip(taken, both, strict=True)]


def try_front(name: str, requests: int, report: Report) -> None:
    say = report.say
    with tempfile.TemporaryDirectory(prefix="load-") as made, ExitStack() as started:
        folder = Path(made)
        environment = prepared(folder)
        port = fronts.free_port()
        at = f"127.0.0.1:{port}" if name == "direct" else f"unix:{folder}/web.sock"
        if name != "direct":
            port = started.enter_context(fronts.proxy(name, folder))
        begun = time.perf_counter()
        with fronts.gunicorn(folder, at, **environment) as process:
            ready(port)
            seconds = time.perf_counter() - begun
            say(f"{name}: the first page {seconds:.1f} s after the start", seconds < STARTED)
            workers = children(process.pid)
            say(f"  of the processor {max(map(processor, workers)):.1f} s a worker")
            asked = journey(port)
            (empty, mixed), (least, most) = measured(port, asked, workers)
            say(f"an empty view: {empty}, {least * 1000:.2f} ms of a worker's processor", not empty.broken)
            say(f"{len(asked)} requests of a journey: {mixed}, {most * 1000:.2f} ms", not mixed.broken)
            share, spread = mixed.rate / empty.rate, mixed.percentile(99) / mixed.percentile(50)
            say(f"{share:.2f} × the empty view's requests a second, {least / most:.2f} × by processor", share >= LEAST)
            say(f"p99 is {spread:.1f} × p50", spread <= SLOWEST)
            held = [memory(pid) for pid in workers]
            say(f"workers of {', '.join(f'{one:.0f} MB' for one in held)}", max(held) <= HELD)
            if requests:
                grown(port, asked, requests, workers, report)


def grown(port: int, asked: list[Asked], requests: int, workers: list[int], report: Report) -> None:
    """After a tenth of them all that is remembered once is; what comes then must not stay."""
    say = report.say
    asked_by(port, asked, times=requests // 10)
    before = [memory(one) for one in workers]
    figures = asked_by(port, asked, times=requests - requests // 10)
    after = [memory(one) for one in workers]
    say(f"{requests} requests: {figures}", not figures.broken)
    more = max(late - early for early, late in zip(before, after, strict=True))
    say(f"after a tenth of them {max(before):.1f} MB, after all {max(after):.1f} MB, {more:+.1f} MB", more < 5)


def main(names: list[str]) -> int:
    report = Report()
    requests = sum(int(name.partition("=")[2]) for name in names if name.startswith("--requests="))
    for name in [name for name in names if not name.startswith("--")] or ["direct", "nginx"]:
        try_front(name, requests, report)
    return report.ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
