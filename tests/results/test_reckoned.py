"""A condition whose number is reckoned, as the result page, the policy page and the interface say it."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.changing import VISIT, with_policy
from tests.pages import text
from tests.persons import MASTER_2026

KEY, AREA = "housing_fund_employer_monthly", "owned_area"
LINE = {
    "key": "line", "region": "quzhou", "name": "低保标准", "unit": "元", "help": "",
    "values": [
        {"starts_on": "2026-01-01", "value": "1100", "basis": "fixed", "inferred": False, "note": "民发〔2026〕3号"},
        {"starts_on": "2027-07-01", "value": "1200", "basis": "fixed", "inferred": False, "note": ""},
    ],
}  # fmt: skip
UNPUBLISHED = LINE | {"key": "unpublished", "name": "特困标准", "values": []}
LINES = {"coefficient": "1.5", "factors": [{"parameter": "line"}]}
SAID = "单位每月交的公积金不超过低保标准的 1.5 倍（2026 年 1 月 1 日起为 1,650 元，2027 年 7 月 1 日起为 1,800 元）"
ANSWERS = MASTER_2026.answers | {"home_purchase": "planning"}


@pytest.fixture
def put(monkeypatch, live_catalogue):
    """`put(condition)`: the only condition of a policy, live."""

    def conditions(condition):
        document = live_catalogue.document
        document = document | {"parameters": [*document["parameters"], LINE, UNPUBLISHED]}
        found = with_policy(Catalogue(document, sha256="", origin="pack"), VISIT, conditions=[condition])
        monkeypatch.setattr(live._live, "catalogue", found)

    return conditions


@pytest.fixture
def card(client, visit, put):
    def shown(condition, **answers):
        put(condition)
        visit(replace(MASTER_2026, answers=ANSWERS | answers))
        response = client.get(reverse("result"))
        return response.context["page"].cards[VISIT].result, text(response, VISIT)

    return shown


def test_the_result_says_the_number_of_the_day_and_by_how_much_it_is_missed(card):
    result, shown = card({"question": KEY, "at_most": LINES}, **{KEY: 1700})
    assert (result.status, str(result.eligible_from)) == ("upcoming", "2027-07-01")
    assert f"{SAID} 你的回答：1,700 元，超出 50 元" in shown
    assert "民发〔2026〕3号" in shown


def test_on_the_line_it_is_met(card):
    result, shown = card({"question": KEY, "at_most": LINES}, **{KEY: 1650})
    assert result.status == "eligible"
    assert f"{SAID} 你的回答：1,650 元" in shown
    assert "超出" not in shown


def test_a_number_reckoned_by_an_answer_is_said_beside_the_answer(card):
    by_area = {"coefficient": "100", "factors": [{"question": AREA}]}
    _, shown = card({"question": KEY, "at_least": by_area}, **{KEY: 250, AREA: 3})
    assert "单位每月交的公积金不低于夫妻在市区拥有过的住房面积 × 100 元" in shown
    assert "你的回答：250 元，夫妻在市区拥有过的住房面积：3 平方米，按此算是 300 元，还差 50 元" in shown


def test_what_nobody_published_is_named_and_no_question_is_asked(card):
    result, shown = card({"question": KEY, "at_most": {"factors": [{"parameter": "unpublished"}]}}, **{KEY: 5})
    assert result.status == "unknown"
    assert result.missing == ()
    assert "单位每月交的公积金不超过特困标准（还没有公布）" in shown
    assert "实际的数还没有公布，先问衢江区委人才办。" in shown
    assert "没有写清" not in shown


def test_in_a_terminal_it_is_named_too(put, tmp_path, monkeypatch):
    monkeypatch.setattr(live, "refresh", live.current)
    put({"question": KEY, "at_most": {"factors": [{"parameter": "unpublished"}]}})
    asked, out = tmp_path / "person.json", StringIO()
    asked.write_text(json.dumps({"region": "qujiang", "on": "2026-11-22", "answers": ANSWERS | {KEY: 5}}))
    call_command("check_person", str(asked), text=True, stdout=out)
    line = next(one for one in out.getvalue().splitlines() if "探亲交通补贴" in one)
    assert "单位每月交的公积金不超过特困标准（还没有公布）" in line


def test_the_policy_page_says_it_to_everybody(client, put):
    put({"question": KEY, "at_most": LINES})
    assert SAID in text(client.get(reverse("policy", args=[VISIT])))


@pytest.mark.parametrize(("answer", "verdict", "gap"), [(1650, "yes", None), (1700, "no", 50)])
def test_the_interface_gives_the_formula_and_the_number(client, put, answer, verdict, gap):
    put({"question": KEY, "at_most": LINES})
    body = {"on": "2026-11-22", "answers": ANSWERS | {KEY: answer}}
    response = client.post("/api/v1/check", json.dumps(body), content_type="application/json")
    policy = next(one for one in response.json()["policies"] if one["code"] == VISIT)
    found = next(one for one in policy["findings"] if one["question"] == KEY)
    factors = [{"question": None, "parameter": "line", "limit": None, "at": None}]
    assert (found["needed"], found["number"]) == ({"coefficient": "1.5", "factors": factors}, 1650)
    assert (found["verdict"], found["gap"]) == (verdict, gap)


def test_the_interface_gives_both_ends(client, put):
    put({"question": KEY, "between": {"from": 10, "to": LINES}})
    body = {"on": "2026-11-22", "answers": ANSWERS | {KEY: 9}}
    response = client.post("/api/v1/check", json.dumps(body), content_type="application/json")
    policy = next(one for one in response.json()["policies"] if one["code"] == VISIT)
    found = next(one for one in policy["findings"] if one["question"] == KEY)
    assert (found["needed"]["from"], found["number"], found["gap"]) == (10, {"from": 10, "to": 1650}, 1)
