"""A calendar's links in the browser: encrypted there, opened there, and in no address that is asked for."""

import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from policies.answers import cookie, resume
from tests.browser.conftest import DESKTOP
from tests.browser.test_journey import assert_fits
from tests.browser.test_resume import addresses
from tests.persons import MASTER_2026
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]

PASSWORD = "桥头的第三棵树 88"
LINK = re.compile(r"https?://\S+/resume#(([kp])1\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]+)$", re.MULTILINE)


@pytest.fixture
def visitor(open_page, live_server, live_catalogue):
    """Somebody with answers and days to come, on the page with the choice."""
    page = open_page()
    name, value = cookie.NAME, cookie.written(MASTER_2026.on())
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page.goto("/result/dates")
    return page


def sent(page: Page) -> list[str]:
    found: list[str] = []
    page.on("request", lambda request: found.append(request.post_data or ""))
    return found


def links(page: Page) -> list[str]:
    """Those of the file that the button gives, as a calendar reads it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="拿带链接的日历文件").click()
    content = Path(download.value.path()).read_bytes()
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    found = []
    for event in Calendar.from_ical(content).walk("VEVENT"):
        found += [one[0] for one in LINK.finditer(str(event["DESCRIPTION"]))]
        assert "@" not in str(event["DESCRIPTION"])
    return found


def test_a_link_brings_the_answers_back_and_is_read_by_nobody_on_the_way(visitor, open_page, assert_accessible):
    asked, bodies = addresses(visitor), sent(visitor)
    assert_accessible(visitor)
    assert_fits(visitor)
    found = links(visitor)
    expect(visitor.get_by_text("日历文件已经给了浏览器")).to_be_visible()
    assert len(found) == 2
    assert len({LINK.search(one)[1][:25] for one in found}) == 2, "each has a key of its own"
    locked = LINK.search(found[0])[1]
    assert not any(locked[:40] in one for one in [*asked, *bodies])

    other = open_page(DESKTOP)
    asked, bodies = addresses(other), sent(other)
    other.goto(found[0])
    other.wait_for_url("**/result")
    expect(other.get_by_text("之前的答案回来了")).to_be_visible()
    assert not any(locked[25:60] in one for one in [*asked, *bodies]), "what is sent is a code like any other"
    assert not any(one.partition("#")[2].startswith("k1") for one in asked[1:])

    damaged = open_page(DESKTOP)
    address, _, locked = found[0].partition("#")
    altered = locked[:200] + ("A" if locked[200] != "A" else "B") + locked[201:]
    for wrong in (locked[:-20], altered, locked[:20], locked[:50]):
        damaged.goto("/")
        damaged.goto(f"{address}#{wrong}")
        expect(damaged.get_by_role("alert")).to_contain_text("日历里的加密链接")
        assert "#" not in damaged.url


def test_with_a_password_the_link_alone_opens_nothing(visitor, open_page, assert_accessible):
    bodies = sent(visitor)
    visitor.get_by_label("口令（可以不设）").fill(PASSWORD[:-1])
    visitor.get_by_role("button", name="拿带链接的日历文件").click()
    expect(visitor.get_by_text("口令太短，请写十个字以上，或者不设。")).to_be_visible()
    expect(visitor.get_by_label("口令（可以不设）")).to_be_focused()
    assert bodies == []
    visitor.get_by_label("口令（可以不设）").fill(PASSWORD)
    link = links(visitor)[0]
    assert LINK.search(link)[2] == "p"
    assert not any(PASSWORD in body for body in bodies)

    other = open_page()
    bodies = sent(other)
    other.goto(link)
    expect(other.get_by_label("口令", exact=True)).to_be_focused()
    assert_accessible(other)
    other.keyboard.type("别的口令")
    other.keyboard.press("Enter")
    expect(other.get_by_role("alert")).to_contain_text("口令不对")
    other.get_by_label("口令", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="接着答").click()
    other.wait_for_url("**/result")
    assert not any(PASSWORD in body for body in bodies)


def test_without_script_the_file_comes_without_links(open_page, live_server, visitor):
    link = links(visitor)[0]
    page = open_page(java_script_enabled=False)
    page.context.add_cookies([{"name": cookie.NAME, "value": cookie.written(MASTER_2026.on()), "url": live_server.url}])
    page.goto("/result/dates")
    expect(page.get_by_text("要打开 JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="拿带链接的日历文件")).to_be_hidden()
    page.goto("/resume")
    page.get_by_label("链接或接续码", exact=True).fill(link)
    page.get_by_role("button", name="接着答").click()
    expect(page.get_by_text(resume.SEALED.split("：")[0])).to_be_visible()
