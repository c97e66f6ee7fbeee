"""What is shown where something is refused, is not there or fails: staff keep to their own pages, citizens to theirs,
callers of the interface to JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.contrib import admin
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import is_valid_path
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found, permission_denied

from policies.api import replies
from policies.api.cross_origin import PREFIX
from policies.library.staff_pages import is_staff_page

from . import outage, unreadable

# A standby that takes no writes is an InternalError.
AWAY = (OperationalError, InterfaceError, InternalError)
BROKEN = "出错了，问题在我们这边，请过几分钟再试"


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _among_staff(request):
        return _if_readable(request, lambda: permission_denied(request, exception))
    return _for_staff(request, 403, "你没有这个权限", why=str(exception))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly nobody forged anything: the page was open while its reader logged in anew."""
    return _if_readable(request, lambda: _if_not_typed_here(request) or csrf_failure(request, reason))


def _if_not_typed_here(request: HttpRequest) -> HttpResponse | None:
    if not is_staff_page(request):
        return None
    from policies.admin.access import held

    return held.after_csrf_failure(admin.site, request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address with a slash too many leads to the page without it."""
    if _among_staff(request):
        return _for_staff(request, 404, "没有这个页面")
    shorter = request.path.rstrip("/")
    if request.method in ("GET", "HEAD") and shorter != request.path and is_valid_path(shorter):
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(f"{shorter}?{query}" if query else shorter)
    return _if_readable(request, lambda: page_not_found(request, exception))


def not_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read. Nothing of it is looked at here, as that would fail again."""
    status, why = unreadable.answer(exception)
    if request.path.startswith(PREFIX):
        return replies.errors({"body": why}, status)
    if "HX-Request" in request.headers:
        return HttpResponse(f"{why}。", "text/plain; charset=utf-8", status)
    template = "admin/400.html" if is_staff_page(request) else "400.html"
    return HttpResponse(render_to_string(template, {"title": "没有读出来", "why": why}), status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed while this request was answered: the database is away, or it is a mistake of ours."""
    error = sys.exc_info()[1]
    if isinstance(error, unreadable.KINDS):
        return not_read(request, error)
    if request.path.startswith(PREFIX):
        return replies.errors({"server": BROKEN}, 500)
    if not is_staff_page(request):
        return HttpResponse(render_to_string("500.html"), status=500)
    if isinstance(error, AWAY):
        return _if_readable(request, lambda: outage.page(request, error))
    return _if_readable(request, lambda: outage.page(request, error, "admin/500.html", 500))


def _if_readable(request: HttpRequest, page: Callable[[], HttpResponse]) -> HttpResponse:
    """Pages with a form look at what was sent."""
    try:
        return page()
    except unreadable.KINDS as error:
        return not_read(request, error)


def _among_staff(request: HttpRequest) -> bool:
    return is_staff_page(request) and admin.site.has_permission(request)


def _for_staff(request: HttpRequest, status: int, title: str, **context: str) -> HttpResponse:
    context = {**admin.site.each_context(request), **context, "title": title}
    return TemplateResponse(request, f"admin/{status}.html", context, status=status).render()
