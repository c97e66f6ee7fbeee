"""gunicorn with the worker of this project: who is slow holds nobody up, and all that HTTP allows is understood.

One thread is all it has, so whatever held a thread would stop every other request.
"""

import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.fronts import children
from tests.serving.echo import ENDS, LARGE, SLOW

ROOT = Path(__file__).resolve().parents[2]
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
END = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
MARK = b"13800138000"  # what must not come back


@contextmanager
def serving(folder, *more):
    """(port, gunicorn's master), with these lines in its file besides."""
    (file := folder / "conf.py").write_text(
        "worker_class = 'qujiang.serving.worker.PatientWorker'\nworkers = threads = 1\nworker_connections = 60\n"
        "keepalive = 75\ncontrol_socket_disable = True\nsendfile = False\nwsgi_app = 'tests.serving.echo:application'\n"
        + "\n".join(more)
    )
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        os.set_inheritable(listening.fileno(), True)
        # The socket is there before gunicorn is: whoever connects waits for it.
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", f"--config={file}", f"--bind=fd://{listening.fileno()}"],
            cwd=ROOT,
            pass_fds=[listening.fileno()],
            stderr=subprocess.DEVNULL,
        )
        try:
            yield listening.getsockname()[1], server
        finally:
            server.terminate()
    assert server.wait(30) == 0


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("gunicorn")) as (port, _):
        yield port


@pytest.fixture
def connect(port):
    with ExitStack() as open_connections:

        def connected(sent: bytes = b"", **options: int) -> socket.socket:
            one = socket.socket()
            one.settimeout(30)
            for name, value in options.items():
                one.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
            one.connect(("127.0.0.1", port))
            one.sendall(sent)
            return open_connections.enter_context(closing(one))

        yield connected


