"""Every page as it is used: by thumbs, by eyes that need large text, by ears, and in browsers without style sheets."""

from dataclasses import replace

import pytest
from django.http import HttpResponse
from playwright.sync_api import Page

from policies.answers import cookie
from policies.library import appearance
from tests.persons import BACHELOR_2026
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]

# One who has something of nearly everything: upcoming, left out, near, open, held already.
PERSON = replace(BACHELOR_2026.on(), received=frozenset({"qz-social-insurance"})).without("housing_fund_months")
ADDRESSES = (
    "/",
    *(
        f"/check/{code}"
        for code in ("education", "work", "insurance", "housing", "family", "post", "startup", "answers")
    ),
    "/result",
    "/resume",
    "/policies/",
    "/policies/?q=xyz",
    "/policies/qz-talent-rent",
    "/policies/qj-health-check-free",
    "/measures/",
    "/about/",
    "/api/v1/",
    "/nothing-here",
)
every_page = pytest.mark.parametrize("address", ADDRESSES)


@pytest.fixture
def see(open_page, live_server):
    """`see(address)`: the page for PERSON, everything unfolded; `large`: 长辈版."""

    def shown(address, width=375, height=667, large=False, **options) -> Page:
        response = HttpResponse()
        cookie.save(response, PERSON)
        page = open_page({"width": width, "height": height}, **options)
        values = {
            cookie.NAME: response.cookies[cookie.NAME].value,
            appearance.NAME: f"{'large' if large else 'normal'}.auto",
        }
        page.context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in values.items()])
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        return page

    return shown


# Neighbours without a space or a sign between them in the source, that only the style sheet puts into boxes apart.
RUN_TOGETHER = """() => {
    const stays = "span small b a time cite label code i em strong button input".split(" ");
    const nodes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.nodeType === 3 ? node.parentElement : node;
        const seen = !parent.closest("svg, script, noscript, option, datalist, template");
        if (seen && (node.nodeType === 3 || node.localName === "br")) nodes.push(node);
    }
    const path = (node, top) => {
        const found = [];
        for (let one = node.parentElement; one !== top; one = one.parentElement) found.push(one);
        return found;
    };
    const found = [];
    let before = null;
    for (const node of nodes) {
        if (node.localName === "br") { before = null; continue; }
        if (!node.data) continue;
        if (before && /[\\p{L}\\p{N}]$/u.test(before.data) && /^[\\p{L}\\p{N}]/u.test(node.data)) {
            let top = before.parentElement;
            while (!top.contains(node)) top = top.parentElement;
            const between = [...path(before, top), ...path(node, top)];
            const inline = between.every(one => stays.includes(one.localName));
            const boxed = between.some(one => {
                const style = getComputedStyle(one);
                const margin = Math.max(parseFloat(style.marginLeft), parseFloat(style.marginRight));
                return style.display !== "inline" || margin > .3 * parseFloat(style.fontSize);
            });
            if (inline && boxed) found.push(before.data.slice(-20) + " | " + node.data.slice(0, 20));
        }
        before = node;
    }
    return found;
}"""


@every_page
def test_without_a_style_sheet_names_do_not_run_into_what_explains_them(see, address):
    assert see(address).evaluate(RUN_TOGETHER) == []
