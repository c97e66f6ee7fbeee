"""「稍后继续」 in the browser: the code after the # is posted by a script, or pasted; it is in no address."""

import pytest
from playwright.sync_api import Page, expect

from policies.answers import resume
from tests.browser.test_journey import assert_fits, begin, published  # noqa: F401 - a fixture
from tests.persons import MASTER_2025


@pytest.fixture
def code(published):  # noqa: F811
    return resume.code_of(MASTER_2025.on())


def addresses(page: Page) -> list[str]:
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


def test_a_link_brings_the_answers_to_another_phone(phone, desktop, assert_accessible):
    begin(phone)
    phone.locator("#education-master").check()
    phone.get_by_role("button", name="稍后继续").click()
    expect(phone.get_by_role("heading", name="带走我的答案")).to_be_visible()
    phone.get_by_text("用另一台设备扫码").click()
    expect(phone.get_by_role("img", name="二维码")).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)
    phone.get_by_role("button", name="复制链接").click()
    expect(phone.get_by_role("button", name="已复制")).to_be_visible()

    asked_for = addresses(desktop)
    link = phone.locator("#link").input_value()
    desktop.goto(link)
    desktop.wait_for_url("**/check/education")
    expect(desktop.locator("#education-master")).to_be_checked()
    code = link.partition("#")[2]
    assert not any(code[:30] in address for address in asked_for)
    desktop.go_back()
    assert code not in desktop.url


def test_answers_already_there_are_replaced_only_when_asked(phone, code, assert_accessible):
    begin(phone)
    phone.locator("#education-below_associate").check()
    phone.locator(".bar button").click()
    phone.goto(f"/resume#{code}")
    expect(phone.get_by_role("heading", name="接着上次答")).to_be_focused()
    expect(phone.locator("#opened")).to_be_in_viewport()
    expect(phone.locator("#code")).to_have_value(code)
    assert "#" not in phone.url
    phone.get_by_role("button", name="接着答").click()
    phone.wait_for_url("**/result")


def test_a_damaged_link_is_explained_and_the_summary_has_the_focus(phone, code, assert_accessible):
    phone.goto(f"/resume#{code[:-4]}")
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("alert")).to_contain_text("不完整")
    assert_accessible(phone)


def test_without_script_the_link_is_pasted(phone_without_script, code):
    page = phone_without_script
    page.goto(f"/resume#{code}")
    page.get_by_label("链接或接续码").fill(page.url)
    page.get_by_role("button", name="接着答").click()
    page.wait_for_url("**/result")


def test_from_the_start_page_a_code_can_be_brought_back(phone, code, assert_accessible):
    phone.goto("/")
    phone.get_by_role("link", name="接续码").click()
    expect(phone.get_by_role("heading", name="接着上次答")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_label("链接或接续码").fill(code)
    phone.get_by_role("button", name="接着答").click()
    phone.wait_for_url("**/result")
