"""What the worker itself answers, where nothing comes as far as the application: a status and a sentence.

Nothing of what was sent is repeated.
"""

from __future__ import annotations

from http import HTTPStatus

from .line import Line

SAID = {
    HTTPStatus.BAD_REQUEST: "发来的请求格式不对，读不出来。请从首页重新打开。",
    HTTPStatus.REQUEST_TIMEOUT: "请求没有发完，请再试一次。",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "发来的内容太大，最多 24 MB。",
    HTTPStatus.REQUEST_URI_TOO_LONG: "网址太长，读不出来。请从首页重新打开。",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "请求头太长。请清除本网站的 Cookie，再打开一次。",
    HTTPStatus.INTERNAL_SERVER_ERROR: "出错了，问题在我们这边，请过几分钟再试。",
    HTTPStatus.SERVICE_UNAVAILABLE: "正在处理的上传太多，请过一分钟再试。",
}


def refusal(status: HTTPStatus) -> bytes:
    """The whole answer, after which the connection ends."""
    said = SAID.get(status, SAID[HTTPStatus.BAD_REQUEST]).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\nCache-Control: no-store\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(said)}\r\n\r\n"
    )
    return head.encode() + said


class InWords:
    """A connection as gunicorn's error page is written to it: the status of that page arrives, with our sentence.

    What gunicorn thinks of a request, and how it logs that, stays its own; its page is in English and repeats what
    could not be read.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def gettimeout(self) -> float:
        return 0.0

    def sendall(self, page: bytes) -> None:
        self._line.sendall(refusal(HTTPStatus(int(page.split(None, 2)[1]))))
