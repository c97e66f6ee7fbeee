"""What is measured, each in a process of its own that is told when it is its turn; one line of JSON to and fro.

python sides.py TREE SIDE persons.parquet 2026-11-30 [rows of a batch]
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

TODAY = ("today", "tier_today", "total_today")
# What is handed to a plan at a time, so that ten million need no more memory than one.
BATCH = 100_000
MEMORY = "3GB"
# A loop takes so long that it is measured on these and scaled.
LOOPED = 4000
ALONE = ("received", "payments")


def django_ready(tree: str) -> None:
    sys.path[0] = tree
    sys.path.append(str(Path(__file__).parent))
    os.environ.setdefault("DJANGO_SECRET_KEY", "a-secret-only-for-benchmarks-and-no-other-use")
    os.environ.update(DJANGO_SETTINGS_MODULE="qujiang.settings", DJANGO_DEBUG="false")
    import django

    django.setup()


class Sides:
    """By name what is measured once; each returns how many persons it took and, to be looked at, its sums."""

    def __init__(self, path: str, on: date, batch: int) -> None:
        from policies.publishing import stored

        catalogue = stored.from_pack()
        assert catalogue is not None
        self.ruleset, self.path, self.on, self.batch = catalogue.ruleset("qujiang"), path, on, batch

    def plan(self, wanted: Any, among: Any = None) -> Any:
        from policies.screening.plan import compile_plan

        return compile_plan(self.ruleset, self.on, among=among, **({"wanted": wanted} if wanted else {}))

    def batches(self, whole_days: bool = False) -> Iterator[Any]:
        """`whole_days`: without the columns that those who write by hand left out."""
        import polars as pl

        rows = pl.scan_parquet(self.path)
        count = rows.select(pl.len()).collect().item()
        if whole_days:
            rows = rows.drop(_left_out(rows.collect_schema().names()))
        for start in range(0, count, self.batch):
            yield rows.slice(start, self.batch).collect()

    def applied(self, wanted: Any, among: Any = None, whole_days: bool = False) -> Callable[[], dict[str, Any]]:
        plan = self.plan(wanted, among)

        def run() -> dict[str, Any]:
            counted = Counted()
            for table in self.batches(whole_days):
                counted.add(plan.apply(table))
            return counted.said

        return run

    def polars_today(self) -> Callable[[], dict[str, Any]]:
        return self.applied(TODAY)

    def polars_all(self) -> Callable[[], dict[str, Any]]:
        return self.applied(None)

    def ten_by_plan(self) -> Callable[[], dict[str, Any]]:
        import by_hand

        return self.applied(TODAY, by_hand.CODES, whole_days=True)

    def all_by_plan(self) -> Callable[[], dict[str, Any]]:
        """On the table that those by hand have."""
        return self.applied(TODAY, whole_days=True)

    def ten_by_hand(self) -> Callable[[], dict[str, Any]]:
        import by_hand

        def run() -> dict[str, Any]:
            counted = Counted()
            for table in self.batches(whole_days=True):
                counted.add(by_hand.today(table, self.on))
            return counted.said

        return run

    def duckdb_today(self) -> Callable[[], dict[str, Any]]:
        return self.on_duckdb(TODAY)

    def duckdb_all(self) -> Callable[[], dict[str, Any]]:
        return self.on_duckdb(None)

    def on_duckdb(self, wanted: Any) -> Callable[[], dict[str, Any]]:
        """With planning: a plan is compiled and planned anew."""
        import duckdb
        import polars as pl

        # What is more is put on the disk, beside the file of persons.
        duckdb.sql(f"SET memory_limit = '{MEMORY}'")
        duckdb.sql(f"SET temp_directory = '{Path(self.path).parent / 'duckdb'}'")

        def run() -> dict[str, Any]:
            found = self.plan(wanted).apply(duckdb.read_parquet(self.path))
            counted = Counted()
            for batch in found.to_arrow_reader(self.batch):
                counted.add(pl.DataFrame(batch))
            return counted.said

        return run

    def loop_today(self) -> Callable[[], dict[str, Any]]:
        return self.looped(lambda result: (result.today.verdict, result.tier, result.award and result.award.total))

    def loop_all(self) -> Callable[[], dict[str, Any]]:
        return self.looped(
            lambda result: (
                (result.status, result.eligible_from, result.eligible_until, result.state, result.tier)
                + ((result.award.total, result.award.low, result.award.high, result.within) if result.award else ())
            ),
            best=True,
        )

    def looped(self, read: Callable[[Any], object], best: bool = False) -> Callable[[], dict[str, Any]]:
        """Over the answers of the first ones, which are read before the clock starts."""
        from policies.calculator import Facts, assess

        persons = [self.answers(row) for row in next(self.batches()).head(LOOPED).iter_rows(named=True)]

        def run() -> dict[str, Any]:
            for answers, received in persons:
                assessment = assess(self.ruleset, Facts.resolve(self.ruleset, answers, self.on), self.on, received)
                for result in assessment.results:
                    read(result)
                if best:
                    assessment.best.policies  # noqa: B018
            return {"persons": len(persons)}

        return run

    def answers(self, row: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        from decimal import Decimal

        from policies.calculator.calendar import Month
        from policies.calculator.ruleset import QuestionType
        from policies.screening.table import answer_column

        found: dict[str, Any] = {}
        for key, question in self.ruleset.questions.items():
            cell = row.get(answer_column(question))
            if cell is not None:
                cell = Decimal(cell) / 100 if question.type is QuestionType.MONEY else cell
                found[key] = Month(cell.year, cell.month) if row.get(f"{key}|month") else cell
        codes = [name.partition("|")[2] for name, cell in row.items() if name.startswith("received|") and cell]
        return found, {code: row.get(f"payments|{code}") for code in codes}


class Counted:
    """What came out, as far as it is looked at."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {"persons": 0, "yes": {}, "yuan": {}}

    def add(self, table: Any) -> None:
        self.said["persons"] += table.height
        for kind, ending in (("yes", "|today"), ("yuan", "|total_today")):
            for name in table.columns:
                if name.endswith(ending):
                    code = name.removesuffix(ending)
                    self.said[kind][code] = self.said[kind].get(code, 0) + int(table[name].sum() or 0)


def _left_out(columns: list[str]) -> list[str]:
    return [name for name in columns if name.endswith("|month") or name.startswith(ALONE)]


def main(tree: str, side: str, path: str, day: str, batch: str = str(BATCH)) -> None:
    django_ready(tree)
    start = time.perf_counter()
    run = getattr(Sides(path, date.fromisoformat(day), int(batch)), side)()
    print(json.dumps({"ready": time.perf_counter() - start}), flush=True)
    for _ in sys.stdin:
        start, processor = time.perf_counter(), time.process_time()
        said = run()
        said |= {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor}
        said["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
