"""Many visitors, no two alike: does a worker keep more with each of them, and ten times the policies?"""

from __future__ import annotations

import http.client
import os
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from browser import ACCEPTED, Browser
from citizens import cookies, least
from rows import row

# VISITS=20000 make bench
VISITS = int(os.environ.get("VISITS", "2000"))
PATHS = ["/result", "/check/work", "/policies/", "/check/answers"]
YEARS, TIMES = 6, 10


def visitors() -> Iterator[dict[str, str]]:
    """The cookies of one after the other, each with an answer of chance to about half of the questions."""
    from policies.answers import UnreadableAnswer, parse, today
    from policies.publishing import live

    rng, catalogue = random.Random(12), live.refresh()
    while True:
        answers = {}
        for key, question in catalogue.questions.items():
            if rng.random() < 0.5 and (answer := answer_of_chance(question, rng)) is not None:
                try:
                    parse(question, answer, today())
                except UnreadableAnswer:
                    continue
                answers[key] = answer
        yield cookies(answers)


def answer_of_chance(question: dict[str, Any], rng: random.Random) -> Any:
    """None where the question is of a type that is not here."""
    from policies.answers import today

    match question["type"]:
        case "bool":
            return rng.random() < 0.5
        case "choice":
            return rng.choice(question["choices"])["value"]
        case "date":
            return (today() - timedelta(days=rng.randrange(365 * YEARS))).isoformat()
        case "int" | "months" | "money":
            return rng.randrange(60)
    return None


def visited(port: int) -> None:
    """So many pages are asked of the worker at that port, each by somebody else."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    several = visitors()
    for place in range(VISITS):
        cookie = "; ".join(f"{name}={value}" for name, value in next(several).items())
        connection.request("GET", PATHS[place % len(PATHS)], headers={"Cookie": cookie, "Accept-Encoding": ACCEPTED})
        response = connection.getresponse()
        response.read()
        assert response.status == 200, response.status
    connection.close()


def growth() -> None:
    """Ten times the policies beside those shipped."""
    from policies.publishing import live
    from tests.benchmarks.visitors import TYPICAL, VISITORS
    from tests.manifold import manifold

    shipped = live.refresh()
    print(f"With {TIMES} × the policies, in process, uncompressed")
    for path in ["/result", "/check/work", "/policies/", "/"]:
        took = {}
        for times, catalogue in ((1, shipped), (TIMES, manifold(shipped, TIMES))):
            live.serve(catalogue)
            ask = Browser(False, cookies(VISITORS[TYPICAL])).request("GET", path)
            least(ask, 3)
            took[times] = least(ask, 20)[0] * 1000
        row(path, f"{took[TIMES]:.2f} ms", f"{took[1]:.2f} ms with those shipped: {took[TIMES] / took[1]:.1f} ×")
    live.serve(shipped)
