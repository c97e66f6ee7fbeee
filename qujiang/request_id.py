"""The number of a request: on every line that is logged while it is answered, and on its response."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

# As nginx ($request_id), Caddy and HAProxy (uuid) make them. Nothing shorter: a telephone number must not pass for one.
WELL_FORMED = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

current: ContextVar[str] = ContextVar("request_id", default="")


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Taken from a proxy's X-Request-ID, else made; sent back in the same header."""

    def respond(request: HttpRequest) -> HttpResponse:
        said = request.META.get("HTTP_X_REQUEST_ID", "")
        number = said if WELL_FORMED.fullmatch(said) else secrets.token_hex(16)
        # Django logs a response that was refused without an exception after all middleware.
        request.number = number  # type: ignore[attr-defined]
        token = current.set(number)
        try:
            response = get_response(request)
        finally:
            current.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    return respond
