"""The result in a browser: for everybody, in every dress, with and without script, on paper."""

import math
import re
from dataclasses import replace

import pytest
from django.http import HttpResponse
from playwright.sync_api import Page, expect

from policies.answers import cookie
from tests.browser.conftest import DESKTOP, PHONE
from tests.persons import BACHELOR_2026, BUYER_2024, CAST, FOUNDER, MASTER_2025
from tests.wizard.conftest import live_catalogue, shipped, today

NARROW = {"width": 320, "height": 640}
HAVE = "#have-qz-social-insurance"


__all__ = ["live_catalogue", "shipped", "today"]


@pytest.fixture
def see(open_page, live_server):
    """`see(PERSON)`: that person's result on a phone; `path`, `viewport` and options of the browser context."""

    def shown(person, path="/result", viewport=PHONE, received=(), **options) -> Page:
        response = HttpResponse()
        cookie.save(response, replace(person.on(), received=frozenset(received)))
        page = open_page(viewport, **options)
        value = response.cookies[cookie.NAME].value
        page.context.add_cookies([{"name": cookie.NAME, "value": value, "url": live_server.url}])
        page.goto(path)
        return page

    return shown


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def open_folds(page: Page, *ids: str) -> None:
    for one in ids:
        page.locator(f"#{one} > summary").click()


