"""Limits by address: none that a campus behind one meets, and plain words where one is met or a proxy refuses.

    python -m tests.faults.limits [nginx] [caddy] [haproxy]

From one address, behind each proxy with its file of deploy/: 2,000 checks in a minute by the interface beside people
who fill in pages and an office that logs in, then more than is allowed. Prints a line per trial and ends by itself,
within two minutes for each; loopback only. Ends with 1 if something did not hold.
"""

import json
import re
import select
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from tests.faults import fronts
from tests.faults.citizens import HOST, Asked, Browser, Figures, asked_by, journey, ready, together
from tests.faults.sites import Report, prepared

CHECKS, MINUTE, OFFICE = 2_000, 60, 60  # of a campus by the interface, in so many seconds; log-ins in the same time
AT_ONCE = 8
MOST = 6_000  # requests, by which a limit must have been met
LIMITED = ("nginx", "haproxy")  # Debian's Caddy has no limits
AGAIN = 10  # seconds after which the interface may be asked again
PLAIN, JSON = "text/plain; charset=utf-8", "application/json"
LOGIN, RELEASE, CHECK = "/admin/login/", "/api/v1/release", "/api/v1/check"
Say = Callable[[str, bool], None]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int | str
    kind: str = ""
    text: str = ""
    again: str = ""
    anybody: str = ""

    @property
    def in_words(self) -> bool:
        """A Chinese sentence, and for the interface as JSON that any page may read; nothing of a page in English."""
        if self.kind == JSON:
            said = "".join(json.loads(self.text)["errors"].values())
            return self.anybody == "*" and bool(re.match("[\u4e00-\u9fff]", said))
        return self.kind == PLAIN and bool(re.fullmatch("[\u4e00-\u9fff][^<>]*。", self.text))


