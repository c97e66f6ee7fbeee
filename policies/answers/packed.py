"""Answers as plain JSON content, for the cookie and the resume code alike.

By format:
1: {"v": 1, "r": region, "d": as_of, "a": {question: answer}, "n": [declined], "g": [received]}, and where there
   is something "p": [preferred], "s": how far it is counted
"""

from __future__ import annotations

from datetime import date
from typing import Any

from policies.answers.answers import Answers
from policies.answers.parse import Unreadable, parse
from policies.answers.today import today
from policies.catalogue.catalogue import Catalogue

FORMAT = 1


def pack(answers: Answers) -> dict[str, Any]:
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.values.items()}
    written = {
        "v": FORMAT,
        "r": answers.region,
        "d": answers.as_of.isoformat(),
        "a": values,
        "n": sorted(answers.declined),
        "g": sorted(answers.received),
    }
    if answers.preferred:
        written["p"] = sorted(answers.preferred)
    if answers.counted:
        written["s"] = answers.counted
    return written


def unpack(content: Any, catalogue: Catalogue) -> Answers | None:
    """None where it is no content of a format known here, or of a region that the live release no longer has.

    Questions, choices and policies that the live release no longer knows are left out.
    """
    match content:
        case {"v": 1, "r": str(region), "d": str(day), "a": dict(values), "n": list(declined), "g": list(received)}:
            pass
        case _:
            return None
    preferred, counted = content.get("p", []), content.get("s", "")
    texts = isinstance(preferred, list) and all(
        isinstance(text, str) for text in [*declined, *received, *preferred, counted]
    )
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return None
    if not texts or region not in catalogue.regions:
        return None
    return Answers(
        region=region,
        as_of=as_of,
        values=_known(values, catalogue),
        declined=frozenset(declined) & catalogue.questions.keys(),
        received=frozenset(received) & catalogue.policies.keys(),
        preferred=frozenset(preferred) & catalogue.policies.keys(),
        counted=counted,
    )


def _known(values: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    known = {}
    for key, raw in values.items():
        if key in catalogue.questions:
            try:
                known[key] = parse(catalogue.questions[key], raw, today())
            except Unreadable:
                continue
    return known
