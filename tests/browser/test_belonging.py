"""「请再看一眼」 on a phone: another degree, one tick for all, two tabs; with and without script."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from policies.publishing import live
from tests import loaded
from tests.browser.test_journey import SWAPPING, assert_fits, begin
from tests.persons import DAY

ALL = "#all-still-tick"


@pytest.fixture(autouse=True)
def published(transactional_db, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    loaded.released()
    yield live.refresh()
    live.reset()


def answer(page, action):
    with page.expect_response(lambda response: response.request.method == "POST"):
        action()
    expect(page.locator(SWAPPING)).to_have_count(0)


def onwards(page):
    page.locator("#onwards").click()
    page.wait_for_load_state()


def test_another_degree_is_looked_at_again_with_one_tick(phone, assert_accessible):
    begin(phone)
    answer(phone, phone.locator("#education-bachelor").check)
    phone.locator("#school-text").fill("浙江大学")
    answer(phone, phone.locator("#school-text").blur)
    phone.locator("#graduation_date-text").fill("2019.6.30")
    answer(phone, phone.locator("#graduation_date-text").blur)
    answer(phone, phone.locator("#education-doctor").check)
    expect(phone.locator("#graduation_date-text")).to_have_value("")
    expect(phone.locator("#graduation_date")).to_contain_text("你答的是“2019 年 6 月 30 日”")
    assert_accessible(phone)
    assert_fits(phone)
    answer(phone, phone.locator(ALL).click)
    expect(phone.locator("#graduation_date-text")).to_have_value("2019-06-30")
    expect(phone.locator("#school-text")).to_have_value("浙江大学")
    expect(phone.locator("#double_first_class-yes")).to_be_checked()
    expect(phone.locator(ALL)).to_have_count(0)


def test_the_same_without_script(phone_without_script):
    page = phone_without_script
    begin(page)
    page.locator("#education-bachelor").check()
    onwards(page)
    page.locator("#graduation_date-text").fill("2019.6.30")
    onwards(page)
    page.goto("/check/education")
    page.locator("#education-master").check()
    onwards(page)
    expect(page).to_have_url("/check/education#education-follow-ups")
    page.locator("#graduation_date-still").check()
    onwards(page)
    page.goto("/check/education")
    expect(page.locator("#graduation_date-text")).to_have_value("2019-06-30")
    assert_fits(page)


def test_the_older_of_two_tabs_undoes_nothing(phone):
    begin(phone)
    phone.goto("/check/work")
    answer(phone, phone.locator("#work_status-employed").check)
    newer = phone.context.new_page()
    newer.goto("/check/work")
    answer(newer, newer.locator("#work_status-founder").check)
    answer(phone, phone.locator("#newly_introduced-no").check)
    expect(phone.locator("#work_status-founder")).to_be_checked()
    newer.reload()
    expect(newer.locator("#work_status-founder")).to_be_checked()
    expect(newer.locator("#newly_introduced-no")).to_be_checked()
