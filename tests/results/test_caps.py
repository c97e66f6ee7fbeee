"""A home grant of so many square metres at the published price is capped at what the home cost: said so everywhere."""

import copy

import pytest
from django.urls import reverse

from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from policies.results.gather import page_of
from tests.pages import text
from tests.persons import BUYER_2024, replace

GRANT = "qz-talent-home-grant"
# 60 × 12,000 is 720,000, the home cost 400,000.
DOCTOR = replace(
    BUYER_2024, education="doctor", graduation_date="2021-06-30", home_area=50, home_unit_price=8000, post="other"
)


@pytest.fixture
def priced(live_catalogue, monkeypatch):
    """With an average price of 12,000 yuan a square metre."""
    document = copy.deepcopy(live_catalogue.document)
    (price,) = (one for one in document["parameters"] if one["key"] == "avg_new_home_price")
    value = {"starts_on": "2024-01-01", "value": "12000", "basis": "fixed", "inferred": False, "note": ""}
    price["values"] = [value]
    catalogue = Catalogue(document, sha256="", origin="pack")
    monkeypatch.setattr(live._live, "catalogue", catalogue)
    return catalogue


def test_the_card_the_headline_and_the_picture_have_the_capped_amount(priced):
    page = page_of(DOCTOR.on(), priced)
    grant = page.cards[GRANT]
    assert str(grant.award) == "40 万元，只发一次，已封顶"
    assert (grant.result.award.once, grant.result.award.total, grant.result.award.capped) == (400000, 400000, True)
    assert GRANT in page.best.policies
    assert sum(p.once for p in page.money.payments if p.code == GRANT) == 400000


def test_what_gives_way_says_that_the_other_is_capped(client, visit, priced):
    visit(DOCTOR)
    assert "人才购房补助 40 万元（已封顶）" in text(client.get(reverse("result")), "qz-home-purchase")


def test_without_the_price_of_the_home_it_is_an_upper_bound(priced):
    someone = replace(DOCTOR, home_purchase="bought")
    values = {key: value for key, value in someone.answers.items() if key != "home_unit_price"}
    page = page_of(type(someone)(values).on(), priced)
    assert str(page.cards[GRANT].award) == "至多 72 万元，只发一次，还有封顶，合计要看房屋单价"


def test_the_page_of_the_policy_says_that_there_is_a_cap(client, priced):
    shown = text(client.get(reverse("policy", args=[GRANT])), "main")
    assert "只发一次，不超过房屋面积 × 房屋单价" in shown
    assert "合计最多 50,000 元" in text(client.get(reverse("policy", args=["qz-job-creation"])), "main")
