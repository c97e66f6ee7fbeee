"""Requests that cannot be read: what is wrong with them, in a sentence for whoever sent it.

They are nobody's fault here: answered with 400 (413 where they are too large, 411 without a length), and logged
without a traceback.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_header_parameters

# What Django raises while it reads a request, wherever it is read first.
KINDS = (MultiPartParserError, BadRequest, SuspiciousOperation, UnreadablePostError)

# Where a WSGI environment says that it named another charset.
CHARSET = "qujiang.charset"


class Unreadable(BadRequest):
    """`args[0]`: the sentence."""

    status = 400


class WithoutLength(Unreadable):
    status = 411


_CHARSET = "内容的编码不是 UTF-8，读不出来。请改用 UTF-8 再发一次"
_NULL = "内容里夹着不能用的空字符，请去掉以后再试"
_LENGTH = "请求没有写清楚内容有多长（Content-Length），读不出来"
_OTHERWISE = 400, "发来的内容看不懂，请回到上一页，刷新以后再试一次"
_SAID: dict[type[Exception], tuple[int, str]] = {
    RequestDataTooBig: (413, "提交的内容太大了，请少写一些，或者分几次提交"),
    TooManyFieldsSent: (400, "一次提交的项目太多了，请分几次提交"),
    TooManyFilesSent: (400, "一次提交的文件太多了，请分几次提交"),
    MultiPartParserError: (400, "提交的表单格式不对，读不出来。请回到上一页，刷新以后再提交一次"),
    UnreadablePostError: (400, "提交的内容没有传完整，请再提交一次"),
    DisallowedHost: (400, "这个网址不是本站的，请用本站公布的网址打开"),
}


def answer(error: Exception) -> tuple[int, str]:
    """The status and the sentence, without a full stop."""
    if isinstance(error, Unreadable):
        return error.status, str(error)
    return next((said for kind, said in _SAID.items() if isinstance(error, kind)), _OTHERWISE)


def set_aside_charset(environ: dict[str, Any]) -> None:
    """For WSGI: Django decodes by a charset that a visitor names before any middleware could say that it is none."""
    said = environ.get("CONTENT_TYPE", "")
    if "charset" not in said.lower():
        return
    try:
        known = _is_utf8(parse_header_parameters(said)[1].get("charset", "utf-8"))
    except ValueError:
        known = False
    if not known:
        environ["CONTENT_TYPE"], environ[CHARSET] = said.partition(";")[0], True


def _is_utf8(charset: str) -> bool:
    """An unknown one is read as UTF-8, as Django does. Raises ValueError for what cannot be a name."""
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return True


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses by its head what would fail later on, wherever it happened to be read."""

    def respond(request: HttpRequest) -> HttpResponse:
        _look_at_head(request)
        return get_response(request)

    return respond


def _look_at_head(request: HttpRequest) -> None:
    """Raises Unreadable."""
    head = request.META
    if CHARSET in head or not _is_utf8(request.encoding or "utf-8"):
        raise Unreadable(_CHARSET)
    if "\0" in request.path or "\0" in (query := head.get("QUERY_STRING", "")) or "%00" in query:
        raise Unreadable(_NULL)
    length = head.get("CONTENT_LENGTH") or ""
    if length and not (length.isascii() and length.isdecimal()):
        raise Unreadable(_LENGTH)
    if not length and "HTTP_TRANSFER_ENCODING" in head:
        raise WithoutLength(_LENGTH)


def without_nulls(fields: Iterable[tuple[str, Sequence[object]]]) -> None:
    """PostgreSQL takes no null characters, and a form does not look at every field. Raises Unreadable."""
    if any("\0" in name or any("\0" in str(value) for value in values) for name, values in fields):
        raise Unreadable(_NULL)
