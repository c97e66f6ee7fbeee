"""A code that an entry had before belongs to it alone: no other entry has it, and none had it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from policies.catalogue.document import renaming
from policies.catalogue.document.naming import TITLES
from policies.catalogue.document.owners import NAMES

from .parsed import Parsed
from .problems import Path, Problem


def check(parsed: Parsed) -> Iterator[Problem]:
    for name in renaming.KINDS:
        yield from _unique(list(parsed.each(name)), NAMES[name], parsed.names[name], TITLES[name])
        if name in renaming.INSIDE:
            inner, column = renaming.INSIDE[name]
            for path, owner in parsed.each(name):
                entries = [((*path, inner, number), one) for number, one in enumerate(getattr(owner, inner))]
                codes = [getattr(one, column) for _, one in entries]
                yield from _unique(entries, column, codes, "选项" if inner == "choices" else "档次")


def _unique(entries: list[tuple[Path, Any]], column: str, codes: list[str], title: str) -> Iterator[Problem]:
    times = Counter(old for _, entry in entries for old in entry.formerly)
    for path, entry in entries:
        for number, old in enumerate(entry.formerly):
            if old in codes:
                whose = "它自己现在" if old == getattr(entry, column) else f"另一个{title}现在"
                message = f"以前的代码“{old}”是{whose}的代码，请从 formerly 里删掉"
            elif times[old] > 1:
                message = f"以前的代码“{old}”写了不止一次，只能属于一个{title}，请只留一个"
            else:
                continue
            yield Problem((*path, "formerly", number), "duplicate", message)
