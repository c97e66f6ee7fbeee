"""What is shown where something is refused or is not there: staff keep to their own pages, citizens to theirs."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import is_valid_path, reverse
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found, permission_denied


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _among_staff(request):
        return permission_denied(request, exception)
    return _for_staff(request, 403, "你没有这个权限", why=str(exception))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly nobody forged anything: the page was open while its reader logged in anew."""
    if request.path.startswith(reverse("admin:index")):
        from policies.admin.access import held

        if response := held.after_csrf_failure(admin.site, request):
            return response
    return csrf_failure(request, reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address with a slash too many leads to the page without it."""
    if _among_staff(request):
        return _for_staff(request, 404, "没有这个页面")
    shorter = request.path.rstrip("/")
    if request.method in ("GET", "HEAD") and shorter != request.path and is_valid_path(shorter):
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(f"{shorter}?{query}" if query else shorter)
    return page_not_found(request, exception)


def _among_staff(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index")) and admin.site.has_permission(request)


def _for_staff(request: HttpRequest, status: int, title: str, **context: str) -> HttpResponse:
    context = {**admin.site.each_context(request), **context, "title": title}
    return TemplateResponse(request, f"admin/{status}.html", context, status=status).render()
