"""The visitor's answers in their own browser: one signed, compressed cookie that lasts two hours.

Nothing of it is kept on the server.
"""

from __future__ import annotations

import zlib

from django.core import signing
from django.http import HttpRequest, HttpResponse

from policies.answers import host_cookies, packed
from policies.answers.answers import Answers
from policies.catalogue.catalogue import Catalogue

NAME = "answers"
SALT = "policies.answers.cookie"
MAX_AGE = 2 * 60 * 60
# Browsers drop a cookie of more than 4096 bytes, name and attributes included.
MAX_BYTES = 4000


class TooLarge(ValueError):
    """The answers do not fit into a cookie; the text is for the visitor."""


def is_there(request: HttpRequest) -> bool:
    return bool(text_of(request))


def text_of(request: HttpRequest) -> str:
    """The cookie's text; empty where there is none."""
    return host_cookies.read(request, NAME)


def load(request: HttpRequest, catalogue: Catalogue) -> Answers | None:
    """The visitor's answers; None where there are none, or where forged, outdated or broken ones must not be used.

    Questions, choices and policies that the live release no longer knows are left out.
    """
    text = text_of(request)
    if not text or len(text) > MAX_BYTES:
        return None
    try:
        content = signing.loads(text, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, zlib.error):
        return None
    return packed.unpack(content, catalogue)


def save(response: HttpResponse, answers: Answers) -> None:
    """Raises TooLarge."""
    put(response, written(answers))


def written(answers: Answers) -> str:
    """The cookie's text. Raises TooLarge."""
    text = signing.dumps(packed.pack(answers), salt=SALT, compress=True)
    if len(text) > MAX_BYTES:
        raise TooLarge("答案太多，浏览器放不下。请清除一部分答案再试。")
    return text


def put(response: HttpResponse, text: str) -> None:
    """The cookie's text as it was written before."""
    host_cookies.put(response, NAME, text, MAX_AGE)


def forget(response: HttpResponse) -> None:
    host_cookies.forget(response, NAME)
