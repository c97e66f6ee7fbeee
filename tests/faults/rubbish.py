"""Malformed requests, oversized headers and cookies, and a flood of connections, while others go through their checks.

    python -m tests.faults.rubbish

Behind nginx where it is installed. Prints its figures and ends by itself within some minutes; loopback only. Ends with
1 if a citizen's request broke, or took others more than twice their usual p95. 200 slow clients: tests.faults.proxies.
"""

import random
import socket
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.faults.citizens import HOST, Asked, asked_by, journey, together
from tests.faults.sites import Report, prepared, site

MALFORMED, OVERSIZED, CONNECTIONS = 10_000, 1_000, 5_000
AT_ONCE, CITIZENS = 20, 2
PATIENCE = 0.5  # seconds: of what is no whole request yet, an answer only comes when the site gives it up
SEED = 15


def malformed(chance: random.Random) -> bytes:
    """A request with a few of its bytes replaced, cut or doubled, or none at all."""
    whole = chance.choice(WHOLE)
    match chance.randrange(4):
        case 0:
            return chance.randbytes(chance.randrange(1, 300))
        case 1:
            return whole[: chance.randrange(1, len(whole))] + b"\r\n\r\n"
        case 2:
            place = chance.randrange(len(whole))
            return whole[:place] + chance.randbytes(4) + whole[place + 4 :]
        case _:
            return whole.replace(b"\r\n", chance.choice((b"\n", b"\r", b"\r\n\x00", b"\r\n\r\n")), 1)


HEAD = f"Host: {HOST}\r\nConnection: close\r\n"
WHOLE = [
    f"GET / HTTP/1.1\r\n{HEAD}\r\n".encode(),
    f"GET /result HTTP/1.1\r\n{HEAD}Cookie: answers=a:b:c; csrftoken=%00\r\n\r\n".encode(),
    f"POST /check/work HTTP/1.1\r\n{HEAD}Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\na=b".encode(),
    f"POST /api/v1/check HTTP/1.1\r\n{HEAD}Content-Type: application/json\r\nContent-Length: 12\r\n\r\n".encode()
    + b'{"answers":\xff',
    f"POST /check/work HTTP/1.1\r\n{HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n".encode(),
]


def oversized(chance: random.Random) -> bytes:
    kind = chance.choice(("Cookie: answers=", "X-Long: ", "Accept-Language: "))
    return f"GET / HTTP/1.1\r\n{HEAD}{kind}{'x' * chance.randrange(5_000, 60_000)}\r\n\r\n".encode()


def nothing(chance: random.Random) -> bytes:
    return b""


def send(port: int, made: Callable[[random.Random], bytes], times: int, said: Counter[str]) -> None:
    """Each on a connection of its own; what came back is counted by its status."""

    def some(turn: int) -> None:
        chance = random.Random(SEED + turn)
        for _ in range(times // AT_ONCE):
            answer = b""
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one:
                if sent := made(chance):
                    one.sendall(sent)
                    answer = one.recv(64)
            said[answer[9:12].decode("latin-1") or "nothing"] += 1

    together(some, range(AT_ONCE))


def main() -> int:
    report = Report()
    with tempfile.TemporaryDirectory(prefix="rubbish-") as made:
        folder = Path(made)
        with site(folder, prepared(folder)) as (port, _):
            asked = journey(port)
            asked_by(port, asked, citizens=CITIZENS, seconds=5)
            # Beside as many clients that ask for nothing wrong: what is left of the machine must be alike.
            usual = beside(port, asked, lambda chance: WHOLE[0], OVERSIZED, Counter())
            report.say(f"beside {OVERSIZED} good requests on new connections: {usual}", not usual.broken)
            for what, kind, times in (
                ("malformed requests", malformed, MALFORMED),
                ("oversized headers and cookies", oversized, OVERSIZED),
                ("connections that send nothing", nothing, CONNECTIONS),
            ):
                said: Counter[str] = Counter()
                figures = beside(port, asked, kind, times, said)
                report.say(f"beside {times} {what}: {figures}", not figures.broken)
                times_slower = figures.percentile(95) / usual.percentile(95)
                report.say(f"  p95 {times_slower:.1f} × the usual", times_slower <= 2)
                # What nginx says to an encoding or a version of HTTP that nobody has heard of.
                failed = sum(
                    count for status, count in said.items() if status.startswith("5") and status not in ("501", "505")
                )
                report.say(f"  they were told {dict(said.most_common())}", not failed)
    return report.ends


def beside(port: int, asked: list[Asked], kind: Callable, times: int, said: Counter[str]):
    """What citizens were answered while that was sent."""
    over = threading.Event()

    def sending() -> None:
        send(port, kind, times, said)
        over.set()

    other = threading.Thread(target=sending)
    other.start()
    figures = asked_by(port, asked, citizens=CITIZENS, stop=over.is_set)
    other.join()
    return figures


if __name__ == "__main__":
    sys.exit(main())
