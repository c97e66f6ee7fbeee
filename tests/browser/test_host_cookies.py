"""Chromium takes the cookies as HTTPS names them, and what it had before goes on.

To a browser its own machine is as good as HTTPS.
"""

from playwright.sync_api import expect

from tests.browser.test_journey import begin, published

__all__ = ["published"]


def names(page):
    return {cookie["name"] for cookie in page.context.cookies()}


def test_answers_of_before_go_on_under_the_new_name(phone, settings):
    begin(phone)
    phone.locator("#education-master").check()
    expect(phone.locator("#graduation_date-text")).to_be_visible()
    phone.get_by_role("button", name="长辈版").click()
    expect(phone.locator("html.large")).to_be_attached()
    assert {"answers", "look"} <= names(phone)
    settings.COOKIE_PREFIX, settings.CSRF_COOKIE_NAME = "__Host-", "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    phone.goto("/check/answers")
    expect(phone.locator("main")).to_contain_text("硕士")
    expect(phone.locator("html.large")).to_be_attached()
    phone.goto("/check/education")
    with phone.expect_response(lambda response: response.request.method == "POST"):
        phone.locator("#education-bachelor").check()
    phone.goto("/check/answers")
    expect(phone.locator("main")).to_contain_text("本科")
    assert {"__Host-answers", "__Host-csrftoken"} <= names(phone)
    phone.get_by_role("button", name="清除我的答案").click()
    expect(phone.locator("#undo")).to_be_visible()
    assert not {"answers", "__Host-answers"} & names(phone)
