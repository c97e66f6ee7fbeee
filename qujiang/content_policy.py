"""The Content-Security-Policy of a page: nearly every page has that of the settings, which is written once."""

from __future__ import annotations

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# Where django-csp finds what a view wants otherwise; see csp.decorators.
OTHERWISE = frozenset(
    f"_csp_{wanted}{how}" for wanted in ("exempt", "config", "update", "replace") for how in ("", "_ro")
)


class Middleware(CSPMiddleware):
    """As django-csp does it, which puts the header together anew for each answer: a fifth of an empty page's time."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.usual = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.DEBUG or hasattr(request, "_csp_nonce") or not OTHERWISE.isdisjoint(vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response
