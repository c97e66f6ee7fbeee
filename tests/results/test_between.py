"""A condition with two ends: the page says both, and of a number that is not between them which end it misses."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.changing import VISIT, serve
from tests.pages import text
from tests.persons import MASTER_2026

SAID = "累计社保在 6 到 12 个月之间，含两端"


@pytest.fixture
def card(client, visit, live_catalogue, monkeypatch):
    """`card(months)`: what the result says of the policy to whoever has paid so many."""
    between = {"question": "social_insurance_months", "between": {"from": 6, "to": 12}}
    serve(monkeypatch, live_catalogue, VISIT, conditions=[between])

    def shown(months):
        visit(replace(MASTER_2026, answers=MASTER_2026.answers | {"social_insurance_months": months}))
        response = client.get(reverse("result"))
        return response.context["page"].cards[VISIT].result, text(response, VISIT)

    return shown


def test_below_it_says_how_much_is_missing_and_from_when_it_is_enough(card):
    result, shown = card(4)
    assert (result.status, str(result.eligible_from), str(result.eligible_until)) == (
        "upcoming", "2027-01-22", "2027-08-21",
    )  # fmt: skip
    assert f"{SAID} 你的回答：4 个月，还差 2 个月" in shown


def test_above_it_says_how_much_it_is_too_many(card):
    result, shown = card(14)
    assert result.status == "ineligible"
    assert f"{SAID} 你的回答：14 个月，超出 2 个月" in shown


@pytest.mark.parametrize("months", [6, 12])
def test_on_either_end_it_is_met(card, months):
    result, shown = card(months)
    assert result.status == "eligible"
    assert f"{SAID} 你的回答：{months} 个月" in shown


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("150", "你的回答：150 元，还差 50.01 元"),
        ("200", "你的回答：200 元，还差 0.01 元"),
        ("199.99", "你的回答：199.99 元，还差 0.02 元"),
        ("200.01", "你的回答：200.01 元"),
    ],
)
def test_more_than_so_many_yuan_is_missed_to_the_cent(client, visit, live_catalogue, monkeypatch, answer, said):
    key = "housing_fund_employer_monthly"
    serve(monkeypatch, live_catalogue, VISIT, conditions=[{"question": key, "more_than": 200}])
    answers = MASTER_2026.answers | {
        "home_purchase": "planning",
        key: Decimal(answer) if "." in answer else int(answer),
    }
    visit(replace(MASTER_2026, answers=answers))
    response = client.get(reverse("result"))
    result = response.context["page"].cards[VISIT].result
    assert (result.status == "eligible") is ("还差" not in said)
    assert said in text(response, VISIT)
    assert ("还差" in text(response, VISIT)) is ("还差" in said)
