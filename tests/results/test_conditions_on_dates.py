"""What a policy wants of a date, on the result, on its own page, in a section and through the interface."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from policies.api import openapi
from policies.calculator.calendar import Month
from tests.api.test_schema import valid
from tests.changing import RENT, serve
from tests.pages import text
from tests.persons import MASTER_2025, REGION

YOUNG = [{"question": "born", "age_at_most": 35}]
EVERYTHING = [
    {"question": "born", "age_at_least": 18, "measured_at": "job_start_date"},
    {"question": "job_start_date", "on_or_after": "2024-01-01"},
    {"question": "job_start_date", "days_since_at_least": 500},
    {"question": "graduation_date", "same_year_as": "job_start_date"},
    {"question": "graduation_date", "same_year_as": "today"},
]


@pytest.fixture
def result(client, visit, live_catalogue, monkeypatch):
    """`result(conditions, …)`: the page of the master of 2025 with more answers, where a policy asks for that."""

    def shown(conditions, **more):
        serve(monkeypatch, live_catalogue, RENT, conditions=conditions)
        known = MASTER_2025.on()
        visit.keep(replace(known, values={**known.values, **more}))
        return client.get(reverse("result"))

    return shown


def test_an_age_known_to_the_month_ends_for_certain_and_possibly(result):
    page = result(YOUNG, born=Month(1991, 3))
    card = page.context["page"].cards[RENT]
    assert card.until == "确定到 2027 年 2 月 28 日，可能到 2027 年 3 月 30 日为止"
    assert "35 周岁以下（含 35 周岁，按出生日期）" in text(page, RENT)
    assert (card.result.award.total, card.result.within) == (18000, 6000)


def test_an_age_known_to_the_day_ends_on_the_day_before_the_birthday(result):
    assert result(YOUNG, born=date(1991, 3, 10)).context["page"].cards[RENT].until == "2027 年 3 月 9 日"


def test_who_is_too_old_reads_by_how_much(result):
    said = text(result(YOUNG, born=date(1989, 3, 10)))
    assert "你的回答：1989 年 3 月 10 日" in said
    assert "超出 2 岁" in said


def test_an_age_as_a_number_is_certain_for_whole_years_only(result):
    card = result([{"question": "age", "at_most": 36}], age=35).context["page"].cards[RENT]
    assert card.until == "确定到 2027 年 11 月 22 日，可能到 2028 年 11 月 21 日为止"


def test_the_month_of_birth_is_asked_where_a_policy_needs_it(client, visit, live_catalogue, monkeypatch):
    visit(MASTER_2025)
    assert "哪年哪月出生" not in text(client.get(reverse("section", args=["family"])))
    serve(monkeypatch, live_catalogue, RENT, conditions=YOUNG)
    visit(MASTER_2025)
    assert "你是哪年哪月出生的？" in text(client.get(reverse("section", args=["family"])))
    client.post(reverse("section", args=["family"]), {"born": "1991年3月"})
    assert visit.answers().values["born"] == Month(1991, 3)


def test_its_page_says_every_condition(client, live_catalogue, monkeypatch):
    serve(monkeypatch, live_catalogue, RENT, conditions=EVERYTHING)
    said = text(client.get(reverse("policy", args=[RENT])))
    for sentence in (
        "入职时年满 18 周岁（按出生日期）",
        "入职在 2024 年 1 月 1 日及以后",
        "入职满 500 天",
        "毕业和入职在同一年",
        "今年毕业",
    ):
        assert sentence in said


def test_the_interface_answers_and_describes_it(client, live_catalogue, monkeypatch):
    catalogue = serve(monkeypatch, live_catalogue, RENT, conditions=EVERYTHING)
    description = openapi.schema(catalogue)
    body = {"region": REGION, "on": "2026-11-22", "answers": dict(MASTER_2025.answers) | {"born": "2000-02"}}
    checked = client.post("/api/v1/check", body, content_type="application/json").json()
    valid(description, "CheckResult", checked)
    rent = next(one for one in checked["policies"] if one["code"] == RENT)
    found = {
        (one["question"], one["operator"]): (one["needed"], one["verdict"], one["gap"]) for one in rent["findings"]
    }
    assert found["born", "age_at_least"] == (18, "yes", None)
    assert found["job_start_date", "on_or_after"] == ("2024-01-01", "yes", None)
    assert found["job_start_date", "days_since_at_least"] == (500, "no", 53)
    assert [one["verdict"] for one in rent["findings"] if one["operator"] == "same_year_as"] == ["yes", "no"]
    policies = client.get("/api/v1/policies").json()
    valid(description, "Policies", policies)
