"""A document as a pack: one folder per region, in files that read like the shipped ones."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from . import naming, owners, yaml
from .canonical import Document
from .owners import Owner
from .packs import COMMON, COMPANIONS
from .parsed import MODELS, parse

FILES = {
    "sections.yaml": ("sections",),
    "region.yaml": ("regions", "sources", "groups", "parameters"),
    "questions.yaml": ("also_asked_if", "questions"),
    "policies.yaml": ("policies",),
}


class Occupied(Exception):
    """A folder holds files that a pack written there would be read together with."""


class Incomplete(Exception):
    """What staff left unfinished has no form in a pack; names the first such entry."""


def dump(document: Document, directory: Path, regions: Collection[str] | None = None) -> list[Path]:
    """Writes the folders of these regions and the common one (None: of all); returns the files written.

    Raises Occupied or Incomplete before anything is written.
    """
    if problems := parse(document).problems:
        raise Incomplete(f"{naming.place(document, problems[0].path)}：{problems[0].message}")
    parted = owners.apart(document)
    wanted: list[Owner] = [None, *(entry["code"] for entry in document["regions"])]
    wanted = [code for code in wanted if regions is None or code is None or code in regions]
    folders = {code: directory / (code or COMMON) for code in wanted}
    _refuse_occupied(folders.values())
    written = []
    for code, folder in folders.items():
        part = owners.of(parted, {code})
        folder.mkdir(parents=True, exist_ok=True)
        for name, lists in FILES.items():
            content = {one: [_short(one, entry) for entry in part[one]] for one in lists if part[one]}
            path = folder / name
            if content:
                path.write_text(yaml.write(content), encoding="utf-8")
                written.append(path)
            else:
                path.unlink(missing_ok=True)
    return written


def _refuse_occupied(folders: Collection[Path]) -> None:
    others = [
        path
        for folder in folders
        for path in sorted(folder.glob("*.yaml"))
        if path.name not in FILES and path.name not in COMPANIONS
    ]
    if others:
        raise Occupied("、".join(map(str, others)))


def _short(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Without what goes without saying: defaults, and the region of the folder."""
    said = MODELS[name].model_validate(entry).model_dump(by_alias=True, exclude_defaults=True)
    if name in ("questions", "groups", "sources", "parameters", "policies"):
        said.pop("region", None)
    return said
