"""The kinds that policies are listed and drawn by: a document that names none has the usual ones.

Its text says them only where they are others, so that it reads, and is known by the same hash, as before there was
such a list. In memory a whole document always has them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Entry = dict[str, Any]

USUAL: tuple[Entry, ...] = tuple(json.loads(Path(__file__).with_name("categories.json").read_text("utf-8")))


def usual() -> list[Entry]:
    """Anew each time: whoever gets them may change them."""
    return [dict(entry) for entry in USUAL]


def of(document: Mapping[str, Any]) -> list[Entry]:
    """In the order they are shown."""
    return document.get("categories") or usual()


def filled(document: Mapping[str, Any]) -> Entry:
    return {**document, "categories": of(document)}


def as_written(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without those that go without saying."""
    if document.get("categories", ()) not in ((), [], usual()):
        return document
    return {name: entries for name, entries in document.items() if name != "categories"}
