"""The staff pages while the database is away: a page that says what is not lost, and sends the same again.

Citizens' pages need no database and know nothing of it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from policies.library.staff_pages import is_staff_page
from policies.publishing import live

SECONDS = 30
# Where it broke off while a change was made final, or after that, nobody here knows whether it was.
_FINAL = {"commit", "_commit", "process_response"}


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """While this process knows that the database does not answer, staff are told at once: a thread that waits for it
    is one less for citizens."""

    def respond(request: HttpRequest) -> HttpResponse:
        if is_staff_page(request) and live.known_to_be_away():
            return page(request, None)
        return get_response(request)

    return respond


def page(
    request: HttpRequest, error: BaseException | None, template: str = "admin/503.html", status: int = 503
) -> HttpResponse:
    """Without the database: nothing in it depends on who asks. What was typed is in it, to be sent again.

    Raises what Django raises where it cannot be read.
    """
    sent = request.method == "POST"
    context = {
        "title": "后台暂时用不了" if status == 503 else "这一页出错了",
        "site_title": settings.SITE["name"],
        "site_header": f"{settings.SITE['name']} · 后台",
        "address": request.get_full_path(),
        "sent": sent,
        "unsure": sent and error is not None and _may_be_final(error),
        "files": sent and request.content_type == "multipart/form-data",
        "fields": _typed(request) if sent else [],
    }
    response = HttpResponse(render_to_string(template, context), status=status)
    if status == 503:
        response.headers["Retry-After"] = str(SECONDS)
    add_never_cache_headers(response)
    return response


def _may_be_final(error: BaseException) -> bool:
    return any(frame.name in _FINAL for frame in traceback.extract_tb(error.__traceback__))


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Passwords are typed again, files are chosen again. The token against forgeries goes along as it came: whatever
    another site sent stays forged."""
    from policies.admin.access import held

    if held.unread(request):
        return []
    return [(name, str(value)) for name, values in request.POST.lists() if "password" not in name for value in values]
