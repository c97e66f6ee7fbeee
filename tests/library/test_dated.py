"""The page of a policy and the list say what holds today, and what is otherwise from a day on."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.publishing import live
from policies.publishing.history import History, OfferedSince
from tests.changing import RAISED, RAISED_FOR_NEW, RENT, VISIT, change, serve
from tests.pages import text


@pytest.fixture
def page(client, live_catalogue, monkeypatch):
    """`page(code, on, …)`: the text of the page of that policy on a day."""

    def shown(code=RENT, on=date(2026, 11, 22), element="main", **said):
        monkeypatch.setattr(timezone, "localdate", lambda: on)
        serve(monkeypatch, live_catalogue, code, **said)
        return text(client.get(reverse("policy", args=[code])), element)

    return shown


def test_what_is_to_come_stands_below_what_holds(page):
    raised = RAISED | {"award": RAISED["award"] | {"note": "房租低于这个数的，按实际房租发。"}}
    said = page(changes=[raised | {"source": "QJ40", "clause": "3", "note": "按年初的通知", "phone": "0570-1"}])
    now, _, then = said.partition("已经知道的变化")
    assert "最长 3 年，按最长年限合计 18,000 元" in now
    assert "7,200" not in now
    then = then.partition("怎么办")[0]
    assert "从 2027 年 1 月 1 日起有变化 金额" in then
    assert then.index("7,200") < then.index("原来：每年 6,000 元")
    assert "咨询电话0570-1 原来：没有写" in then
    assert "按年初的通知" in then
    assert "一户一份 房租低于这个数的，按实际房租发。 原来" in then
    assert "依据：" in then
    assert "第 3 条" in then


def test_on_its_day_it_holds_and_is_to_come_no_more(page):
    said = page(on=date(2027, 1, 1), changes=[RAISED])
    assert "按最长年限合计 21,600 元" in said
    assert "已经知道的变化" not in said


@pytest.mark.parametrize("on", [date(2026, 11, 22), date(2028, 6, 1)])
def test_what_is_for_some_stays_beside_what_is_for_the_others(page, on):
    said = page(on=on, changes=[RAISED_FOR_NEW])
    assert "按最长年限合计 18,000 元" in said.partition("已经知道的变化")[0]
    assert "入职在 2027 年 1 月 1 日及以后的人 金额" in said


def test_conditions_are_those_of_the_day(page):
    old = {"question": "social_insurance_months", "at_least": 12, "until": "y2027"}
    new = {"question": "social_insurance_months", "at_least": 24, "since": "y2027"}
    said = page(VISIT, changes=[change()], conditions=[old, new])
    needs, _, coming = said.partition("已经知道的变化")
    assert "累计社保至少 12 个月" in needs
    assert "24" not in needs.partition("谁能领")[2]
    assert "条件累计社保至少 24 个月 原来：累计社保至少 12 个月" in coming
    after = page(VISIT, on=date(2027, 1, 1), changes=[change()], conditions=[old, new])
    assert "累计社保至少 24 个月" in after
    assert "12 个月" not in after


@pytest.mark.parametrize(
    ("state", "then", "said"),
    [
        ("open", "closed", "从 2027 年 1 月 1 日起停止受理。"),
        ("planned", "open", "现在还不受理，从 2027 年 1 月 1 日起受理。"),
        ("budget_spent", "open", "预算已用完，从 2027 年 1 月 1 日起受理。"),
        ("closed", "open", "这项政策已经停止，从 2027 年 1 月 1 日起受理。"),
    ],
)
def test_how_it_will_stand_is_said_beforehand(page, state, then, said):
    assert said in page(state=state, changes=[change(state=then)])


def test_the_list_says_so_by_the_day(client, live_catalogue, monkeypatch):
    serve(monkeypatch, live_catalogue, RENT, changes=[change(state="closed")])
    name = live_catalogue.policies[RENT]["name"]
    for on, said in ((date(2026, 11, 22), "从 2027 年 1 月 1 日起停止受理"), (date(2027, 1, 1), "已停止")):
        monkeypatch.setattr(timezone, "localdate", lambda on=on: on)
        shown = text(client.get(reverse("policies"), {"q": name}))
        assert said in shown.partition("找到 1 项")[2]


def test_the_history_shows_no_day_that_is_to_come(page, monkeypatch):
    changes = (
        OfferedSince(1, date(2026, 6, 1), ("每年 6,000 元",)),
        OfferedSince(1, date(2027, 1, 1), ("每年 7,200 元",)),
    )
    monkeypatch.setattr(live, "changes", lambda code: History(1, {code: changes}).changes[code])
    assert "7,200" not in page(element="changes")
    assert "每年 7,200 元 2027 年 1 月 1 日起" in page(element="changes", on=date(2027, 1, 1))