def answer(connection: socket.socket) -> bytes:
    """All until the other side ends."""
    pieces = []
    while piece := connection.recv(1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize(
    "beginning",
    [b"", b"G", b"GET / HTTP/1.1\r\nHost: a\r\n", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"],
    ids=["nothing", "a letter", "half a head", "half a body"],
)
def test_who_stops_in_the_middle_holds_nobody_up(connect, beginning):
    slow = [connect(beginning) for _ in range(20)]
    assert b"0:" in answer(connect(END))
    # And has not been forgotten over it.
    slow[0].sendall({b"": GET, b"G": GET[1:]}.get(beginning, b"\r\n" if b"GET" in beginning else b" done"))
    assert slow[0].recv(100).startswith(b"HTTP/1.1 200")


def test_who_does_not_read_holds_nobody_up(connect):
    slow = [connect(GET.replace(b"/ ", b"/large "), SO_RCVBUF=4096) for _ in range(3)]
    assert b"0:" in answer(connect(END))
    slow[0].shutdown(socket.SHUT_WR)


def test_a_large_answer_arrives_whole(connect):
    head, _, body = answer(connect(END.replace(b"/ ", b"/large "), SO_RCVBUF=4096)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b"x" * LARGE


def test_more_connections_than_there_is_room_for_push_out_the_oldest(connect):
    crowd = [connect(b"G") for _ in range(100)]
    assert b"0:" in answer(connect(END))
    crowd[-1].sendall(END[1:])
    assert b"0:" in answer(crowd[-1])
    with suppress(ConnectionResetError):
        assert answer(crowd[0]) == b""


def test_requests_one_behind_another_are_answered_in_turn(connect):
    posts = b"".join(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n%d" % one for one in range(5))
    said = answer(connect(posts + END))
    assert re.findall(rb"\r\n\r\n(\d:\d?);", said) == [b"1:0", b"1:1", b"1:2", b"1:3", b"1:4", b"0:"]


def test_a_body_in_chunks_and_a_large_one_come_through(connect):
    chunked = (
        b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )
    assert b"3:abc;" in answer(connect(chunked))
    large = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5000000\r\n\r\n" + b"y" * 5_000_000
    assert b"5000000:yyy" in answer(connect(large))


def test_who_asks_first_is_told_to_go_on(connect):
    one = connect(
        b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    )
    assert one.recv(100).startswith(b"HTTP/1.1 100 Continue")
    one.sendall(b"ok")
    assert b"2:ok" in answer(one)


def test_who_asks_first_and_is_gone_takes_nobody_along(connect):
    waiting = connect(END[:-2])
    for _ in range(200):
        gone = connect()
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, no end
        gone.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        gone.close()
    waiting.sendall(END[-2:])
    assert answer(waiting).startswith(b"HTTP/1.1 200 ")


def test_a_worker_that_stops_answers_what_outlasts_its_patience(tmp_path):
    """Such as a large file of staff, when workers are replaced one by one; a server that stops waits no longer."""
    with serving(tmp_path, f"graceful_timeout = {SLOW // 4}") as (port, server):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as asked:
            asked.sendall(END)
            assert answer(asked).startswith(b"HTTP/1.1 200 ")
        with socket.create_connection(("127.0.0.1", port), timeout=30) as asked:
            asked.sendall(END.replace(b"GET / ", b"GET /slow "))
            time.sleep(SLOW / 4)
            (worker,) = children(server.pid)
            os.kill(worker, signal.SIGTERM)
            assert answer(asked).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nCookie: " + b"x" * 50_000, b"431 "),
        (b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + MARK * 1_000 + b"\r\n\r\n", b"431 "),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: 1\r\n" * 120 + b"\r\n", b"431 "),
        (b"GET /" + MARK * 600 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"414 "),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + MARK + b"\r\n\r\n", b"400 "),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX " + MARK + b": 1\r\n\r\n", b"400 "),
        (b"GET / HTTP/9." + MARK + b"\r\nHost: a\r\n\r\n", b"400 "),
        (b"GET / HTTP/1.1\r\nHost: a\r\nExpect: " + MARK + b"\r\n\r\n", b"417 "),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + MARK + b"\r\n\r\n", b"501 "),
        (b"POST / HTTP/1.1\r\nContent-Length: 30000000\r\n\r\n" + b"x" * 500_000, b"413 "),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc" + GET, b"400 "),
        (b"nonsense\r\n\r\n", b"400 "),
    ],
    ids=[
        "head",
        "cookie",
        "too many fields",
        "line",
        "no field",
        "name of a field",
        "version",
        "expectation",
        "encoding",
        "body",
        "two lengths",
        "nonsense",
    ],
)
def test_what_is_too_much_or_no_request_is_refused_once_in_words(connect, sent, status):
    said = answer(connect(sent))
    assert said.startswith(b"HTTP/1.1 " + status)
    assert said.count(b"HTTP/1.1") == 1
    head, _, body = said.partition(b"\r\n\r\n")
    assert {b"Content-Type: text/plain; charset=utf-8", b"Cache-Control: no-store", b"Connection: close"} <= set(
        head.split(b"\r\n")
    )
    assert f"Content-Length: {len(body)}".encode() in head
    assert re.fullmatch("[\u4e00-\u9fff，]+。.*", re.sub(r"(Cookie|\d+ MB)", "", body.decode()).replace(" ", ""))
    assert MARK not in said


@pytest.mark.parametrize("path", ENDS)
def test_no_request_ends_its_worker(tmp_path, path):
    """Nor what is answered beside it; and signals go on ending it."""
    with serving(tmp_path, "threads = 2") as (port, server):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as beside:
            beside.sendall(END.replace(b"GET / ", b"GET /slow "))
            time.sleep(SLOW / 4)
            (worker,) = children(server.pid)
            said = asked(port, path)
            assert said.startswith(b"HTTP/1.1 500 ")
            assert "出错了" in said.decode()
            half = asked(port, f"/half{path}")
            assert half.endswith(b"\r\n\r\nhalf")
            assert half.count(b"HTTP/1.1") == 1
            assert answer(beside).startswith(b"HTTP/1.1 200 ")
        assert children(server.pid) == [worker]
        os.kill(worker, signal.SIGABRT)
        assert b"0:" in asked(port, "/")
        assert worker not in children(server.pid)


def asked(port: int, path: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall(END.replace(b"/ ", f"{path} ".encode(), 1))
        return answer(one)
