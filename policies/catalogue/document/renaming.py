"""Codes that were others before: an entry keeps them under `formerly`; what was written with them is still read.

Names lead from an old code to the present one: {("policies", "qj-rent"): "qj-rent-subsidy"}. What has its code within
another entry is named with the present code of that: ("choices", "education", "phd"), ("tiers", "qj-rent", "first").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .canonical import Document
from .owners import NAMES

Entry = dict[str, Any]
Key = tuple[str, ...]
Names = Mapping[Key, str]

# The lists whose entries keep their old codes, and the lists within them that do.
KINDS = ("regions", "sources", "sections", "categories", "questions", "life_events", "parameters", "groups", "policies")
INSIDE = {"questions": ("choices", "value"), "policies": ("tiers", "code")}
# The fields, anywhere in a document, that name an entry of which list.
REFERENCES = {
    "region": "regions",
    "parent": "regions",
    "source": "sources",
    "section": "sections",
    "category": "categories",
    "question": "questions",
    "measured_at": "questions",
    "same_year_as": "questions",
    "times": "questions",
    "counted_from": "questions",
    "couple_question": "questions",
    "already": "questions",
    "begins_on": "questions",
    "at": "questions",
    "about": "questions",
    "asks": "questions",
    "parameter": "parameters",
    "group": "groups",
    "excludes": "policies",
    "policy": "policies",
    "requires": "policies",
    "tops_up": "policies",
    "policies": "policies",
    "received": "policies",
}
COMPARED = ("is", "is_not", "in", "not_in", "at_least", "at_most", "more_than", "less_than")
ANSWERS = ("implied", "negative")


def each(document: Mapping[str, Any]) -> Iterator[tuple[Key, Entry]]:
    """Every entry that has a code, by its key."""
    for name in KINDS:
        for entry in document.get(name, []):
            code = entry[NAMES[name]]
            yield (name, code), entry
            if name in INSIDE:
                inner, key = INSIDE[name]
                for one in entry.get(inner, []):
                    yield (inner, code, one[key]), one


def names(document: Mapping[str, Any]) -> dict[Key, str]:
    return {(*key[:-1], old): key[-1] for key, entry in each(document) for old in entry.get("formerly", ())}


def renamed(document: Document, names: Names, *, keep: bool = True) -> Document:
    """The same content in present codes. A code that the document itself gives to another entry keeps its meaning.

    `keep`: entries say what they were called before.
    """
    if not names:
        return document
    taken = {key for key, _ in each(document)}
    usable = {old: new for old, new in names.items() if old not in taken or (*old[:-1], new) not in taken}
    return Renaming(usable, keep).document(document)


class Renaming:
    def __init__(self, names: Names, keep: bool = False) -> None:
        self.names = names
        self.old: dict[Key, list[str]] = {}
        for key, new in names.items() if keep else ():
            self.old.setdefault((*key[:-1], new), []).append(key[-1])
        self.answered = {key[1] for key in names if key[0] == "choices"}

    def now(self, *key: str) -> str:
        return self.names.get(key, key[-1])

    def document(self, document: Document) -> Document:
        return {
            name: [self.entry(name, one) for one in entries] if isinstance(entries, list) else entries
            for name, entries in document.items()
        }

    def entry(self, name: str, entry: Entry) -> Entry:
        found = self.within(entry)
        if name not in KINDS:
            return found
        found = self.coded(found, NAMES[name], name)
        if name in INSIDE:
            inner, key = INSIDE[name]
            code = found[NAMES[name]]
            found[inner] = [self.coded(one, key, inner, code) for one in found.get(inner, [])]
            if name == "policies" and found.get("changes"):
                found["changes"] = [self.change(code, change) for change in found["changes"]]
            if name == "questions":
                found |= {field: self.answer(code, found[field]) for field in ANSWERS if field in found}
        return found

    def coded(self, entry: Entry, column: str, *kind: str) -> Entry:
        """The entry under its present code, with its old ones."""
        code = self.now(*kind, entry[column])
        old = [*entry.get("formerly", ()), *self.old.get((*kind, code), ())]
        former = list(dict.fromkeys(one for one in old if one != code))
        return entry | {column: code} | ({"formerly": former} if former or "formerly" in entry else {})

    def change(self, policy: str, change: Entry) -> Entry:
        tiers = [one | {"tier": self.now("tiers", policy, one["tier"])} for one in change.get("tiers", ())]
        return change | {"tiers": tiers} if tiers else change

    def within(self, value: Any) -> Any:
        """Everything that an entry names, in present codes; its own code and those inside it are not looked at."""
        if isinstance(value, list):
            return [self.within(one) for one in value]
        if not isinstance(value, dict):
            return value
        found = {field: self.field(field, one) for field, one in value.items()}
        if isinstance(question := found.get("question"), str) and question in self.answered:
            found |= {field: self.answer(question, found[field]) for field in COMPARED if field in found}
        if isinstance(policy := found.get("policy"), str) and isinstance(tier := found.get("tier"), str):
            found["tier"] = self.now("tiers", policy, tier)
        return found

    def field(self, field: str, value: Any) -> Any:
        name = REFERENCES.get(field)
        if name and isinstance(value, str):
            return self.now(name, value)
        if name and isinstance(value, list):
            return [self.now(name, one) if isinstance(one, str) else self.within(one) for one in value]
        if field == "answers" and isinstance(value, dict):
            return self.answers(value)
        return self.within(value)

    def answers(self, answers: Mapping[str, Any]) -> Entry:
        now = {key: self.now("questions", key) for key in answers}
        return {now[key]: self.answer(now[key], value) for key, value in answers.items()}

    def answer(self, question: str, value: Any) -> Any:
        """`question` by its present key."""
        if isinstance(value, list):
            return [self.answer(question, one) for one in value]
        return self.now("choices", question, value) if isinstance(value, str) else value
