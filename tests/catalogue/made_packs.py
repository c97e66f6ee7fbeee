"""Packs made for tests: how they are written and read, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Change = tuple[str, str, str]


def written(directory: Path, files: Mapping[str, str], changes: Iterable[Change]) -> Path:
    """The pack's folder, each change (file, old, new) made once."""
    changed = dict(files)
    for name, old, new in changes:
        assert changed[name].count(old) >= 1, f"{old!r} is not in {name}"
        changed[name] = changed[name].replace(old, new, 1)
    for name, text in changed.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


def load(folder: Path) -> dict[str, Any]:
    """Its document."""
    from policies.catalogue.packs import reading

    return reading.load([folder])[0]
