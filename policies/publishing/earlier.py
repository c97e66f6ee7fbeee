"""The releases of before in memory, for whoever comes back with answers from one of them: no request asks the database.

A release differs from the one before it in a few entries. All others are the same objects in both, so that a year of
releases takes little more room than one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from policies.catalogue.bounded import Bounded
from policies.catalogue.catalogue import SHORT, Catalogue
from policies.catalogue.document import owners, renaming

Document = dict[str, Any]
# Resume links in calendars are good for thirteen months and some days; what nobody can come back from is let go.
KEPT = timedelta(days=430)
# Rulesets of that many are kept, a megabyte each.
READY = 4
Mark = tuple[int, str]


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """`since`: when it took effect."""

    number: int
    sha256: str
    since: datetime
    document: Document = field(repr=False)

    @property
    def mark(self) -> Mark:
        return self.number, self.sha256[:SHORT]


@dataclass(frozen=True, slots=True)
class EarlierReleases:
    """By number, the first first; the last is the one that is live."""

    releases: tuple[EarlierRelease, ...] = ()

    def and_then(self, release: EarlierRelease) -> EarlierReleases:
        """With this one as the last, without what was live too long ago."""
        last = self.releases[-1].document if self.releases else {}
        several = (*self.releases, replace(release, document=sharing(release.document, last)))
        since = release.since - KEPT
        return EarlierReleases(tuple(one for one, after in pairwise(several) if after.since >= since) + several[-1:])

    def find(self, mark: Mark) -> EarlierRelease | None:
        """None for one that is gone, and for one of another installation that has the number."""
        return next((one for one in self.releases if one.mark == mark), None)

    def reaches(self, number: int | None) -> bool:
        """Whether all are known up to this one: a process reads them a moment after it serves it, and not while the
        database is away."""
        return number is not None and bool(self.releases) and self.releases[-1].number >= number

    def after(self, number: int) -> list[EarlierRelease]:
        return [one for one in self.releases if one.number > number]


NO_RELEASES = EarlierReleases()


def sharing(document: Document, last: Mapping[str, Any]) -> Document:
    """The same document, of which what stands in the last one is what stands there."""
    return {name: _shared(name, value, last.get(name)) for name, value in document.items()}


def _shared(name: str, value: Any, last: Any) -> Any:
    if value == last:
        return last
    if not (isinstance(value, list) and isinstance(last, list) and name in owners.NAMES):
        return value
    called = owners.NAMES[name]
    there = {(entry.get("region"), entry.get(called)): entry for entry in last}
    known = [there.get((entry.get("region"), entry.get(called))) for entry in value]
    return [old if old == entry else entry for entry, old in zip(value, known, strict=True)]


_ready: Bounded[tuple[str, str], Catalogue] = Bounded(READY)


def catalogue_of(release: EarlierRelease, now: Catalogue) -> Catalogue:
    """As it was, in the codes of now; the last few that were asked for stay ready."""
    key = release.sha256, now.sha256
    if found := _ready.get(key):
        return found
    document = owners.EMPTY | renaming.renamed(release.document, now.names)
    return _ready.keep(key, Catalogue(document, release.sha256, "database", release.number))
