"""What policies have to do with one another, entered by a clerk's clicks and read by citizens on a phone."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from policies.answers import Answers, cookie
from policies.models import Relation
from policies.publishing import live
from policies.publishing.publish import publish
from tests import loaded
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_admin import PASSWORD, open_policy, save, sign_in
from tests.catalogue import between_pack

DAY = date(2026, 11, 22)
MARRIED = {"employed": True, "renting": True, "married": True, "claims": True}


@pytest.fixture(autouse=True)
def hill(transactional_db, monkeypatch, settings, django_user_model):
    settings.DEFAULT_REGION = "hill"
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    django_user_model.objects.create_superuser("clerk", password=PASSWORD)
    loaded.pack(between_pack)
    publish(note="第一次")
    live.refresh()
    yield
    live.reset()


def test_a_clerk_says_what_a_policy_excludes_and_how_many_can_have_it(desktop):
    sign_in(desktop)
    open_policy(desktop, "家庭补贴")
    rows = desktop.locator("#relations-group")
    desktop.get_by_role("button", name="添加另一个 和别的政策的关系").click()
    row = rows.locator(".inline-related:not(.empty-form)").last
    row.get_by_label("关系").select_option("不能同时享受")
    row.get_by_label("哪一项政策").select_option(label="集体婚礼补贴（sc-party）")
    desktop.get_by_text("符合也不一定领得到").click()
    desktop.get_by_label("名额有限").fill("每年 20 户")
    save(desktop)
    expect(desktop.get_by_text("成功")).to_be_visible()
    found = Relation.objects.get(policy__code="sc-family")
    assert (found.kind, found.other.code, found.policy.limited) == ("excludes", "sc-party", "每年 20 户")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_a_citizen_reads_who_pays_what_and_chooses_otherwise(open_page, assert_accessible, viewport):
    page = open_page(viewport)
    response = HttpResponse()
    cookie.save(response, Answers("hill", DAY, MARRIED))
    page.goto("/")
    value = response.cookies[cookie.NAME].value
    page.context.add_cookies([{"name": cookie.NAME, "value": value, "url": page.url, "httpOnly": True}])
    page.goto(reverse("result"))
    assert_accessible(page)
    expect(page.locator("#sc-city")).to_contain_text("这一项补差额 1,000 元，合计 3,000 元")
    expect(page.locator("#sc-rent")).to_contain_text("已选 交通补贴")
    expect(page.locator(".hero")).to_contain_text("300 元名额有限")
    page.locator("#all-left-out > summary").click()
    page.locator("#choose-sc-rent").click()
    expect(page.locator("#sc-package")).to_contain_text("没选 人才安居补贴")
    expect(page.locator("#sc-skill")).to_contain_text("享受“人才生活补贴”的才能享受这一项")
    assert_accessible(page)
