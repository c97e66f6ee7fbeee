"""Rows of words as a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from policies.catalogue.words.terminal import columns, to_the_left


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line per row."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(to_the_left, row, widths)).rstrip() for row in rows]
