"""「稍后继续」 in the browser: the code after the # is posted by a script, or pasted; it is in no address."""

import pytest
from playwright.sync_api import Page, expect

from policies.answers import resume
from tests.browser.test_journey import assert_fits, begin, published  # noqa: F401 - a fixture
from tests.persons import BUYER_2024, MASTER_2025


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
    phone.locator("#onwards").click()
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


# The device pixels of a module, and the white around it in modules: by the picture's box and its drawing's extent.
MODULE = """picture => {
    const { width, height } = picture.getBoundingClientRect(), box = picture.viewBox.baseVal;
    const dark = picture.querySelector("[stroke]").getBBox();
    return [width * devicePixelRatio / box.width, height * devicePixelRatio / box.height,
            Math.min(dark.x, box.width - dark.x - dark.width),
            Math.min(dark.y, box.height - dark.y - dark.height) + .5];
}"""


def picture_of(page: Page, code: str):
    page.goto(f"/resume#{code}")
    page.wait_for_url("**/result")
    page.goto("/resume")
    page.get_by_text("用另一台设备扫码").click()
    return page.locator(".qr")


@pytest.mark.parametrize("ratio", [1, 1.25, 2, 2.625, 3])
def test_a_module_of_the_picture_is_a_whole_number_of_the_screens_pixels(open_page, code, ratio):
    page = open_page({"width": 320, "height": 640}, device_scale_factor=ratio)
    picture = picture_of(page, code)
    for width in (320, 360, 375, 393, 412, 600, 768, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        expect(picture).to_be_visible()
        across, down, *white = picture.evaluate(MODULE)
        assert across == pytest.approx(round(across), abs=0.01), width
        assert down == pytest.approx(across), width
        assert min(white) >= 4, width
        assert across >= 2 * ratio, width
        assert_fits(page)


@pytest.mark.parametrize("ratio", [1, 1.25, 2, 2.625, 3])
def test_so_it_is_without_script(open_page, code, ratio):
    page = open_page({"width": 320, "height": 640}, device_scale_factor=ratio, java_script_enabled=False)
    page.goto("/resume")
    page.get_by_label("链接或接续码").fill(code)
    page.get_by_role("button", name="接着答").click()
    page.goto("/resume")
    page.get_by_text("用另一台设备扫码").click()
    picture = page.locator(".qr")
    module = picture.bounding_box()["width"] * ratio / float(picture.get_attribute("viewBox").split()[-1])
    assert module == pytest.approx(round(module), abs=0.01)
    assert round(module) >= 2


def test_where_the_picture_is_dense_one_is_told_what_to_do(open_page, published):  # noqa: F811
    page = open_page({"width": 320, "height": 640})
    picture = picture_of(page, resume.code_of(BUYER_2024.on()))
    hint = page.get_by_text("图案很密")
    assert picture.evaluate(MODULE)[0] < 3
    expect(hint).to_be_visible()
    page.set_viewport_size({"width": 800, "height": 640})
    expect(hint).to_be_hidden()
    assert picture.evaluate(MODULE)[0] >= 3


@pytest.mark.parametrize("copies", [True, False], ids=["by the other way", "not at all"])
def test_copied_is_said_only_where_it_was(phone, copies):
    begin(phone)
    phone.locator("#education-master").check()
    phone.get_by_role("button", name="稍后继续").click()
    phone.evaluate(
        """copies => {
            navigator.clipboard.writeText = () => Promise.reject(new DOMException("not allowed"));
            document.execCommand = () => copies;
        }""",
        copies,
    )
    button = phone.locator("[data-copy=link]")
    button.click()
    expect(button).to_have_text("已复制" if copies else "复制链接")
    told = phone.locator("#copied")
    if copies:
        expect(told).to_have_text("已复制")
        expect(button).to_have_text("复制链接")
    else:
        expect(told).to_contain_text("没有复制成功")
        expect(told).to_be_in_viewport()
        assert phone.evaluate("getSelection().toString()") == phone.locator("#link").input_value(), (
            "the link is marked, to be copied by hand"
        )
