"""Two pages as citizens see them, side by side: lines that differ are marked, links lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe

# What stands on a line of its own.
LINES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "summary", "td", "th"})
BLOCKS = LINES | {"article", "section", "div", "header", "footer", "ul", "ol", "dl", "details", "table", "tr"}
# Names would be there twice, and nothing on either page is to be pressed.
DROPPED = re.compile(r'\s(?:id|for|href|action|aria-labelledby|aria-describedby|aria-controls)="[^"]*"')
HREF = re.compile(r'\shref="(https?://[^"]*)"')
PRESSED = frozenset({"button", "input", "select", "textarea"})
# (before, after) of lines that were replaced, and of those that have no counterpart.
WORDS = {"replace": ("原来", "改成"), "delete": ("去掉", ""), "insert": ("", "新增")}
Line = tuple[str, str]


class _Read(HTMLParser):
    """`parts`: the page piece by piece, a line's number beside the piece that begins it; `lines`: (tag, own text)."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[tuple[str, int | None]] = []
        self.lines: list[Line] = []
        self.open: list[int] = []
        self.addresses: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if tag == "a":
            found = HREF.search(raw)
            self.addresses.append(found[1] if found else "")
        raw = DROPPED.sub("", raw)
        if tag == "form":
            raw = "<div>"
        elif tag in PRESSED:
            raw = f"{raw.rstrip('/>')} disabled>"
        if tag not in BLOCKS:
            self.parts.append((raw, None))
            return
        self.open.append(len(self.lines))
        self.lines.append((tag, ""))
        self.parts.append((raw, self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS and self.open:
            self.open.pop()
        self.parts.append(("</div>" if tag == "form" else f"</{tag}>", None))
        if tag == "a" and self.addresses and (address := self.addresses.pop()):
            # Where only the address changed, there would be nothing to be seen.
            self.parts.append((f' <small class="address">{address}</small>', None))
            self._say(address)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        # An icon is drawn by its address.
        self.parts.append((raw if tag == "use" else DROPPED.sub("", raw), None))

    def handle_data(self, data: str) -> None:
        self.parts.append((data, None))
        self._say(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _say(self, text: str) -> None:
        if self.open:
            tag, said = self.lines[self.open[-1]]
            self.lines[self.open[-1]] = (tag, said + text)


def still(page: str) -> SafeString:
    """One page, on which nothing can be pressed either."""
    return mark_safe("".join(_marked(_Read(page), {})))  # noqa: S308 - it was rendered by templates, which escape


def side_by_side(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both were rendered by templates, which escape."""
    pages = _Read(before), _Read(after)
    marks: tuple[dict[int, str], dict[int, str]] = ({}, {})
    numbers = [list(_told(page)) for page in pages]
    texts = [
        [(page.lines[number][0], _unmarked(page.lines[number][1])) for number in told]
        for page, told in zip(pages, numbers, strict=True)
    ]
    for kind, *bounds in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        for side, (start, stop) in enumerate((bounds[:2], bounds[2:])):
            for number in numbers[side][start:stop] if kind != "equal" else ():
                marks[side][number] = WORDS[kind][side]
    found = ["".join(_marked(page, said)) for page, said in zip(pages, marks, strict=True)]
    return mark_safe(found[0]), mark_safe(found[1])  # noqa: S308 - see above


def _told(page: _Read) -> Iterator[int]:
    """The lines that say anything by themselves."""
    return (number for number, (_, said) in enumerate(page.lines) if _unmarked(said))


def _unmarked(said: str) -> str:
    return " ".join(said.replace("&nbsp;", " ").split())


def _marked(page: _Read, marks: dict[int, str]) -> Iterator[str]:
    for raw, number in page.parts:
        if number in marks:
            yield f'{raw[:-1]} data-changed><b class="mark">{escape(marks[number])}</b> '
        else:
            yield raw
