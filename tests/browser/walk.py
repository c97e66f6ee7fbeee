"""Walks the numbered steps of a chapter of the handbook: what is clicked and filled in is named there, in order."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Locator, Page

DOCS = Path(__file__).resolve().parents[2] / "docs" / "handbook"
STEP = re.compile(r"^\s*(\d+\.|   -) ")
QUOTED = re.compile("“([^“”]*(?:“[^“”]*”[^“”]*)*)”")
GAP = re.compile(r"……| N ")
# All that a reader could find on a page, also where it is folded away.
TEXT = """() => [document.body.textContent,
  ...[...document.querySelectorAll("input[type=submit], [aria-label], iframe")].map(
    one => `${one.value ?? ""} ${one.ariaLabel ?? ""} ${one.title ?? ""}`)].join("\\n")"""

# A form is asked about its session before it is sent, so that its page comes only later.
LEADS_ON = (
    """one => one.matches("a") ? !one.getAttribute("href").startsWith("#") : one.type === "submit" && !!one.form"""
)


def steps(chapter: str) -> list[str]:
    """The words in quotes, in their order."""
    lines = (DOCS / f"{chapter}.md").read_text("utf-8").splitlines()
    return [words for line in lines if STEP.match(line) for words in QUOTED.findall(re.sub("`[^`]*`", "", line))]


class Walk:
    def __init__(self, page: Page, chapter: str) -> None:
        self.page, self.chapter = page, chapter
        self.words, self.at, self.seen = steps(chapter), 0, ""

    def go(self, name: str = "index", *args: object, query: str = "") -> None:
        self.page.goto(reverse(f"admin:{name}", args=args) + query)
        self.look()

    def look(self, page: Page | None = None) -> None:
        """Notes what stands on the page."""
        page = page or self.page
        page.wait_for_load_state()
        self.seen += " ".join(page.evaluate(TEXT).split())

    def click(self, words: str, within: Locator | None = None, *, last: bool = False) -> None:
        found = self.clickable(words, within)
        self.press(found.last if last else found.first)

    def press(self, found: Locator) -> None:
        """Waits for the page that it leads to, if it does."""
        self.look()
        if found.evaluate(LEADS_ON):
            with self.page.expect_navigation():
                found.click()
        else:
            found.click()
        self.look()

    def opened(self, words: str) -> Page:
        """The page that a click opens beside this one."""
        with self.page.expect_popup() as popup:
            self.clickable(words).first.click()
        self.look()
        self.look(popup.value)
        return popup.value

    def clickable(self, words: str, within: Locator | None = None) -> Locator:
        self._said(words)
        place = within or self.page.locator("body")
        # Counts and what is only for screen readers may follow: 未发布的修改 3 处, 前后对照：青年租房补助.
        name = re.compile(rf"^{re.escape(words)}($|[ （：])")
        found = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        return found.or_(place.locator("summary").filter(has_text=words)).filter(visible=True)

    def field(self, words: str, number: int = -1) -> Locator:
        """The last of its kind, as of a row just added, or the one of this number."""
        self._said(words)
        found = self.page.get_by_label(re.compile(rf"^\s*{re.escape(words)}[:：]?\s*$")).filter(visible=True)
        return found.nth(number)

    def fill(self, words: str, value: str, number: int = -1) -> None:
        self.field(words, number).fill(value)

    def select(self, words: str, choice: str, number: int = -1) -> None:
        """A choice by its beginning: 入职（job_start_date）."""
        field = self.field(words, number)
        named = field.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(choice)}($|[ （])"))
        field.select_option(value=named.first.get_attribute("value"))

    def check(self, words: str, number: int = -1) -> None:
        self.field(words, number).check()

    def act(self, action: str) -> None:
        """On the rows of a list that are ticked."""
        self._said("动作", action)
        self.page.locator("select[name=action]").select_option(label=action)
        self.click("执行")

    def search(self, text: str) -> None:
        self.page.locator("#searchbar").fill(text)
        self.click("搜索")

    def done(self) -> None:
        self.look()
        parts = [part.strip() for words in self.words for part in GAP.split(words)]
        missing = [part for part in parts if part and part not in self.seen]
        assert not missing, f"{self.chapter}: on the way these were not seen: {missing}"

    def _said(self, *words: str) -> None:
        for one in words:
            assert one in self.words[self.at :], f"{self.chapter} does not say “{one}” here, after {self.at} words"
            self.at = self.words.index(one, self.at)
