"""A request is whole when its last byte came, however it was cut up, and what is not understood ends its connection."""

import pytest

from qujiang.serving.arriving import BODY, BODY_SECONDS, HEAD, HEAD_SECONDS, SLOWEST, SMALL, Arriving, State

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\n\r\n\r\n\r\n1\r\nb\r\n0\r\n\r\n"
TRAILED = b"POST / HTTP/1.1\r\ntransfer-encoding:Chunked\r\n\r\n1\r\na\r\n0\r\nA: b\r\n\r\n"


def in_pieces(data: bytes, size: int) -> list[State]:
    arriving = Arriving(0)
    return [arriving.take(data[at : at + size], 0) for at in range(0, len(data), size)]


@pytest.mark.parametrize("data", [GET, POST, CHUNKED, TRAILED], ids=["get", "post", "chunked", "trailed"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_a_request_is_whole_with_its_last_byte(data, size):
    *before, last = in_pieces(data, size)
    assert set(before) <= {State.WAITING}
    assert last is State.WHOLE


@pytest.mark.parametrize("first", [GET, POST, CHUNKED, TRAILED], ids=["get", "post", "chunked", "trailed"])
def test_what_follows_is_the_beginning_of_the_next(first):
    arriving = Arriving(0)
    assert arriving.take(first + POST[:-1], 0) is State.WHOLE
    assert arriving.hand_over(9) == first
    assert arriving.take(b"", 9) is State.WAITING
    assert arriving.take(b"o", 9) is State.WHOLE
    assert arriving.hand_over(9) == POST
    assert arriving.reusable


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 5\r\nContent-Length: 5",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        b"Content-Length: +5",
        b"Content-Length: 5, 5",
        b"Content-Length: \xd9\xa5",
        b"Content-Length: -1",
        b"Content-Length:",
        b"Content-Length : 5\r\nContent-Length: 0",
    ],
)
def test_what_is_not_surely_understood_is_the_last_of_its_connection(framing):
    arriving = Arriving(0)
    sent = b"POST / HTTP/1.1\r\n" + framing + b"\r\n\r\nhello" + GET
    assert arriving.take(sent, 0) is State.WHOLE
    assert not arriving.reusable
    assert arriving.hand_over(0) == sent


@pytest.mark.parametrize("chunk", [b"x\r\n", b"-1\r\n", b"\r\n", b"0x1\r\n", b"123456789\r\n", b"1;" + b"x" * HEAD * 2])
def test_a_chunk_without_a_size_is_the_last_of_its_connection(chunk):
    arriving = Arriving(0)
    assert arriving.take(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, 0) is State.WHOLE
    assert not arriving.reusable


def test_a_head_has_its_bound():
    arriving = Arriving(0)
    assert arriving.take(b"GET / HTTP/1.1\r\nA: " + b"x" * (HEAD - 100), 0) is State.WAITING
    assert arriving.take(b"x" * 200, 0) is State.HEAD_TOO_LARGE
    assert Arriving(0).take(b"GET / HTTP/1.1\r\nA: " + b"x" * HEAD + b"\r\n\r\n", 0) is State.HEAD_TOO_LARGE


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: %d\r\n\r\n" % (BODY + 1),
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % (BODY + 1),
        b"Transfer-Encoding: chunked\r\n\r\n" + (b"100000\r\n" + b"x" * 0x100000 + b"\r\n") * 25,
    ],
    ids=["announced", "in a chunk", "in many chunks"],
)
def test_a_body_has_its_bound(body):
    assert Arriving(0).take(b"POST / HTTP/1.1\r\n" + body, 0) is State.BODY_TOO_LARGE


def test_who_waits_to_be_told_to_go_on_is_told_once():
    arriving = Arriving(0)
    head = b"POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n"
    assert [arriving.take(one, 0) for one in (head, b"a", b"b")] == [State.CONTINUE, State.WAITING, State.WHOLE]
    assert Arriving(0).take(head + b"ab", 0) is State.WHOLE


def test_time_is_for_a_head_and_then_for_as_much_as_is_announced():
    arriving = Arriving(100)
    assert arriving.deadline == 100 + HEAD_SECONDS
    arriving.take(b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (10 * SLOWEST), 105)
    assert arriving.deadline == 105 + BODY_SECONDS + 10


@pytest.mark.parametrize(
    "framing", [b"Content-Length: %d" % (SMALL + 1), b"Transfer-Encoding: chunked"], ids=["announced", "chunked"]
)
def test_only_a_large_body_weighs(framing):
    arriving = Arriving(0)
    arriving.take(b"POST / HTTP/1.1\r\n" + framing + b"\r\n\r\n", 0)
    announced = arriving.weight
    arriving.take(b"%x\r\n" % (SMALL * 2) + b"x" * (SMALL + 10), 0)
    assert announced in (0, SMALL + 1)
    assert arriving.weight > SMALL
    assert Arriving(0).weight == 0
