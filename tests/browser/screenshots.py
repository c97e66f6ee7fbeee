"""Pictures of the main pages, to look at: `make screenshots` writes them to var/screenshots.

Not a test: pytest collects it only when it is named, for the browser and the server that its fixtures bring along.
"""

from pathlib import Path

import pytest
from django.http import HttpResponse
from playwright.sync_api import Page

from policies.answers import cookie
from policies.library.appearance import NAME
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journey import published
from tests.persons import CAST, DAY

__all__ = ["published"]

FOLDER = Path(__file__).parents[2] / "var" / "screenshots"
PAGES = {
    "start": "/",
    "question": "/check/work",
    "answers": "/check/answers",
    "resume": "/resume",
    "result": "/result",
    "catalogue": "/policies/",
    "policy": "/policies/qj-rent-subsidy",
    "measures": "/measures/",
    "about": "/about/",
    "interface": "/api/v1/",
    "not-there": "/nothing-here",
}
LOOKS = {"": "normal.light", "-dark": "normal.dark", "-large": "large.light"}


def dress(page: Page, base: str, person: str, look: str) -> None:
    """The cookies of somebody who has answered, and who likes the pages that way."""
    response = HttpResponse()
    cookie.save(response, CAST[person].on(DAY))
    worn = {cookie.NAME: response.cookies[cookie.NAME].value, NAME: look}
    page.context.add_cookies([{"name": name, "value": value, "url": base} for name, value in worn.items()])


def picture(page: Page, path: Path) -> None:
    """The whole page as on a screen high enough for it, so that what sticks to an edge covers nothing.

    Without `caret` Playwright would write a style into the page, which the page forbids and reports.
    """
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    page.screenshot(path=path, caret="initial")
    page.set_viewport_size({"width": width, "height": height})


def assert_styled(page: Page) -> None:
    """A style sheet that is being edited while the pictures are taken may come empty, or not at all."""
    rules = page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length)")
    assert all(rules), f"{page.url}: a style sheet is empty, take the pictures again"


@pytest.mark.parametrize("look", LOOKS.values(), ids=["light", "dark", "large"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.usefixtures("published")
def test_picture(open_page, live_server, viewport, look):
    FOLDER.mkdir(parents=True, exist_ok=True)
    suffix = next(name for name, value in LOOKS.items() if value == look)
    page = open_page(viewport)
    dress(page, live_server.url, "master_2025", look)
    for name, address in PAGES.items():
        page.goto(address)
        assert_styled(page)
        picture(page, FOLDER / f"{name}-{viewport['width']}{suffix}.png")
