"""The content of a cookie or a resume code from before something was renamed, in the codes of now; see packed.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policies.answers.belonging import REGION
from policies.catalogue.document.renaming import Renaming

Read = Callable[[Any, Renaming], Any]


def in_present_codes(content: Any, now: Renaming) -> Any:
    """What is of no known form stays as it is: it is refused where it is read."""
    if not isinstance(content, dict):
        return content
    return content | {name: read(content[name], now) for name, read in PARTS.items() if name in content}


def _code(kind: str) -> Read:
    return lambda code, now: now.now(kind, code) if isinstance(code, str) else code


def _codes(kind: str) -> Read:
    return lambda codes, now: [_code(kind)(code, now) for code in codes] if isinstance(codes, list) else codes


def _by_code(kind: str) -> Read:
    return lambda said, now: (
        {now.now(kind, code): one for code, one in said.items()} if isinstance(said, dict) else said
    )


def _laid_aside(kept: Any, now: Renaming) -> Any:
    if not isinstance(kept, dict):
        return kept
    return {now.now("questions", key): _kept(key, several, now) for key, several in kept.items()}


def _kept(key: str, several: Any, now: Renaming) -> Any:
    """Answers laid aside, each with what it is about: answers, and the region."""
    question = now.now("questions", key)
    return [_one(question, one, now) for one in several] if isinstance(several, list) else several


def _one(question: str, one: Any, now: Renaming) -> Any:
    match one:
        case [value, dict(about), *rest]:
            known = now.answers(about)
            if isinstance(region := about.get(REGION), str):
                known[REGION] = now.now("regions", region)
            return [now.answer(question, value), known, *rest]
    return one


# By the names of the content's parts.
PARTS: dict[str, Read] = {
    "r": _code("regions"),
    "s": _code("sections"),
    "a": lambda values, now: now.answers(values) if isinstance(values, dict) else values,
    "n": _codes("questions"),
    "g": _codes("policies"),
    "p": _codes("policies"),
    "q": _by_code("policies"),
    "e": _by_code("regions"),
    "k": _laid_aside,
}
