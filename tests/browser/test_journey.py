"""One visitor's whole way on a phone: choose a place, answer, see the result; with and without script."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from policies.library import appearance
from policies.publishing import live
from tests import loaded
from tests.persons import DAY, MASTER_2025, MASTER_2026, REGION

SECURED = [
    ("qj-rent-subsidy", "6,000"),
    ("qj-home-visit", "1,000"),
    ("qz-social-insurance", "2,400"),
    ("qj-health-check-free", "1,600"),
    ("qj-employment-subsidy", "金额以主管部门公布为准"),
]

# The classes that htmx sets while it is at work.
SWAPPING = ".htmx-request, .htmx-swapping, .htmx-settling"


@pytest.fixture(autouse=True)
def published(transactional_db, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    loaded.released()
    yield live.refresh()
    live.reset()


def begin(page: Page) -> None:
    page.goto("/")
    page.get_by_label("查哪里的政策").select_option(REGION)
    page.get_by_role("button", name="开始自查").click()
    expect(page.locator("#questions")).to_be_visible()


def shown(page: Page) -> list[str]:
    return page.locator(".question").evaluate_all("all => all.map(one => one.id)")


def answer(page: Page, key: str, value: object) -> None:
    if page.locator(f"#{key}-text").count():
        page.locator(f"#{key}-text").fill(str(value))
        page.locator(f"#{key}-text").blur()
    else:
        option = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        page.locator(f"#{key}-{option}").check()


def answer_all(page: Page, answers: dict, *, script: bool, done: set[str]) -> None:
    """Whatever is shown and not answered yet; with script until no follow-up comes any more."""
    while new := [key for key in shown(page) if key in answers and key not in done]:
        for key in new[:1] if script else new:
            done.add(key)
            if script:
                with page.expect_response(lambda response: response.request.method == "POST"):
                    answer(page, key, answers[key])
                expect(page.locator(SWAPPING)).to_have_count(0)
            else:
                answer(page, key, answers[key])


def walk(page: Page, answers: dict, *, script: bool, look=lambda page: None) -> None:
    """From the first section to the result."""
    done: set[str] = set()
    for _ in range(20):
        if page.url.endswith("/result"):
            return
        look(page)
        answer_all(page, answers, script=script, done=done)
        page.locator("#onwards").click()
        page.wait_for_load_state()
    pytest.fail("The sections do not come to an end")


def assert_fits(page: Page) -> None:
    """No sideways scrolling, from the narrowest phone to a desktop."""
    for width in (320, 375, 1280):
        page.set_viewport_size({"width": width, "height": 812})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def expect_secured(page: Page) -> None:
    for code, amount in SECURED:
        card = page.locator(f"#{code}")
        around = page.locator("section > details:not([open])", has=card)
        if around.count():
            around.locator("> summary").click()
        expect(card).to_be_visible()
        expect(card).to_contain_text(amount)


@pytest.mark.usefixtures("published")
def test_a_master_on_a_phone_finds_what_is_there(phone, assert_accessible):
    phone.goto("/")
    assert_accessible(phone)
    begin(phone)
    expect(phone.locator("h1")).to_be_focused()
    walk(phone, MASTER_2025.answers, script=True, look=assert_accessible)
    assert_accessible(phone)
    expect_secured(phone)
    phone.goto("/check/answers")
    expect(phone.locator("main")).to_contain_text("硕士")
    assert_accessible(phone)


@pytest.mark.usefixtures("published")
def test_the_same_without_script(phone_without_script):
    begin(phone_without_script)
    walk(phone_without_script, MASTER_2025.answers, script=False, look=assert_fits)
    expect_secured(phone_without_script)


def test_who_came_only_lately_is_told_what_is_missing(phone_without_script, published):
    page = phone_without_script
    begin(page)
    walk(page, MASTER_2026.answers, script=False)
    expect(page.locator("main")).to_contain_text("还差")


def test_follow_ups_come_and_go_and_leave_the_focus_alone(phone):
    begin(phone)
    with phone.expect_response(lambda response: response.request.method == "POST"):
        phone.locator("#education-master").check()
    expect(phone.locator("#graduation_date-text")).to_be_visible()
    expect(phone.locator("#education-master")).to_be_focused()
    expect(phone.get_by_role("status").filter(has_text="已符合")).to_contain_text("还可能")
    phone.locator("#education-below_associate").check()
    expect(phone.locator("#graduation_date-text")).to_have_count(0)


def test_tabbing_on_after_an_answer_is_not_thrown_back(phone):
    begin(phone)
    phone.locator("#school-text").fill("浙江大学")
    with phone.expect_response(lambda response: response.request.method == "POST"):
        phone.keyboard.press("Tab")
    expect(phone.locator("#school-note")).to_be_visible()
    asked = phone.locator("summary:focus")
    expect(asked).to_contain_text("为什么问这个")
    expect(asked).to_be_in_viewport()


def test_what_is_being_typed_outlives_the_answer_to_the_last_change(phone):
    begin(phone)
    phone.locator("#education-master").check()
    field = phone.locator("#graduation_date-text")
    expect(field).to_be_visible()
    held = []
    phone.route("**/check/education", lambda route: route.continue_() if held else held.append(route))
    phone.locator("#full_time_degree-yes").check()
    field.press_sequentially("2025.6.3")
    phone.wait_for_timeout(100)
    assert held
    with phone.expect_response(lambda response: response.request.method == "POST"):
        held[0].continue_()
    expect(phone.locator(SWAPPING)).to_have_count(0)
    expect(phone.locator("#full_time_degree-yes")).to_be_checked()
    expect(field).to_be_focused()
    expect(field).to_have_value("2025.6.3")
    with phone.expect_response(lambda response: response.request.method == "POST"):
        field.blur()
    expect(field).to_have_value("2025-06-03")


def test_two_quick_answers_are_both_kept(phone):
    begin(phone)
    held = []
    phone.route("**/check/education", lambda route: route.continue_() if held else held.append(route))
    phone.locator("#education-master").check()
    with phone.expect_response(lambda response: response.request.method == "POST"):
        phone.locator("#company_class-no").check()
    phone.unroute("**/check/education")
    phone.reload()
    expect(phone.locator("#education-master")).to_be_checked()
    expect(phone.locator("#company_class-no")).to_be_checked()


def test_a_mistake_is_named_where_it_is_and_the_summary_has_the_focus(phone, assert_accessible):
    begin(phone)
    phone.locator("#education-master").check()
    phone.locator("#graduation_date-text").fill("2025年13月")
    phone.locator("#onwards").click()
    expect(phone.get_by_role("alert")).to_be_focused()
    assert_accessible(phone)
    phone.get_by_role("alert").get_by_role("link").click()
    expect(phone.locator("#graduation_date-text")).to_be_focused()
    expect(phone.locator("#graduation_date-text")).to_have_value("2025年13月")
    expect(phone.locator("#education-master")).to_be_checked()


def test_back_in_the_browser_keeps_everything(phone):
    begin(phone)
    phone.locator("#education-below_associate").check()
    phone.locator("#onwards").click()
    expect(phone).to_have_url(re.compile("/check/work$"))
    phone.go_back()
    expect(phone.locator("#education-below_associate")).to_be_checked()


def test_a_section_can_be_answered_with_the_keyboard_alone(desktop):
    begin(desktop)
    keyboard = desktop.keyboard
    while desktop.evaluate("document.activeElement.name") != "education":
        keyboard.press("Tab")
    keyboard.press("Space")
    for value in ("associate", "bachelor", "master"):
        keyboard.press("ArrowDown")
        expect(desktop.locator(f"#education-{value}")).to_be_checked()
        expect(desktop.locator("#graduation_date-text")).to_be_visible()
        expect(desktop.locator(f"#education-{value}")).to_be_focused()
    while desktop.evaluate("document.activeElement.id") != "graduation_date-text":
        keyboard.press("Tab")
    keyboard.type("20250630")
    keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("/check/work$"))
    expect(desktop.locator("h1")).to_be_focused()


def tab_to(page: Page, wanted: str) -> None:
    """Presses Tab until the element with the focus matches this selector."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"Tab does not lead to {wanted}")


