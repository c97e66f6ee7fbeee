"""make bench-screening: how long a whole table takes, all measured in this one run, in turns.

    PERSONS=10000000 ROUNDS=2 make bench-screening     so many persons (1,000,000), each side so many times (3)
    PARTS="beside duckdb growth" make bench-screening  not all of it

Machines are noisy: times are the best of several turns, and the ratios are what to compare. Those by hand and OpenFisca
know ten of the policies; they are scaled by the number of conditions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))
sys.path.append(str(HERE.parent))

from rows import row  # noqa: E402

PERSONS = int(os.environ.get("PERSONS", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
PARTS = os.environ.get("PARTS", "beside duckdb growth").split()
# Beyond so many DuckDB keeps more in memory than a small machine has, and a loop or OpenFisca tells nothing new.
SIDE_BY_SIDE = 1_000_000
GROWTH = [10**power for power in range(4, 9)]
ON, SEED = date(2026, 11, 30), 1
OPENFISCA = "OpenFisca-Core==46.0.1"


def made(count: int, folder: str) -> str:
    """A file of so many persons; how long it took is told."""
    from policies.publishing import stored
    from policies.screening.population import writing
    from policies.screening.population.drawing import PersonMaker
    from policies.screening.population.settings import population

    path = Path(folder) / f"{count}.parquet"
    catalogue = stored.from_pack()
    assert catalogue is not None
    rules = catalogue.ruleset("qujiang")
    maker = PersonMaker(population(rules, catalogue.questions, catalogue.policies), rules, ON, SEED)
    start = time.perf_counter()
    writing.write(maker.batches(count), path, {"synthetic": "true"})
    took = time.perf_counter() - start
    size = path.stat().st_size / 2**20
    row(f"make_persons {count:,}", f"{took:.1f} s", f"{count / took:,.0f} persons/s, {size:.0f} MB of parquet")
    return str(path)


@contextmanager
def process(python: str, *words: str) -> Any:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([python, *words], **pipes) as started:
        assert started.stdin
        assert started.stdout
        first = started.stdout.readline()
        assert first, "it stopped: what it said stands above"

        def ask() -> dict[str, Any]:
            started.stdin.write("go\n")
            started.stdin.flush()
            line = started.stdout.readline()
            assert line, "it stopped: what it said stands above"
            return json.loads(line)

        yield ask
        started.stdin.close()


def side(name: str, path: str, *more: str) -> Any:
    return process(sys.executable, str(HERE / "sides.py"), str(ROOT), name, path, ON.isoformat(), *more)


def in_turns(asked: dict[str, Any], rounds: int = ROUNDS) -> dict[str, dict[str, Any]]:
    """The best of each, by the clock and by the processor; the highest peak."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            found[name].append(ask())
    return {name: _best(several) for name, several in found.items()}


def _best(several: list[dict[str, Any]]) -> dict[str, Any]:
    least = {key: min(one[key] for one in several) for key in ("seconds", "processor")}
    return several[0] | least | {"peak": max(one.get("peak", 0) for one in several)}


def told(name: str, one: dict[str, Any], remark: str = "") -> None:
    rate = one["persons"] / one["seconds"]
    said = f"{rate:>11,.0f} persons/s, {one['processor']:.1f} s of the processor, {one['peak']:.0f} MB"
    row(name, f"{one['seconds']:.1f} s", said + (f"; {remark}" if remark else ""))


def conditions(codes: Any = None) -> int:
    from policies.publishing import stored

    rules = stored.from_pack().ruleset("qujiang")  # type: ignore[union-attr]
    several = [policy for policy in rules.policies if codes is None or policy.code in codes]
    owners = [owner for one in several for owner in (one.requirements, *(tier.requirements for tier in one.tiers))]
    return sum(1 for owner in owners for _ in owner)


