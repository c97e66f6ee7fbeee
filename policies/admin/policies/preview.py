"""What the preview of one policy shows: its card for a sample person who gets it, and its conditions for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from policies.admin.wording.problems import ProblemWording
from policies.answers import Answers, today
from policies.calculator import Status
from policies.calculator.ruleset import State
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import canonical
from policies.catalogue.document.canonical import Document
from policies.catalogue.validation.validation import validate
from policies.library.policy import PolicyPage
from policies.publishing.personas import TriedDocument
from policies.results.cards import Card
from policies.results.page import ResultPage

SHOWN = {
    Status.ELIGIBLE: ("eligible", "yes", "可申领"),
    Status.UPCOMING: ("upcoming", "soon", "即将可领"),
}
# What fits all the same, but cannot be had.
NOT_NOW = {State.BUDGET_SPENT: "预算已用完", State.PLANNED: "计划中"}


def context(whole: Document, code: str, on: date | None = None) -> dict[str, Any]:
    """Of the rows as a document. A draft is shown as if it were open, together with what is not a draft.

    `on`: as if it were looked at on that day, and the sample person asked then.
    """
    policies = [
        policy | {"state": "open"} if policy["code"] == code and policy["state"] == "draft" else policy
        for policy in whole["policies"]
    ]
    document = canonical.released(whole | {"policies": policies})
    if problems := validate(document):
        return {
            "mistakes": list(dict.fromkeys(map(ProblemWording(document), (problem.message for problem in problems))))
        }
    return of(Catalogue(document, "", "pack"), _asked(whole["personas"], on), code, on) | {"on": on}


def of(catalogue: Catalogue, personas: Sequence[dict[str, Any]], code: str, on: date | None = None) -> dict[str, Any]:
    """Of a catalogue: what stands on the page of the policy, and its card for the first of these who gets it."""
    page, shown = PolicyPage(catalogue, catalogue.policies[code], on or today()), _card(catalogue, list(personas), code)
    return {"page": page, "others": list(_others(catalogue, shown, code))} | shown


def _others(catalogue: Catalogue, shown: dict[str, Any], code: str) -> Iterator[dict[str, Any]]:
    """Of changes that go by an event: the same person, were it the first to whom the change applies."""
    for change in catalogue.policies[code].get("changes", ()) if shown["card"] else ():
        if (event := change.get("measured_at")) and (persona := shown["persona"]):
            day = change["starts_on"]
            answers = persona["answers"] | {event: day}
            other = _card(catalogue, [persona | {"answers": answers, "on": max(persona["on"], day)}], code)
            if other["card"]:
                yield other | {"words": f"{catalogue.questions[event]['name']}是 {day}"}


def _asked(personas: list[dict[str, Any]], on: date | None) -> list[dict[str, Any]]:
    """On another day, with the answers of theirs."""
    if on is None:
        return personas
    day = on.isoformat()
    return [one | {"on": day, "as_of": min(one["as_of"] or one["on"], day)} for one in personas]


def _card(catalogue: Catalogue, personas: list[dict[str, Any]], code: str) -> dict[str, Any]:
    """The first sample person who gets it, else the first who will."""
    tried = TriedDocument(catalogue.document)
    misfits = tried.unfit(personas)
    found: dict[Status, Any] = {}
    for number, persona in enumerate(personas):
        if number in misfits or catalogue.policies[code]["region"] not in catalogue.lineage(persona["region"]):
            continue
        assessment = tried.assessment(persona)
        result = assessment.by_code.get(code)
        if result and result.status in SHOWN and result.status not in found and not result.received:
            found[result.status] = persona, assessment
        if Status.ELIGIBLE in found:
            break
    status = next((status for status in SHOWN if status in found), None)
    if status is None:
        return {"card": None}
    persona, assessment = found[status]
    kind, mark, words = SHOWN[status]
    words = NOT_NOW.get(assessment.by_code[code].state, words)
    card = _of(catalogue, tried, persona, assessment, code)
    return {"card": card, "cards": [card], "persona": persona, "kind": kind} | {
        "mark": mark,
        "status": words,
    }


def _of(catalogue: Catalogue, tried: TriedDocument, persona: dict[str, Any], assessment: Any, code: str) -> Card:
    as_of = date.fromisoformat(persona["as_of"] or persona["on"])
    answers = Answers(persona["region"], as_of, tried.values(persona["answers"]))
    return ResultPage(assessment, answers, catalogue).cards[code]
