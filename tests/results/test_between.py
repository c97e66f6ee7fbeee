"""A condition with two ends: the page says both, and of a number that is not between them which end it misses."""

from dataclasses import replace

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
