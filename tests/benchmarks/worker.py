"""One gunicorn worker under load: requests per second, and what each takes of the worker's processor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from browser import ACCEPTED
from citizens import cookies
from load import requests_per_second
from pages import check_of
from rows import row
from varied import VISITS, visited
from visitors import TYPICAL, VISITORS

from tests.faults.fronts import children, memory, processor

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS, ROUNDS = 1.5, 4
KEEPALIVE = {"Connection": "keep-alive"}
COMPRESSED = {True: {"Accept-Encoding": ACCEPTED}, False: {}}


@dataclass
class Asked:
    """`rate`: the most in a second; `processor`: the least for one, in milliseconds."""

    method: str
    path: str
    body: str
    headers: dict[str, str]
    rate: float = 0
    processor: float = float("inf")

    def ask(self, port: int, pid: int) -> None:
        before = processor(pid)
        rate = requests_per_second(port, self.method, self.path, self.body, self.headers, SECONDS)
        self.rate = max(self.rate, rate)
        self.processor = min(self.processor, (processor(pid) - before) * 1000 / (rate * SECONDS))


def under_load() -> None:
    """A result and a check, as a browser asks and uncompressed, each beside a view that does nothing."""
    cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies(VISITORS[TYPICAL]).items())}
    as_json = {"Content-Type": "application/json"}
    with worker() as (port, pid):
        print("One gunicorn worker: requests per second, and what each takes of its processor")
        for compressed, headers in COMPRESSED.items():
            result = Asked("GET", "/result", "", KEEPALIVE | headers | cookie)
            check = Asked("POST", "/api/v1/check", check_of(), KEEPALIVE | headers | as_json)
            how = "compressed" if compressed else "not compressed"
            compare(Asked("GET", "/empty", "", KEEPALIVE), {f"the result page, {how}": result}, port, pid)
            compare(Asked("GET", "/empty.json", "", KEEPALIVE), {f"POST /api/v1/check, {how}": check}, port, pid)
        row("the worker's memory after that (RSS)", f"{memory(pid):.0f} MB")
        visited(port)
        row(f"after {VISITS:,} pages, each for somebody else", f"{memory(pid):.0f} MB", "VISITS=… make bench: so many")


def compare(empty: Asked, several: dict[str, Asked], port: int, pid: int) -> None:
    """Each with a view that does nothing, in turns, so that what disturbs the one disturbs the other."""
    for _ in range(ROUNDS):
        for one in (empty, *several.values()):
            one.ask(port, pid)
    row(f"{empty.path}, which does nothing", f"{empty.rate:.0f} /s", f"{empty.processor:.2f} ms")
    for name, one in several.items():
        by = f"{one.rate / empty.rate:.2f} × {empty.path}; of the processor {empty.processor / one.processor:.2f} ×"
        row(name, f"{one.rate:.0f} /s", f"{one.processor:.2f} ms, {by}")


@contextmanager
def worker() -> Iterator[tuple[int, int]]:
    """gunicorn with one worker: its port, and the worker's process number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PORT": str(port), "WEB_CONCURRENCY": "1"}
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", "--log-level", "warning"], cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + 60
        while not (alive := children(process.pid)) or not _answers(port):
            assert time.monotonic() < deadline, "gunicorn did not start"
            time.sleep(0.1)
        yield port, alive[0]
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        return urlopen(f"http://127.0.0.1:{port}/livez").status == 200
    except URLError:
        return False
