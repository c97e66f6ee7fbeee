"""What documents say by saying nothing: without kinds that policies are listed and drawn by they have the usual ones,
and no life events.

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
    return {"life_events": [], **document, "categories": of(document)}


def as_written(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what goes without saying."""
    silent = {"life_events"} if not document.get("life_events") else set()
    if document.get("categories", ()) in ((), [], usual()):
        silent.add("categories")
    return {name: entries for name, entries in document.items() if name not in silent} if silent else document
