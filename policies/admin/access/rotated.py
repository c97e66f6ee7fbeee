"""Staff's sessions after the secret was changed: signed anew where they are.

Django would do it too, but gives the session another name and deletes the one of before: of two requests that are under
way together (a page and its preview, two tabs) the second finds no session, and its answer logs both out.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from policies.library.staff_pages import is_staff_page


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Before the user is looked up; costs a query while keys of before are named, and nothing else."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.SECRET_KEY_FALLBACKS and is_staff_page(request):
            _sign_anew(request)
        return get_response(request)

    return respond


def _sign_anew(request: HttpRequest) -> None:
    key, signed = request.session.get(SESSION_KEY), request.session.get(HASH_SESSION_KEY, "")
    user = get_user_model().objects.filter(pk=key).first() if key else None
    if user is None or constant_time_compare(signed, now := user.get_session_auth_hash()):
        return
    if any(constant_time_compare(signed, before) for before in user.get_session_auth_fallback_hash()):
        request.session[HASH_SESSION_KEY] = now
