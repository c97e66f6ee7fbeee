"""A choice of 1,062 places in a browser: by thumb, from the keyboard, read aloud, and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.catalogue.choices_pack import PLACES
from tests.wizard.test_searched import places  # noqa: F401 - a fixture

NAMED = PLACES["p0019"]
BUTTON = re.compile("^查找")


@pytest.fixture(autouse=True)
def served(places, db):  # noqa: F811 - the fixture above
    from policies.publishing import live

    live.serve(places)
    yield
    live.reset()


def begin(page):
    page.goto("/")
    page.get_by_role("button", name="开始").click()
    page.wait_for_url("**/check/family")
    return page.get_by_role("textbox", name="查找户口所在地")


def test_from_the_keyboard_and_read_aloud(phone, assert_accessible):
    field = begin(phone)
    expect(field).to_have_accessible_description("一共有 1062 项，写名称里的一两个字，再点“查找”。")
    assert_accessible(phone)
    field.focus()
    phone.keyboard.type("阴区")
    phone.keyboard.press("Tab")
    # What was found is said, and the focus stays where it went: on the button.
    expect(phone.locator("#told")).to_contain_text("找到 59 项，下面是前几项")
    expect(phone.get_by_role("button", name=BUTTON)).to_be_focused()
    assert_accessible(phone)
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    expect(phone.get_by_role("radio", checked=True)).to_have_count(1)
    phone.keyboard.press("ArrowDown")
    expect(phone.locator(".hits")).to_contain_text("现在选的是")
    expect(phone.get_by_role("radio")).to_have_count(13)
    assert "阴" not in phone.url


def test_the_button_searches_and_what_is_typed_on_is_kept(phone):
    field = begin(phone)
    field.fill("西阴")
    phone.get_by_role("button", name=BUTTON).click()
    expect(phone.get_by_role("radio", name=NAMED)).to_be_visible()
    assert phone.url.endswith("/check/family")
    phone.get_by_text(NAMED, exact=True).click()
    expect(phone.locator("#standing")).to_contain_text("300")
    phone.get_by_role("button", name="看结果").click()
    phone.wait_for_url("**/result")


def test_enter_in_the_field_shows_what_was_found(phone):
    field = begin(phone)
    field.fill("西阴")
    field.press("Enter")
    expect(phone.get_by_role("radio", name=NAMED)).to_be_visible()
    assert phone.url.endswith("/check/family")


def test_without_script(phone_without_script):
    page = phone_without_script
    begin(page).fill("西阴")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("radio", name=NAMED).check()
    page.get_by_role("button", name="看结果").click()
    page.wait_for_url("**/result")
    expect(page.get_by_role("main")).to_contain_text("300")
