"""Half an hour without a click on the staff screens ends a session; other pages do not count, and cost no query."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from django.http import HttpRequest, HttpResponse

from policies.library.staff_pages import is_staff_page

SEEN = "seen"
# Written at most once in this many seconds, so that not every click writes to the database.
GRAIN = 60


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def respond(request: HttpRequest) -> HttpResponse:
        if is_staff_page(request) and request.user.is_authenticated:
            now = int(time())
            if now - request.session.get(SEEN, 0) >= GRAIN:
                request.session[SEEN] = now  # saved, and with it the session's end moves on
        return get_response(request)

    return respond
