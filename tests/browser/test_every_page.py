"""Every page as it is used: by thumbs, by eyes that need large text, by ears, and in browsers without style sheets."""

from dataclasses import dataclass, replace

import pytest
from django.http import HttpResponse
from playwright.sync_api import Page

from policies.answers import cookie
from policies.library import appearance
from tests.persons import BACHELOR_2026
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]

# One who has something of nearly everything: upcoming, left out, near, open, held already.
PERSON = replace(BACHELOR_2026.on(), received=frozenset({"qz-social-insurance"})).without("talent_code")
ADDRESSES = (
    "/",
    "/start/buying-a-home",
    "/check/more",
    "/check/answers",
    "/result",
    "/result/if",
    "/result/if/work_status",
    "/result/questions",
    "/result/dates",
    "/result?view=slip",
    "/result?view=fits",
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
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"


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


# What can be pressed, smaller than a thumb; `least` in pixels. A link within a sentence is as high as its line.
TOO_SMALL = """() => {
    const least = document.documentElement.matches(".large") ? 60 : 44;
    const around = one => one.closest("p, li, dd, dt, small, h3, div").textContent.trim();
    const inSentence = one => one.localName === "a" && getComputedStyle(one).display === "inline"
        && around(one).length > one.textContent.trim().length + 3;
    const pressable = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    const found = [];
    for (const one of document.querySelectorAll(pressable)) {
        const pressed = one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one;
        if (!pressed.checkVisibility({visibilityProperty: true}) || one.matches(".skip") || inSentence(one)) continue;
        // What an ::after adds around it can be pressed as well.
        const boxes = [pressed.getBoundingClientRect(), getComputedStyle(pressed, "::after")];
        const [width, height] = ["width", "height"].map(
            side => Math.max(...boxes.map(box => parseFloat(box[side]) || 0)));
        const name = pressed.textContent.trim().slice(0, 30);
        // Boxes are laid out in fractions of pixels.
        // The sections share the width of a phone; each can be reached by other links as well.
        const narrowest = one.matches(".progress a") ? 44 : least;
        if (width < narrowest - .5 || height < least - .5) found.push(`${name}: ${width}×${height}`);
    }
    return found;
}"""

# Text under 16 pixels that is no aside: a source, a mark, a fine print, what stands at the foot.
ASIDES = (
    ".fine, cite, .tag, .status, .foot, .progress, .top form, .bar small, .faint, [id$=why-asked], .unseen, code, pre"
)
TOO_FINE = """asides => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || parent.closest(asides) || !parent.checkVisibility()) continue;
        const size = parseFloat(getComputedStyle(parent).fontSize);
        if (size < 16) found.push(`${node.data.trim().slice(0, 30)}: ${size}`);
    }
    return found;
}"""

# Links and buttons of one name that do not do the same.
OF_ONE_NAME = """() => {
    const doing = new Map(), found = [];
    for (const one of document.querySelectorAll("a[href], button, summary, input[type=checkbox]")) {
        if (!one.checkVisibility()) continue;
        const label = one.localName === "input" ? one.labels[0] : one;
        const spoken = label.ariaLabel || label.textContent;
        const name = spoken.replace(/\\s+/g, " ").trim();
        const does = one.href || (one.name ? `${one.name}=${one.value}` : one.closest("[id]").id + one.localName);
        if (!name) found.push(one.outerHTML);
        if (doing.has(name) && doing.get(name) !== does) found.push(`${name}: ${does}`);
        doing.set(name, does);
    }
    return found;
}"""


TOO_WIDE = (
    """() => document.documentElement.scrollWidth > innerWidth ? [`${document.documentElement.scrollWidth}`] : []"""
)
# What stays on the screen while one scrolls must leave most of it.
IN_THE_WAY = """() => {
    const bar = document.querySelector(".bar:not([hidden])");
    if (!bar || getComputedStyle(bar).position !== "sticky") return [];
    return bar.offsetHeight > innerHeight / 4 ? [`${bar.offsetHeight}`] : [];
}"""

# Targets of 44 pixels (60 in 长辈版), text of 16 pixels, names that say which policy or question they are about; and
# without a style sheet names do not run into what explains them.
OF_USE = (RUN_TOGETHER, TOO_SMALL, f"() => ({TOO_FINE})({ASIDES!r})", OF_ONE_NAME)
# Nothing needs sideways scrolling, and the bar is not in the way.
OF_ROOM = (TOO_WIDE, IN_THE_WAY)


@dataclass(frozen=True)
class Screen:
    """In pixels; `text_size` is the one that the browser is set to."""

    width: int = 375
    height: int = 667
    text_size: int = 16


class Tab:
    """A page on a screen, and then on another one. To lay a page out anew takes time: only what differs is set."""

    def __init__(self, page: Page):
        self.page, self.devtools, self.screen = page, page.context.new_cdp_session(page), Screen(0, 0, 0)

    def show_on(self, screen: Screen) -> None:
        before, self.screen = self.screen, screen
        if screen.text_size != before.text_size:
            sizes = {"fontSizes": {"standard": screen.text_size, "fixed": screen.text_size}}
            self.devtools.send("Page.setFontSizes", sizes)
        if (screen.width, screen.height) != (before.width, before.height):
            self.page.set_viewport_size({"width": screen.width, "height": screen.height})
            # The page's own scripts hear of it before the first of these frames.
            self.page.evaluate("new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))")


# What is looked for: in 长辈版 (True) or without it, on which screen.
LOOKED_FOR = {
    False: {Screen(): OF_USE, Screen(text_size=32): OF_ROOM},
    True: {Screen(): OF_USE, Screen(text_size=24): OF_ROOM, Screen(320, 640): OF_ROOM},
}


@pytest.fixture(scope="module")
def looked_at():
    """What `faults` has found so far."""
    return {}


@pytest.fixture
def faults(looked_at, open_page, live_server, live_catalogue):
    """`faults(large, screen)`: by address what the looks find on PERSON's pages, everything unfolded.

    To load a page costs more than to look at it: each is loaded once for all screens that it is looked at on.
    """

    def look(large):
        response = HttpResponse()
        cookie.save(response, PERSON)
        page = open_page()
        worn = "large.auto" if large else "normal.auto"
        values = {cookie.NAME: response.cookies[cookie.NAME].value, appearance.NAME: worn}
        page.context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in values.items()])
        tab, screens, found = Tab(page), list(LOOKED_FOR[large]), {screen: {} for screen in LOOKED_FOR[large]}
        tab.show_on(screens[0])
        for address in (*ADDRESSES, *(f"/check/{section}" for section in live_catalogue.sections)):
            page.goto(address)
            page.evaluate(UNFOLD)
            for screen in screens:
                tab.show_on(screen)
                faults = [fault for one in LOOKED_FOR[large][screen] for fault in page.evaluate(one)]
                found[screen][page.url] = list(dict.fromkeys(faults))
            # The next page is loaded on the screen that this one was shown on last.
            screens.reverse()
        return found

    def found_on(large, screen):
        if large not in looked_at:
            looked_at[large] = look(large)
        found = looked_at[large][screen]
        assert len(found) > len(ADDRESSES)
        return {address: these for address, these in found.items() if these}

    return found_on


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_thumbs_eyes_and_ears_find_what_they_need(faults, large):
    assert faults(large, Screen()) == {}


@pytest.mark.parametrize(
    ("width", "height", "large", "text_size"), [(375, 667, False, 32), (375, 667, True, 24), (320, 640, True, 16)]
)
def test_with_large_text_nothing_needs_sideways_scrolling_and_the_bar_is_not_in_the_way(
    faults, width, height, large, text_size
):
    assert faults(large, Screen(width, height, text_size)) == {}
