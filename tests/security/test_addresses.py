"""Every address there is, walked through the resolver: what may be kept of it, and what it lets other sites do."""

import re

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.persons import BACHELOR_2026
from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]

STAFF = reverse("admin:index")
# The same for everybody, whatever they answered: these a browser may keep. Of all others nothing is ever stored.
OPEN = {
    "/policies/qz-talent-rent",
    "/measures/",
    "/about/",
    "/favicon.ico",
    "/robots.txt",
    "/sitemap.xml",
    "/manifest.webmanifest",
    "/api/v1/",
    "/api/v1/policies",
    "/api/v1/policies/qz-talent-rent",
    "/api/v1/questions",
    "/api/v1/release",
    "/api/v1/openapi.json",
}
# Such a page as long as nobody has answers; whoever has some is told more by it.
OPEN_TO_STRANGERS = {"/policies/"}
# Not there unless a setting says so.
OFF = {"/metrics"}
# Asked with a form; everything else can be looked at.
POSTED = {
    "/view",
    "/check/clear",
    "/check/clear/undo",
    "/result/marks",
    "/result/papers",
    "/result/seen",
    "/api/v1/check",
}
EXAMPLES = {
    "policies/<slug:code>": "policies/qz-talent-rent",
    "api/v1/policies/<str:code>": "api/v1/policies/qz-talent-rent",
    "start/<slug:code>": "start/buying-a-home",
    "check/<slug:code>": "check/work",
    "check/first/<slug:code>": "check/first/buying-a-home",
    "result/<slug:code>.ics": "result/qz-talent-rent.ics",
    "result/if/<slug:key>": "result/if/work_status",
}
PART = re.compile(r"<(?:\w+:)?(\w+)>")
NUMBERS = {"pk", "number", "object_id", "content_type_id"}
REST = "(?P<url>.*)$"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def routes(patterns=None, prefix=""):
    """Of each view its whole route, as the resolver has it."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from routes(one.url_patterns, route)


def address(route):
    return "/" + EXAMPLES.get(route, route)


CITIZENS = [route for route in routes() if not f"/{route}".startswith(STAFF)]
STAFFS = [route for route in routes() if f"/{route}".startswith(STAFF)]


def test_the_walk_finds_what_there_is():
    named = OPEN | OPEN_TO_STRANGERS | POSTED | {"/", "/result", "/resume", "/result.ics"}
    assert {address(route) for route in CITIZENS} >= named
    assert len(STAFFS) > 100


@pytest.mark.parametrize("route", CITIZENS)
def test_what_holds_answers_is_never_stored_and_what_may_be_stored_holds_none(client, visit, route):
    place = address(route)
    assert "<" not in place, f"{route} has parts to fill in: give an example in EXAMPLES"
    visit(BACHELOR_2026)

    def asked():
        if place == "/api/v1/check":
            return client.post(place, {"answers": {"education": "master"}}, content_type="application/json")
        return client.post(place) if place in POSTED else client.get(place)

    response = asked()
    assert response.status_code < 500
    assert (response.status_code == 404) == (place in OFF)
    if place in OFF:
        return
    if place not in OPEN:
        assert "no-store" in response["Cache-Control"]
        if place in OPEN_TO_STRANGERS:
            client.cookies.clear()
            assert "Cache-Control" not in asked()
        return
    seen = TOKEN.sub(b"", response.content)
    assert "answers" not in response.cookies
    client.cookies.clear()
    assert TOKEN.sub(b"", asked().content) == seen, "answers have come into a page that may be stored"


def test_no_staff_page_is_ever_stored(client, db):
    """Asked by nobody in particular, which says the same: it is the wrapper of every staff view that forbids it."""
    stored = set()
    for route in STAFFS:
        place = PART.sub(lambda part: "1" if part[1] in NUMBERS else "x", f"/{route}").removesuffix(REST)
        response = client.get(place)
        assert response.status_code in (200, 302, 405), place
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        if "no-store" not in response.get("Cache-Control", ""):
            stored.add(place)
    # Django's words for its own scripts are the same for everybody.
    assert stored == {reverse("admin:jsi18n")}


@pytest.mark.parametrize("route", CITIZENS)
def test_other_sites_may_read_the_interface_and_embed_nothing_else(client, live_catalogue, route):
    place = address(route)
    response = client.options(place) if place in POSTED else client.get(place)
    of_all = place.startswith("/api/v1/")
    assert response["Cross-Origin-Resource-Policy"] == ("cross-origin" if of_all else "same-origin")
    assert response.get("Access-Control-Allow-Origin") == ("*" if of_all else None)
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
