"""Where the focus goes on a small phone with a bar at its foot, and what is said of a mistake."""

import re

import pytest
from django.http import HttpResponse
from playwright.sync_api import expect

from policies.answers import cookie
from policies.library import appearance
from tests.browser.test_journey import SWAPPING
from tests.persons import BACHELOR_2026, Person
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]
SMALL = {"width": 375, "height": 667}


@pytest.fixture
def see(open_page, live_server):
    def shown(address, look="normal.auto", person=BACHELOR_2026, **options):
        response = HttpResponse()
        cookie.save(response, person.on())
        page = open_page(SMALL, reduced_motion="reduce", **options)
        values = {cookie.NAME: response.cookies[cookie.NAME].value, appearance.NAME: look}
        page.context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in values.items()])
        page.goto(address)
        return page

    return shown


# The part of what has the focus that cannot be seen, in pixels; of a radio button or a tick its label counts.
UNSEEN = """() => {
    const active = document.activeElement, bar = document.querySelector(".bar");
    if (active === document.body) return null;
    const one = active.matches("[type=radio], [type=checkbox]") ? active.labels[0] : active;
    const {top, bottom} = one.getBoundingClientRect();
    const stuck = bar && !bar.contains(active) && getComputedStyle(bar).position === "sticky";
    const foot = stuck && bar.getBoundingClientRect().bottom <= innerHeight + 1 && bar.compareDocumentPosition(active)
        & Node.DOCUMENT_POSITION_PRECEDING ? bar.getBoundingClientRect().top : innerHeight;
    return [active.id || active.textContent.trim(), Math.max(0, Math.round(-top), Math.round(bottom - foot))];
}"""


@pytest.mark.parametrize("look", ["normal.auto", "large.auto"])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_what_has_the_focus_is_never_under_the_bar(see, look, key):
    page = see("/check/work", look)
    if key == "Shift+Tab":
        page.locator(".foot button").last.focus()
    seen, hidden = [], []
    for _ in range(60):
        page.keyboard.press(key)
        where = page.evaluate(UNSEEN)
        if where is None:
            break
        seen.append(where[0])
        hidden += [where] if where[1] else []
    assert {"job_start_date-text", "onwards"} <= set(seen)
    assert hidden == []


@pytest.mark.parametrize("look", ["normal.auto", "large.auto"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_summary_leads_to_the_field_with_its_question_and_what_is_wrong_in_view(see, script, look):
    page = see("/check/work", look, java_script_enabled=script)
    field = page.locator("#job_start_date-text")
    field.fill("去年")
    with page.expect_navigation():
        page.locator("#onwards").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(field).to_be_focused()
    bar = page.locator(".bar").bounding_box()["y"]
    for part in (page.locator("label[for=job_start_date-text]"), page.locator("#job_start_date-error"), field):
        box = part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= min(bar, SMALL["height"])


def test_a_mistake_seen_on_leaving_a_field_is_announced_once(see):
    page = see("/check/work")
    told = page.locator("#told")
    page.locator("#job_start_date-text").fill("去年")
    page.keyboard.press("Tab")
    expect(told).to_have_text(re.compile("你哪天开始在本地工作？.+"))
    assert told.get_attribute("aria-live") == "assertive"
    page.locator("#employer_type-state_owned").check()
    expect(told).to_be_empty()
    expect(page.locator("#job_start_date-error")).to_be_visible()
    expect(page.locator(SWAPPING)).to_have_count(0)


def test_the_next_of_the_open_questions_comes_in_place_and_is_read_first(see):
    page = see("/check/more", person=Person({"education": "bachelor"}))
    page.evaluate("window.stillThere = true")
    title, question = page.title(), page.locator("input[name=question]").input_value()
    page.locator("#onwards").click()
    expect(page.locator("input[name=question]")).not_to_have_value(question)
    expect(page.locator("h1")).to_be_focused()
    assert page.title() != title
    assert page.evaluate("window.stillThere")
