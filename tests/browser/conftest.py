"""A real Chromium against pytest-django's live server, which serves static files from their sources.

`phone`, `desktop` and `phone_without_script` are pages ready for `page.goto("/")`. Whatever such a page throws or
logs as an error, a blocked script or style above all, fails its test.
"""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

PHONE = {"width": 375, "height": 812}
DESKTOP = {"width": 1280, "height": 900}
# A page may be asked for that is not there; the test then looks at what is shown.
NOT_THERE = "Failed to load resource: the server responded with a status of"
# htmx reports a request that a later one replaced, or that leaving the page cut short.
EXPECTED_ERRORS = (NOT_THERE, "htmx:sendAbort", "htmx:afterRequest")
BROKEN_LINE = (
    "Failed to load resource: net::",
    "htmx:sendError",
    "htmx:responseError",
    "htmx:timeout",
    "Response Status",
)

# The shell draws the same pages in half the time: the others start the whole interface of a browser for each of them.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
# A page is open for a second or two: to draw and to load in the browser's own process, and not to compile twice what a
# script does, saves more than it costs. The feature beside is Playwright's own, of whose switch the last one counts.
OF_ONE_RUN = (
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2,CDPScreenshotNewSurface",
    "--js-flags=--no-opt --no-maglev",
)
# Milliseconds. A busy machine may take long over a page; what never comes is told all the same.
PATIENCE = 30_000

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        missing = f"Chromium was not found; Debian has it in the package {BROWSERS[0]}"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", *OF_ONE_RUN]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page(viewport, java_script_enabled=…)`: a page in a context of its own, so with no cookies yet.

    `broken_line`: that a request does not get through is what the test is about.
    """
    contexts, errors = [], []

    def note_console(message, broken_line):
        # What the test itself injects, such as axe, has no address.
        address = message.location["url"]
        from_page = address.startswith(live_server.url)
        # Without its style sheet or a script, a page is not the page that the test is about.
        lacks_part = address.startswith(f"{live_server.url}/static/") and message.text.startswith(NOT_THERE)
        expected = EXPECTED_ERRORS + (BROKEN_LINE if broken_line else ())
        if message.type == "error" and from_page and (lacks_part or not message.text.startswith(expected)):
            errors.append(f"{message.text} {address}")

    def open_one(viewport=PHONE, *, broken_line=False, **options) -> Page:
        context = chromium.new_context(
            viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=live_server.url, **options
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: note_console(message, broken_line))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not errors, "The page reported:\n" + "\n".join(errors)


@pytest.fixture
def phone(open_page) -> Page:
    return open_page(PHONE)


@pytest.fixture
def desktop(open_page) -> Page:
    return open_page(DESKTOP)


@pytest.fixture
def phone_without_script(open_page) -> Page:
    return open_page(PHONE, java_script_enabled=False)


@pytest.fixture(scope="session")
def assert_accessible():
    """Asserts that axe finds nothing wrong on the page as it stands now; the page needs scripts enabled."""
    axe, look = Axe(), (Path(__file__).parent / "accessible.js").read_text("utf-8")

    def check(page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe.axe_script)
        # What axe finds in order is most of its answer: it stays in the browser.
        results = AxeResults({"violations": page.evaluate(look)})
        assert not results.violations_count, f"{page.url}\n{results.generate_report()}"

    return check
