"""Pages go out compressed, as Django's own middleware does it, by a compressor that takes a sixth of the time."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers
from isal import isal_zlib

# Of the four levels the one that makes pages smallest, a sixth larger than zlib would.
LEVEL = 3
GZIP = 31
LEAST = 200
# So many bytes and less are added at random, in the place of a file name, as Django does it against BREACH.
MOST_PADDING = 100


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Files (the handbook's pictures) go out as they are."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.streaming or len(response.content) < LEAST or "Content-Encoding" in response.headers:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            _compress(response)
        return response

    return respond


def _compress(response: HttpResponse) -> None:
    packed = padded(isal_zlib.compress(response.content, LEVEL, GZIP))
    if len(packed) >= len(response.content):
        return
    response.content = packed
    response.headers["Content-Length"] = str(len(packed))
    response.headers["Content-Encoding"] = "gzip"
    if (tag := response.headers.get("ETag", "")).startswith('"'):
        response.headers["ETag"] = f"W/{tag}"  # the same page, in other bytes


def padded(packed: bytes) -> bytes:
    """With a file name of random length after the header, which says so in its flags; RFC 1952."""
    return b"".join((packed[:3], b"\x08", packed[4:10], b"a" * secrets.randbelow(MOST_PADDING), b"\0", packed[10:]))
