"""The public pages in a browser: for axe in every look, on narrow screens, with large text, with and without script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from policies.library.appearance import NAME
from tests.browser.conftest import DESKTOP, PHONE
from tests.wizard.conftest import live_catalogue, shipped

# The shipped pack is served as it is: nothing here looks at the database.
__all__ = ["live_catalogue", "shipped"]

PAGES = {
    "start": "/",
    "catalogue": "/policies/",
    "nothing found": "/policies/?q=xyz",
    "policy": "/policies/qz-talent-rent",
    "policy with tiers": "/policies/qj-health-check-free",
    "organisations": "/policies/qj-org-internship-base",
    "measures": "/measures/",
    "about": "/about/",
    "interface": "/api/v1/",
    "not there": "/nothing-here",
}


def wear(page: Page, base: str, look: str) -> None:
    page.context.add_cookies([{"name": NAME, "value": look, "url": base}])


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def assert_no_sideways_scrolling(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def each(page: Page) -> Iterator[Page]:
    """The same tab goes from page to page: a new one takes longer to open than most pages."""
    for address in PAGES.values():
        page.goto(address)
        yield page


@pytest.mark.parametrize("look", ["normal.light", "normal.dark", "large.light", "large.dark"])
def test_axe_finds_nothing(open_page, live_server, assert_accessible, look):
    page = open_page(DESKTOP if look == "normal.light" else PHONE)
    wear(page, live_server.url, look)
    for shown in each(page):
        unfold(shown)
        assert_accessible(shown)


@pytest.mark.parametrize("look", ["normal.auto", "large.auto"])
def test_nothing_needs_sideways_scrolling(open_page, live_server, look):
    page = open_page({"width": 320, "height": 640})
    wear(page, live_server.url, look)
    for shown in each(page):
        unfold(shown)
        assert_no_sideways_scrolling(shown, 320)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_at_twice_its_size_a_page_still_fits(open_page, viewport):
    """To a page, a browser's zoom to 200 % is a screen of half the width."""
    width = viewport["width"] // 2
    page = open_page({"width": width, "height": viewport["height"] // 2}, device_scale_factor=2)
    for shown in each(page):
        assert_no_sideways_scrolling(shown, width)


def test_large_text_is_large_and_so_are_targets(open_page, live_server):
    page = open_page(PHONE)
    wear(page, live_server.url, "large.auto")
    for _ in each(page):
        unfold(page)
        sizes = page.evaluate(
            """[...document.querySelectorAll('body *')]
                .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                .filter(one => one.getClientRects().length)
                .map(one => parseFloat(getComputedStyle(one).fontSize))"""
        )
        assert min(sizes) >= 18, page.url
        heights = page.locator("button:visible, select:visible, summary:visible, .rows a:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= 60, page.url


@pytest.mark.parametrize("script", [True, False])
def test_the_look_is_chosen_with_a_tap_and_remembered(open_page, script):
    page = open_page(PHONE, java_script_enabled=script)
    page.goto("/policies/qj-rent-subsidy")
    page.get_by_role("button", name="长辈版").click()
    expect(page).to_have_url(re.compile("/policies/qj-rent-subsidy$"))
    expect(page.locator("html")).to_have_class("large")
    page.get_by_role("button", name="深色").click()
    page.goto("/")
    expect(page.locator("html")).to_have_class("large dark")
    expect(page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="标准版").click()
    expect(page.locator("html")).to_have_class("dark")


@pytest.mark.parametrize(
    ("phone", "look", "dark"),
    [
        ("dark", "normal.auto", True),
        ("light", "normal.auto", False),
        ("dark", "normal.light", False),
        ("light", "normal.dark", True),
    ],
)
def test_a_choice_of_colours_overrules_the_phone(open_page, live_server, phone, look, dark):
    page = open_page(PHONE, color_scheme=phone)
    wear(page, live_server.url, look)
    page.goto("/")
    expect(page.locator("body")).to_have_css("color", "rgb(233, 241, 239)" if dark else "rgb(20, 33, 31)")
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize("script", [True, False])
def test_the_catalogue_is_searched(open_page, script):
    page = open_page(PHONE, java_script_enabled=script)
    page.goto("/policies/")
    page.get_by_label("找什么").fill("租房")
    page.get_by_label("地区").select_option("qujiang")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("status")).to_contain_text("找到")
    expect(page.get_by_label("找什么")).to_have_value("租房")
    page.locator(".rows a", has_text="青年租房补助").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青年租房补助")


def test_the_catalogue_can_be_searched_with_the_keyboard_alone(desktop):
    desktop.goto("/policies/")
    keyboard = desktop.keyboard
    while desktop.evaluate("document.activeElement.id") != "q":
        keyboard.press("Tab")
    keyboard.type("体检")
    keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(r"/policies/\?q="))
    while not desktop.evaluate("document.activeElement.closest('.rows')"):
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(r"/policies/q.-"))
