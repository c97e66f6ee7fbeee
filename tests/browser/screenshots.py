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
        page.screenshot(path=FOLDER / f"{name}-{viewport['width']}{suffix}.png", full_page=True)
