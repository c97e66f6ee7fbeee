"""A document as a pack: one folder per region, in files that read like the shipped ones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from policies.catalogue.document import categories, naming, owners
from policies.catalogue.document.canonical import Document
from policies.catalogue.document.owners import OF_A_REGION, Owner
from policies.catalogue.validation.parsed import MODELS, parse

from . import reading, yaml
from .reading import COMMON

Entry = dict[str, Any]

FILES = {
    "sections.yaml": ("sections",),
    "categories.yaml": ("categories",),
    "region.yaml": ("regions", "sources", "groups", "parameters"),
    "questions.yaml": ("also_asked_if", "questions"),
    "life_events.yaml": ("life_events",),
    "policies.yaml": ("policies",),
    "measures.yaml": ("measures",),
    "schools.yaml": ("schools",),
    "synonyms.yaml": ("synonyms",),
    "personas.yaml": ("personas",),
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
    questions = {question["key"]: question for question in document["questions"]}
    wanted: list[Owner] = [None, *(entry["code"] for entry in document["regions"])]
    wanted = [code for code in wanted if regions is None or code is None or code in regions]
    folders = {code: directory / (code or COMMON) for code in wanted}
    _refuse_occupied(folders.values())
    written = []
    for code, folder in folders.items():
        part = {"categories": [], "life_events": [], **categories.as_written(owners.of(parted, {code}))}
        folder.mkdir(parents=True, exist_ok=True)
        for name, lists in FILES.items():
            content = {one: [_short(one, entry, questions) for entry in part[one]] for one in lists if part[one]}
            path = folder / name
            if content:
                path.write_text(yaml.write(content), encoding="utf-8")
                written.append(path)
            else:
                path.unlink(missing_ok=True)
    return written


def mistakes(document: Document, directory: Path, regions: Collection[str] | None = None) -> list[reading.PackMistake]:
    """Why what was written there of the document could not be loaded as it is, each with its file and line: staff may
    have left a sample person answering what is asked otherwise by now."""
    wanted = [directory / COMMON, *(directory / code for code in regions or ())]
    try:
        reading.load([directory] if regions is None else wanted, beside=None if regions is None else document)
    except reading.BrokenPack as error:
        return error.mistakes
    return []


def _refuse_occupied(folders: Collection[Path]) -> None:
    others = [path for folder in folders for path in reading.files(folder) if path.name not in FILES]
    if others:
        raise Occupied("、".join(map(str, others)))


def _short(name: str, entry: Entry, questions: dict[str, Entry]) -> Entry:
    """Without what goes without saying: defaults, and the region of the folder; answers in editorial order."""
    said = MODELS[name].model_validate(entry).model_dump(by_alias=True, exclude_defaults=True)
    if name in OF_A_REGION:
        said.pop("region", None)
    if name == "regions":
        said["position"] = entry["position"]  # Without one it would come last.
    if "answers" in said:
        turn = {key: number for number, key in enumerate(questions)}
        in_turn = sorted(said["answers"].items(), key=lambda answer: turn.get(answer[0], len(turn)))
        said["answers"] = {key: _answer(value, questions.get(key, {})) for key, value in in_turn}
    return said


def _answer(value: Any, question: Entry) -> Any:
    """A date without quotes, like every other date of a pack; what staff wrote wrongly stays as it is."""
    if question.get("type") != "date":
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value
