"""Citizens who go through a whole check again and again, and what they were answered; for tests/load and tests/faults.

A journey is gone through once, form by form. What was asked then is asked again by many: all state is in the cookies,
and a client that only repeats bytes takes little of the processor that it shares with the site.
"""

import http.client
import json
import math
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.browser import ACCEPTED, Fields
from tests.benchmarks.visitors import TYPICAL, VISITORS
from tests.persons import REGION

HOST = "butie.example.cn"
FORM = "application/x-www-form-urlencoded"
WAIT = 30  # seconds, at most, for one answer
REDIRECTS = (301, 302)


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass
class Figures:
    """`seconds`: of each answer that came; `said`: how often which status came, or the name of what went wrong."""

    seconds: list[float] = field(default_factory=list)
    said: Counter[int | str] = field(default_factory=Counter)
    lasted: float = 0

    def add(self, more: "Figures") -> None:
        self.seconds += more.seconds
        self.said += more.said
        self.lasted += more.lasted

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.lasted if self.lasted else 0

    @property
    def broken(self) -> int:
        """5xx, and what was not answered at all."""
        return sum(times for what, times in self.said.items() if isinstance(what, str) or what >= 500)

    def percentile(self, share: float) -> float:
        """In milliseconds: so many of 100 took no longer."""
        taken = sorted(self.seconds)
        return taken[max(0, math.ceil(len(taken) * share / 100) - 1)] * 1000 if taken else math.inf

    def __str__(self) -> str:
        p50, p95, p99 = (self.percentile(share) for share in (50, 95, 99))
        return (
            f"{sum(self.said.values())} asked, {self.broken} broken, {self.rate:.0f}/s, "
            f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms"
        )


class _Connection(http.client.HTTPConnection):
    """To a port of this machine, or to a socket in the file system."""

    def __init__(self, at: int | str) -> None:
        super().__init__("127.0.0.1", at if isinstance(at, int) else 80, timeout=WAIT)
        self.at = at

    def connect(self) -> None:
        if isinstance(self.at, int):
            super().connect()
            return
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(WAIT)
        self.sock.connect(self.at)


@dataclass
class Browser:
    """One connection, which is made anew when it broke, and the cookies of one visitor."""

    at: int | str
    cookies: dict[str, str] = field(default_factory=dict)
    record: list[Asked] = field(default_factory=list)
    connection: _Connection | None = None

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> tuple[int, str, str]:
        """Status, text and where it leads; kept for whoever repeats it."""
        headers = {"Host": HOST, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        asked = Asked(method, path, headers | ({"Content-Type": kind} if body else {}), body)
        answer, content = self.repeat(asked)
        self.record.append(Asked(method, path, asked.headers | {"Accept-Encoding": ACCEPTED}, body))
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.update({one.key: one.value for one in SimpleCookie(value).values()})
        return answer.status, content.decode(), urlsplit(answer.getheader("Location", "")).path

    def repeat(self, asked: Asked) -> tuple[http.client.HTTPResponse, bytes]:
        if self.connection is None:
            self.connection = _Connection(self.at)
        try:
            self.connection.request(asked.method, asked.path, asked.body or None, asked.headers)
            answer = self.connection.getresponse()
            return answer, answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def journey(port: int) -> list[Asked]:
    """Start, each section filled in, a mark, the result, a policy, the calendar and the interface."""
    browser, answers = Browser(port), VISITORS[TYPICAL]

    def page(path: str) -> str:
        status, text, leads = browser.ask("GET", path)
        if status in REDIRECTS:
            return page(leads)
        assert status == 200, f"GET {path}: {status}"
        return text

    place, text, sections = "/check/", page("/"), 0
    while place != "/result":
        shown = Fields(text).found
        typed = {key: _typed(answers[key]) for key in answers if f"{key}-shown" in shown}
        if place == "/check/":
            typed = {"region": REGION}
        status, _, leads = browser.ask("POST", place, urlencode(shown | typed, doseq=True).encode())
        assert status in REDIRECTS, f"POST {place}: {status}"
        place, sections = leads, sections + 1
        assert sections < 20, "the sections do not end"
        text = page(place)
    token = Fields(text).found["csrfmiddlewaretoken"][0]
    status, _, leads = browser.ask(
        "POST", "/result/marks", urlencode({"csrfmiddlewaretoken": token, "have": "qz-social-insurance"}).encode()
    )
    assert status in REDIRECTS, f"marks: {status}"
    page("/result")
    page("/policies/qj-rent-subsidy")
    page("/result.ics")
    status, _, _ = browser.ask("POST", "/api/v1/check", json.dumps({"answers": answers}).encode(), "application/json")
    assert status == 200, f"the interface: {status}"
    browser.close()
    return browser.record


def _typed(answer: object) -> str:
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)


def asked_by(
    port: int,
    asked: list[Asked],
    *,
    citizens: int = 4,
    seconds: float = math.inf,
    times: float = math.inf,
    stop: Callable[[], bool] = lambda: False,
) -> Figures:
    """What so many citizens at once were answered, each beginning elsewhere; it ends after `seconds` or `times`."""
    figures, lock, begun = Figures(), threading.Lock(), time.perf_counter()
    left = iter(range(int(times))) if times < math.inf else None

    def go(turn: int) -> None:
        browser = Browser(port)
        place = turn * len(asked) // citizens
        while time.perf_counter() - begun < seconds and not stop():
            with lock:
                if left is not None and next(left, None) is None:
                    break
            started = time.perf_counter()
            try:
                what: int | str = browser.repeat(asked[place % len(asked)])[0].status
            except (OSError, http.client.HTTPException) as error:
                what = type(error).__name__
            took = time.perf_counter() - started
            with lock:
                figures.said[what] += 1
                if isinstance(what, int):
                    figures.seconds.append(took)
            place += 1
        browser.close()

    together(go, range(citizens))
    figures.lasted = time.perf_counter() - begun
    return figures


def together(work: Callable[[int], None], numbers: Iterable[int]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in numbers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def ready(port: int, seconds: float = 60) -> float:
    """How long it took until a page was answered, from now on."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        browser = Browser(port)
        with suppress(OSError, http.client.HTTPException):
            if browser.repeat(Asked("GET", "/", {"Host": HOST}))[0].status == 200:
                browser.close()
                return time.perf_counter() - begun
        browser.close()
        time.sleep(0.02)
    raise TimeoutError("no page came")
