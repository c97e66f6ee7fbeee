"""What the pages of a check are asked with, and the way to where it begins or goes on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """As the middleware of django-htmx passes it on."""

    htmx: HtmxDetails


def to_the_check(request: HtmxRequest) -> HttpResponse:
    """The whole page goes there, also where only a part of it was asked for."""
    return HttpResponseClientRedirect(resolve_url("check")) if request.htmx else redirect("check")
