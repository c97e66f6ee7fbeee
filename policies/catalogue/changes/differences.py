"""What differs between two documents, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies.catalogue.document.canonical import Document
from policies.catalogue.document.naming import TITLES
from policies.catalogue.document.owners import LISTS, NAMES, Owner, called, listed, owner

Path = tuple[str | int, ...]
LONGEST = 60
# What stands in an entry only where there is any.
SELDOM = ("formerly", "changes")


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` within the entry; empty where the whole entry was added (`before` is None) or removed (`after`)."""

    name: str
    code: str
    owner: Owner
    path: Path
    before: Any
    after: Any

    def __str__(self) -> str:
        entry = f"{TITLES[self.name]} {self.code}"
        if not self.path:
            return f"{entry}：{'新增' if self.before is None else '删除'}"
        place = ".".join(str(part + 1) if isinstance(part, int) else part for part in self.path)
        return f"{entry}：{place} {_said(self.before)} → {_said(self.after)}"


def differences(before: Document, after: Document) -> list[Difference]:
    return [difference for name in LISTS if name in NAMES for difference in _in_list(name, before, after)]


def _in_list(name: str, before: Document, after: Document) -> Iterator[Difference]:
    old = {called(name, entry): entry for entry in listed(before, name)}
    new = {called(name, entry): entry for entry in listed(after, name)}
    for code in [*old, *(code for code in new if code not in old)]:
        its_owner = owner(name, new.get(code) or old[code])
        if code not in old or code not in new:
            yield Difference(name, code, its_owner, (), old.get(code), new.get(code))
            continue
        both = _alike(old[code], new[code])
        # Most entries are the same, which is seen sooner than where they differ.
        for path, was, is_now in _inside(*both, ()) if _differ(*both) else ():
            yield Difference(name, code, its_owner, path, was, is_now)
    yield from _moved(name, [code for code in old if code in new], [code for code in new if code in old], new)


def _alike(before: dict[str, Any], after: dict[str, Any]) -> tuple[Any, Any]:
    """The codes an entry had before, and its dated changes, stand in it only where it has any."""
    both = before | after
    seldom = [name for name in SELDOM if name in both]
    old, new = ({name: one.get(name, []) for name in seldom} | one for one in (before, after))
    return old, new


def _moved(name: str, old: list[str], new: list[str], entries: dict[str, Any]) -> Iterator[Difference]:
    """The first entry that stands elsewhere."""
    for number, code in enumerate(new):
        if old[number] != code:
            yield Difference(name, code, owner(name, entries[code]), ("顺序",), old.index(code) + 1, number + 1)
            return


def _differ(before: Any, after: Any) -> bool:
    """Whether anything is found inside."""
    if type(before) is not type(after):
        return True
    if isinstance(before, dict):
        return before.keys() != after.keys() or any(_differ(before[key], after[key]) for key in before)
    if isinstance(before, list):
        return len(before) != len(after) or any(map(_differ, before, after))
    return bool(before != after)


def _inside(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        for key in before:
            yield from _inside(before[key], after[key], (*path, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (was, is_now) in enumerate(zip(before, after, strict=True)):
            yield from _inside(was, is_now, (*path, number))
    elif before != after or type(before) is not type(after):
        yield path, before, after


def _said(value: Any) -> str:
    if value in (None, "", []):
        return "（无）"
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
