"""make bench: how long things take and how much memory a worker needs, all measured in this one run.

Machines are noisy: times are the best of many repetitions, and the ratios are what to compare.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    PORT = free.getsockname()[1]
SECONDS, ROUNDS = 1.5, 4
KEEPALIVE = {"Connection": "keep-alive"}


def prepare(state: str) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tests.benchmarks.settings",
        STATE_DIR=state,
        DATABASE_URL=f"sqlite:///{state}/db.sqlite3",
        DJANGO_DEBUG="false",
        PORT=str(PORT),
        WEB_CONCURRENCY="1",
    )
    os.environ.setdefault("DJANGO_SECRET_KEY", "a-secret-only-for-benchmarks-and-no-other-use")
    os.environ.pop("ALLOWED_HOSTS", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("prepare", verbosity=0)


def best(work: Callable[[], object], number: int = 20, repeat: int = 25) -> float:
    """Microseconds of one go, undisturbed."""
    return min(timeit.repeat(work, number=number, repeat=repeat)) / number * 1e6


def row(name: str, value: str, remark: str = "") -> None:
    print(f"  {name:<58} {value:>14}  {remark}")


def calculator() -> None:
    from policies.calculator import Facts, assess
    from policies.calculator.ruleset import Ruleset
    from policies.publishing import live
    from tests.benchmarks.straight_line import compiled
    from tests.persons import DAY, MASTER_2025

    answers, ruleset = MASTER_2025.values, live.refresh().ruleset("qujiang")
    tenfold = tuple(replace(p, code=f"{p.code}-{n}") for n in range(10) for p in ruleset.policies)

    def everything(rules: Ruleset) -> None:
        assessment = assess(rules, Facts.resolve(rules, answers, DAY), DAY)
        for result in assessment.results:
            result.findings, result.award, result.missing, result.doubtful  # noqa: B018
        assessment.best, assessment.relevant_questions  # noqa: B018

    def statuses(rules: Ruleset) -> list[object]:
        assessment = assess(rules, Facts.resolve(rules, answers, DAY), DAY)
        return [(result.status, result.findings) for result in assessment.results]

    for title, rules in (("the shipped ruleset", ruleset), ("10 × its policies", replace(ruleset, policies=tenfold))):
        straight = compiled(rules)
        print(f"Calculator, {title}: {len(rules.policies)} policies, {len(straight(answers, DAY, DAY))} thresholds")
        limit = best(lambda s=straight: s(answers, DAY, DAY))
        short, whole = best(lambda r=rules: statuses(r)), best(lambda r=rules: everything(r), 5)
        row("(a) statuses and findings of all policies", f"{short:.0f} µs", f"{short / limit:.1f} × (c)")
        row("(b) the whole assessment", f"{whole:.0f} µs", f"{whole / limit:.1f} × (c)")
        row("(c) every condition's truth, straight-line Python", f"{limit:.0f} µs")


def pages(cookies: str) -> None:
    from django.test import Client

    from tests.persons import MASTER_2025

    client = Client(headers={"cookie": cookies, "host": "127.0.0.1"}, raise_request_exception=True)
    body = json.dumps({"answers": dict(MASTER_2025.answers)})
    empty = best(lambda: client.get("/empty"), 5) / 1000
    print("In process, through all middleware")
    row("an empty view", f"{empty:.2f} ms")
    for name, work in {
        "the result page": lambda: client.get("/result"),
        "a section of questions": lambda: client.get("/check/work"),
        "a section posted (htmx)": lambda: client.post(
            "/check/work", {"work_status": "employed"}, headers={"HX-Request": "true"}
        ),
        "POST /api/v1/check": lambda: client.post("/api/v1/check", body, content_type="application/json"),
    }.items():
        assert work().status_code == 200, name
        took = best(work, 5) / 1000
        row(name, f"{took:.2f} ms", f"{took / empty:.1f} × the empty view")


def publish_page() -> None:
    """With an amount changed, so that it matters to some of the sample persons."""
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse

    from policies.models import Persona, Policy

    rent = Policy.objects.get(code="qj-rent-subsidy")
    rent.recurring_amount += 500
    rent.save()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create(username="clerk", is_staff=True, is_superuser=True))
    address = reverse("admin:policies_release_add")
    assert b'<ul class="effects">' in client.get(address).content
    took = best(lambda: client.get(address), 1, 5) / 1000
    row("the publish page", f"{took:.0f} ms", f"{Persona.objects.count()} sample persons, before and after")


@contextmanager
def worker() -> Iterator[int]:
    """gunicorn with one worker; gives the worker's process number."""
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", "--log-level", "warning"], cwd=ROOT)
    try:
        deadline = time.monotonic() + 30
        while not (children := _children(process.pid)) or not _answers():
            assert time.monotonic() < deadline, "gunicorn did not start"
            time.sleep(0.1)
        yield children[0]
    finally:
        process.terminate()
        process.wait(10)


def _children(pid: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _answers() -> bool:
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        return urlopen(f"http://127.0.0.1:{PORT}/livez").status == 200
    except URLError:
        return False


def under_load(cookies: str) -> None:
    from tests.benchmarks.load import requests_per_second
    from tests.persons import MASTER_2025

    body = json.dumps({"answers": dict(MASTER_2025.answers)})
    as_json = KEEPALIVE | {"Content-Type": "application/json"}
    with worker() as pid:
        print("One gunicorn worker")
        for empty, (name, method, path, content, headers) in {
            "/empty": ("the result page", "GET", "/result", "", KEEPALIVE | {"Cookie": cookies}),
            "/empty.json": ("(d) POST /api/v1/check", "POST", "/api/v1/check", body, as_json),
        }.items():
            limit = rate = 0.0
            for _ in range(ROUNDS):  # in turns, so that what disturbs the one disturbs the other
                limit = max(limit, requests_per_second(PORT, "GET", empty, "", KEEPALIVE, SECONDS))
                rate = max(rate, requests_per_second(PORT, method, path, content, headers, SECONDS))
            row(f"{empty}, which does nothing", f"{limit:.0f} /s")
            row(name, f"{rate:.0f} /s", f"{rate / limit:.2f} × {empty}")
        memory = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
        row("the worker's memory after that (RSS)", f"{memory:.0f} MB")


def visitor() -> str:
    """A Cookie header with the answers of one of the cast."""
    from django.http import HttpResponse

    from policies.answers import cookie, today
    from tests.persons import MASTER_2025

    response = HttpResponse()
    cookie.save(response, MASTER_2025.on(today()))
    return f"{cookie.NAME}={response.cookies[cookie.NAME].value}"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qujiang-bench-") as state:
        prepare(state)
        cookies = visitor()
        calculator()
        pages(cookies)
        publish_page()
        under_load(cookies)


if __name__ == "__main__":
    main()
