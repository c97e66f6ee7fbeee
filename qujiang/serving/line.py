"""A connection as a thread sees it: it reads what was gathered, and never waits for whoever reads slowly."""

import errno
import select
import socket
import time

LARGEST = 4 * 1024 * 1024  # bytes of a response that are kept for a slow reader; beyond that its thread waits after all
SEND_SECONDS = 60


class Line(socket.socket):
    """Never blocks, whatever is asked of it: gunicorn's own worker sets its sockets to wait."""

    __slots__ = ("_at", "_request", "deadline", "unsent")

    def __init__(self, accepted: socket.socket) -> None:
        super().__init__(fileno=accepted.detach())
        super().setblocking(False)
        self.unsent = bytearray()
        self.deadline = 0.0
        self.give(b"")

    def setblocking(self, flag: bool) -> None:
        pass

    def settimeout(self, value: float | None) -> None:
        pass

    def give(self, request: bytes) -> None:
        """What `recv` hands out from now on; after it the connection seems ended."""
        self._request, self._at = request, 0
        self.deadline = 0.0

    @property
    def answering(self) -> bool:
        """Whether something was sent since the request was handed out."""
        return self.deadline > 0

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        piece = self._request[self._at : self._at + bufsize]
        self._at += len(piece)
        return piece

    def arrived(self) -> bytes | None:
        """What came since; nothing at all: it was closed; None: nothing yet. Raises OSError if it broke."""
        try:
            return super().recv(64 * 1024)
        except (BlockingIOError, InterruptedError):
            return None

    def sendall(self, data: bytes, flags: int = 0) -> None:  # type: ignore[override]
        """What the system does not take at once is kept in `unsent`, for `flush` to send later."""
        self.deadline = self.deadline or time.monotonic() + SEND_SECONDS
        if not self.unsent:
            data = memoryview(data)[self._sent(data) :]  # type: ignore[assignment]
        self.unsent += data
        while len(self.unsent) > LARGEST:
            left = self.deadline - time.monotonic()
            if left <= 0 or not select.select([], [self], [], left)[1]:
                raise ConnectionResetError(errno.ECONNRESET, "whoever asked does not read the answer")
            self.flush()

    def flush(self) -> bool:
        """Sends what it can; whether all is sent. Raises OSError if the connection broke."""
        del self.unsent[: self._sent(self.unsent)]
        return not self.unsent

    def _sent(self, data: bytes | bytearray) -> int:
        sent = 0
        with memoryview(data) as view:
            while sent < len(view):
                try:
                    sent += super().send(view[sent:])
                except (BlockingIOError, InterruptedError):
                    break
        return sent
