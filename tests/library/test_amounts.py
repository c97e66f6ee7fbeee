"""Beside each name in the catalogue stands what it offers, and the list can be sorted by it."""

import pytest
from django.urls import reverse

from policies.catalogue.words.brief_offers import Known
from policies.library.amounts import HEADINGS, offered
from tests.pages import text
from tests.persons import DAY

POLICIES = reverse("policies")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("qj-rent-subsidy", "每年 6,000 元，领满合计 18,000 元"),
        ("qj-home-visit", "每年至多 1,000 元，领满合计至多 3,000 元"),
        ("qz-talent-rent", "每年至少 14,472 元，领满合计至少 43,416 元"),
        ("qj-health-check-subsidy", "每年至多 200 元，凭票报销"),
        ("qj-startup-loan", "最高 80 万元，贷款，要还"),
        ("qj-new-maker-grant", "至多 20 万元"),
        ("qj-health-check-free", "博士：每年价值 2,000 元，不发现金；另有 2 档"),
        ("qj-talent-home-discount", "少付房屋单价 × 房屋面积（最多算 90 平方米）的 30%"),
        ("qz-job-creation", "每人每年 5,000 元，合计最多 50,000 元，发给单位"),
        ("qz-social-insurance", "2,400 元"),
        ("qj-social-insurance", "金额以主管部门公布为准"),
    ],
)
def test_a_list_says_an_amount_in_a_line(client, live_catalogue, code, words):
    name = live_catalogue.policies[code]["name"]
    shown = text(client.get(POLICIES, {"q": name}), "main").replace(" ", "")
    assert f"{name}{words}".replace(" ", "") in shown


def test_the_highest_published_total_comes_first_and_what_nobody_published_after_all_that_is(client, live_catalogue):
    page = client.get(POLICIES, {"sort": "amount"})
    offers = [offered(live_catalogue, one["code"], DAY) for one in page.context["search"].found]
    assert len(offers) == len(live_catalogue.policies)
    assert offers == sorted(offers, key=lambda one: (one.known, -one.total))
    assert {one.known for one in offers if not one.total} == {*Known} - {Known.PUBLISHED}
    shown = text(page, "main")
    assert [shown.index(heading) for heading in HEADINGS.values()] == sorted(map(shown.index, HEADINGS.values()))


@pytest.mark.parametrize("asked", [{"sort": "xyz"}, {"sort": ""}])
def test_an_order_that_is_not_known_is_the_usual_one(client, live_catalogue, asked):
    assert client.get(POLICIES, asked).context["search"].found == client.get(POLICIES).context["search"].found


def test_the_order_goes_with_the_other_filters(client):
    found = client.get(POLICIES, {"sort": "amount", "category": "housing", "region": "qujiang"}).context["search"]
    assert {one["category"] for one in found.found} == {"housing"}
    assert "sort=amount" in found._address(page=2)
