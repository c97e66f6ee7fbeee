"""The handbook leads nowhere that is not there, and every page of it can be found."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs" / "handbook"
PAGES = sorted(DOCS.glob("*.md"))
LINK = re.compile(r"\[[^\]]+\]\(([^)#]*)(?:#([^)]+))?\)")


def anchors(page):
    """As the hosts of repositories make them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w-]", "", heading.replace(" ", "-")) for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target, anchor in LINK.findall(page.read_text("utf-8").replace("![", "[")):
        if target.startswith("../pictures/"):
            continue
        other = DOCS / target if target else page
        assert other in PAGES, target
        assert not anchor or anchor in anchors(other), f"{target}#{anchor}"


def test_every_page_stands_in_the_contents():
    named = {target for target, _ in LINK.findall((DOCS / "README.md").read_text("utf-8"))}
    assert {page.name for page in PAGES} - {"README.md"} <= named
