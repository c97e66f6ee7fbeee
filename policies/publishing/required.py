"""For views that show the live catalogue: without one they answer with a page that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.publishing import live


def _not_yet(request: HttpRequest) -> HttpResponse:
    response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response


def with_catalogue(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Passes the live catalogue to the view as its second argument; before the first release: 503."""

    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        catalogue = live.current()
        if catalogue is None:
            return _not_yet(request)
        return view(request, catalogue, *args, **kwargs)

    return respond
