"""A long catalogue comes in pages, and by category; a short one in one piece."""

import re
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from policies.library.search import PER_PAGE
from policies.publishing import live
from tests.manifold import manifold
from tests.pages import text

POLICIES = reverse("policies")
LINK = re.compile(r'<li><a href="/policies/([\w-]+)">')


@pytest.fixture
def long(shipped, monkeypatch):
    catalogue = manifold(shipped, 10)
    monkeypatch.setattr(live._live, "catalogue", catalogue)
    return catalogue


def shown(page):
    return LINK.findall(page.content.decode())


def link(page, rel):
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page.content.decode())
    return found and found[1].replace("&amp;", "&")


def walked(client, address):
    """All that is shown from there on."""
    codes = []
    while address:
        page = client.get(POLICIES + address)
        assert len(shown(page)) <= PER_PAGE
        codes += shown(page)
        address = link(page, "next")
    return codes


def test_what_was_shipped_comes_in_one_piece(client, live_catalogue):
    page = client.get(POLICIES)
    assert sorted(shown(page)) == sorted(live_catalogue.policies)
    assert 'class="pages"' not in page.content.decode()
    assert 'class="kinds"' not in page.content.decode()


def test_from_page_to_page_every_policy_comes_once(client, long):
    assert sorted(walked(client, "?")) == sorted(long.policies)


@pytest.mark.parametrize("asked", ["?category=housing", "?q=补贴&audience=person", "?region=qujiang&q=人才"])
def test_the_next_page_is_of_the_same_search(client, long, asked):
    found = client.get(POLICIES + asked).context["search"].found
    assert len(found) > PER_PAGE
    assert sorted(walked(client, asked)) == sorted(policy["code"] for policy in found)


def test_the_page_before_leads_back(client, long):
    second = client.get(POLICIES + link(client.get(POLICIES), "next"))
    assert "第 2 页，共" in text(second, "main")
    assert shown(client.get(POLICIES + link(second, "prev"))) == shown(client.get(POLICIES))


@pytest.mark.parametrize("number", ["0", "1", "-1", "999", "x", "２", "1.0", ""])
def test_a_page_that_is_not_there_is_the_first(client, long, number):
    assert shown(client.get(POLICIES, {"page": number})) == shown(client.get(POLICIES))


def test_a_long_list_can_be_taken_by_category(client, long):
    """With what was searched for, and as many as the link says."""
    search = client.get(POLICIES, {"q": "补贴", "audience": "person"}).context["search"]
    assert len(search.kinds) > 3
    for address, kind in search.kinds:
        assert parse_qs(address[1:])["q"] == ["补贴"]
        only = client.get(POLICIES + address).context["search"]
        assert {policy["category"] for policy in only.found} == {kind.value}
        assert len(only.found) == kind.count
        assert not only.kinds
