"""A document's entries one by one: the sound ones as values, what is wrong with the others as problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from policies.catalogue.document import categories, schema
from policies.catalogue.document.naming import TITLES
from policies.catalogue.document.owners import LISTS, NAMES

from .problems import KEYS, Path, Problem, from_schema, similar

MODELS: dict[str, type[schema.Entry]] = {
    "regions": schema.Region,
    "sources": schema.Source,
    "sections": schema.Section,
    "categories": schema.Category,
    "questions": schema.Question,
    "also_asked_if": schema.AlsoAskedIf,
    "life_events": schema.LifeEvent,
    "parameters": schema.Parameter,
    "groups": schema.ExclusionGroup,
    "policies": schema.Policy,
    "measures": schema.Measure,
    "schools": schema.School,
    "synonyms": schema.Synonym,
    "personas": schema.Persona,
}


@dataclass
class Parsed:
    """`names` holds every code that is written, also of broken entries, so that one mistake is reported once."""

    entries: dict[str, list[tuple[Path, Any]]] = field(default_factory=lambda: {name: [] for name in LISTS})
    names: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTS})
    problems: list[Problem] = field(default_factory=list)

    def each(self, name: str) -> Iterator[tuple[Path, Any]]:
        return iter(self.entries[name])

    def by_name(self, name: str) -> dict[str, Any]:
        """The sound entries by code; the first where a code stands twice."""
        found: dict[str, Any] = {}
        for _, entry in self.entries[name]:
            found.setdefault(getattr(entry, NAMES[name]), entry)
        return found


def parse(document: Any, *, part: bool = False) -> Parsed:
    """`part`: the document is some entries of one, and nothing is to be learnt of the others from their absence."""
    parsed = Parsed()
    if not isinstance(document, dict):
        parsed.problems.append(Problem((), "model_type", "最外层要写成一组“键: 列表”"))
        return parsed
    for name, entries in categories.filled(document).items():
        if name in MODELS:
            _parse_list(name, entries, parsed, part)
        elif name != "format" or entries != 1:
            parsed.problems.append(
                Problem(
                    (name,), "extra_forbidden", f"多余的键“{name}”{similar(str(name), [*LISTS, *KEYS])}，请改正或删掉"
                )
            )
    return parsed


# The sound entries of the last document by list and text. Whoever saves one policy has all the others looked at too.
_sound: dict[str, dict[str, schema.Entry]] = {}


def _parse_list(name: str, entries: Any, parsed: Parsed, part: bool) -> None:
    if not isinstance(entries, list):
        parsed.problems.append(Problem((name,), "list_type", f"{name} 要写成列表，每条前面一个短横"))
        return
    known, sound = _sound.get(name, {}), {}
    for number, entry in enumerate(entries):
        path: Path = (name, number)
        _remember_name(name, entry, path, parsed)
        written = repr(entry)  # It tells true from 1, and 1 from "1".
        try:
            sound[written] = known.get(written) or MODELS[name].model_validate(entry)
        except ValidationError as error:
            parsed.problems += from_schema(error, entry, path)
        else:
            parsed.entries[name].append((path, sound[written]))
    if entries and not part:  # A document of which something is left out tells nothing of it.
        _sound[name] = sound


def _remember_name(name: str, entry: Any, path: Path, parsed: Parsed) -> None:
    # Measures are told apart by region and number, see `validation`.
    if name in ("also_asked_if", "measures") or not isinstance(entry, dict):
        return
    code = entry.get(NAMES[name])
    if not isinstance(code, str):
        return
    if code in parsed.names[name]:
        message = f"{TITLES[name]}{'' if NAMES[name] == 'name' else '代码'}“{code}”重复了，前面已有一个，请改成别的"
        parsed.problems.append(Problem((*path, NAMES[name]), "duplicate", message))
    parsed.names[name].append(code)
