"""Search engines find the public pages and stay away from what is only the visitor's."""

import re
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.persons import MASTER_2025

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def sitemap(client, live_catalogue):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [element.text.removeprefix("http://testserver") for element in root.iter(LOCATION)]


@pytest.fixture
def robots(client):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def test_the_sitemap_names_every_policy_and_only_what_may_be_indexed(client, sitemap, robots, live_catalogue):
    assert {reverse("policy", args=[code]) for code in live_catalogue.policies} <= set(sitemap)
    for address in sitemap:
        response = client.get(address)
        assert response.status_code == 200
        assert "noindex" not in response.content.decode()
        assert robots.can_fetch("*", address)


def test_an_icon_where_no_page_names_one(client, live_catalogue):
    named = re.search('<link rel="icon" href="([^"]+)"', client.get("/").content.decode())[1]
    assert client.get("/favicon.ico").headers["Location"] == named


@pytest.mark.parametrize("name", ["result", "answers", "check"])
def test_the_visitors_own_pages_are_not_indexed(client, visit, robots, name):
    visit(MASTER_2025)
    assert not robots.can_fetch("*", reverse(name))
    response = client.get(reverse(name), follow=True)
    assert 'name="robots" content="noindex"' in response.content.decode()
    # A messenger that somebody sends it with may still say what it leads to.
    assert '<meta name="description" content="' in response.content.decode()


def test_robots_txt_leads_to_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/policies/", "/policies/qj-rent-subsidy", "/measures/", "/about/", "/api/v1/"]
)
def test_a_shared_link_shows_what_it_leads_to(client, address):
    page = client.get(address).content.decode()
    assert f'<link rel="canonical" href="http://testserver{address}">' in page
    for name in ("title", "description", "image", "url"):
        assert f'<meta property="og:{name}" content="' in page
        assert f'<meta property="og:{name}" content="">' not in page


def test_the_manifest_names_icons_that_are_there(client):
    from django.contrib.staticfiles import finders

    manifest = client.get("/manifest.webmanifest")
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    for icon in manifest.json()["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
