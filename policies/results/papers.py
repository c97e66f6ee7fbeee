"""The papers for all that fits and will fit, each once, and which of them the visitor says are ready."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from policies.answers import Answers
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import papers
from policies.results.cards import Card


@dataclass(frozen=True, slots=True)
class Paper:
    """`policies`: the names of those it is for; `ready`: whether the visitor has ticked it."""

    text: str
    short: str
    policies: tuple[str, ...]
    ready: bool


@dataclass
class Checklist:
    """`cards`: of what fits or will fit; `ticked`: short names."""

    cards: Iterable[Card]
    ticked: frozenset[str]

    @cached_property
    def papers(self) -> list[Paper]:
        """What most of them want comes first, else in the order in which they name it."""
        found: dict[str, list[str]] = {}
        for card in self.cards:
            for text in card.entry.papers:
                found.setdefault(text, []).append(card.policy["name"])
        several = ((text, papers.short(text), tuple(names)) for text, names in found.items())
        listed = [Paper(text, short, names, short in self.ticked) for text, short, names in several]
        return sorted(listed, key=lambda paper: -len(paper.policies))

    @property
    def ready(self) -> int:
        """How many of them."""
        return sum(paper.ready for paper in self.papers)


def put(answers: Answers, posted: Mapping[str, str], catalogue: Catalogue) -> Answers:
    """The same answers with the one tick that was sent; what is no paper of the catalogue changes nothing, and sending
    it twice neither."""
    known, ticked = catalogue.papers, answers.papers
    if (added := posted.get("ready")) in known:
        ticked = ticked | {added}
    return replace(answers, papers=ticked - {posted.get("not_ready", "")})