def test_the_whole_check_with_the_keyboard_alone(desktop):
    desktop.goto("/")
    tab_to(desktop, "form .button")
    desktop.keyboard.press("Enter")
    for _ in range(10):
        expect(desktop.locator("h1")).to_be_focused()
        before = desktop.url
        tab_to(desktop, ".question input:not(#school-text)")
        # Ticks what can be ticked; a number that is none is what a text field can do with.
        desktop.keyboard.press("Space")
        desktop.keyboard.type("0")
        tab_to(desktop, "#onwards")
        expect(desktop.locator(SWAPPING)).to_have_count(0)
        desktop.keyboard.press("Enter")
        desktop.wait_for_url(lambda url, before=before: url.partition("#")[0] != before.partition("#")[0])
        if desktop.url.endswith("/result"):
            return
    pytest.fail("The sections do not come to an end")


def test_an_answer_given_before_the_scripts_are_there_counts(phone):
    waiting = []
    phone.route("**/*htmx*.js", lambda route: waiting.append(route))
    phone.goto("/")
    phone.get_by_label("查哪里的政策").select_option(REGION)
    phone.get_by_role("button", name="开始自查").click(no_wait_after=True)
    phone.locator("#education-master").check()
    expect(phone.locator("#double_first_class-yes")).to_have_count(0)
    for route in waiting:
        route.continue_()
    expect(phone.locator("#double_first_class-yes")).to_be_visible()
    expect(phone.locator("#education-master")).to_be_checked()


