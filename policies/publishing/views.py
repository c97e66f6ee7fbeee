"""For the machines that watch this service: is the process alive, and what does it serve."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from . import live


@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Which release is served and where it came from; 503 while there is none."""
    catalogue = live.current()
    if catalogue is None:
        return JsonResponse({"release": None, "database": live.database_answers()}, status=503)
    release = {"number": catalogue.number, "sha256": catalogue.sha256, "origin": catalogue.origin}
    return JsonResponse({"release": release, "database": live.database_answers()})
