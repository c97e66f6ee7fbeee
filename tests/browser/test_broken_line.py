"""The line breaks or the server is away for a moment: it is said, nothing typed is lost, and it is sent again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_journey import REGION, SWAPPING
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]
WORK = "**/check/work"


@pytest.fixture
def work(open_page):
    """The section about work, with nothing answered yet."""
    page = open_page(PHONE, broken_line=True)
    page.goto("/")
    page.get_by_label("查哪里的政策").select_option(REGION)
    page.get_by_role("button", name="开始自查").click()
    page.goto("/check/work")
    return page


def answered(page, value):
    """What stands as the answer when the page is loaded anew."""
    page.reload()
    expect(page.locator(f"#work_status-{value}")).to_be_checked()


def test_without_a_line_it_is_said_and_sent_when_the_line_is_back(work, assert_accessible):
    work.context.set_offline(True)
    work.locator("#work_status-employed").check()
    alert = work.get_by_role("alert")
    expect(alert).to_contain_text("网络断了，刚才的改动还没有送到")
    expect(alert).to_be_in_viewport()
    expect(work.locator("#work_status-employed")).to_be_checked()
    assert_accessible(work)
    work.context.set_offline(False)
    expect(work.locator("#job_start_date-text")).to_be_visible()
    expect(work.locator("#unsent")).to_be_hidden()
    answered(work, "employed")


def test_a_server_that_is_away_is_asked_again_and_what_was_typed_stays(work):
    work.locator("#work_status-employed").check()
    field = work.locator("#job_start_date-text")
    expect(field).to_be_visible()
    work.route(WORK, lambda route: route.fulfill(status=503, body="<p>away</p>", content_type="text/html"))
    field.fill("2025.3.1")
    field.blur()
    expect(work.get_by_role("alert")).to_contain_text("服务器暂时没有回应")
    expect(field).to_have_value("2025.3.1")
    # What is changed meanwhile goes with it.
    work.locator("#employer_type-private").check()
    work.unroute(WORK)
    work.get_by_role("button", name="再送一次").click()
    expect(work.locator("#unsent")).to_be_hidden()
    expect(field).to_have_value("2025-03-01")
    answered(work, "employed")
    expect(work.locator("#employer_type-private")).to_be_checked()


def test_it_tries_by_itself(work):
    tries = []
    work.clock.install()
    work.route(WORK, lambda route: (tries.append(1), route.abort()) if not tries else route.continue_())
    work.locator("#work_status-founder").check()
    expect(work.get_by_role("alert")).to_contain_text("还没有送到")
    work.clock.fast_forward(5000)
    expect(work.locator("#unsent")).to_be_hidden()
    work.clock.resume()
    answered(work, "founder")


def test_the_way_on_waits_for_what_is_not_sent_yet(work):
    work.context.set_offline(True)
    work.locator("#work_status-seeking").check()
    work.locator("#onwards").click()
    expect(work.get_by_role("alert")).to_contain_text("网络断了")
    expect(work).to_have_url(re.compile("/check/work$"))
    work.context.set_offline(False)
    work.wait_for_url(lambda url: not url.endswith("/check/work"))
    work.goto("/check/work")
    answered(work, "seeking")


def test_what_is_refused_is_not_sent_for_ever(work):
    work.context.clear_cookies(name="csrftoken")
    work.locator("#work_status-student").check()
    expect(work.get_by_role("alert")).to_contain_text("没有被接受")
    expect(work.get_by_role("button", name="再送一次")).to_be_hidden()
    expect(work.locator(SWAPPING)).to_have_count(0)
    work.locator("#onwards").click()
    expect(work.get_by_role("heading", name="这一步没有提交成功")).to_be_visible()


def test_ticks_on_the_result_are_all_sent_when_the_line_is_back(work):
    work.locator("#work_status-seeking").check()
    expect(work.locator(SWAPPING)).to_have_count(0)
    work.goto("/check/education")
    work.locator("#education-master").check()
    expect(work.locator("#graduation_date-text")).to_be_visible()
    work.goto("/result")
    work.context.set_offline(True)
    ticks = work.locator("#eligible .received button")
    first, second = ticks.nth(0).get_attribute("id"), ticks.nth(1).get_attribute("id")
    for tick in (first, second):
        work.evaluate("id => document.getElementById(id).click()", tick)
    expect(work.get_by_role("alert")).to_contain_text("刚才点的还没有送到")
    work.context.set_offline(False)
    expect(work.locator("#received li")).to_have_count(2)
    expect(work.locator("#unsent")).to_be_hidden()
