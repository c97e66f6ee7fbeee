"""A change of a document as somebody types it: `qj-rent-subsidy.recurring.amount=8000`.

A path begins with the code of an entry, or with its list and its code (`parameters.minimum-wage`). Then come keys; of a
list the code of one of its entries, or its number counted from 1. `award` may be left out.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any, NoReturn

from policies.catalogue.document import canonical, naming, owners
from policies.catalogue.document.canonical import Document
from policies.catalogue.document.normal import normal
from policies.catalogue.validation.problems import Path, Problem, listed, quoted, similar
from policies.catalogue.validation.validation import validate

from .refused import CannotSimulate

# What an entry of a list within an entry is called by, the first that it has.
NAMES = ("code", "key", "value", "starts_on")
# What nobody is assessed by.
NOT_RULES = ("personas", "also_asked_if")
AWARD = "award"


def changed(document: Document, changes: list[str]) -> Document:
    """The document with all of these changes, in normal form. Raises CannotSimulate with everything that is wrong."""
    found, places, wrong = deepcopy(document), dict[Path, str](), list[str]()
    for change in changes:
        try:
            places[_put(found, change)] = change
        except CannotSimulate as refused:
            wrong += refused.sentences
    if wrong:
        raise CannotSimulate.of(wrong)
    if problems := validate(canonical.released(found)):
        raise CannotSimulate.of(_said(found, problem, places) for problem in problems)
    return normal(found)


def _put(document: Document, change: str) -> Path:
    """Changes the document in place; the path at which it does."""
    written, equals, text = change.partition("=")
    if not equals:
        raise CannotSimulate(f"“{change}”里没有等号；写成 路径=值，例如 policies.代码.recurring.amount=8000")
    parts = [part.strip() for part in written.split(".")]
    path, entry, rest = _entry(document, parts, change)
    if not rest:
        raise _refused(change, f"没有说改“{parts[-1]}”的哪一项", entry)
    for part in rest[:-1]:
        path, entry = _step(path, entry, part, change)
    path, entry, last = _last(path, entry, rest[-1], change)
    before = entry[last] if isinstance(entry, list) else entry.get(last)
    value = _value(text.strip(), before)
    if value == before and type(value) is type(before):
        raise CannotSimulate(f"“{change}”：本来就是{quoted(before)}，没有改动")
    entry[last] = value
    return (*path, last)


def _entry(document: Document, parts: list[str], change: str) -> tuple[Path, Any, list[str]]:
    """(its path, the entry, what of the parts is left)"""
    if parts[0] in owners.LISTS:
        names, code, rest = [parts[0]], parts[1] if len(parts) > 1 else "", parts[2:]
    else:
        names, code, rest = [name for name in owners.LISTS if name not in NOT_RULES], parts[0], parts[1:]
    found = [
        (name, number)
        for name in names
        for number, entry in enumerate(document.get(name, []))
        if owners.called(name, entry) == code
    ]
    if len(found) > 1:
        lists = "、".join(f"{name}.{code}" for name, _ in found)
        raise CannotSimulate(f"“{change}”：叫“{code}”的不止一个，请写清楚是哪一个：{lists}")
    if not found:
        known = [owners.called(name, entry) for name in names for entry in document.get(name, [])]
        known += [] if parts[0] in owners.LISTS else owners.LISTS
        what = f"{naming.TITLES[names[0]]}里" if len(names) == 1 else "政策、参数、问题等里面都"
        there = f"，有 {listed(known)}" if len(names) == 1 and known else ""
        raise CannotSimulate(f"“{change}”：{what}没有“{code}”{similar(code, known)}{there}")
    name, number = found[0]
    return (name, number), document[name][number], rest


def _step(path: Path, entry: Any, part: str, change: str) -> tuple[Path, Any]:
    if isinstance(entry, dict):
        if part not in entry and isinstance(entry.get(AWARD), dict) and part in entry[AWARD]:
            path, entry = (*path, AWARD), entry[AWARD]
        if part in entry:
            return (*path, part), entry[part]
    elif isinstance(entry, list) and (number := _number(entry, part)) is not None:
        return (*path, number), entry[number]
    raise _refused(change, f"没有“{part}”", entry, part)


def _last(path: Path, entry: Any, part: str, change: str) -> tuple[Path, Any, Any]:
    """(the path of what holds it, what holds it, its place therein)"""
    if isinstance(entry, dict):
        award = entry.get(AWARD)
        if part not in entry and isinstance(award, dict) and part in award:
            return (*path, AWARD), award, part
        # A key that says nothing yet may be left out of the document: whether there is one the validation knows.
        return path, entry, part
    if isinstance(entry, list) and (number := _number(entry, part)) is not None:
        return path, entry, number
    raise _refused(change, f"没有“{part}”", entry, part)


def _number(entries: list[Any], part: str) -> int | None:
    names = [_called(entry) for entry in entries]
    if part in names:
        return names.index(part)
    return int(part) - 1 if part.isdecimal() and 1 <= int(part) <= len(entries) else None


def _called(entry: Any) -> str:
    """Empty where it has no name."""
    if not isinstance(entry, dict):
        return str(entry)
    return next((str(entry[name]) for name in NAMES if isinstance(entry.get(name), str)), "")


def _refused(change: str, what: str, entry: Any, part: str = "") -> CannotSimulate:
    return CannotSimulate(f"“{change}”：{what}{_there(entry, part)}")


def _there(entry: Any, part: str = "") -> str:
    if isinstance(entry, dict):
        award = entry.get(AWARD)
        known = [*entry, *(award if isinstance(award, dict) else ())]
        return f"{similar(part, known) if part else ''}，这里有 {listed(known)}"
    if isinstance(entry, list) and entry:
        named = [name for name in map(_called, entry) if name]
        numbers = f"这里有 {len(entry)} 条，写 1 到 {len(entry)}"
        return f"，{numbers}" + (f"，或者 {listed(named)}" if named else "")
    if isinstance(entry, list):
        return "，这里是一个空的列表"
    return f"，这里只有一个值：{quoted(entry)}"


def _value(text: str, before: Any) -> Any:
    """As JSON, where it is any; else as text. What was text stays text: a coefficient is not read as a float."""
    try:
        found = json.loads(text, parse_float=str, parse_constant=_no_number)
    except ValueError:
        return text
    return text if isinstance(before, str) and isinstance(found, int | float) and not isinstance(found, bool) else found


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _said(document: Document, problem: Problem, places: dict[Path, str]) -> str:
    place = naming.place(document, problem.path)
    before = f"{place}：" if place else ""
    change = next((change for path, change in places.items() if path == problem.path), None)
    if change is None:
        return f"{before}{problem.message}"
    if problem.code != "extra_forbidden":
        return f"“{change}”：{before}{problem.message}"
    entry: Any = document
    for part in problem.path[:-1]:
        entry = entry[part]
    there = _there({key: value for key, value in entry.items() if key != problem.path[-1]}, str(problem.path[-1]))
    # What may be meant is looked for among what is there, and said once.
    return f"“{change}”：{before}多余的键“{problem.path[-1]}”{there}"
