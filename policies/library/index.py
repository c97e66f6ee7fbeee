"""What the search looks through: the texts of every policy, folded, with synonyms; made once for each release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from policies.calculator.ruleset import Condition, Policy, Requirements
from policies.catalogue import rulesets
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import folding
from policies.catalogue.words import sentences
from policies.catalogue.words.reckoned import Numbers
from policies.library import pinyin

Entry = Mapping[str, Any]
# How much it tells about a policy that a word stands here.
NAME, SUMMARY, TIER, CONDITION, ADMITTED, ABOUT = 100, 40, 30, 20, 15, 10
AS_SYNONYM = 0.9
AS_PIECES = 0.5
# A word with many synonyms in it is written in so many ways and no more; a piece of one is no longer than this.
WAYS, LONGEST_PIECE = 40, 12


@dataclass(frozen=True, slots=True)
class SearchedText:
    """`text`: as the visitor reads it; `folded`: what is searched."""

    weight: int
    text: str
    folded: str


@dataclass(frozen=True)
class Index:
    catalogue: Catalogue

    @cached_property
    def fields(self) -> dict[str, tuple[SearchedText, ...]]:
        """By the policy's code, the most telling first."""
        return {code: tuple(self._fields(policy)) for code, policy in self.catalogue.policies.items()}

    @cached_property
    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """By each word all that mean the same, itself left out."""
        found: dict[str, list[str]] = {}
        for group in self.catalogue.document.get("synonyms", []):
            several = [folding.folded(word) for word in (group["name"], *group["words"])]
            for word in several:
                found.setdefault(word, []).extend(other for other in several if other != word)
        return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Each policy's name in all the ways it may be called."""
        return {code: self.ways(folding.folded(one["name"])) for code, one in self.catalogue.policies.items()}

    @cached_property
    def _everything(self) -> str:
        return "\n".join(field.folded for several in self.fields.values() for field in several)

    @cached_property
    def sounds(self) -> pinyin.Sounds:
        return pinyin.sounds(way for ways in self.names.values() for way in ways)

    def ways(self, word: str) -> tuple[str, ...]:
        """The word itself first, then with synonyms for what of it has any."""
        return tuple(dict.fromkeys(islice(self._ways(word), WAYS)))

    def _ways(self, word: str) -> Iterator[str]:
        found = next(
            (
                (at, length)
                for at in range(len(word))
                for length in range(len(word) - at, 1, -1)
                if word[at : at + length] in self.synonyms
            ),
            None,
        )
        if found is None:
            yield word
            return
        at, length = found
        for rest in self._ways(word[at + length :]):
            yield word[: at + length] + rest
        for other in self.synonyms[word[at : at + length]]:
            for rest in self._ways(word[at + length :]):
                yield word[:at] + other + rest

    def scores(self, word: str) -> dict[str, float]:
        """How well each policy fits one folded word; those that do not fit at all are left out."""
        ways, letters = self.ways(word), word.isascii() and word.isalpha() and len(word) > 1
        found = {}
        for code in self.catalogue.policies:
            as_synonym = max(self._in_fields(code, way) for way in ways)
            if letters and self._is_spelled(code, word):
                as_synonym = max(NAME, as_synonym)
            if score := max(self._in_fields(code, word), AS_SYNONYM * as_synonym):
                found[code] = score
        return found

    def _is_spelled(self, code: str, word: str) -> bool:
        return any(pinyin.is_in(word, way, self.sounds) for way in self.names[code])

    def _in_fields(self, code: str, word: str) -> float:
        return next((_closeness(field, word) for field in self.fields[code] if word in field.folded), 0)

    def pieces(self, word: str) -> list[str]:
        """The word cut into words that stand somewhere, each as long as can be; empty where that cannot be done."""
        found: list[str] = []
        while word:
            length = next(
                (n for n in range(min(len(word), LONGEST_PIECE), 1, -1) if self._stands_somewhere(word[:n])), 0
            )
            if not length:
                return []
            found.append(word[:length])
            word = word[length:]
        return found

    def _stands_somewhere(self, piece: str) -> bool:
        return piece in self.synonyms or piece in self._everything

    def where(self, code: str, words: Iterable[str]) -> str:
        """The text in which the first of these words stands that is neither in the name nor in the summary."""
        for word in words:
            ways = self.ways(word)
            field = next((one for one in self.fields[code] if any(way in one.folded for way in ways)), None)
            if field and field.weight in (TIER, CONDITION, ADMITTED):
                return field.text
        return ""

    def _fields(self, policy: Entry) -> Iterator[SearchedText]:
        region = self.catalogue.regions[policy["region"]]["name"]
        category = self.catalogue.categories[policy["category"]]["name"]
        about = f"{policy['office']} {category} {region}"
        rules = rulesets.build_policy(policy, self.catalogue.sources)
        needed = list(dict.fromkeys(self._needed(rules)))
        yield _field(NAME, policy["name"])
        yield _field(SUMMARY, policy["summary"])
        yield from (_field(TIER, tier["name"]) for tier in policy["tiers"])
        yield from (_field(CONDITION, said) for said, _ in needed)
        yield from (SearchedText(ADMITTED, said, folding.folded(others)) for said, others in needed if others)
        yield _field(ABOUT, about)

    def _needed(self, rules: Policy) -> Iterator[tuple[str, str]]:
        """Each condition in words, and the choices that fulfil it without being named: 「大专及以上」 admits 硕士."""
        for requirements in (rules.requirements, *(tier.requirements for tier in rules.tiers)):
            for condition in _conditions(requirements):
                questions, key, operator = self.catalogue.questions, condition.question, condition.operator
                numbers = Numbers(self.catalogue.parameters)
                said = sentences.needed(questions, key, operator, condition.operand, condition.measured_at, numbers)
                yield said, _above(questions[key], condition.operand) if operator == "at_least" else ""


def _field(weight: int, text: str) -> SearchedText:
    return SearchedText(weight, text, folding.folded(text))


def _conditions(requirements: Requirements) -> Iterator[Condition]:
    yield from (threshold.condition for threshold in requirements.required)
    several = (*requirements.any_of, *(one.branches for one in requirements.dated))
    yield from (threshold.condition for ways in several for way in ways for threshold in way)


def _above(question: Entry, operand: object) -> str:
    labels = {choice["value"]: choice["label"] for choice in question["choices"]}
    values = list(labels)
    return " ".join(labels[value] for value in values[values.index(operand) + 1 :]) if operand in labels else ""


def _closeness(field: SearchedText, word: str) -> float:
    """Of names, those that end in the word, for what a thing is stands at the end, and those with little else."""
    if field.weight != NAME:
        return field.weight
    ends, begins = field.folded.endswith(word), field.folded.startswith(word)
    return NAME + 30 * ends + 10 * begins + 20 * len(word) / len(field.folded)


def index_of(catalogue: Catalogue) -> Index:
    """Made when it is first asked for."""
    return catalogue.kept("search index", lambda: Index(catalogue))
