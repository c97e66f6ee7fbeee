"""A clerk types how a sum is paid and by what it is raised; a citizen reads it, on a small screen and on a wide one."""

from datetime import date

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.utils import timezone
from playwright.sync_api import expect

from policies.answers import Answers, cookie
from policies.catalogue import rows
from policies.models import Question
from policies.publishing import live
from tests import loaded
from tests.browser.test_admin import PASSWORD, open_policy, save, sign_in
from tests.catalogue import awards_pack

DAY = date(2026, 11, 22)
RESIDENT = {"resident": True, "moved_in_on": date(2026, 9, 1), "premium_paid": 5000, "children": 2, "had_so_far": 25000}


@pytest.fixture(autouse=True)
def published(transactional_db, monkeypatch, django_user_model):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    django_user_model.objects.create_superuser("clerk", password=PASSWORD)
    loaded.pack(awards_pack)
    call_command("publish", verbosity=0)
    live.reset()
    yield
    live.reset()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_clerk_types_instalments_and_an_uplift(open_page, width):
    children = Question.objects.get(key="children").pk
    page = open_page({"width": width, "height": 900})
    sign_in(page)
    open_policy(page, "安家补贴")
    instalments = page.locator("#id_instalments")
    expect(instalments).to_have_value("40%、30%、30%")
    instalments.fill("40%、30%")
    save(page)
    expect(page.get_by_text("分期的几份加起来要正好是全部（100%），现在加起来是 70%")).to_be_visible()
    page.locator("#id_instalments").fill("50%、25%、25%")
    page.get_by_text("上浮（回答符合时，金额高一些）").first.click()
    page.get_by_role("button", name="添加另一个 上浮").click()
    page.locator("#id_uplifts-0-question").select_option(str(children))
    page.locator("#id_uplifts-0-operator").select_option("at_least")
    page.locator("#id_uplifts-0-value").fill("2")
    page.locator("#id_uplifts-0-share").fill("20%")
    expect(page.locator("#uplifts-0")).to_contain_text("孩子至少 2 个")

    save(page)
    expect(page.get_by_text("成功")).to_be_visible()
    award = next(one["award"] for one in rows.read()["policies"] if one["code"] == "jc-settle")
    assert award["once"]["instalments"]["shares"] == ["0.5", "0.25", "0.25"]
    assert award["uplifts"][0]["share"] == "0.2"


@pytest.mark.parametrize("width", [375, 1280])
def test_a_citizen_reads_how_it_is_paid(open_page, assert_accessible, width):
    page = open_page({"width": width, "height": 900})
    page.goto("/")
    response = HttpResponse()
    cookie.save(response, Answers("river", DAY, dict(RESIDENT)))
    morsel = response.cookies[cookie.NAME]
    page.context.add_cookies([{"name": cookie.NAME, "value": morsel.value, "url": page.url}])
    page.goto("/result")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for said in (
        "分 3 期发，每年一期：40,000 元、30,000 元、30,000 元",
        "已上浮 1/3（孩子至少 2 个）",
        "最晚发到 2027 年 12 月 31 日",
    ):
        expect(page.get_by_text(said).first).to_be_visible()
    assert_accessible(page)
    page.goto("/policies/jc-premium")
    expect(page.get_by_text("每年最多 3,000 元").first).to_be_visible()
    page.goto("/policies/jc-family")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
