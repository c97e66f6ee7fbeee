"""The tick 「下面这些我都没有」 with the keyboard, with and without script."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from policies.publishing import live
from tests import loaded
from tests.browser.test_journey import SWAPPING, assert_fits, begin
from tests.persons import DAY

TICK, RARE = "#none-of-these-tick", ("talent_code-no", "contest_award-no", "nankong_grade-none")
LABEL = "下面这些我都没有"


@pytest.fixture(autouse=True)
def published(transactional_db, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    loaded.released()
    yield live.refresh()
    live.reset()


def to_startup(page):
    begin(page)
    page.goto("/check/work")
    page.locator("#work_status-employed").check()
    page.locator("#onwards").click()
    page.wait_for_load_state()
    page.goto("/check/startup")


def press_space(page):
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("Space")
    expect(page.locator(SWAPPING)).to_have_count(0)


def test_one_key_answers_them_and_another_takes_it_back(phone, assert_accessible):
    to_startup(phone)
    tick = phone.get_by_role("checkbox", name=LABEL)
    tick.focus()
    place = phone.locator(TICK).bounding_box()["y"]
    press_space(phone)
    expect(tick).to_be_focused()
    expect(tick).to_be_checked()
    assert abs(phone.locator(TICK).bounding_box()["y"] - place) < 2
    for answer in RARE:
        expect(phone.locator(f"#{answer}")).to_be_checked()
    assert_accessible(phone)
    press_space(phone)
    expect(tick).not_to_be_checked()
    for answer in RARE:
        expect(phone.locator(f"#{answer}")).not_to_be_checked()
    assert_fits(phone)


def test_one_of_them_is_changed_afterwards(desktop, assert_accessible):
    to_startup(desktop)
    with desktop.expect_response(lambda response: response.request.method == "POST"):
        desktop.locator(TICK).check()
    expect(desktop.locator(SWAPPING)).to_have_count(0)
    desktop.locator("#contest_award-yes").check()
    expect(desktop.locator("label", has_text=LABEL)).not_to_contain_text("创新创业比赛获奖")
    expect(desktop.locator("#contest_award-yes")).to_be_checked()
    expect(desktop.locator("#talent_code-no")).to_be_checked()
    assert_accessible(desktop)


def test_without_script_the_tick_goes_with_the_form(phone_without_script):
    page = phone_without_script
    to_startup(page)
    page.locator(TICK).check()
    page.locator("#contest_award-yes").check()
    page.locator("#onwards").click()
    page.wait_for_load_state()
    page.goto("/check/startup")
    expect(page.locator("#contest_award-yes")).to_be_checked()
    expect(page.locator("#talent_code-no")).to_be_checked()
