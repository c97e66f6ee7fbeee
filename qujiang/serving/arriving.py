"""One request as it arrives, byte by byte, until it is whole. No sockets, no clock: both are the worker's."""

import re
from enum import Enum
from http import HTTPStatus

HEAD = 40 * 1024  # bytes of request line and headers together
BODY = 24 * 1024 * 1024  # bytes: staff send files of up to 20 MB
SMALL = 64 * 1024  # bytes: a body that needs no share of what a worker holds of large ones
HEAD_SECONDS = 10
BODY_SECONDS = 15
SLOWEST = 20 * 1024  # bytes a second that a large body has to come in with

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\d{1,12}")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?")


class State(Enum):
    WAITING = "waiting"
    CONTINUE = "continue"  # its client waits for 100 Continue before it sends the body
    WHOLE = "whole"
    HEAD_TOO_LARGE = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    BODY_TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class Arriving:
    """What came of a connection and was not handed over yet.

    Framing is read as strictly as can be: what is not surely understood counts as whole as it is and as the last of its
    connection (`reusable` is False), so that gunicorn refuses it and nothing behind it is ever taken for a request.
    """

    __slots__ = ("_body_at", "_chunk_at", "_length", "_looked", "deadline", "received", "reusable")

    def __init__(self, now: float) -> None:
        self.received = bytearray()
        self.reusable = True
        self.begin(now)

    def begin(self, now: float) -> None:
        """From now on the next request is awaited."""
        self.deadline = now + HEAD_SECONDS
        self._body_at = 0  # where the body begins; 0: the head is not whole
        self._length: int | None = 0  # of the body; None: in chunks
        self._chunk_at = 0
        self._looked = 0

    @property
    def weight(self) -> int:
        """Bytes of a large body, announced or come; 0 for a small one."""
        heavy = max(self._length or 0, len(self.received) - self._body_at)
        return heavy if heavy > SMALL else 0

    def take(self, more: bytes, now: float) -> State:
        """`more` came at `now` (seconds): what the request is now."""
        self.received += more
        if self._body_at:
            return self._body()
        # An end may lie across two pieces.
        end = self.received.find(_END, max(0, self._looked - len(_END)))
        self._looked = len(self.received)
        if end < 0:
            return State.HEAD_TOO_LARGE if len(self.received) > HEAD else State.WAITING
        if end > HEAD:
            return State.HEAD_TOO_LARGE
        return self._headed(bytes(self.received[:end]), end + len(_END), now)

    def _headed(self, head: bytes, body_at: int, now: float) -> State:
        lengths, encodings, expected = _framing(head)
        self._body_at = self._chunk_at = body_at
        if (lengths and encodings) or len(lengths) > 1 or encodings not in ([], [b"chunked"]):
            return self._last()
        if lengths and not _LENGTH.fullmatch(lengths[0]):
            return self._last()
        self._length = None if encodings else int(lengths[0]) if lengths else 0
        if self._length:
            self.deadline = now + BODY_SECONDS + self._length / SLOWEST
        elif self._length is None:
            self.deadline = now + BODY_SECONDS
        state = self._body()
        return State.CONTINUE if expected and state is State.WAITING else state

    def _body(self) -> State:
        if self._length is None:
            return self._chunks()
        if self._length > BODY:
            return State.BODY_TOO_LARGE
        return State.WHOLE if len(self.received) >= self._body_at + self._length else State.WAITING

    def _chunks(self) -> State:
        while True:
            if self._chunk_at - self._body_at > BODY:
                return State.BODY_TOO_LARGE
            line = self.received.find(b"\r\n", self._chunk_at)
            if line < 0:
                return State.WAITING if len(self.received) - self._chunk_at <= HEAD else self._last()
            size = _CHUNK.fullmatch(self.received, self._chunk_at, line)
            if size is None:
                return self._last()
            if not (length := int(size[1], 16)):
                return self._trailers(line)
            if length > BODY:
                return State.BODY_TOO_LARGE
            if len(self.received) < line + 2 + length + 2:
                return State.WAITING
            self._chunk_at = line + 2 + length + 2

    def _trailers(self, line: int) -> State:
        """After the last chunk, of which the line ends at `line`: an empty line, at once or after trailers."""
        end = self.received.find(_END, line)
        if end < 0:
            return State.WAITING if len(self.received) - line <= HEAD else self._last()
        self._length = end + len(_END) - self._body_at
        return State.WHOLE

    def _last(self) -> State:
        self.reusable = False
        self._length = len(self.received) - self._body_at
        return State.WHOLE

    def hand_over(self, now: float) -> bytes:
        """The whole request; what came behind it is the beginning of the next, which arrives from `now` on."""
        end = self._body_at + (self._length or 0)
        request = bytes(self.received[:end])
        del self.received[:end]
        self.begin(now)
        return request


def _framing(head: bytes) -> tuple[list[bytes], list[bytes], bool]:
    """Of a head: each Content-Length, each Transfer-Encoding, and whether 100 Continue is expected."""
    lengths, encodings, expected = [], [], False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        # A name with spaces around it is refused by gunicorn, and must not hide a length here.
        match name.strip().lower():
            case b"content-length":
                lengths.append(value.strip(b" \t"))
            case b"transfer-encoding":
                encodings.append(value.strip(b" \t").lower())
            case b"expect":
                expected = value.strip().lower() == b"100-continue"
    return lengths, encodings, expected
