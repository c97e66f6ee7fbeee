"""The header that is written once is the one that django-csp puts together for each answer."""

from __future__ import annotations

import pytest
from csp.constants import HEADER, SELF
from csp.decorators import csp, csp_exempt, csp_replace, csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpResponse

from qujiang.content_policy import Middleware

WANTED = {
    "usual": lambda view: view,
    "exempt": csp_exempt(),
    "other": csp({"default-src": [SELF]}),
    "more": csp_update({"frame-src": [SELF]}),
    "instead": csp_replace({"frame-ancestors": [SELF]}),
    "report": csp_update({"frame-src": [SELF]}, REPORT_ONLY=True),
}


def answered(middleware, view, rf) -> HttpResponse:
    return middleware(view)(rf.get("/"))


def plain(request) -> HttpResponse:
    return HttpResponse("a page")


@pytest.mark.parametrize("wanted", WANTED)
def test_the_header_is_that_of_django_csp(rf, wanted):
    view = WANTED[wanted](plain)
    ours, theirs = (answered(one, view, rf).headers for one in (Middleware, CSPMiddleware))
    assert dict(ours) == dict(theirs)
    assert (HEADER in ours) == (wanted != "exempt")


def test_a_header_that_a_view_wrote_stays(rf):
    page = answered(Middleware, lambda request: HttpResponse(headers={HEADER: "default-src 'none'"}), rf)
    assert page.headers[HEADER] == "default-src 'none'"


def test_a_page_of_djangos_own_about_a_mistake_has_none(rf, settings):
    settings.DEBUG = True
    assert HEADER not in answered(Middleware, lambda request: HttpResponse(status=500), rf).headers
