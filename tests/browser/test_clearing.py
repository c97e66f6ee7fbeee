"""What stays in the page after 「清除我的答案」 goes with it, also where the browser keeps pages for 「后退」."""

from contextlib import suppress

from playwright.sync_api import Error, expect

from tests.browser.test_journey import begin, published  # noqa: F401 - a fixture


def cleared(page):
    begin(page)
    page.locator("#education-master").check()
    expect(page.locator("#graduation_date-text")).to_be_visible()
    page.goto("/check/answers")
    page.get_by_role("button", name="清除我的答案").click()
    expect(page.get_by_role("heading", name="你的答案已经清除")).to_be_focused()


def test_a_slip_is_taken_back(phone, assert_accessible):
    cleared(phone)
    assert_accessible(phone)
    phone.get_by_role("button", name="恢复刚才的答案").click()
    expect(phone.locator("main")).to_contain_text("硕士")


def test_the_time_over_the_page_holds_nothing(phone):
    phone.clock.install()
    cleared(phone)
    phone.wait_for_load_state()  # By then the page's script has begun to count.
    phone.clock.fast_forward(120_000)
    expect(phone.locator("#undo")).to_have_count(0)
    expect(phone.get_by_role("status").filter(has_text="找不回来了")).to_be_visible()


def test_who_leaves_the_page_leaves_nothing_for_the_next(phone):
    cleared(phone)
    phone.get_by_role("link", name="好了，回到首页").click()
    expect(phone.get_by_role("button", name="开始自查")).to_be_visible()
    # What came of a post is not asked for again unless the visitor says so; an error page stands in its place.
    with suppress(Error):
        phone.go_back()
    expect(phone.locator("[name=kept]")).to_have_count(0)
    phone.goto("/check/answers")
    expect(phone.locator("main")).not_to_contain_text("硕士")