def assert_no_sideways_scrolling(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_everybodys_result_is_accessible_folded_and_open(see, assert_accessible, person):
    page = see(person)
    assert_accessible(page)
    unfold(page)
    assert_accessible(page)
    page.set_viewport_size(NARROW)
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize(
    ("person", "options"),
    [
        pytest.param(BUYER_2024, {"color_scheme": "dark"}, id="dark"),
        pytest.param(FOUNDER, {"viewport": NARROW}, id="narrow"),
        pytest.param(BACHELOR_2026, {"viewport": DESKTOP, "color_scheme": "dark"}, id="desktop-dark"),
        pytest.param(MASTER_2025, {"received": ["qj-rent-subsidy"]}, id="one-held-already"),
        pytest.param(BACHELOR_2026, {"path": "/result?view=print"}, id="on-paper"),
    ],
)
def test_in_every_dress(see, assert_accessible, person, options):
    page = see(person, **options)
    unfold(page)
    assert_accessible(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize("width", [188, 640], ids=["phone", "desktop"])
def test_zoomed_in_twice_it_still_fits(see, width):
    page = see(FOUNDER, viewport={"width": width, "height": 400}, device_scale_factor=2)
    unfold(page)
    assert_no_sideways_scrolling(page)


def test_ticking_what_one_has_changes_the_result_at_once(see):
    page = see(MASTER_2025)
    open_folds(page, "open-qj-home-visit", "why-qj-home-visit", "open-qz-social-insurance")
    page.locator(HAVE).click()
    ticked = page.locator("#received").locator(HAVE)
    expect(ticked).to_have_attribute("aria-checked", "true")
    expect(ticked).to_be_focused()
    expect(ticked).to_be_in_viewport()
    expect(page.locator("h1")).to_have_text(re.compile("6.项"))
    expect(page.locator("#told")).to_have_text(
        "你可以申领 6 项，合计至少 28,944 元，另有至多 3,000 元，到期以后可能还有 14,472 元。"
    )
    expect(page).to_have_title(re.compile("你可以申领 6 项"))
    expect(page.locator("#why-qj-home-visit")).to_have_attribute("open", "")
    ticked.click()
    expect(page.locator("#eligible").locator(HAVE)).to_have_attribute("aria-checked", "false")
    expect(page.locator("#eligible").locator(HAVE)).to_be_in_viewport()
    expect(page.locator("h1")).to_have_text(re.compile("7.项"))
    # What would come of another answer is fetched once it is unfolded, and taken over by a button.
    page.locator("#open-if > summary").click()
    page.locator("#supposed").get_by_role("button", name="有人才码").click()
    expect(page.locator(".message")).to_contain_text("已经按“如果”改了你的答案")
    expect(page.locator("h1")).to_have_text(re.compile("8.项"))


def test_the_same_with_the_keyboard(see):
    page = see(MASTER_2025)
    page.locator("#open-qz-social-insurance > summary").focus()
    page.keyboard.press("Enter")
    page.locator(HAVE).focus()
    page.keyboard.press("Space")
    expect(page.locator("#received").locator(HAVE)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#received")).to_have_count(0)


def test_the_same_without_script(see):
    page = see(MASTER_2025, java_script_enabled=False)
    open_folds(page, "open-qz-social-insurance")
    page.locator(HAVE).click()
    expect(page).to_have_url(re.compile("/result#qz-social-insurance$"))
    expect(page.locator("#received").locator(HAVE)).to_be_visible()
    page.reload()
    page.locator(HAVE).click()
    expect(page.locator("#received")).to_have_count(0)
    page.locator("#open-if > summary").click()
    page.get_by_role("link", name="打开“如果…”").click()
    page.get_by_role("link", name="住房", exact=True).click()
    page.get_by_text("人才公寓", exact=True).click()
    page.get_by_role("button", name="看看会怎样").click()
    expect(page.locator("#trying")).to_contain_text("人才租房补助")
    page.get_by_role("button", name="就按这个改我的答案").click()
    expect(page.locator(".message")).to_contain_text("已经按“如果”改了你的答案")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_other_choice_can_be_seen_and_undone(see, script):
    page = see(MASTER_2025, java_script_enabled=script)
    open_folds(page, "all-left-out")
    page.locator("#choose-qj-rent-subsidy").click()
    expect(page.locator("#eligible #qj-rent-subsidy")).to_be_visible()
    if not script:
        open_folds(page, "all-left-out")
    expect(page.locator("#left-out #qz-talent-rent")).to_contain_text("多领")
    page.locator("#choose-qz-talent-rent").click()
    expect(page.locator("#eligible #qz-talent-rent")).to_be_visible()


def test_after_the_other_choice_one_reads_on_at_its_card(see):
    page = see(MASTER_2025)
    open_folds(page, "all-left-out")
    page.locator("#choose-qj-rent-subsidy").click()
    heading = page.locator("#eligible #qj-rent-subsidy h3")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_two_quick_ticks_are_both_kept(see):
    page = see(MASTER_2025)
    open_folds(page, "open-qz-social-insurance", "open-qj-home-visit")
    held = []
    page.route("**/result/marks", lambda route: route.continue_() if held else held.append(route))
    page.locator(HAVE).click()
    page.locator("#have-qj-home-visit").click()
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("#received li")).to_have_count(2)


def test_on_paper_every_folded_part_is_seen_and_no_policy_is_split(see):
    page = see(BACHELOR_2026, path="/result?view=print")
    page.emulate_media(media="print")
    hidden = page.locator("details > :not(summary)").evaluate_all(
        "all => all.filter(one => one.offsetHeight === 0 && !one.closest('.received, .take')).map(one => one.outerHTML)"
    )
    assert hidden == []
    breaks = page.locator("article, .apart").evaluate_all("all => all.map(one => getComputedStyle(one).breakInside)")
    assert set(breaks) == {"avoid"}
    expect(page.locator(".jump")).to_be_hidden()
    expect(page.locator(HAVE)).to_be_hidden()


def pages(page):
    """How many the page takes on A4 as it asks to be printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_slip_is_one_page_of_paper(see):
    """The buyer of 2024 has the longest slip of the cast; it was four pixels too long."""
    page = see(BUYER_2024, path="/result?view=slip")
    assert pages(page) == page.locator(".slip").count() == 4


def test_what_can_be_done_is_printed_on_few_pages_that_are_full(see):
    page = see(FOUNDER, path="/result?view=fits", java_script_enabled=False)
    height = "document.documentElement.scrollHeight"
    page.set_viewport_size({"width": 688, "height": 1047})  # of A4 within its margins
    page.emulate_media(media="print")
    # Of whole pages hardly anything is left empty, so that there is hardly one more than the text fills.
    printed, full = pages(page), page.evaluate(height) / 1047
    assert full <= printed < full + 1.5
    page.goto("/result?view=print")
    assert printed * 2 <= pages(page)


def test_what_is_supposed_is_printed_within_its_page_and_without_what_is_there_to_press(see):
    page = see(FOUNDER, path="/result/if", java_script_enabled=False)
    page.set_viewport_size({"width": 688, "height": 1047})  # of A4 within its margins
    page.emulate_media(media="print")
    width, height = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert width == 688
    assert pages(page) == math.ceil(height / 1047)
    seen = page.locator("main :is(button, input, .button, .rows a)").evaluate_all(
        "all => all.some(o => o.offsetHeight)"
    )
    assert not seen
    expect(page.get_by_role("heading", name="如果：有人才码")).to_be_visible()


def test_a_date_goes_to_the_calendar(see):
    page = see(BACHELOR_2026)
    open_folds(page, "all-upcoming", "open-qj-rent-subsidy")
    with page.expect_download() as download:
        page.locator("#qj-rent-subsidy").get_by_role("link", name="加到手机日历").click()
    assert download.value.suggested_filename == "qj-rent-subsidy.ics"


def test_nothing_moves_for_who_wants_no_motion(see):
    page = see(MASTER_2025, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    durations = "all => new Set(all.map(one => getComputedStyle(one).transitionDuration)).size"
    assert page.locator("*").evaluate_all(durations) == 1


def test_everybodys_result_is_five_screens_at_most(see):
    """With everything folded, the frame of the page included; a few taps lead to whatever is folded."""
    screens = {}
    for name, person in CAST.items():
        page = see(person)
        screens[name] = page.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
        page.context.close()
    assert {name: height for name, height in screens.items() if height > 5} == {}


def test_papers_are_ticked_with_one_small_swap_and_a_link_of_the_agenda_opens_what_it_leads_to(see):
    page = see(BACHELOR_2026)
    open_folds(page, "papers")
    first = page.get_by_role("checkbox", name="身份证", exact=True)
    first.click()
    expect(first).to_have_attribute("aria-checked", "true")
    expect(first).to_be_focused()
    expect(page.locator("#papers-ready")).to_have_text("1")
    page.locator("#agenda").get_by_role("link", name="青年租房补助", exact=True).first.click()
    expect(page.locator("#all-upcoming")).to_have_attribute("open", "")
    expect(page.locator("#how-qj-rent-subsidy summary")).to_be_in_viewport()
    page.reload()
    expect(page.locator("#papers-ready")).to_have_text("1")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_how_many_years_were_received_is_asked_and_what_is_wrong_said_there(see, assert_accessible, script):
    page = see(MASTER_2025, received=["qj-rent-subsidy"], viewport=NARROW, java_script_enabled=script)
    for typed, said in (("4", "这一项最多发 3 年"), ("2", "已经领了 2 年，还能领 1 次，共 6,000 元")):
        page.get_by_label("已经领了几年：青年租房补助").fill(typed)
        page.get_by_role("button", name=re.compile("^记下.*青年租房补助")).click()
        expect(page.locator("#qj-rent-subsidy")).to_contain_text(said)
        if script:
            assert_accessible(page)
            assert_no_sideways_scrolling(page)
    expect(page.locator("h1 + .sum, h1 ~ .sum")).to_contain_text("8,400")
