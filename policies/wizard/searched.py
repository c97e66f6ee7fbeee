"""A choice of so many options that nobody reads them all: what is typed narrows them, here and not in the browser.

What was typed stands in the form and nowhere else; whoever comes back later sees the option they chose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policies.wizard.bare import bare

Entry = Mapping[str, Any]
# Up to as many options all of them stand on the page.
ALL_SHOWN = 40
# Of those that were found, as many stand on the page.
LISTED = 12
LONGEST = 40
TYPED = "{}-find"
# What the field held when the page was sent: left like this, it was looked up already.
SHOWN = "{}-find-shown"
# The name of the button 「查找」; its value is the question. No key of a question has a dash.
BUTTON = "find-for"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands below the search field. `options`: the first of those found, the one that is ticked before them if
    it is not among them; `count`: of all that were found; `of`: of all there are."""

    typed: str
    options: tuple[Entry, ...]
    count: int
    of: int

    @property
    def longest(self) -> int:
        """In characters."""
        return LONGEST

    @property
    def is_all(self) -> bool:
        return self.count <= LISTED


def is_searched(question: Entry) -> bool:
    several = question["type"] == "choice" and not question.get("many")
    return several and len(question["choices"]) > ALL_SHOWN


def found(question: Entry, ticked: str, post: Mapping[str, str]) -> Found | None:
    """None for a question whose options all stand on the page. `ticked`: the value of the one chosen, or empty."""
    if not is_searched(question):
        return None
    typed = _typed(question, post)
    several = _matching(question["choices"], typed) if typed else []
    listed = several[:LISTED]
    if ticked and all(one["value"] != ticked for one in listed):
        listed = [*(one for one in question["choices"] if one["value"] == ticked), *listed]
    return Found(typed, tuple(listed), len(several), len(question["choices"]))


def named(question: Entry, post: Mapping[str, str]) -> str | None:
    """The value of the option whose whole name was typed since the page was sent; None where none, or several, are
    called so."""
    if not is_searched(question) or not (typed := bare(_new(question, post))):
        return None
    several = [str(one["value"]) for one in question["choices"] if bare(one["label"]) == typed]
    return several[0] if len(several) == 1 else None


def looked_up(questions: Collection[Entry], post: Mapping[str, str]) -> str | None:
    """The question whose options somebody wants to see: they typed what was not looked up yet, or pressed 「查找」."""
    for question in questions:
        if is_searched(question) and (_new(question, post) or post.get(BUTTON) == question["key"]):
            return str(question["key"])
    return None


def _typed(question: Entry, post: Mapping[str, str]) -> str:
    return post.get(TYPED.format(question["key"]), "").strip()[:LONGEST]


def _new(question: Entry, post: Mapping[str, str]) -> str:
    typed = _typed(question, post)
    return "" if typed == post.get(SHOWN.format(question["key"]), "") else typed


def _matching(options: Sequence[Entry], typed: str) -> list[Entry]:
    """Those with all words of it in their name or its explanation, those that begin with it first; where there are
    none, those whose name is part of it: 西湖区 of 杭州市西湖区."""
    words = [word for part in typed.split() if (word := bare(part))]
    names = [(bare(one["label"]), bare(one.get("help", "")), one) for one in options]
    ranked = [
        (_rank(name, words), one)
        for name, explained, one in names
        if all(word in name or word in explained for word in words)
    ]
    if ranked:
        return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]
    return [one for _, one in sorted(_parts(names, "".join(words)), key=lambda pair: pair[0])]


def _rank(name: str, words: Sequence[str]) -> int:
    if not words:
        return 0
    return 0 if name == words[0] else 1 if name.startswith(words[0]) else 2 if words[0] in name else 3


def _parts(names: Sequence[tuple[str, str, Entry]], typed: str) -> Iterator[tuple[int, Entry]]:
    """The longest name first; one of a single character is part of too much."""
    for name, _, one in names:
        if len(name) > 1 and name in typed:
            yield -len(name), one
