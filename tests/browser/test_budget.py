"""What a phone has to load, as it comes over the line: compressed, from us alone, and staying where it was put."""

import gzip

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import MASTER_2025, SWAPPING, answer_all, begin, published  # noqa: F401 - a fixture

KB = 1024
# Status line and headers of one response, more than it ever is.
HEADERS = 600
FIRST_VISIT, SWAP = 45 * KB, 8 * KB
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    const add = shift => { if (!shift.hadRecentInput) sum += shift.value; };
    new PerformanceObserver(list => list.getEntries().forEach(add)).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 300);
})"""


class Line:
    """What came over it since `clear`, by address, in bytes."""

    def __init__(self, page: Page) -> None:
        self.sizes: dict[str, int] = {}
        self.foreign: list[str] = []
        self.page = page
        page.on("requestfinished", self.note)

    def note(self, request) -> None:
        response = request.response()
        if not request.url.startswith(("http://localhost", "http://127.0.0.1")):
            self.foreign.append(request.url)
        if response.status in (301, 302, 304):
            size = 0
        elif response.header_value("content-encoding") == "gzip":
            size = request.sizes()["responseBodySize"]
        else:
            # The live server sends static files as they are; in earnest WhiteNoise sends them compressed like this.
            size = len(gzip.compress(response.body(), 9))
        self.sizes[f"{request.method} {request.url}"] = size + HEADERS

    def clear(self) -> None:
        self.sizes.clear()

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


@pytest.fixture
def line(phone):
    return Line(phone)


def test_a_first_visit_is_light_and_all_from_here(phone, line):
    phone.goto("/", wait_until="networkidle")
    start = line.total
    assert start <= FIRST_VISIT, line.sizes
    begin(phone)
    phone.wait_for_load_state("networkidle")
    assert line.total <= FIRST_VISIT, line.sizes
    assert not line.foreign
    print(f"start {start} bytes, with the first section {line.total}")  # noqa: T201 - shown by pytest -rP


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_while_pages_load(phone, width):
    phone.set_viewport_size({"width": width, "height": 812})
    phone.goto("/")
    assert phone.evaluate(SHIFTS) == 0
    begin(phone)
    assert phone.evaluate(SHIFTS) == 0


def test_a_change_brings_little_and_nothing_moves_but_what_it_changed(phone, line):
    done: set[str] = set()
    begin(phone)
    while not phone.url.endswith("/result"):
        line.clear()
        answer_all(phone, MASTER_2025.answers, script=True, done=done)
        swaps = {address: size for address, size in line.sizes.items() if address.startswith("POST")}
        assert all(size - HEADERS <= SWAP for size in swaps.values()), swaps
        print(phone.url, swaps)  # noqa: T201
        expect(phone.locator(SWAPPING)).to_have_count(0)
        before = phone.url
        phone.locator("#onwards").click()
        phone.wait_for_url(lambda url, before=before: url != before)
        assert phone.evaluate(SHIFTS) == 0, phone.url
