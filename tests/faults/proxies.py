"""Slow clients, limits and routes, straight at gunicorn and behind nginx, Caddy and HAProxy with the files of deploy/.

    python -m tests.faults.proxies [gthread] [direct] [nginx] [caddy] [haproxy]

Prints a line per trial and ends by itself, within three minutes for all; loopback only. `gthread` is gunicorn's own
threaded worker, for comparison: there the slow trials are expected to stop the site. Ends with 1 if anything else was.
"""

import http.client
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from statistics import quantiles

from tests.faults import fronts

SLOW = 200  # clients
ASKED = 60  # ordinary requests of a trial, two at a time
SECONDS = 12  # at most for them
PAGE = "/"
LARGE = "/api/v1/policies"
HOST = {"Host": "butie.example.cn"}
# What a slow client sends at once; then a byte each second, which is never the last.
SENDING = {
    "half a head": b"GET / HTTP/1.1\r\nHost: butie.example.cn\r\nX-A: ",
    "half a body": b"POST /api/v1/check HTTP/1.1\r\nHost: butie.example.cn\r\nContent-Type: application/json\r\n"
    b"Content-Length: 5000\r\n\r\n{",
}
READING = f"GET {LARGE} HTTP/1.1\r\nHost: butie.example.cn\r\n\r\n".encode()


def ask(port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> int | str:
    """The status, or the name of what went wrong."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        asked.request(method, path, body, {**HOST, **headers})
        answer = asked.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        asked.close()


def ordinary(port: int) -> tuple[int, int, float]:
    """How many of ASKED were answered, how many with 5xx, and the 95th percentile in seconds."""
    until, taken, failed = time.monotonic() + SECONDS, [], []

    def some() -> None:
        for _ in range(ASKED // 2):
            begun = time.monotonic()
            if begun > until:
                return
            status = ask(port, PAGE)
            if status == 200:
                taken.append(time.monotonic() - begun)
            else:
                failed.append(status)

    threads = [threading.Thread(target=some) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    slowest = quantiles(taken, n=20)[-1] if len(taken) > 1 else float("inf")
    return len(taken), sum(isinstance(one, int) and one >= 500 for one in failed), slowest


@contextmanager
def slow(port: int, first: bytes) -> Iterator[None]:
    """SLOW clients that send `first` and then a byte each second, or do not read what they asked for."""
    stopped = threading.Event()
    with ExitStack() as open_connections:
        clients = []
        for _ in range(SLOW):
            one = open_connections.enter_context(closing(socket.socket()))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(5)
            try:
                one.connect(("127.0.0.1", port))
                one.sendall(first)
            except OSError:
                continue
            clients.append(one)

        def drip() -> None:
            while first is not READING and not stopped.wait(1):
                for client in clients:
                    with suppress(OSError):
                        client.send(b"x", socket.MSG_DONTWAIT)

        dripping = threading.Thread(target=drip)
        dripping.start()
        time.sleep(1)
        try:
            yield
        finally:
            stopped.set()
            dripping.join()


def slow_trials(port: int, say: Callable[[str, bool], None]) -> None:
    answered, _, usual = ordinary(port)
    say(f"nobody slow: {answered} of {ASKED}, p95 {usual * 1000:.0f} ms", answered == ASKED)
    for kind, first in {**SENDING, "nothing read": READING}.items():
        with slow(port, first):
            answered, errors, p95 = ordinary(port)
        said = f"{SLOW} with {kind}: {answered} of {ASKED}, {errors} × 5xx, p95 {p95 * 1000:.0f} ms"
        say(said, answered == ASKED and not errors)


def limit_trials(port: int, say: Callable[[str, bool], None]) -> None:
    """Too large is said, what is allowed comes through, and the connection is kept."""
    for what, wanted, status in (
        ("a cookie of 7 KB", {200}, ask(port, PAGE, Cookie="a=" + "x" * 7000)),
        ("headers of 60 KB", {400, 431, "ConnectionResetError", "BrokenPipeError"}, many_headers(port)),
        # By a proxy while it is still being sent, which not every client reads; by the interface with its own sentence.
        (
            "a body of 7 MB",
            {413, 422, "BrokenPipeError", "ConnectionResetError"},
            ask(port, "/api/v1/check", "POST", b"x" * 7_000_000),
        ),
        ("an HTTP/1.0 client", {200}, old_client(port)),
        ("50 requests on one connection", {200}, kept(port)),
    ):
        say(f"{what}: {status}", status in wanted)


def many_headers(port: int) -> int | str:
    return ask(port, PAGE, **{f"X-{number}": "x" * 7500 for number in range(8)})


def old_client(port: int) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as one:
        one.sendall(b"GET /livez HTTP/1.0\r\nHost: butie.example.cn\r\n\r\n")
        with one.makefile("rb") as said:
            answer = said.read()
    return int(answer.split()[1]) if answer else 0


def kept(port: int) -> int | str:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    with closing(asked):
        for number in range(50):
            asked.request("GET", "/livez", headers=HOST)
            answer = asked.getresponse()
            answer.read()
            if answer.status != 200:
                return f"{answer.status} after {number}"
    return 200


def route_trials(port: int, staff: object, say: Callable[[str, bool], None]) -> None:
    """Behind a proxy: what is kept from outside, and who answers whom."""
    login = ask(port, "/admin/login/", **{"X-Forwarded-Proto": "https"})
    # The staff's workers think that they are behind TLS: a visitor's own word for it must not do.
    say(f"/admin/login/ with a visitor's X-Forwarded-Proto: {login}", login == 301)
    hidden = ask(port, "/metrics")
    say(f"/metrics from outside: {hidden}", hidden == 404)
    staff.terminate()
    staff.wait(15)
    page, gone = ask(port, PAGE), ask(port, "/admin/login/")
    say(f"staff's workers stopped: / {page}, /admin/login/ {gone}", page == 200 and gone in (502, 503, 504))


def try_front(name: str, say: Callable[[str, bool], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="proxies-") as made, ExitStack() as started:
        folder = Path(made)
        if name in ("direct", "gthread"):
            port = fronts.free_port()
            options = ["--worker-class=gthread"] if name == "gthread" else []
            started.enter_context(fronts.gunicorn(folder, f"127.0.0.1:{port}", *options))
        else:
            started.enter_context(fronts.gunicorn(folder, f"unix:{folder}/web.sock"))
            at = f"unix:{folder}/staff.sock"
            staff = started.enter_context(fronts.gunicorn(folder, at, DJANGO_HTTPS="true", WEB_CONCURRENCY="1"))
            port = started.enter_context(fronts.proxy(name, folder))
        until = time.monotonic() + 90
        while ask(port, PAGE) != 200 and time.monotonic() < until:
            time.sleep(0.5)
        slow_trials(port, say)
        if name != "gthread":
            limit_trials(port, say)
        if name in fronts.PROXIES:
            route_trials(port, staff, say)


def main(names: list[str]) -> int:
    fronts.collect_static()
    bad = []
    for name in names or ["direct", *filter(fronts.installed, fronts.PROXIES)]:

        def say(trial: str, good: bool, name: str = name) -> None:
            print(f"{name:8} {'held' if good else 'NOT HELD'}  {trial}", flush=True)
            if not good and name != "gthread":
                bad.append(trial)

        try_front(name, say)
    print(f"{len(bad)} not held")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
