"""That the quick look for what is hard to read finds what axe finds, however much of a page is alike."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.wizard.conftest import live_catalogue, shipped

__all__ = ["live_catalogue", "shipped"]

LINES = "".join(f"<li>第 {number} 行</li>" for number in range(9))
PAGE = f"""<!doctype html><html lang="zh"><title>行</title><style>
    body {{ color: #111; background: #fff }} ul {{ position: relative }} .behind {{ position: absolute; z-index: -1;
    inset: 40px 0 0; background: #222 }} .pale {{ color: #bbb }} .dark {{ background: #222 }}
    </style><main><h1>行</h1><ul>{LINES}</ul></main></html>"""


@pytest.fixture
def page(open_page):
    page = open_page({"width": 1280, "height": 900})
    page.set_content(PAGE)
    return page


@pytest.mark.parametrize(
    "fault",
    [
        "lines[7].style.color = '#bbb'",
        "lines[7].className = 'pale'",
        "document.styleSheets[0].insertRule('li:nth-child(8) { color: #bbb }')",
        "lines[7].style.opacity = '.3'",
        "lines[7].style.background = '#333'",
        "lines[7].innerHTML = '<span>好<b class=pale>不好</b></span>'",
        "lines[5].innerHTML = '<div><em>好的</em></div>', lines[7].innerHTML = '<div class=dark><em>好的</em></div>'",
        # The first that is written so is of one letter, which axe leaves alone.
        "lines[6].className = lines[7].className = 'pale', lines[6].textContent = '一'",
        # The first is nowhere to be seen.
        "[5, 7].forEach(n => lines[n].innerHTML = `<div style='overflow: hidden; height: ${n - 5}em'>"
        "<p class=pale>字句</p></div>`)",
        "lines[6].className = lines[7].className = 'pale', lines[6].style.display = 'none'",
        "lines[5].innerHTML = '<input disabled id=n><label for=n class=pale>名字</label>',"
        "lines[7].innerHTML = '<input id=m><label for=m class=pale>名字</label>'",
        # All lines are written alike; what is dark lies behind some of them.
        "document.querySelector('ul').insertAdjacentHTML('beforeend', '<li class=behind></li>')",
    ],
)
def test_one_line_of_many_that_cannot_be_read_is_found(page, assert_accessible, fault):
    assert_accessible(page)
    page.evaluate(f"() => {{ const lines = document.querySelectorAll('li'); {fault} }}")
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page)


def test_whatever_else_axe_finds_is_told(page, assert_accessible):
    page.evaluate("document.querySelectorAll('li')[7].innerHTML = '<input><img src=\"data:,\">'")
    with pytest.raises(AssertionError, match=r"image-alt(.|\n)*label"):
        assert_accessible(page)


@pytest.mark.parametrize("address", ["/policies/qj-health-check-free", "/api/v1/"])
def test_on_a_page_of_the_site_it_names_the_same_styles(open_page, assert_accessible, address):
    """Of all that axe finds pale, one of each kind is named, and nothing besides."""
    page = open_page()
    page.goto(address)
    page.evaluate("document.styleSheets[0].insertRule('.fine, cite, h2, li a, td, code { color: #bbb !important }')")
    kinds = "all => all.map(one => document.querySelector(one)).map(one => `${one.localName}.${one.className}`)"
    known = Axe().run(page).response["violations"]
    every = [node["target"][0] for found in known for node in found["nodes"]]
    with pytest.raises(AssertionError) as said:
        assert_accessible(page)
    named = re.findall(r"Target: (.+)", str(said.value))
    assert set(named) <= set(every)
    assert len(named) < len(every)
    assert set(page.evaluate(kinds, named)) == set(page.evaluate(kinds, every))
