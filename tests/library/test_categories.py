"""Kinds of policies that a place says for itself: on the list, a page, the result, and through the interface."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse

from policies.answers import Answers, cookie
from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.api.test_schema import valid
from tests.catalogue import categories_pack
from tests.catalogue.made_packs import load
from tests.pages import text

POLICIES = reverse("policies")
DAY = date(2026, 11, 22)


@pytest.fixture
def lake(tmp_path, monkeypatch, settings):
    settings.DEFAULT_REGION = "lake"
    catalogue = Catalogue(load(categories_pack.write(tmp_path)), sha256="", origin="pack")
    monkeypatch.setattr(live._live, "catalogue", catalogue)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY)
    return catalogue


def options(page):
    return [(one.value, one.label, one.count) for one in page.context["search"].filters[-1].options]


def codes(page):
    return [policy["code"] for policy in page.context["search"].found]


def test_the_list_is_filtered_by_them_in_their_order(client, lake):
    assert options(client.get(POLICIES)) == [("schooling", "教育", 1), ("homes", "住有所居", 2)]
    assert codes(client.get(POLICIES, {"category": "homes"})) == ["hc-rent", "hc-home"]
    # One that no policy is in is not offered; one that there is not is passed over.
    assert len(codes(client.get(POLICIES, {"category": "study"}))) == 3


def test_an_address_with_a_code_of_before_still_means_the_same(client, lake):
    page = client.get(POLICIES, {"category": "housing"})
    assert codes(page) == ["hc-rent", "hc-home"]
    assert '<option value="homes" selected>' in page.content.decode()


def test_each_policy_is_drawn_by_its_own(client, lake):
    drawn = [part.partition('"')[0] for part in client.get(POLICIES).content.decode().split("sprite.svg#")]
    assert [icon for icon in drawn if icon in ("book", "bed")] == ["book", "bed", "bed"]


def test_policies_are_found_by_its_name(client, lake):
    assert codes(client.get(POLICIES, {"q": "教育"})) == ["hc-school"]


def test_the_page_of_a_policy_names_it(client, lake):
    assert "湖城 住有所居" in text(client.get(reverse("policy", args=["hc-rent"])))


def test_the_result_draws_it(client, lake):
    response = HttpResponse()
    cookie.save(response, Answers("lake", DAY, {"studying": True, "renting": False}))
    client.cookies = response.cookies
    card = client.get(reverse("result")).content.decode().partition('id="hc-school"')[2].partition("</article>")[0]
    assert "sprite.svg#book" in card


def test_the_interface_names_them(client, lake):
    content = client.get("/api/v1/policies").json()
    assert content["categories"] == [
        {"code": "schooling", "name": "教育", "icon": "book"},
        {"code": "homes", "name": "住有所居", "icon": "bed", "formerly": ["housing"]},
        {"code": "old-age", "name": "养老", "icon": "heart"},
    ]
    assert {policy["code"]: policy["category"] for policy in content["policies"]} == {
        "hc-school": "schooling",
        "hc-rent": "homes",
        "hc-home": "homes",
    }
    described = client.get("/api/v1/openapi.json").json()
    valid(described, "Policies", content)
    valid(described, "Policy", client.get("/api/v1/policies/hc-rent").json())


def test_of_a_release_that_names_none_the_usual_ones_are_named(client, lake, monkeypatch):
    """Every release before there was such a list."""
    document = lake.document | {"policies": [one | {"category": "life"} for one in lake.document["policies"]]}
    del document["categories"]
    monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))
    assert options(client.get(POLICIES)) == [("life", "生活", 3)]
    content = client.get("/api/v1/policies").json()
    assert len(content["categories"]) == 9
    assert "sprite.svg#train" in client.get(POLICIES).content.decode()
