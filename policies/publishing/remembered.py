"""What sample persons come to under two documents, remembered in this process: a page is looked at many times.

Whatever is remembered was worked out from a part of a document and from a person, and is found by the digests of just
these. So it is never out of date, whoever changed what in whichever process: something else is asked for then. Nobody
else holds the part, so nobody can change it. A person is looked at on a day of their own, so the clock changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from policies.catalogue import rulesets
from policies.catalogue.bounded import Bounded
from policies.catalogue.document.canonical import Document
from policies.catalogue.validation.problems import Problem

from .cast import Cast
from .effects import Effect, Result, Trial, gathered, results
from .personas import Misfits, Outcome, TriedDocument

Entry = dict[str, Any]
# What anybody's answers can depend on, and what is the same in every region.
ASKED = ("format", "regions", "sources", "sections", "questions", "also_asked_if")
SHARED = (*ASKED, "parameters")


@dataclass(frozen=True)
class RegionPart:
    """What of a document concerns the people of a region, and its digest; `asked`: that of what can be asked."""

    tried: TriedDocument
    digest: str
    asked: str


# By the digests of parts of documents, and of a person.
_parts: Bounded[str, RegionPart] = Bounded(8)
_live: Bounded[tuple[str, str], Outcome] = Bounded(1000)
_results: Bounded[tuple[str, str, str], Result] = Bounded(3000)
_misfits: Bounded[tuple[str, str], list[Problem]] = Bounded(3000)


def trial(before: Document | None, after: Document, personas: list[Entry]) -> Trial:
    """As effects.try_out; its outcomes are without their assessments."""
    earlier, now = _ByRegion(before) if before else None, _ByRegion(after)
    by_region: dict[str, list[int]] = defaultdict(list)
    for number, persona in enumerate(personas):
        by_region[persona["region"]].append(number)
    found: dict[int, Result] = {}
    for region, numbers in by_region.items():
        people = [personas[number] for number in numbers]
        several = _of_region(earlier.part(region) if earlier else None, now.part(region), people)
        found.update(zip(numbers, several, strict=True))
    return gathered([found[number] for number in range(len(personas))])


def _of_region(before: RegionPart | None, after: RegionPart, personas: list[Entry]) -> list[Result]:
    digests = [digest(persona) for persona in personas]
    keys = [(before.digest if before else "", after.digest, one) for one in digests]
    found = {key: known for key in keys if (known := _results.get(key))}
    missing = {key: persona for key, persona in zip(keys, personas, strict=True) if key not in found}
    if missing:
        several = list(missing.values()), [key[-1] for key in missing]
        made = results(_Live(before, *several) if before else None, _Known(after, *several))
        for key, (outcome, effect) in zip(missing, made, strict=True):
            found[key] = _results.keep(key, (replace(outcome, assessment=None), effect))
    return [_of(persona, *found[key]) for key, persona in zip(keys, personas, strict=True)]


def _of(persona: Entry, outcome: Outcome, effect: Effect | None) -> Result:
    return replace(outcome, persona=persona), replace(effect, persona=persona) if effect else None


class _Known(Cast):
    """The same, as far as it is known already."""

    def __init__(self, part: RegionPart, personas: list[Entry], digests: list[str]) -> None:
        super().__init__(part.tried, personas)
        self.part, self.digests = part, digests

    @cached_property
    def misfits(self) -> Misfits:
        keys = [(self.part.asked, one) for one in self.digests]
        found = {number: known for number, key in enumerate(keys) if (known := _misfits.get(key)) is not None}
        missing = [number for number in range(len(keys)) if number not in found]
        made = self.tried.unfit([self.personas[number] for number in missing]) if missing else {}
        for place, number in enumerate(missing):
            found[number] = _misfits.keep(keys[number], made.get(place, []))
        return {number: problems for number, problems in found.items() if problems}


class _Live(_Known):
    """Of what is live each outcome with its assessment: everything else is compared with it."""

    def outcome(self, number: int) -> Outcome:
        key = self.part.digest, self.digests[number]
        return _live.get(key) or _live.keep(key, super().outcome(number))


class _ByRegion:
    """A document's parts."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.asked = digest([document[name] for name in ASKED])
        self.shared = digest([self.asked, document["parameters"]])
        self.policies = {policy["code"]: digest(policy) for policy in document["policies"]}

    def part(self, region: str) -> RegionPart:
        own = self._own(region)
        codes = [policy["code"] for policy in own]
        # What is said of a policy of another region is its name.
        others = [
            {"code": policy["code"], "name": policy["name"], "region": None}
            for policy in self.document["policies"]
            if policy["code"] not in codes
        ]
        found = digest([region, self.shared, [self.policies[code] for code in codes], others])
        if part := _parts.get(found):
            return part
        mine = {name: self.document[name] for name in SHARED} | {"policies": [*own, *others]}
        return _parts.keep(found, RegionPart(TriedDocument(json.loads(_text(mine))), found, self.asked))

    def _own(self, region: str) -> list[Any]:
        there = any(one["code"] == region for one in self.document["regions"])
        return rulesets.policies_of(self.document, region) if there else []


def digest(value: Any) -> str:
    return hashlib.sha256(_text(value).encode()).hexdigest()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
