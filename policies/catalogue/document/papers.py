"""The papers that policies ask for: each is what its text says, and has a short name that fits into a cookie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

LENGTH = 4
CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def papers_of(policy: Mapping[str, Any]) -> tuple[str, ...]:
    """What its steps name, each once, in their order."""
    steps = policy.get("steps", ())
    return tuple(dict.fromkeys(paper for step in steps for paper in step.get("materials", ())))


@lru_cache(maxsize=4096)  # texts of a few releases; nothing that a visitor wrote
def short(paper: str) -> str:
    """LENGTH letters and digits, always the same for a text: one in fifteen million has them by chance."""
    number, letters = int.from_bytes(sha256(paper.encode()).digest()[:8], "big"), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(CHARACTERS))
        letters += CHARACTERS[place]
    return letters


def all_short(policies: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(short(paper) for policy in policies for paper in papers_of(policy))


def in_one(names: Iterable[str]) -> str:
    """Short names as one text."""
    return "".join(sorted(names))


def apart(text: object) -> frozenset[str]:
    """The short names of such a text; none where it is no text."""
    if not isinstance(text, str):
        return frozenset()
    return frozenset(text[at : at + LENGTH] for at in range(0, len(text), LENGTH))
