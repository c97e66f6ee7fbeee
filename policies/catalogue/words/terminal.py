"""How wide text stands in a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def to_the_left(text: str, width: int) -> str:
    """Filled up to so many columns; what is wider stays as it is."""
    return text + " " * (width - columns(text))


def to_the_right(text: str, width: int) -> str:
    """Likewise, with the space before it."""
    return " " * (width - columns(text)) + text
