"""The catalogue's search: words and three filters, read from the address; whatever it does not know is left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from policies.catalogue.catalogue import Catalogue
from policies.library.regions import regions
from policies.models.choices import Audience, Category

Entry = Mapping[str, Any]
MAX_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Option:
    """`count`: how many policies are found with it, the other filters as they are."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    everything: str
    options: list[Option]


@dataclass(frozen=True)
class Search:
    """An empty text: not asked for."""

    catalogue: Catalogue
    words: str = ""
    region: str = ""
    audience: str = ""
    category: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any((self.words, self.region, self.audience, self.category))

    @property
    def found(self) -> list[Entry]:
        """In the order of the document; a region's come with those of the places above it, which hold there too."""
        places = self.catalogue.lineage(self.region) if self.region else tuple(self.catalogue.regions)
        wanted = spelled_alike(self.words).split()
        return [
            policy
            for policy in self.catalogue.policies.values()
            if policy["region"] in places
            and self.audience in ("", policy["audience"])
            and self.category in ("", policy["category"])
            and all(word in _text(policy) for word in wanted)
        ]

    @property
    def places(self) -> list[tuple[Entry, list[Entry]]]:
        """What was found, by region."""
        found = self.found
        by_region = [
            (region, [policy for policy in found if policy["region"] == code])
            for code, region in self.catalogue.regions.items()
        ]
        return [place for place in by_region if place[1]]

    @property
    def filters(self) -> list[Filter]:
        return [
            Filter(name, label, everything, self._options(name, names(self.catalogue)))
            for name, (label, everything, names) in FILTERS.items()
        ]

    def _options(self, name: str, names: Mapping[str, str]) -> list[Option]:
        chosen = getattr(self, name)
        options = [
            Option(value, label, len(self._with(name, value).found), value == chosen) for value, label in names.items()
        ]
        return [option for option in options if option.count or option.chosen]

    def _with(self, name: str, value: str) -> Search:
        other: dict[str, Any] = {name: value}
        return replace(self, **other)


def search(catalogue: Catalogue, asked: Mapping[str, str]) -> Search:
    known = {name: names(catalogue) for name, (_, _, names) in FILTERS.items()}
    chosen = {name: value for name in FILTERS if (value := asked.get(name, "")) in known[name]}
    return Search(catalogue, " ".join(asked.get("q", "")[:MAX_LENGTH].split()), **chosen)


def spelled_alike(text: str) -> str:
    """Full-width and half-width, capital and small letters are the same to a search."""
    return unicodedata.normalize("NFKC", text).casefold()


def _text(policy: Entry) -> str:
    return spelled_alike(f"{policy['name']} {policy['summary']} {policy['office']}")


# What it is called, what it says where nothing is chosen, and its values with their names.
FILTERS: dict[str, tuple[str, str, Callable[[Catalogue], Mapping[str, str]]]] = {
    "region": ("地区", "所有地区", lambda catalogue: {region.code: region.name for region in regions(catalogue)}),
    "audience": ("谁来领", "个人和单位", lambda catalogue: dict(Audience.choices)),
    "category": ("哪一类", "所有类别", lambda catalogue: dict(Category.choices)),
}
