"""For the machines that watch this service: is the process alive, and what does it serve."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from . import live


@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Which release is served, where it came from and what went wrong; 503 while there is none. Makes no query: it
    says what the thread of this worker saw last."""
    catalogue = live.current()
    return JsonResponse(_said(catalogue), status=200 if catalogue else 503)


def _said(catalogue: live.Catalogue | None) -> dict[str, Any]:
    watched = live.watched()
    said: dict[str, Any] = {
        "release": catalogue
        and {
            "number": catalogue.number,
            "sha256": catalogue.sha256,
            "origin": catalogue.origin,
            "age_seconds": _ago(catalogue.effective_at),
        },
        "database": live.database_answers(),
        "database_answered_seconds_ago": _ago(watched.answered),
        "migrations_waiting": watched.migrated and watched.migrated.waiting,
        "migrations_unknown": watched.migrated and watched.migrated.unknown,
        "last_refresh_error": None,
        "copy_passed_over": watched.passed_over or None,
    }
    if watched.failed:
        said["last_refresh_error"] = {"error": watched.failure, "seconds_ago": _ago(watched.failed)}
    return said


def _ago(then: datetime | None) -> int | None:
    """Whole seconds; None where it never was."""
    return max(0, int((timezone.now() - then).total_seconds())) if then else None
