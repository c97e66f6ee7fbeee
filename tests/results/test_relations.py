"""What policies have to do with one another, as the result page, the page of a policy and the interface say it."""

import json
from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse

from policies.answers import Answers, cookie
from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.catalogue import between_pack
from tests.pages import text

DAY = date(2026, 11, 22)


@pytest.fixture
def hill(tmp_path, monkeypatch, settings):
    from policies.catalogue.packs import reading

    document = reading.load([between_pack.write(tmp_path)])[0]
    settings.DEFAULT_REGION = "hill"
    monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))


@pytest.fixture
def result(client, hill, monkeypatch):
    """`result(employed=True, …)`: the page of somebody with these answers; `received`: what they have already."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY)

    def shown(received=(), **answers):
        response = HttpResponse()
        cookie.save(response, Answers("hill", DAY, answers, received=frozenset(received)))
        client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value
        return client.get(reverse("result"))

    return shown


def api(client, **answers):
    body = {"region": "hill", "answers": answers}
    return json.loads(client.post(reverse("api:check"), json.dumps(body), content_type="application/json").content)


def test_what_gives_way_to_two_is_compared_with_both(result):
    page = result(employed=True, renting=True)
    left = text(page, "sc-rent")
    assert "已选 人才安居补贴 5,000 元" in left
    assert "已选 交通补贴 600 元" in left
    assert "没选 租房补贴 3,000 元" in left
    # With rent come 2,500 yuan of talent, which the package rules out.
    assert "改选它少领 100 元" in left
    assert "住房的补贴只领一项。" in left
    assert "领了租房补贴的不再发交通补贴。" in left


def test_a_remark_that_is_our_reading_says_so(result):
    assert "按理解推定 人才的补贴只领一项。" in text(result(employed=True, renting=False), "sc-talent")


def test_whoever_chooses_otherwise_is_told_what_goes(client, result):
    result(employed=True, renting=True)
    after = client.post(reverse("marks"), {"choose": "sc-rent"}, follow=True)
    assert after.context["page"].best.policies == ("sc-rent", "sc-talent")
    assert "改选它多领 100 元" in text(after, "sc-package")
    back = client.post(reverse("marks"), {"choose": "sc-travel"}, follow=True)
    assert "sc-travel" in back.context["page"].best.policies


def test_what_is_received_rules_out_what_it_excludes(result):
    page = result(received=["sc-rent"], employed=True, renting=True)
    assert page.context["page"].best.policies == ("sc-rent", "sc-talent")
    assert "已享受 租房补贴" in text(page, "sc-travel")


def test_the_page_of_a_policy_names_what_it_is_not_taken_with_on_either_side(client, hill):
    for code, others in (
        ("sc-rent", ["sc-package", "sc-travel"]),
        ("sc-travel", ["sc-rent"]),
        ("sc-package", ["sc-rent", "sc-talent"]),
    ):
        response = client.get(reverse("policy", args=[code]))
        assert [one["code"] for one in response.context["page"].rivals] == others
        assert "和这些只能选一种" in text(response)
    assert "领了租房补贴的不再发交通补贴。" in text(client.get(reverse("policy", args=["sc-rent"])))


def test_the_interface_says_for_what_it_gives_way(client, hill):
    found = api(client, employed=True, renting=True)
    assert found["best"]["policies"] == ["sc-package", "sc-travel"]
    assert {"code": "sc-rent", "for": "sc-package", "less": 100, "also_for": ["sc-travel"]} in found["best"]["left_out"]
    assert {"code": "sc-talent", "for": "sc-package", "less": 100} in found["best"]["left_out"]
