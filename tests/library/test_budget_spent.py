"""The catalogue and the page of a policy say of money that will be spent up to when there is some, as of today."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.pages import text

UNTIL = "资金到 2026 年 12 月 30 日为止还有"
PERSON, FIRM = "qj-home-visit", "qj-org-internship-base"


@pytest.fixture
def spent(live_catalogue, monkeypatch):
    said = {"state": "budget_spent", "budget_spent_on": "2026-12-31"}
    policies = [one | said if one["code"] in (PERSON, FIRM) else one for one in live_catalogue.document["policies"]]
    catalogue = Catalogue(live_catalogue.document | {"policies": policies}, sha256="", origin="pack")
    monkeypatch.setattr(live._live, "catalogue", catalogue)


@pytest.fixture
def that_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 31))


def shown(client, code):
    return text(client.get(reverse("policy", args=[code])), "main")


def test_the_page_says_up_to_when_and_invites_to_the_check(client, spent):
    assert f"{UNTIL}，从第二天起用完。" in shown(client, PERSON)
    assert "查查我符不符合" in shown(client, PERSON)
    assert UNTIL in shown(client, FIRM)


def test_on_that_day_the_page_says_that_it_is_spent(client, spent, that_day):
    assert "2026 年 12 月 31 日起，预算已用完。" in shown(client, PERSON)
    assert "查查我符不符合" not in shown(client, PERSON)
    assert UNTIL not in shown(client, PERSON)


def test_the_list_says_up_to_when(client, spent):
    listed = text(client.get(reverse("policies")), "main")
    assert listed.count(UNTIL) == 2
    assert "预算已用完" not in listed


def test_on_that_day_the_list_says_that_it_is_spent(client, spent, that_day):
    listed = text(client.get(reverse("policies"), {"q": "探亲"}), "main")
    assert "预算已用完" in listed
    assert UNTIL not in listed
