"""The process in which a simulation of the staff screens is reckoned, apart from those that serve pages.

It is told what to do in one line of JSON, and says how far it is in lines of JSON: how many persons were counted, then
the report, or why there is none. It opens no database, and of no person anything gets out of it but what is counted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

# Pages come first.
NICER = 10
SECONDS = 1.0
DONE, TOTAL, REFUSED, REPORT = "done", "total", "refused", "report"


class Told:
    """Says how far it is, each second, whatever takes so long."""

    def __init__(self) -> None:
        self.done = 0
        self.total: int | None = None
        self.stop = Event()
        self.thread = Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Told:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()

    def count(self, done: int) -> None:
        self.done = done

    def _tell(self) -> None:
        while not self.stop.wait(SECONDS):
            say({DONE: self.done, TOTAL: self.total})


def say(what: Mapping[str, Any]) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)  # noqa: T201 - that is how it speaks


def main() -> None:
    os.nice(NICER)
    wanted = json.loads(sys.stdin.buffer.readline())
    with Told() as told:
        import django

        django.setup()
        from policies.screening.simulation.refused import CannotSimulate

        try:
            found = reckoned(wanted, told)
        except CannotSimulate as refused:
            found = {REFUSED: refused.sentences}
    say(found)


def reckoned(wanted: Mapping[str, Any], told: Told) -> dict[str, Any]:
    from policies.screening.simulation import arranged, orders, people
    from policies.screening.simulation.listed import ListedPeople
    from policies.screening.simulation.made_up import Synthetic
    from policies.screening.simulation.two_sides import TwoSides

    order = orders.SimulationOrder(
        TwoSides(*wanted["sides"]),
        wanted["region"],
        date.fromisoformat(wanted["on"]),
        wanted["budgets"],
        dimensions_file=Path(wanted["dimensions"]) if wanted["dimensions"] else None,
    )
    persons: people.People
    if wanted["file"]:
        persons = ListedPeople(Path(wanted["file"]), order, beside=order.wanted_columns)
    else:
        persons = Synthetic(order, wanted["number"], wanted["seed"])
    told.total = persons.total
    return {REPORT: arranged.written(orders.carry_out(order, persons, told.count))}


if __name__ == "__main__":
    main()