def ask(port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """Reads an answer that comes before everything was sent, too."""
    head = {"Host": HOST, "Connection": "close", **({"Content-Length": f"{len(body)}"} if body else {}), **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    left = memoryview(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
            with suppress(OSError):
                while left and not select.select([one], [], [], 0)[0]:
                    left = left[one.send(left[: 64 * 1024]) :]
            answer = HTTPResponse(one)
            answer.begin()
            said = [
                answer.getheader(name, "") for name in ("Content-Type", "Retry-After", "Access-Control-Allow-Origin")
            ]
            return Answer(answer.status, said[0], answer.read().decode(), *said[1:])
    except (OSError, HTTPException) as error:
        return Answer(type(error).__name__)


def status_of(browser: Browser, asked: Asked) -> int | str:
    try:
        return browser.repeat(asked)[0].status
    except (OSError, HTTPException) as error:
        return type(error).__name__


def campus(port: int, say: Say) -> None:
    asked = journey(port)
    check = next(one for one in asked if one.path == CHECK)
    pages = [one for one in asked if one.path != CHECK]
    told, office, figures, begun = list[int | str](), list[int | str](), list[Figures](), time.monotonic()

    def check_again(turn: int) -> None:
        browser = Browser(port)
        for number in range(turn, CHECKS, AT_ONCE):
            time.sleep(max(0, begun + number * (MINUTE - 2) / CHECKS - time.monotonic()))
            told.append(status_of(browser, check))
        browser.close()

    def log_in() -> None:
        for _ in range(OFFICE):
            office.append(ask(port, LOGIN, "POST", b"username=a&password=b").status)

    def people() -> None:
        figures.append(asked_by(port, pages, citizens=2, stop=lambda: not others.is_alive()))

    others = threading.Thread(target=together, args=(check_again, range(AT_ONCE)))
    others.start()
    together(lambda turn: (log_in, people)[turn](), range(2))
    others.join()
    took = time.monotonic() - begun
    say(f"{CHECKS} checks in {took:.0f} s: {dict(Counter(told))}", told == [200] * CHECKS and took < MINUTE * 1.2)
    say(
        f"pages beside them: {figures[0]}, {figures[0].said[429]} × 429",
        not figures[0].broken and not figures[0].said[429],
    )
    # What is tried without a token is refused by the application; it was let through all the same.
    say(f"{OFFICE} log-ins beside them: {dict(Counter(office))}", office == [403] * OFFICE)


def until_refused(port: int, path: str, *more: Any) -> tuple[Answer | None, Counter[int | str]]:
    """The first 429, asked for AT_ONCE, and what was answered."""
    first, said = list[Answer](), list[int | str]()

    def some(turn: int) -> None:
        for _ in range(MOST // AT_ONCE):
            if first:
                return
            answer = ask(port, path, *more)
            said.append(answer.status)
            if answer.status == 429:
                first.append(answer)

    together(some, range(AT_ONCE))
    return (first[0] if first else None), Counter(said)


def too_much(port: int, say: Say) -> None:
    refused, told = until_refused(port, RELEASE)
    say(
        f"the interface asked as fast as can be: {dict(told)}",
        bool(refused and refused.in_words and refused.kind == JSON),
    )
    say(f"  it says {refused and refused.text}, Retry-After {refused and refused.again}", refused is not None)
    page, staff = ask(port, "/").status, ask(port, LOGIN).status
    say(f"  pages and the log-in meanwhile: {page}, {staff}", (page, staff) == (200, 200))
    time.sleep(AGAIN + 1)
    later = ask(port, RELEASE).status
    say(
        f"  the interface {AGAIN} s later: {later}",
        later == 200 and refused is not None and refused.again == f"{AGAIN}",
    )
    refused, told = until_refused(port, LOGIN, "POST", b"username=a&password=b")
    say(
        f"passwords tried as fast as can be: {dict(told)}", bool(refused and refused.in_words and refused.kind == PLAIN)
    )
    say(f"  it says {refused and refused.text}", refused is not None and refused.again == "60")
    page, staff = ask(port, "/").status, ask(port, LOGIN).status
    say(f"  pages and the log-in page meanwhile: {page}, {staff}", (page, staff) == (200, 200))


def refusals(name: str, port: int, say: Say) -> None:
    """What is too large or no request, in words whoever says it."""
    large = b"a" * 2_000_000
    for what, wanted, answer in (
        ("a cookie of 9 KB", {400, 431}, ask(port, "/", Cookie="a=" + "x" * 9_000)),
        ("an address of 9 KB", {414}, ask(port, "/" + "x" * 9_000)),
        ("a body of 2 MB", {413}, ask(port, "/check/", "POST", large)),
        ("a body of 2 MB for the interface", {413}, ask(port, CHECK, "POST", large)),
        ("no request", {400}, ask(port, "/ x", **{"a b": "c"})),
    ):
        # What is no request at all these two refuse before anything of their files is looked at.
        in_words = answer.in_words or (what == "no request" and name in ("caddy", "haproxy"))
        say(f"{what}: {answer.status}, {answer.text[:60]}", answer.status in wanted and in_words)


def gone(name: str, port: int, say: Say) -> None:
    for what in ("/", LOGIN, RELEASE):
        answer = ask(port, what)
        in_words = answer.in_words and answer.again == "60"
        # HAProxy has one sentence for all.
        kind = JSON if what == RELEASE and name != "haproxy" else PLAIN
        good = answer.status in (502, 503, 504) and in_words and answer.kind == kind
        say(f"gunicorn gone, {what}: {answer.status}, {answer.text}", good)


def try_front(name: str, say: Say) -> None:
    with tempfile.TemporaryDirectory(prefix="limits-") as made, ExitStack() as started:
        folder = Path(made)
        environment = prepared(folder)
        sites = [
            started.enter_context(fronts.gunicorn(folder, f"unix:{folder}/{one}.sock", **environment))
            for one in ("web", "staff")
        ]
        port = started.enter_context(fronts.proxy(name, folder))
        ready(port)
        campus(port, say)
        if name in LIMITED:
            too_much(port, say)
        refusals(name, port, say)
        for one in sites:
            one.terminate()
            one.wait(30)
        gone(name, port, say)


def main(names: list[str]) -> int:
    report = Report()
    for name in names or filter(fronts.installed, fronts.PROXIES):
        try_front(name, lambda trial, good, name=name: report.say(f"{name:8} {trial}", good))
    return report.ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
