"""Money that will be spent on a day: had until the day before, and said so wherever the policy stands."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.pages import text
from tests.persons import BACHELOR_2026, MASTER_2025, UNDECIDED

UNTIL = "资金到 2026 年 12 月 30 日为止还有，从第二天起用完。"


@pytest.fixture
def result(client, visit, live_catalogue, monkeypatch):
    """`result(person, code, spent_on, on)`: the page of that day, where that policy's money is spent on a day."""

    def shown(person, code, spent_on="2026-12-31", on=None):
        said = {"state": "budget_spent", "budget_spent_on": spent_on}
        policies = [one | said if one["code"] == code else one for one in live_catalogue.document["policies"]]
        document = live_catalogue.document | {"policies": policies}
        monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))
        visit(person)
        if on:
            monkeypatch.setattr(timezone, "localdate", lambda: on)
        return client.get(reverse("result"))

    return shown


def codes(cards):
    return [card.code for card in cards]


@pytest.mark.parametrize("code", ["qj-home-visit", "qj-health-check-free"], ids=["card", "service"])
def test_it_can_be_had_and_up_to_when_is_said(result, code):
    response = result(MASTER_2025, code)
    page = response.context["page"]
    assert code in codes(page.eligible)
    assert page.budget_spent == []
    assert UNTIL in text(response, code)
    assert "符合到" not in text(response, code)


def test_only_what_is_paid_by_then_is_in_the_sum(result):
    response = result(MASTER_2025, "qj-home-visit")
    shown = text(response, "qj-home-visit")
    assert "现在开始领，资金用完前能领 1 次，共至多 1,000 元" in shown
    assert "另有至多 1,000 元" in text(response, "main")
    assert "到期或者资金用完以后还发不发，现在说不准" in text(response, "main")


@pytest.mark.parametrize(("on", "there"), [(date(2026, 12, 30), True), (date(2026, 12, 31), False)])
def test_the_page_turns_on_that_day_by_itself(result, on, there):
    response = result(MASTER_2025, "qj-home-visit", on=on)
    page = response.context["page"]
    assert ("qj-home-visit" in codes(page.eligible)) is there
    assert ("qj-home-visit" in codes(page.budget_spent)) is not there
    assert ("2026 年 12 月 31 日用完" in text(response, "qj-home-visit")) is not there


def test_who_fits_only_when_the_money_is_spent_is_not_told_to_wait_for_it(result):
    response = result(BACHELOR_2026, "qj-rent-subsidy")
    page = response.context["page"]
    assert "qj-rent-subsidy" in codes(page.budget_spent)
    assert "qj-rent-subsidy" not in codes(page.upcoming)
    assert "2027 年 3 月 20 日起符合条件，那时没有资金了" in text(response, "qj-rent-subsidy")
    assert "qj-rent-subsidy" not in [event.card.code for event in page.events()]
    later = result(BACHELOR_2026, "qj-rent-subsidy", "2027-03-21").context["page"]
    assert "qj-rent-subsidy" in codes(later.upcoming)


def test_the_calendar_names_the_last_day_with_money(result):
    page = result(MASTER_2025, "qj-home-visit").context["page"]
    event = next(event for event in page.events("qj-home-visit") if event.last)
    assert (event.day, event.title) == (date(2026, 12, 30), "探亲交通补贴：还有资金的最后一天")
    assert UNTIL in event.text


def test_what_is_not_decided_says_it_too(result):
    open_ones = result(UNDECIDED, "").context["page"].unknown
    code = open_ones[0].code
    assert UNTIL in text(result(UNDECIDED, code), code)
    spent = result(UNDECIDED, code, "2026-11-22")
    assert "从 2026 年 11 月 22 日起资金用完" in text(spent, code)
    assert code not in [card.code for card, _ in spent.context["page"].could_come]


def test_print_says_it_too(client, result):
    result(MASTER_2025, "qj-home-visit")
    assert UNTIL in text(client.get(reverse("result"), {"view": "print"}), "qj-home-visit")