def openfisca(folder: str) -> str | None:
    """The Python of an environment made for the occasion; None where it cannot be had, after the reason."""
    import polars

    python = Path(folder) / "openfisca" / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
        subprocess.run([*pip, OPENFISCA, f"polars=={polars.__version__}"], check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        row(f"(c) {OPENFISCA} cannot be installed here", "-", str(error.stderr or error).strip().splitlines()[-1][:200])
        return None
    return str(python)


def beside(path: str, count: int) -> None:
    """The plan beside those by hand, a loop and OpenFisca."""
    from by_hand import CODES

    ten, every = conditions(CODES), conditions()
    names = ["polars_today", "polars_all", "all_by_plan", "ten_by_plan", "ten_by_hand", "loop_today", "loop_all"]
    with ExitStack() as stack:
        asked = {name: stack.enter_context(side(name, path)) for name in names}
        if python := openfisca(stack.enter_context(tempfile.TemporaryDirectory(prefix="qujiang-openfisca-"))):
            asked["fisca"] = stack.enter_context(process(python, str(HERE / "fisca.py"), path, ON.isoformat()))
        found = in_turns(asked)
    for one in found.values():
        one.setdefault("persons", count)
    _same_answers(found)
    today, whole, hand = found["polars_today"], found["polars_all"], found["ten_by_hand"]
    told("today's verdict, tier and total, all policies", today)
    told("statuses, days, tiers, sums and best set, all policies", whole)
    told("today, days known to the day", found["all_by_plan"], f"{every} conditions")
    told("(a) ten policies by hand in polars", hand, f"{ten} conditions")
    told("    the plan of the same ten", found["ten_by_plan"])
    _scaled("today beside (a), per condition", found["all_by_plan"], every, hand, ten)
    _scaled("the plan of the ten beside (a)", found["ten_by_plan"], ten, hand, ten)
    for name, planned in (("loop_today", today), ("loop_all", whole)):
        told(f"(b) a loop over assess, {name.partition('_')[2]}", found[name])
        faster = (planned["persons"] / planned["seconds"]) / (found[name]["persons"] / found[name]["seconds"])
        row(f"{name.partition('_')[2]} beside (b)", f"{faster:.0f} ×", "as fast, by the clock")
    if "fisca" in found:
        told("(c) the ten in OpenFisca, without unknown", found["fisca"], "one thread")
        _scaled("today beside (c), per condition", found["all_by_plan"], every, found["fisca"], ten)
        _scaled("the plan of the ten beside (c)", found["ten_by_plan"], ten, found["fisca"], ten)


def duckdb(path: str) -> None:
    """Beside polars, with planning, once: it is planned anew each time."""
    for name, title in (("today", "today on DuckDB, with planning"), ("all", "everything on DuckDB, with planning")):
        with side(f"polars_{name}", path) as polars, side(f"duckdb_{name}", path) as ask:
            found = in_turns({"polars": polars, "duckdb": ask}, 1)
        slower = found["duckdb"]["seconds"] / found["polars"]["seconds"]
        told(title, found["duckdb"], f"{slower:.1f} × polars")


def _same_answers(found: dict[str, dict[str, Any]]) -> None:
    """Nobody is compared with what says something else."""
    hand = found["ten_by_hand"]
    assert hand["yes"] == found["ten_by_plan"]["yes"]
    assert hand["yuan"] == found["ten_by_plan"]["yuan"]
    if "fisca" in found:
        for kind, ending in (("yes", "_today"), ("yuan", "_total_today")):
            other = {name.removesuffix(ending): one for name, one in found["fisca"][kind].items()}
            assert other == {code.replace("-", "_"): one for code, one in hand[kind].items()}, kind


def _scaled(name: str, one: dict[str, Any], of: int, other: dict[str, Any], of_other: int) -> None:
    """How fast it is per condition beside the other: above 1 it is faster."""
    ratios = [(other[key] / of_other) / (one[key] / of) for key in ("seconds", "processor")]
    row(name, f"{ratios[0]:.2f} ×", f"as fast by the clock, {ratios[1]:.2f} × by the processor")


def growth(folder: str) -> None:
    """From ten thousand on, each in a process of its own: what grows and what does not."""
    print("From 10,000 persons on: seconds, persons per second, highest memory")
    for count in [count for count in GROWTH if count <= PERSONS]:
        path = made(count, folder)
        for name, title in (("polars_today", "today"), ("polars_all", "everything")):
            with side(name, path) as ask:
                told(f"  {count:,}, {title}", in_turns({name: ask}, 1 if count > SIDE_BY_SIDE else 2)[name])
        Path(path).unlink()


def main() -> None:
    os.environ.setdefault("DJANGO_SECRET_KEY", "a-secret-only-for-benchmarks-and-no-other-use")
    os.environ.update(DJANGO_SETTINGS_MODULE="qujiang.settings", DJANGO_DEBUG="false")
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="qujiang-bench-") as folder:
        os.environ["STATE_DIR"] = folder
        count = min(PERSONS, SIDE_BY_SIDE)
        print(f"Screening {count:,} synthetic persons, {conditions()} conditions, {os.cpu_count()} cores")
        path = made(count, folder)
        for part, measure in {"beside": lambda: beside(path, count), "duckdb": lambda: duckdb(path)}.items():
            if part in PARTS:
                measure()
        Path(path).unlink()
        if "growth" in PARTS:
            growth(folder)


if __name__ == "__main__":
    main()
