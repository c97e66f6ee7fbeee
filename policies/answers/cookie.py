"""The visitor's answers in their own browser: one signed, compressed cookie that lasts two hours.

Nothing of it is kept on the server. What the cookie holds, by format:
1: {"v": 1, "r": region, "d": as_of, "a": {question: answer}, "n": [declined], "g": [received]}
"""

from __future__ import annotations

import zlib
from datetime import date
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from policies.answers.answers import Answers
from policies.answers.parse import Unreadable, parse
from policies.answers.today import today
from policies.catalogue.catalogue import Catalogue

NAME = "answers"
SALT = "policies.answers.cookie"
FORMAT = 1
MAX_AGE = 2 * 60 * 60
# Browsers drop a cookie of more than 4096 bytes, name and attributes included.
MAX_BYTES = 4000


class TooLarge(ValueError):
    """The answers do not fit into a cookie; the text is for the visitor."""


def is_there(request: HttpRequest) -> bool:
    return NAME in request.COOKIES


def load(request: HttpRequest, catalogue: Catalogue) -> Answers | None:
    """The visitor's answers; None where there are none, or where forged, outdated or broken ones must not be used.

    Questions, choices and policies that the live release no longer knows are left out.
    """
    text = request.COOKIES.get(NAME, "")
    if not text or len(text) > MAX_BYTES:
        return None
    try:
        content = signing.loads(text, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, zlib.error):
        return None
    return _read(content, catalogue)


def save(response: HttpResponse, answers: Answers) -> None:
    """Raises TooLarge."""
    text = signing.dumps(_written(answers), salt=SALT, compress=True)
    if len(text) > MAX_BYTES:
        raise TooLarge("答案太多，浏览器放不下。请清除一部分答案再试。")
    response.set_cookie(
        NAME, text, max_age=MAX_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(NAME, samesite="Lax")


def _written(answers: Answers) -> dict[str, Any]:
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.values.items()}
    return {
        "v": FORMAT,
        "r": answers.region,
        "d": answers.as_of.isoformat(),
        "a": values,
        "n": sorted(answers.declined),
        "g": sorted(answers.received),
    }


def _read(content: Any, catalogue: Catalogue) -> Answers | None:
    match content:
        case {"v": 1, "r": str(region), "d": str(day), "a": dict(values), "n": list(declined), "g": list(received)}:
            pass
        case _:
            return None
    texts = all(isinstance(text, str) for text in [*declined, *received])
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return None
    if not texts or region not in catalogue.regions:
        return None
    return Answers(
        region=region,
        as_of=as_of,
        values=_known(values, catalogue),
        declined=frozenset(declined) & catalogue.questions.keys(),
        received=frozenset(received) & catalogue.policies.keys(),
    )


def _known(values: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    known = {}
    for key, raw in values.items():
        if key in catalogue.questions:
            try:
                known[key] = parse(catalogue.questions[key], raw, today())
            except Unreadable:
                continue
    return known
