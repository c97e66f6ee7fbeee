"""Which policies words find, the best fit first, and which come nearest where they find none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import folding
from policies.library.index import AS_PIECES, Index, index_of

Entry = Mapping[str, Any]
# Two characters that follow one another, or three letters, are the least that makes two texts alike.
ALIKE, ALIKE_LETTERS = 2, 3


@dataclass(frozen=True, slots=True)
class Fit:
    """`icon`: of its category. `place`: the region's name, where those of several stand in one list. `because`: the
    condition that has a word which neither name nor summary has."""

    policy: Entry
    icon: str
    place: str = ""
    because: str = ""

    @property
    def code(self) -> str:
        return str(self.policy["code"])


def fitting(catalogue: Catalogue, text: str) -> tuple[Fit, ...]:
    """Policies in which every word stands; all of them, as in the document, where there is no word."""
    if not text:
        return tuple(Fit(policy, _icon(catalogue, policy)) for policy in catalogue.policies.values())
    index, words = index_of(catalogue), folding.words(text)
    scores: dict[str, float] = dict.fromkeys(catalogue.policies, 0) if words else {}
    for word in words:
        found = index.scores(word) or _written_together(index, word)
        scores = {code: scores[code] + score for code, score in found.items() if code in scores}
    return tuple(_fit(catalogue, code, words) for code in _best(scores))


def _fit(catalogue: Catalogue, code: str, words: Iterable[str]) -> Fit:
    policy = catalogue.policies[code]
    place = catalogue.regions[policy["region"]]["name"]
    return Fit(policy, _icon(catalogue, policy), place, index_of(catalogue).where(code, words))


def _icon(catalogue: Catalogue, policy: Entry) -> str:
    name: str = catalogue.categories[policy["category"]]["icon"]
    return name


def _written_together(index: Index, word: str) -> dict[str, float]:
    """A word that stands nowhere as it is may be several; each must be there."""
    several = [index.scores(piece) for piece in index.pieces(word)]
    everywhere = set.intersection(*(set(found) for found in several)) if several else set()
    return {
        code: AS_PIECES * sum(found[code] for found in several) / len(several)
        for code in index.catalogue.policies
        if code in everywhere
    }


def nearest(catalogue: Catalogue, text: str) -> list[Fit]:
    """Those with the most in common with the words, by name above all; empty where none has anything."""
    index, words = index_of(catalogue), folding.words(text)
    scores: dict[str, float] = dict.fromkeys(catalogue.policies, 0)
    for word in words:
        for code, score in (index.scores(word) or _alike(index, word)).items():
            scores[code] += score
    return [_fit(catalogue, code, words) for code in _best({code: score for code, score in scores.items() if score})]


def _alike(index: Index, word: str) -> dict[str, float]:
    """By how much of the word is there, in parts that overlap."""
    size = ALIKE_LETTERS if word.isascii() else ALIKE
    parts = {word[at : at + size] for at in range(len(word) - size + 1)}
    found: dict[str, float] = {}
    for part in parts:
        for code, score in index.scores(part).items():
            found[code] = found.get(code, 0) + score / len(parts) ** 2
    return found


def _best(scores: Mapping[str, float]) -> list[str]:
    """As in the document where they are equal."""
    return sorted(scores, key=lambda code: -scores[code])
