"""How much of a request is read at all: citizens' forms are small, and only staff send files.

The interface reads nothing but the body of a check, and looks at its length itself.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse

from policies.api.cross_origin import PREFIX
from policies.library.staff_pages import is_staff_page

# A whole chat may be pasted around a resume link: 20,000 signs of it are read, each of up to nine bytes in a form.
CITIZENS_BYTES = 256 * 1024
CITIZENS_FIELDS = 2000
# Files of staff have 20 MB at most, and up to here their page says so itself. Whoever shows no session only logs in,
# with what was typed.
STAFF_BYTES = 64 * 1024 * 1024
LOGIN_BYTES = 3 * 1024 * 1024

WITHOUT_BODY = {"GET", "HEAD", "OPTIONS"}


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Raises what is answered with 400 or 413."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method not in WITHOUT_BODY and not request.path.startswith(PREFIX):
            _look(request)
        return get_response(request)

    return respond


def _look(request: HttpRequest) -> None:
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if is_staff_page(request):
        inside = settings.SESSION_COOKIE_NAME in request.COOKIES
        if length > (STAFF_BYTES if inside else LOGIN_BYTES):
            raise RequestDataTooBig(f"{length} bytes for the staff screens")
        return
    if length > CITIZENS_BYTES:
        raise RequestDataTooBig(f"{length} bytes for a citizen's page")
    # Either way to write a form; a sign that stands in an answer is escaped in one, and hardly a line in the other.
    if request.body.count(b"&") + request.body.count(b"\nContent-Disposition:") >= CITIZENS_FIELDS:
        raise TooManyFieldsSent(f"{CITIZENS_FIELDS} fields or more for a citizen's page")
