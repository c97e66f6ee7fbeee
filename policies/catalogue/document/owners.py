"""Which region each entry of a document belongs to (None: shared by all), and documents put together by owner.

A shared question may be asked for reasons of a region's own. A pack keeps those in the region's folder, under
`also_asked_if`; everywhere else they are further alternatives of the question's `asked_if`, after the shared ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from . import categories
from .canonical import Document

Entry = dict[str, Any]
Owner = str | None

LISTS = (
    "regions",
    "sources",
    "sections",
    "categories",
    "questions",
    "also_asked_if",
    "life_events",
    "parameters",
    "groups",
    "policies",
    "measures",
    "schools",
    "synonyms",
    "personas",
)
# What an entry of each list is called by; a region's measures are called by their number within it.
NAMES = {name: "code" for name in LISTS if name != "also_asked_if"} | {
    "questions": "key",
    "parameters": "key",
    "measures": "number",
    "schools": "name",
    "synonyms": "name",
}
# Lists whose entries belong to a region, or, where they may be shared, to none.
OF_A_REGION = (
    "sources",
    "questions",
    "life_events",
    "parameters",
    "groups",
    "policies",
    "measures",
    "schools",
    "personas",
)
# What a document says that says nothing.
EMPTY: Document = categories.filled({"format": 1, **{name: [] for name in LISTS}})


def listed(document: Document, name: str) -> list[Entry]:
    """The entries of a list, of releases of before too."""
    return categories.of(document) if name == "categories" else document.get(name, [])


def owner(name: str, entry: Entry) -> Owner:
    return entry.get("code") if name == "regions" else entry.get("region")


def called(name: str, entry: Entry) -> str:
    """The entry's name within its list: qj-rent-subsidy; of a measure, qujiang 33."""
    said = str(entry[NAMES[name]])
    return f"{entry['region']} {said}" if name == "measures" else said


def of(document: Document, held: Collection[Owner]) -> Document:
    """What belongs to these owners, of a document whose reasons are kept apart, see `apart`."""
    region_of = _regions_of_questions(document)
    return {
        name: [entry for entry in document.get(name, []) if _owner_in(name, entry, region_of) in held] for name in LISTS
    }


def replace(document: Document, part: Document, held: Collection[Owner]) -> Document:
    """All of `part`, and of `document`, whose reasons are kept apart, what does not belong to the owners `held`."""
    region_of = _regions_of_questions(document)
    return {
        name: part[name] + [entry for entry in document.get(name, []) if _owner_in(name, entry, region_of) not in held]
        for name in LISTS
    }


def _owner_in(name: str, entry: Entry, region_of: dict[str, Owner]) -> Owner:
    return _first_owner(entry["any_of"], region_of) if name == "also_asked_if" else owner(name, entry)


def in_order(document: Document) -> Document:
    """Regions and questions by position; all else by region, then measures by number, the rest as it stands."""
    regions = sorted(document["regions"], key=lambda region: (region["position"], region["code"]))
    rank: dict[Owner, int] = {region["code"]: number for number, region in enumerate(regions)}

    def by_region(name: str) -> list[Entry]:
        return sorted(document[name], key=lambda entry: rank.get(owner(name, entry), -1))

    return document | {
        "regions": regions,
        "questions": sorted(document["questions"], key=lambda question: (question["position"], question["key"])),
        **{name: by_region(name) for name in OF_A_REGION if name not in ("questions", "measures")},
        "measures": sorted(document["measures"], key=lambda one: (rank.get(one["region"], -1), one["number"])),
    }


def together(document: Document) -> Document:
    """Regions' own reasons become alternatives of the question's `asked_if`."""
    also: dict[str, list[Entry]] = {}
    for entry in document["also_asked_if"]:
        also.setdefault(entry["question"], []).extend(entry["any_of"])
    questions = [
        question | {"asked_if": [{"any_of": _branches(question["asked_if"]) + also[question["key"]]}]}
        if question["key"] in also
        else question
        for question in document["questions"]
    ]
    whole = document | {"questions": questions, "also_asked_if": []}
    return whole | {"questions": [_shared_first(question, whole) for question in questions]}


def apart(document: Document) -> Document:
    """The other way round: the alternatives that ask about a region's question go back to that region."""
    region_of = _regions_of_questions(document)
    questions, also = [], list(document.get("also_asked_if", []))
    for question in document["questions"]:
        own, others = _own_and_others(question, region_of)
        questions.append(question | {"asked_if": own} if others else question)
        also += [{"question": question["key"], "any_of": branches} for branches in others.values()]
    return document | {"questions": questions, "also_asked_if": also}


def _own_and_others(question: Entry, region_of: dict[str, Owner]) -> tuple[list[Entry], dict[Owner, list[Entry]]]:
    asked_if = question["asked_if"]
    if question["region"] is not None or len(asked_if) != 1 or not asked_if[0].get("any_of"):
        return asked_if, {}
    by_owner: dict[Owner, list[Entry]] = {}
    for branch in asked_if[0]["any_of"]:
        by_owner.setdefault(_branch_owner(branch, region_of), []).append(branch)
    own = by_owner.pop(None, [])
    if len(own) == 1:
        return own[0].get("all_of") or own, by_owner
    return [{"any_of": own}] if own else [], by_owner


def _branches(asked_if: list[Entry]) -> list[Entry]:
    if len(asked_if) == 1:
        return asked_if[0].get("any_of") or asked_if
    return [{"all_of": asked_if}]


def _shared_first(question: Entry, document: Document) -> Entry:
    region_of = _regions_of_questions(document)
    own, others = _own_and_others(question, region_of)
    if not others:
        return question
    rank = {region["code"]: (region["position"], region["code"]) for region in document["regions"]}
    in_turn = sorted(others, key=lambda code: rank.get(code or "", (0, "")))
    branches = (_branches(own) if own else []) + [branch for code in in_turn for branch in others[code]]
    return question | {"asked_if": [{"any_of": branches}]}


def _first_owner(branches: Iterable[Entry], region_of: dict[str, Owner]) -> Owner:
    return next((code for branch in branches if (code := _branch_owner(branch, region_of))), None)


def _branch_owner(branch: Entry, region_of: dict[str, Owner]) -> Owner:
    singles = branch.get("all_of") or [branch]
    return next((code for single in singles if (code := region_of.get(single["question"]))), None)


def _regions_of_questions(document: Document) -> dict[str, Owner]:
    return {question["key"]: question.get("region") for question in document.get("questions", [])}
