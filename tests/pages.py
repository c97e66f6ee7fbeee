"""What a page shows: the text of a response, or of one element in it, in one line and with plain spaces."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


class _Text(HTMLParser):
    """Collects the text inside the element with this id; without an id, inside the body."""

    def __init__(self, element: str | None) -> None:
        super().__init__()
        self.element = element
        self.depth = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        begins = tag == "body" if self.element is None else ("id", self.element) in attrs
        if tag not in VOID and (self.depth or begins):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.depth:
            self.depth -= 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.parts.append(data)


def text(response, element: str | None = None) -> str:
    """Empty where there is no such element."""
    parser = _Text(element)
    parser.feed(response.content.decode())
    return " ".join("".join(parser.parts).split())
