"""A published document in memory, by code, with the rulesets made from it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, TypeVar

from policies.calculator.ruleset import Ruleset

from . import rulesets
from .bounded import Bounded
from .document import categories, renaming
from .document.papers import all_short
from .words import relations as relation_sentences
from .words import sentences

Entry = dict[str, Any]
T = TypeVar("T")

# Of each policy: ways in which it stands with real people, and what is said of them.
KEPT_OF_A_POLICY = 50
SHORT = 8


@dataclass(frozen=True)
class Catalogue:
    """`number`, `published_at` and `effective_at` are None for the shipped pack, which was never published."""

    document: dict[str, Any] = field(repr=False)
    sha256: str
    origin: Literal["database", "disk", "pack"]
    number: int | None = None
    published_at: datetime | None = None
    effective_at: datetime | None = None
    note: str = ""
    _rulesets: dict[str, Ruleset] = field(default_factory=dict, repr=False, compare=False)

    @property
    def identity(self) -> tuple[int, str] | None:
        """The number and the sha256 of its release."""
        return (self.number, self.sha256) if self.number else None

    @property
    def mark(self) -> tuple[int, str] | None:
        """The same, short enough for a cookie: as much of the sha256 as tells installations apart."""
        return (self.number, self.sha256[:SHORT]) if self.number else None

    @cached_property
    def regions(self) -> dict[str, Entry]:
        return self._by("regions", "code")

    @cached_property
    def sources(self) -> dict[str, Entry]:
        return self._by("sources", "code")

    @cached_property
    def sections(self) -> dict[str, Entry]:
        return self._by("sections", "code")

    @cached_property
    def categories(self) -> dict[str, Entry]:
        return {entry["code"]: entry for entry in categories.of(self.document)}

    @cached_property
    def questions(self) -> dict[str, Entry]:
        """In editorial order."""
        return self._by("questions", "key")

    @cached_property
    def life_events(self) -> dict[str, Entry]:
        return self._by("life_events", "code")

    def life_events_of(self, region: str) -> list[Entry]:
        """The region's own, then those of its ancestors, in the order of the document."""
        events = self.life_events.values()
        return [entry for code in self.lineage(region) for entry in events if entry["region"] == code]

    @cached_property
    def parameters(self) -> dict[str, Entry]:
        return self._by("parameters", "key")

    @cached_property
    def groups(self) -> dict[str, Entry]:
        return self._by("groups", "code")

    @cached_property
    def policies(self) -> dict[str, Entry]:
        return self._by("policies", "code")

    @cached_property
    def names(self) -> renaming.Names:
        """From codes of before to those of now."""
        return renaming.names(self.document)

    @cached_property
    def renaming(self) -> renaming.Renaming | None:
        """What reads what was written with codes of before; None where there were no others."""
        return renaming.Renaming(self.names) if self.names else None

    def now(self, *key: str) -> str:
        """The code of now of what is, or was, called so: now("policies", "qj-rent")."""
        return self.names.get(key, key[-1])

    def lineage(self, region: str) -> tuple[str, ...]:
        """The region and its ancestors. Raises KeyError for a region the catalogue does not have."""
        return tuple(rulesets.lineage(self.document, region))

    def policies_of(self, region: str) -> list[Entry]:
        """The region's own policies first, then its parent's, each in the order of the document."""
        return [entry for code in self.lineage(region) for entry in self.policies.values() if entry["region"] == code]

    @cached_property
    def sources_in_use(self) -> list[Entry]:
        """Those that something cites: what only a draft cites is nothing to be shown yet."""
        used = set(_named("source", [self.document.get(name, []) for name in ("policies", "groups", "measures")]))
        return [source for code, source in self.sources.items() if code in used]

    def cited(self, policy: Mapping[str, Any]) -> list[tuple[Entry, list[str]]]:
        """Each of the policy's documents once, with the clauses it is cited for."""
        clauses: dict[str, list[str]] = {}
        for one in policy["citations"]:
            clauses.setdefault(one["source"], []).append(sentences.clause(one["clause"]))
        return [(self.sources[code], several) for code, several in clauses.items()]

    def window_of(self, policy: Mapping[str, Any]) -> Entry:
        """The policy's own window, else that of its first source."""
        window: Entry = policy.get("window") or self.sources[policy["citations"][0]["source"]]["window"]
        return window

    def cautions(self, policy: Mapping[str, Any]) -> list[str]:
        """What to know before going: caveats of its documents and its own, and conditions that nobody published."""
        found = [source["caveat"] for source, _ in self.cited(policy) if source.get("caveat")]
        found += policy.get("caveats", ())
        found += relation_sentences.shared_out(policy)
        topping = [one for one in policy.get("relations", ()) if "tops_up" in one]
        if topping:
            found.append(relation_sentences.topping([self.policies[one["tops_up"]]["name"] for one in topping]))
            found += [one["note"] for one in topping if one.get("note")]
        if policy.get("unstated_conditions"):
            found.append(sentences.UNSTATED)
        return list(dict.fromkeys(found))

    def measures_of(self, region: str) -> list[Entry]:
        """What was announced for the region, then for its ancestors, in the order of their numbers."""
        return [
            entry
            for code in self.lineage(region)
            for entry in self.document.get("measures", [])
            if entry["region"] == code
        ]

    def schools_of(self, region: str) -> list[Entry]:
        """The region's own schools, those of its ancestors, then those all regions share."""
        owners = (*self.lineage(region), None)
        return [entry for code in owners for entry in self.document.get("schools", []) if entry["region"] == code]

    @cached_property
    def rarely_answered(self) -> frozenset[str]:
        """The questions to which most people answer that they have nothing of the kind."""
        questions = self.document["questions"]
        return frozenset(question["key"] for question in questions if question.get("negative") is not None)

    @cached_property
    def answered_by_schools(self) -> frozenset[str]:
        """The questions that the name of some school answers."""
        return frozenset(key for school in self.document.get("schools", []) for key in school["answers"])

    def ruleset(self, region: str) -> Ruleset:
        """Ready to evaluate; made once. Raises KeyError for a region the catalogue does not have."""
        if region not in self._rulesets:
            # Of two threads that make it at once both get the first.
            self._rulesets.setdefault(region, rulesets.build_ruleset(self.document, region))
        return self._rulesets[region]

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave for this key when it was first asked for; neither may depend on a visitor.

        What was not asked for lately is forgotten; at worst two threads make the same.
        """
        found: T | None = self._kept.get(key)
        return self._kept.keep(key, make()) if found is None else found

    @cached_property
    def papers(self) -> frozenset[str]:
        """The short names of all that its policies ask for."""
        return all_short(self.policies.values())

    @cached_property
    def _kept(self) -> Bounded[Hashable, Any]:
        return Bounded(KEPT_OF_A_POLICY * len(self.policies))

    def _by(self, name: str, key: str) -> dict[str, Entry]:
        return {entry[key]: entry for entry in self.document.get(name, [])}


def _named(key: str, inside: Any) -> Iterator[str]:
    """What stands under this key, however deep."""
    for name, inner in inside.items() if isinstance(inside, dict) else enumerate(inside):
        if name == key:
            yield inner
        elif isinstance(inner, dict | list):
            yield from _named(key, inner)
