"""Several of a few, ticked in a browser: what excludes one another, from the keyboard, and read aloud."""

from playwright.sync_api import expect

from tests.browser.test_searched import begin, places, served  # noqa: F401 - fixtures


def test_ticks_and_none_of_them_take_one_another_back(phone, assert_accessible):
    begin(phone)
    group = phone.get_by_role("group", name="你家有下面哪些情况？")
    poor, ill = group.get_by_role("checkbox", name="低保家庭"), group.get_by_role("checkbox", name="有残疾人")
    none, unsure = group.get_by_role("checkbox", name="以上都没有"), group.get_by_role("checkbox", name="不清楚")
    expect(group).to_have_accessible_description("可以选几项；一项也没有，就选“以上都没有”。")
    assert_accessible(phone)
    poor.focus()
    phone.keyboard.press("Space")
    expect(phone.locator("#standing")).to_contain_text("还可能")
    expect(poor).to_be_focused()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    expect(phone.locator("#standing")).to_contain_text("800")
    expect(poor).to_be_checked()
    none.check(force=True)
    expect(poor).not_to_be_checked()
    expect(ill).not_to_be_checked()
    unsure.check(force=True)
    expect(none).not_to_be_checked()
    poor.check(force=True)
    expect(unsure).not_to_be_checked()
    expect(poor).to_be_checked()
    assert_accessible(phone)


def test_without_script_both_at_once_are_asked_about(phone_without_script):
    page = phone_without_script
    begin(page)
    page.get_by_label("低保家庭").check(force=True)
    page.get_by_label("以上都没有").check(force=True)
    page.get_by_role("button", name="看结果").click()
    expect(page.get_by_role("alert")).to_contain_text("“以上都没有”不能和别的一起勾")
    page.get_by_label("以上都没有").uncheck(force=True)
    page.locator("#onwards").click()
    expect(page.get_by_role("group", name="领过哪些帮扶？")).to_be_visible()
