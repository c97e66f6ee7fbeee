"""The catalogue's search: words and three filters, read from the address; whatever it does not know is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from policies.catalogue.catalogue import Catalogue
from policies.library.fitting import Fit, fitting, nearest
from policies.library.regions import regions
from policies.models.choices import Audience, Category

Entry = Mapping[str, Any]
MAX_LENGTH = 60


@dataclass(frozen=True, slots=True)
class FilterOption:
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
    options: list[FilterOption]


@dataclass(frozen=True)
class Search:
    """An empty text: not asked for. `fits`: the policies of all regions that the words find, the best first."""

    catalogue: Catalogue
    words: str = ""
    region: str = ""
    audience: str = ""
    category: str = ""
    fits: tuple[Fit, ...] = field(default=(), repr=False)

    @property
    def is_narrowed(self) -> bool:
        return any((self.words, self.region, self.audience, self.category))

    @cached_property
    def found(self) -> list[Entry]:
        """By how well they fit, else as in the document; a region's come with those of the places above it."""
        return [fit.policy for fit in self.by_fit]

    @property
    def by_fit(self) -> list[Fit]:
        places = self.catalogue.lineage(self.region) if self.region else tuple(self.catalogue.regions)
        return [
            fit
            for fit in self.fits
            if fit.policy["region"] in places
            and self.audience in ("", fit.policy["audience"])
            and self.category in ("", fit.policy["category"])
        ]

    @property
    def places(self) -> list[tuple[Entry, list[Fit]]]:
        """What was found, by region; where there are words, in one list with no region."""
        found = self.by_fit
        if self.words:
            return [({}, found)] if found else []
        by_region = [
            (region, [fit for fit in found if fit.policy["region"] == code])
            for code, region in self.catalogue.regions.items()
        ]
        return [place for place in by_region if place[1]]

    @cached_property
    def nearest(self) -> list[Fit]:
        """What comes closest where nothing was found: other regions' and categories' first."""
        return [] if self.by_fit else list(self.fits or nearest(self.catalogue, self.words))[:5]

    @property
    def filters(self) -> list[Filter]:
        return [
            Filter(name, label, everything, self._options(name, names(self.catalogue)))
            for name, (label, everything, names) in FILTERS.items()
        ]

    def _options(self, name: str, names: Mapping[str, str]) -> list[FilterOption]:
        chosen = getattr(self, name)
        options = [
            FilterOption(value, label, len(self._with(name, value).found), value == chosen)
            for value, label in names.items()
        ]
        return [option for option in options if option.count or option.chosen]

    def _with(self, name: str, value: str) -> Search:
        other: dict[str, Any] = {name: value}
        return replace(self, **other)


def search(catalogue: Catalogue, asked: Mapping[str, str]) -> Search:
    known = {name: names(catalogue) for name, (_, _, names) in FILTERS.items()}
    # An address that somebody kept may have a region's code of before.
    now = {name: asked.get(name, "") for name in FILTERS}
    now["region"] = catalogue.now("regions", now["region"])
    chosen = {name: value for name, value in now.items() if value in known[name]}
    words = " ".join(asked.get("q", "")[:MAX_LENGTH].split())
    return Search(catalogue, words, **chosen, fits=fitting(catalogue, words))


# What it is called, what it says where nothing is chosen, and its values with their names.
FILTERS: dict[str, tuple[str, str, Callable[[Catalogue], Mapping[str, str]]]] = {
    "region": ("地区", "所有地区", lambda catalogue: {region.code: region.name for region in regions(catalogue)}),
    "audience": ("谁来领", "个人和单位", lambda catalogue: dict(Audience.choices)),
    "category": ("哪一类", "所有类别", lambda catalogue: dict(Category.choices)),
}
