"""gunicorn's threaded worker, in which a slow client holds no thread, neither while it sends nor while it reads.

With `gthread` alone a connection takes a thread from its first byte on, so that eight clients who send half a line stop
all others. Here requests are gathered, and answers sent, in the worker's one loop; a thread gets what is whole.
Everything is bounded: seconds, bytes of a request, bytes of all large ones, connections.
"""

import errno
import selectors
import socket
import time
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn.workers.gthread import TConn

from .arriving import Arriving, State
from .failing import ContainingWorker
from .line import Line
from .refusals import refusal
from .threads import RoomyThreads

HELD = 64 * 1024 * 1024  # bytes of large bodies, and of answers that nobody reads, that a worker holds of each
LINGER_SECONDS = 2


class PatientWorker(ContainingWorker):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Oldest first, as dictionaries are.
        self.gathering: dict[Any, None] = {}
        self.sending: dict[Any, Any] = {}
        self.leaving: dict[Any, float] = {}
        self.looked = 0.0

    def get_thread_pool(self) -> RoomyThreads:
        return RoomyThreads(self.cfg.threads)

    def run(self) -> None:
        super().run()
        # It was asked to stop, and its patience is over: what is still answered is answered all the same.
        self.tpool.shutdown()

    # Coming in

    def accept(self, listener: socket.socket) -> None:
        if self.nr_conns >= self.worker_connections - 1:
            self.make_room()
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self.make_room()
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, Line(accepted), address, listener.getsockname())
        conn.data_ready = True
        conn.arriving = Arriving(time.monotonic())
        self.gather(conn)

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """A kept connection has something to say again."""
        if conn not in self.keepalived_conns:
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        conn.arriving.begin(time.monotonic())
        self.gather(conn)

    def gather(self, conn: Any) -> None:
        self.gathering[conn] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_arriving, conn))
        # Mostly all of it is there already; what was sent behind the last request certainly is.
        self.on_arriving(conn, conn.sock)

    def on_arriving(self, conn: Any, client: Line) -> None:
        if conn not in self.gathering:  # it had to make room just now
            return
        try:
            more = client.arrived()
        except OSError:
            more = b""
        if more == b"":
            self.drop(conn)
            return
        if more or conn.arriving.received:
            self.go_on(conn, conn.arriving.take(more or b"", time.monotonic()))

    def go_on(self, conn: Any, state: State) -> None:
        match state:
            case State.WAITING:
                if conn.arriving.weight and sum(one.arriving.weight for one in self.gathering) > HELD:
                    self.refuse(conn, HTTPStatus.SERVICE_UNAVAILABLE)
            case State.CONTINUE:
                try:
                    conn.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                except OSError:
                    self.drop(conn)
            case State.WHOLE:
                self.forget(conn)
                conn.sock.give(conn.arriving.hand_over(time.monotonic()))
                self.enqueue_req(conn)
            case too_large:
                self.refuse(conn, HTTPStatus(too_large.value))

    # Going out

    def finish_request(self, conn: Any, fs: Any) -> None:
        """A thread is done; what it wrote may still be on its way."""
        if conn.sock.fileno() >= 0 and conn.sock.unsent:
            self.sending[conn] = fs
            self.poller.register(conn.sock, selectors.EVENT_WRITE, partial(self.on_writable, conn))
            if sum(len(one.sock.unsent) for one in self.sending) > HELD:
                self.drop(next(iter(self.sending)))
            return
        ambiguous = not conn.arriving.reusable or (conn.parser and conn.parser.unreader.buf.getvalue())
        if ambiguous and not fs.cancelled():
            self.drop(conn)
            return
        super().finish_request(conn, fs)
        if conn.arriving.received and conn in self.keepalived_conns:
            self.on_client_socket_readable(conn, conn.sock)

    def on_writable(self, conn: Any, client: Line) -> None:
        if conn not in self.sending:
            return
        try:
            if not client.flush():
                return
        except OSError:
            self.drop(conn)
            return
        done = self.sending[conn]
        self.forget(conn)
        self.finish_request(conn, done)

    def refuse(self, conn: Any, status: HTTPStatus) -> None:
        """Answers without a thread. What still comes is thrown away for a moment, so that the answer arrives."""
        self.forget(conn)
        try:
            conn.sock.sendall(refusal(status))
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.drop(conn)
            return
        self.leaving[conn] = time.monotonic() + LINGER_SECONDS
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_leaving, conn))

    def on_leaving(self, conn: Any, client: Line) -> None:
        if conn not in self.leaving:
            return
        try:
            if client.arrived() != b"":
                return
        except OSError:
            pass
        self.drop(conn)

    # Staying too long

    def murder_pending(self) -> None:
        """Called after each event; looks around once a second."""
        now = time.monotonic()
        if now < self.looked + 1:
            return
        self.looked = now
        for conn in [one for one in self.gathering if now > self.last_moment(one, now)]:
            # Nothing came: a browser that connected ahead, which takes a silent end better than an answer.
            if conn.arriving.received:
                self.refuse(conn, HTTPStatus.REQUEST_TIMEOUT)
            else:
                self.drop(conn)
        overdue = [one for one in self.sending if now > one.sock.deadline]
        for conn in [*overdue, *(one for one, until in self.leaving.items() if now > until)]:
            self.drop(conn)

    def last_moment(self, conn: Any, now: float) -> float:
        if not self.alive and not conn.arriving.received:
            # Stopping: who says nothing soon is not waited for.
            conn.arriving.deadline = min(conn.arriving.deadline, now + LINGER_SECONDS)
        return float(conn.arriving.deadline)

    def make_room(self) -> None:
        """The connection goes that has been idle longest, failing that the one that has been sending longest."""
        oldest = next(iter(self.keepalived_conns or self.gathering or self.sending or self.leaving), None)
        if oldest is not None:
            self.drop(oldest)

    def forget(self, conn: Any) -> None:
        for kept in (self.gathering, self.sending, self.leaving):
            kept.pop(conn, None)
        if conn in self.keepalived_conns:
            self.keepalived_conns.remove(conn)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)

    def drop(self, conn: Any) -> None:
        self.forget(conn)
        self.nr_conns -= 1
        conn.close()
