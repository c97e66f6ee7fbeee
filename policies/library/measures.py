"""The measures a source announced by name, in its order, each with the policies that carry it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from policies.catalogue.catalogue import Catalogue

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MeasureWithPolicies:
    number: int
    name: str
    policies: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Action:
    """`name`: empty where a part is not divided into actions."""

    name: str
    measures: list[MeasureWithPolicies]


@dataclass(frozen=True, slots=True)
class AnnouncedPart:
    name: str
    actions: list[Action]


@dataclass(frozen=True, slots=True)
class Announcement:
    """All measures of one source; `detailed`: how many of them have a policy."""

    source: Entry
    region: str
    count: int
    detailed: int
    parts: list[AnnouncedPart]


def announcements(catalogue: Catalogue) -> list[Announcement]:
    """One for each source that announced measures; most catalogues have one or none."""
    entries = sorted(catalogue.document.get("measures", ()), key=lambda entry: (entry["source"], entry["number"]))
    return [
        _announcement(catalogue, source, list(measures))
        for source, measures in groupby(entries, key=lambda entry: entry["source"])
    ]


def _announcement(catalogue: Catalogue, source: str, entries: list[Entry]) -> Announcement:
    parts = [
        AnnouncedPart(
            part, [Action(action, [_measure(catalogue, one) for one in each]) for action, each in _by("action", some)]
        )
        for part, some in _by("part", entries)
    ]
    return Announcement(
        source=catalogue.sources[source],
        region=catalogue.regions[entries[0]["region"]]["name"],
        count=len(entries),
        detailed=sum(1 for entry in entries if _measure(catalogue, entry).policies),
        parts=parts,
    )


def _by(field: str, entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(name, list(some)) for name, some in groupby(entries, key=lambda entry: entry[field])]


def _measure(catalogue: Catalogue, entry: Entry) -> MeasureWithPolicies:
    """A policy that is a draft is not in the catalogue, and not named here."""
    policies = [catalogue.policies[code] for code in entry["policies"] if code in catalogue.policies]
    return MeasureWithPolicies(entry["number"], entry["name"], policies)
