"""Where Prometheus asks: only the addresses of METRICS_ADDRESSES, and only straight, not through a proxy."""

from __future__ import annotations

import logging
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# With one of them a request came through a proxy, whose own address says nothing about who asks.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


logger = logging.getLogger(__name__)


def counting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that counts; where there is no room for figures, citizens are served without."""
    try:
        from . import metrics
    except OSError as error:
        logger.warning("Nothing is counted for /metrics: %s", error)
        return get_response
    return metrics.middleware(get_response)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Nothing is there for anybody else."""
    if not may_ask(request):
        raise Http404
    try:
        from . import metrics

        return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
    except OSError as error:
        return HttpResponse(f"no figures: {error.strerror}\n", content_type="text/plain", status=503)


def may_ask(request: HttpRequest) -> bool:
    if any(header in request.META for header in FORWARDED):
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_ADDRESSES)