def test_a_section_that_is_only_looked_at_sends_nothing(phone):
    begin(phone)
    phone.locator("#education-master").check()
    expect(phone.locator("#graduation_date-text")).to_be_visible()
    sent = []
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    phone.reload(wait_until="networkidle")
    expect(phone.locator("#graduation_date-unsure")).to_be_visible()
    assert not sent


def test_a_school_from_the_list_answers_its_questions(phone, assert_accessible):
    begin(phone)
    phone.locator("#education-master").check()
    expect(phone.locator("#double_first_class-yes")).to_be_visible()
    field = phone.locator("#school-text")
    field.fill("浙江大学")
    with phone.expect_response(lambda response: response.request.method == "POST"):
        field.press("Tab")
    expect(phone.locator("#school-note")).to_contain_text("已按“浙江大学”填好")
    expect(phone.locator("#double_first_class-yes")).to_be_checked()
    assert_accessible(phone)
    phone.locator("#double_first_class-no").check()
    expect(phone.locator(SWAPPING)).to_have_count(0)
    expect(phone.locator("#double_first_class-no")).to_be_checked()


def test_the_same_school_without_script(phone_without_script):
    page = phone_without_script
    begin(page)
    page.locator("#education-master").check()
    page.locator("#school-text").fill("浙江大学")
    page.locator("#onwards").click()
    expect(page.locator("#school-note")).to_contain_text("已按“浙江大学”填好")
    expect(page.locator("#double_first_class-yes")).to_be_checked()


def test_the_focus_stays_nearby_when_its_question_no_longer_matters(phone):
    begin(phone)
    phone.locator("#education-bachelor").check()
    expect(phone.locator("#double_first_class-yes")).to_be_visible()
    held = []
    phone.route("**/check/education", lambda route: held.append(route))
    phone.locator("#education-below_associate").check()
    phone.locator("#double_first_class-yes").focus()
    with phone.expect_response(lambda response: response.request.method == "POST"):
        held[0].continue_()
    expect(phone.locator("#double_first_class")).to_have_count(0)
    expect(phone.locator("#questions input:focus")).to_have_count(1)


def test_nothing_moves_for_those_who_do_not_want_it(open_page):
    page = open_page(reduced_motion="reduce")
    begin(page)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration") == "0s"


def test_answering_fits_with_text_at_twice_its_size(open_page):
    page = open_page({"width": 640, "height": 900})
    begin(page)
    page.locator("#education-master").check()
    expect(page.locator("#graduation_date-text")).to_be_visible()
    # What a zoom of 200 % leaves of a desktop, and of a phone of 640 pixels.
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 450})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("#onwards")).to_be_visible()


@pytest.mark.parametrize("look", ["normal.dark", "large.light"])
def test_every_look_of_the_questions_is_accessible(open_page, live_server, assert_accessible, look):
    page = open_page({"width": 320, "height": 700})
    page.context.add_cookies([{"name": appearance.NAME, "value": look, "url": live_server.url}])
    begin(page)
    assert page.locator("html.large, link[href*=dark]:not([media*=prefers])").count() == 1
    page.locator("#education-master").check()
    page.locator("#graduation_date-text").fill("2025年13月")
    page.locator("#school-text").fill("浙江")
    page.locator("#onwards").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="稍后继续").click()
    page.goto("/resume")
    for summary in page.locator("summary").all():
        summary.click()
    assert_accessible(page)
    assert_fits(page)
