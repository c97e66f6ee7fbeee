"""When one can apply, on the result, on the policy's page, in the calendar file and through the interface."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.api import openapi
from policies.calculator import Verdict
from policies.calculator.calendar import Month
from tests.api.test_schema import valid
from tests.changing import RENT, serve
from tests.pages import text
from tests.persons import MASTER_2025, REGION

MARCH = {"opens": "03-01", "closes": "03-31", "note": "以当年通知为准"}
NEW_YEAR = {"opens": "12-01", "closes": "01-31"}
ONE_YEAR = {"measured_at": "graduation_date", "to_months": 12}
TWO_YEARS = {"measured_at": "graduation_date", "to_months": 24}
QUARTERLY = {"measured_at": "job_start_date", "from_months": 12, "every": "quarter", "open_days": 30}
NAME = "青年租房补助"


@pytest.fixture
def result(client, visit, live_catalogue, monkeypatch):
    """`result(windows, …)`: the page of the master of 2025 with other answers, where a policy has these windows."""

    def shown(*windows, on=date(2026, 11, 22), entry=None, received=(), **answers):
        monkeypatch.setattr(timezone, "localdate", lambda: on)
        said = {"group": None, "group_inferred": False, **(entry or {})}
        serve(monkeypatch, live_catalogue, RENT, application_windows=list(windows), **said)
        known = replace(MASTER_2025.on(), received=frozenset(received))
        values = {key: value for key, value in {**known.values, **answers}.items() if value is not None}
        visit.keep(replace(known, values=values))
        return client.get(reverse("result"))

    return shown


def card(page):
    return page.context["page"].cards[RENT]


def events(page):
    return [(event.day, event.title) for event in page.context["page"].events(RENT)]


def anchors(page):
    return [anchor for anchor, _, _ in page.context["page"].counts]


def test_who_is_entitled_outside_the_window_sees_the_day_it_opens(result):
    page = result(MARCH)
    said = text(page, RENT)
    assert said.startswith("符合，下次申报 2027 年 3 月 1 日起")
    assert "开始申请2027 年 3 月 1 日起" in said.replace("开始申请 ", "开始申请")
    assert "其中 1 项现在不在申报期" in text(page, "eligible")
    assert "late" not in anchors(page)
    assert events(page)[:2] == [
        (date(2027, 3, 1), f"{NAME}：这天起可以申请"),
        (date(2027, 3, 31), f"{NAME}：申请的最后一天"),
    ]


def test_who_is_inside_sees_the_last_day(result):
    page = result(MARCH, on=date(2027, 3, 31))
    said = text(page, RENT)
    assert said.startswith("可申领")
    assert "最晚申请" in said
    assert "2027 年 3 月 31 日" in said
    assert "不在申报期" not in text(page, "eligible")
    assert events(page)[0] == (date(2027, 3, 31), f"{NAME}：申请的最后一天")


def test_a_window_over_new_year_goes_on_in_january(result):
    assert "2027 年 1 月 31 日" in text(result(NEW_YEAR, on=date(2027, 1, 5)), RENT)
    assert text(result(NEW_YEAR, on=date(2027, 2, 1)), RENT).startswith("符合，下次申报 2027 年 12 月 1 日起")


def test_what_it_pays_begins_with_the_window(result):
    before, now = card(result()), card(result(MARCH))
    assert (before.result.award, before.result.status) == (now.result.award, now.result.status)
    assert (before.result.within, now.result.within) == (18000, 18000)
    assert now.result.dues[0].day == date(2027, 3, 1)
    # Of a right that ends, fewer payments fall due in time if they begin later.
    to_the_end = {"window": {"starts_on": "2023-11-30", "ends_on": "2027-12-31"}}
    page = result(MARCH, entry=to_the_end)
    now = card(page)
    assert (card(result(entry=to_the_end)).result.within, now.result.within) == (12000, 6000)
    assert "能申请那天开始领，到期前能领 1 次" in str(now.award)
    # The calendar file is read on other days, and says the same: nothing from the day of the check on.
    told = {event.text for event in page.context["page"].events(RENT)}
    assert told
    assert all("开始领" not in one or "能申请那天开始领" in one for one in told)
    assert any("能申请那天开始领，到期前能领 1 次" in one for one in told)
    waits = "不在申报期的，从能申请那天算"
    assert waits in text(page)
    assert waits not in text(result(entry=to_the_end))


def test_a_deadline_that_is_over_neither_promises_nor_refuses(result):
    page, without = result(ONE_YEAR), result()
    assert anchors(page).count("late") == 1
    said = text(page, RENT)
    assert (
        "条件你符合，但申请期限（毕业后 12 个月以内）已经过了。还能不能申请、能不能补办，要问衢江区委人才办。" in said
    )
    assert "可申领" not in said
    assert RENT not in page.context["page"].best.policies
    assert without.context["page"].best.within - page.context["page"].best.within == 18000
    assert events(page) == []
    assert "也没有说不能申请" in text(page, "late")


def test_a_deadline_to_come_is_shown_with_its_day(result):
    page = result(TWO_YEARS)
    assert "最晚申请 2027 年 6 月 30 日" in text(page, RENT).replace("最晚申请2027", "最晚申请 2027")
    assert (date(2027, 6, 30), f"{NAME}：申请的最后一天") in events(page)


def test_a_deadline_known_to_the_month_is_so_within_it(result):
    page = result(TWO_YEARS, graduation_date=Month(2025, 6))
    assert "约 2027 年 6 月，保险起见在 2027 年 6 月 1 日以前" in text(page, RENT)
    assert (date(2027, 6, 1), f"{NAME}：确定还能申请的最后一天，以后可能来不及") in events(page)


def test_whether_it_is_over_hangs_on_the_day_of_the_month_and_is_asked(result):
    page = result(ONE_YEAR, graduation_date=Month(2025, 11))
    assert "到约 2026 年 11 月，过了没有要看是哪一天" in text(page, RENT)
    assert "#graduation_date" in page.content.decode().partition('id="late"')[2].partition("</section>")[0]
    assert "graduation_date" in card(page).result.missing
    assert RENT not in page.context["page"].best.policies


def test_a_right_that_ends_before_the_window_opens_says_so(result):
    window = {"starts_on": "2023-11-30", "ends_on": "2027-02-15"}
    page = result(MARCH, entry={"window": window})
    assert "条件你现在符合，但下次申报 2027 年 3 月 1 日起，你只符合到 2027 年 2 月 15 日，等不到那时。" in text(
        page, RENT
    )
    assert RENT not in page.context["page"].best.policies
    doubtful = result(MARCH, entry={"window": {**window, "doubtful_until": "no_limit"}})
    assert "那时还符不符合说不准" in text(doubtful, RENT)


def test_a_right_that_ends_within_the_window_is_the_last_day(result):
    page = result(MARCH, entry={"window": {"starts_on": "2023-11-30", "ends_on": "2027-03-10"}})
    assert "2027 年 3 月 10 日，那以后可能不符合" in text(page, RENT)
    assert f"{NAME}：申请的最后一天" not in [title for _, title in events(page)]


def test_what_comes_back_each_quarter_says_when_it_does(result):
    page = result(QUARTERLY, on=date(2026, 12, 1))
    said = text(page, RENT)
    assert said.startswith("可申领")
    assert "2026 年 12 月 30 日" in said
    assert "下一期" in said
    assert "2027 年 3 月 1 日起" in said
    assert (date(2027, 3, 1), f"{NAME}：这天起可以申请下一期") in events(page)
    assert text(result(QUARTERLY), RENT).startswith("符合，下次申报 2026 年 12 月 1 日起")


def test_two_of_one_group_both_say_when(result):
    page = result(MARCH, entry={"group": "rent", "group_inferred": True})
    assert text(page, RENT).startswith("只能选一种")
    assert "2027 年 3 月 1 日起" in text(page, RENT)


def test_who_has_it_is_told_nothing_of_it(result):
    page = result(ONE_YEAR, received=[RENT])
    assert "late" not in anchors(page)
    assert card(page).result.can_apply is Verdict.YES


def test_the_policys_own_page_says_when_one_can_apply(client, live_catalogue, monkeypatch):
    windows = [MARCH, {**NEW_YEAR, "source": "QJ40", "clause": "3"}, {**ONE_YEAR, "from_months": 6}]
    serve(monkeypatch, live_catalogue, RENT, application_windows=windows)
    said = text(client.get(reverse("policy", args=[RENT])))
    when = said.partition("什么时候，找谁")[2].partition("负责部门")[0]
    assert "每年 3 月 以当年通知为准" in when
    assert "每年 12 月 1 日到第二年 1 月 31 日 依据：" in when
    assert "第 3 条" in when
    assert "毕业满 6 个月以后、12 个月以内" in when


def test_the_interface_says_it_as_its_schema_does(client, live_catalogue, monkeypatch):
    def asked(*windows, **more):
        said = {"application_windows": list(windows), "group": None, "group_inferred": False}
        catalogue = serve(monkeypatch, live_catalogue, RENT, **said)
        body = {"region": REGION, "on": "2026-11-22", "answers": {**MASTER_2025.answers, **more}}
        response = client.post("/api/v1/check", body, content_type="application/json")
        valid(openapi.schema(catalogue), "CheckResult", response.json())
        found = {one["code"]: one for one in response.json()["policies"]}
        return found[RENT], response.json()["best"]

    march, best = asked(MARCH)
    day = {"earliest": "2027-03-01", "latest": "2027-03-01"}
    assert (march["application"]["open"], march["application"]["possible"]) == ("no", "yes")
    assert (march["application"]["opens"], march["application"]["closes"]["latest"]) == (day, "2027-03-31")
    assert RENT in best["policies"]
    over, best = asked(ONE_YEAR)
    assert (over["status"], over["application"]["possible"], over["application"]["opens"]) == ("eligible", "no", None)
    assert RENT not in best["policies"]
    assert asked(MARCH, work_status="student")[0]["application"] is None
    assert "application" not in asked()[0]


def test_a_policy_through_the_interface_has_its_windows(client, live_catalogue, monkeypatch):
    catalogue = serve(monkeypatch, live_catalogue, RENT, application_windows=[MARCH, QUARTERLY])
    found = client.get(f"/api/v1/policies/{RENT}").json()
    valid(openapi.schema(catalogue), "Policy", found)
    assert found["application_windows"] == [MARCH, QUARTERLY]
