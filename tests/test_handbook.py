"""The handbook leads nowhere that is not there, all of it can be found, and it calls things as the screens do."""

import re
from pathlib import Path

import pytest

from policies.admin import handbook
from tests.screen_words import known

DOCS = Path(__file__).resolve().parent.parent / "docs" / "handbook"
PAGES = sorted(DOCS.glob("*.md"))
LINK = re.compile(r"\[[^\]]+\]\(([^)#]*)(?:#([^)]+))?\)")
# A placeholder in words as they stand on a screen: “断开的链接 N 个”, “增加 …”.
GAP = re.compile(r"……| N ")
# With quotes inside: “答“是”怎么说”.
QUOTED = re.compile("“([^“”]*(?:“[^“”]*”[^“”]*)*)”")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def anchors(page):
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {handbook.anchor(heading) for heading in headings}


def leads_somewhere(target, anchor, page):
    other = DOCS / target if target else page
    assert other in PAGES, target
    assert not anchor or anchor in anchors(other), f"{target}#{anchor}"


@each_page
def test_every_link_leads_somewhere(page):
    for target, anchor in LINK.findall(page.read_text("utf-8").replace("![", "[")):
        if not target.startswith("../pictures/"):
            leads_somewhere(target, anchor, page)


def test_every_page_stands_in_the_contents():
    named = {target for target, _ in LINK.findall((DOCS / "README.md").read_text("utf-8"))}
    assert {page.name for page in PAGES} - {"README.md"} <= named


def test_every_chapter_of_a_page_is_there():
    for target in handbook.about().values():
        leads_somewhere(*target.partition("#")[::2], None)


@each_page
def test_words_in_quotes_stand_on_the_screens(page):
    """What is to be typed stands in backticks, and is nobody's word but the reader's."""
    text = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))
    quoted = QUOTED.findall(text)
    missing = [words for words in quoted if not all(known(part) for part in GAP.split(words) if part)]
    assert not missing
