"""Pictures of the main pages, to look at: `make screenshots` writes them to var/screenshots.

Beside them money.md: what is said of money in everybody's plan and suppositions, and what of the interface it is.

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
from tests.supposing.money_said import in_plan, in_suppositions

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


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", CAST)
@pytest.mark.usefixtures("published")
def test_plan_and_suppositions(open_page, live_server, viewport, name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = open_page(viewport)
    dress(page, live_server.url, name, "normal.light")
    for kind, address in (("plan", "/result"), ("if", "/result/if")):
        page.goto(address)
        assert_styled(page)
        picture(page, FOLDER / f"{kind}-{name}-{viewport['width']}.png")


@pytest.mark.usefixtures("published")
def test_where_money_comes_from(client):
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = ["| person | sentence | interface |", "|---|---|---|"]
    for name, person in CAST.items():
        response = HttpResponse()
        cookie.save(response, person.on(DAY))
        client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value
        for said in (*in_plan(client, person), *in_suppositions(client, person)):
            of_interface = "; ".join(f"{key} = {value:,}" for key, value in said.of_interface.items())
            lines.append(f"| {name} | {said.sentence} | {of_interface} |")
    (FOLDER / "money.md").write_text("\n".join(lines) + "\n", "utf-8")
