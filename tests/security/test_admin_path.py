"""The staff screens under a word of one's own: everything follows it, nothing public tells it."""

import re
from importlib import reload
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import clear_url_caches, get_resolver, reverse

from qujiang import protection
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]

ROOT = Path(__file__).resolve().parents[2]
WORD = "office-7f3a"
SOURCES = [
    path
    for folder, kinds in (("policies", "*.py"), ("qujiang", "*.py"), ("templates", "*"), ("static", "*"))
    for path in (ROOT / folder).rglob(kinds)
    if path.suffix in {".py", ".html", ".js", ".css", ".xml", ".txt", ".svg"}
]


@pytest.fixture
def moved(settings):
    from qujiang import urls

    def address():
        reload(urls)
        clear_url_caches()

    settings.ADMIN_PATH = WORD
    address()
    yield
    settings.ADMIN_PATH = "admin"
    address()


@pytest.mark.usefixtures("moved")
def test_the_staff_screens_follow(client, admin_user):
    assert reverse("admin:index") == f"/{WORD}/"
    assert client.get(f"/{WORD}/")["Location"] == f"/{WORD}/login/?next=/{WORD}/"
    assert client.get("/admin/").status_code == 404
    client.force_login(admin_user)
    for name in ("index", "policies_source_add", "trail", "handbook"):
        page = client.get(reverse(f"admin:{name}")).content.decode()
        assert f'"/{WORD}/' in page
        assert not re.search(r"[\"'(= ]/admin/", page)
    assert f"/{WORD}/" in client.get(reverse("admin:handbook")).content.decode()
    assert client.get(f"/{WORD}/nothing-here/").status_code == 404
    assert client.get(reverse("admin:index"))["X-Robots-Tag"] == "noindex, nofollow"
    # The idle end and the larger forms go by the address too.
    assert client.session.get("seen")


@pytest.mark.usefixtures("moved", "live_catalogue")
def test_nothing_public_tells_where_they_are(client):
    for place in ("/", "/robots.txt", "/sitemap.xml", "/about/", "/policies/", "/api/v1/", "/nothing-here", "/admin/"):
        response = client.get(place)
        assert WORD not in response.content.decode()
        assert WORD not in str(response.headers)


def test_no_source_writes_the_address_out():
    assert len(SOURCES) > 400
    written = re.compile(r"[\"'`(= ]/admin/")
    known = {ROOT / "policies" / "admin" / "handbook.py"}  # as the chapters write it
    assert {path for path in SOURCES if written.search(path.read_text("utf-8"))} == known


@pytest.mark.parametrize("word", ["admin", "office-7f3a", "/x/", "a_b", "Office9"])
def test_a_word_of_ones_own(word):
    assert protection.admin_path(word) == word.strip("/")


@pytest.mark.parametrize("word", ["", "/", "a/b", "-a", "后台", "a b", "a.b", "<slug:x>", "x" * 64, "Check", "/api/"])
def test_a_wrong_word_stops_the_start(word):
    with pytest.raises(ImproperlyConfigured, match=r"^ADMIN_PATH"):
        protection.admin_path(word)


def test_every_address_of_citizens_is_taken():
    first = {str(one.pattern).partition("/")[0] for one in _public(get_resolver().url_patterns)}
    assert {step for step in first if step and not step.startswith("<")} <= protection.TAKEN


def _public(patterns):
    for one in patterns:
        route = str(one.pattern)
        if route == "":
            yield from _public(getattr(one, "url_patterns", []))
        elif route != "admin/":
            yield one
