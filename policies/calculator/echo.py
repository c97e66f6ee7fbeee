"""What somebody typed, as far as a message about it says it again."""

from __future__ import annotations

MOST_REPEATED = 40


def beginning(typed: object, most: int = MOST_REPEATED) -> str:
    """Of a paragraph that got there by mistake the beginning is enough to know it by."""
    text = str(typed)
    return text if len(text) <= most else f"{text[:most]}…"
