"""Cookies of citizens under the name that HTTPS gives them: `__Host-` and the plain one.

Browsers take such a cookie only over HTTPS, from this very host and for all of its addresses. One that was set under
the plain name, before or without HTTPS, is read where there is no other.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def name(plain: str) -> str:
    """What it is set as here."""
    return f"{settings.COOKIE_PREFIX}{plain}"


def read(request: HttpRequest, plain: str) -> str:
    """Empty where there is none."""
    return request.COOKIES.get(name(plain), request.COOKIES.get(plain, ""))


def put(response: HttpResponse, plain: str, value: str, max_age: int) -> None:
    response.set_cookie(
        name(plain), value, max_age=max_age, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponse, plain: str) -> None:
    """Under both names: what is cleared must not come back from the other."""
    for one in {name(plain), plain}:
        response.delete_cookie(one, samesite="Lax")
