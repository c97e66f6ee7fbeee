"""The catalogue's search: words, filters, an order and a page, read from the address; whatever it does not know is left
out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from policies.catalogue.catalogue import Catalogue
from policies.library.amounts import by_amount, headed
from policies.library.fitting import Fit, fitting, nearest
from policies.library.regions import regions
from policies.library.situation import Situation
from policies.models.choices import Audience

Entry = Mapping[str, Any]
MAX_LENGTH = 60
# Policies on one page; a district and its city have fewer.
PER_PAGE = 100
UNSAID = Situation((), {})
# What an address says whose policies come by their amount.
BY_AMOUNT = "amount"


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
    options: tuple[FilterOption, ...]


class HeadedList(NamedTuple):
    """Some of what is found, under one heading; an empty one for a list with no parts."""

    anchor: str
    heading: str
    fits: list[Fit]


@dataclass(frozen=True)
class Search:
    """An empty text: not asked for. `fits`: the policies of all regions that the words find and the situation does not
    rule out, the best first. `on`: the day whose amounts are shown and sorted.

    `page`: which part of what is found is shown, from 1 on.
    """

    catalogue: Catalogue
    on: date
    words: str = ""
    region: str = ""
    audience: str = ""
    category: str = ""
    fits: tuple[Fit, ...] = field(default=(), repr=False)
    page: int = 1
    sort: str = ""
    situation: Situation = UNSAID

    @property
    def is_narrowed(self) -> bool:
        return any((self.words, self.region, self.audience, self.category, self.situation.values))

    @property
    def found(self) -> list[Entry]:
        """By how well they fit, else as in the document; a region's come with those of the places above it."""
        return [fit.policy for fit in self.by_fit]

    @cached_property
    def by_fit(self) -> list[Fit]:
        found = [fit for fit in self.fits if not self._refused_by(fit)]
        return by_amount(self.catalogue, found, self.on) if self.sort else found

    @cached_property
    def parts(self) -> list[HeadedList]:
        """What is shown, by region, or by what is known of the amounts; where there are words, in one list."""
        shown = self.by_fit[PER_PAGE * (self.page - 1) : PER_PAGE * self.page]
        if self.sort:
            return [HeadedList(f"amount-{n}", words, fits) for n, words, fits in headed(self.catalogue, shown, self.on)]
        if self.words:
            return [HeadedList("found", "", shown)] if shown else []
        by_region: dict[str, list[Fit]] = {code: [] for code in self.catalogue.regions}
        for fit in shown:
            by_region[fit.policy["region"]].append(fit)
        names = self.catalogue.regions
        return [HeadedList(f"region-{code}", names[code]["name"], fits) for code, fits in by_region.items() if fits]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.by_fit) // PER_PAGE))

    @property
    def previous(self) -> str:
        """The address of the page before this one; empty where there is none."""
        return self._address(page=self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        return self._address(page=self.page + 1) if self.page < self.pages else ""

    @property
    def kinds(self) -> list[tuple[str, FilterOption]]:
        """Where there is more than one page: the categories to look at by themselves, each with its address."""
        options = self.filters[-1].options if self.pages > 1 and not self.category else ()
        return [(self._address(category=option.value, page=1), option) for option in options]

    def _address(self, **other: str | int) -> str:
        asked = {**self.asked, **other}
        return "?" + urlencode({name: value for name, value in asked.items() if value and (name, value) != ("page", 1)})

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for besides the situation, by the names of the fields."""
        return {"q": self.words, **{name: getattr(self, name) for name in FILTERS}, "sort": self.sort}

    @cached_property
    def nearest(self) -> list[Fit]:
        """What comes closest where nothing was found: other regions' and categories' first."""
        return [] if self.by_fit else list(self.fits or nearest(self.catalogue, self.words))[:5]

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """Each is counted among what the others let through."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
        for fit in self.fits:
            refused = self._refused_by(fit)
            for name in FILTERS if not refused else refused if len(refused) == 1 else ():
                counts[name].update(self._values(name, fit))
        return tuple(
            Filter(name, label, everything, self._options(name, names(self.catalogue), counts[name]))
            for name, (label, everything, names) in FILTERS.items()
        )

    def _options(self, name: str, names: Mapping[str, str], counts: Mapping[str, int]) -> tuple[FilterOption, ...]:
        chosen = getattr(self, name)
        options = [FilterOption(value, label, counts[value], value == chosen) for value, label in names.items()]
        return tuple(option for option in options if option.count or option.chosen)

    def _refused_by(self, fit: Fit) -> list[str]:
        """The filters that do not let this policy through."""
        return [name for name, value in self._chosen if value not in self._values(name, fit)]

    @cached_property
    def _chosen(self) -> list[tuple[str, str]]:
        return [(name, value) for name in FILTERS if (value := getattr(self, name))]

    def _values(self, name: str, fit: Fit) -> tuple[str, ...]:
        """What one may choose of this filter to find the policy: its region, or any place below that."""
        value: str = fit.policy[name]
        return self._below[value] if name == "region" else (value,)

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        above = {code: self.catalogue.lineage(code) for code in self.catalogue.regions}
        return {code: tuple(below for below, lineage in above.items() if code in lineage) for code in above}


def search(catalogue: Catalogue, asked: Mapping[str, str], on: date, of: Situation) -> Search:
    """`of`: the situation by which to sort out, see there."""
    known = {name: names(catalogue) for name, (_, _, names) in FILTERS.items()}
    # An address that somebody kept may have codes of before.
    now = {name: asked.get(name, "") for name in FILTERS}
    now["region"] = catalogue.now("regions", now["region"])
    now["category"] = catalogue.now("categories", now["category"])
    chosen = {name: value if value in known[name] else "" for name, value in now.items()}
    words = " ".join(asked.get("q", "")[:MAX_LENGTH].split())
    found = Search(catalogue, on, words, chosen["region"], chosen["audience"], chosen["category"], situation=of)
    if asked.get("sort") == BY_AMOUNT:
        found = replace(found, sort=BY_AMOUNT)
    if words or of.values:
        found = replace(found, fits=_fitting(catalogue, words, of, on))
    else:
        kept = ("search", on, found.sort, *chosen.values())
        found = catalogue.kept(kept, lambda: replace(found, fits=fitting(catalogue, "")))
    page = asked.get("page", "")
    return replace(found, page=int(page)) if page in map(str, range(2, found.pages + 1)) else found


def _fitting(catalogue: Catalogue, words: str, of: Situation, on: date) -> tuple[Fit, ...]:
    out = of.rules_out(catalogue, on)
    return tuple(fit for fit in fitting(catalogue, words) if fit.policy["code"] not in out)


def _categories(catalogue: Catalogue) -> Mapping[str, str]:
    return {code: entry["name"] for code, entry in catalogue.categories.items()}


# What it is called, what it says where nothing is chosen, and its values with their names.
FILTERS: dict[str, tuple[str, str, Callable[[Catalogue], Mapping[str, str]]]] = {
    "region": ("地区", "所有地区", lambda catalogue: {region.code: region.name for region in regions(catalogue)}),
    "audience": ("谁来领", "个人和单位", lambda catalogue: dict(Audience.choices)),
    "category": ("哪一类", "所有类别", _categories),
}
