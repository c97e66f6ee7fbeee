"""Answers as plain JSON content, for the cookie and the resume code alike.

By format:
1: {"v": 1, "r": region, "d": as_of, "a": {question: answer}, "n": [declined], "g": [received]}, and where there
   is something "p": [preferred], "s": how far it is counted
2: the same, and "t": by how many days after as_of each answer was given, in the order of "a", as far as any differs,
   "e": {other region: how far it is counted}, "o": the school's name, "k": answers laid aside, see asides.py,
   "q": {received: how many payments were made of it},
   "m": the short names of the papers that are ready, one after the other,
   "l": [number, short sha256] of the release they come back from,
   "c": the check's random name, "x": [digest, number] of its last calendar file
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from policies.answers import asides, formerly
from policies.answers.answers import Answers
from policies.answers.exported import HIGHEST
from policies.answers.parse import UnreadableAnswer, parse_plain
from policies.answers.today import today
from policies.calculator.due import MOST_MONTHS
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import papers
from policies.catalogue.document.plain_values import plain

FORMAT = 2


def pack(answers: Answers) -> dict[str, Any]:
    return {
        "v": FORMAT,
        "r": answers.region,
        "d": answers.as_of.isoformat(),
        "a": {key: plain(value) for key, value in answers.values.items()},
        "n": sorted(answers.declined),
        "g": sorted(answers.received),
        **{key: part for key, part in _where_there_is_something(answers).items() if part},
    }


def _where_there_is_something(answers: Answers) -> dict[str, Any]:
    return {
        "t": _days_later(answers),
        "p": sorted(answers.preferred),
        "s": answers.counted,
        "e": dict(answers.counted_elsewhere),
        "o": answers.school,
        "k": asides.pack(answers),
        "q": {code: number for code, number in sorted(answers.payments.items()) if code in answers.received},
        "m": papers.in_one(answers.papers),
        "l": list(answers.since or ()),
        "c": answers.check,
        "x": list(answers.exported) if answers.exported[1] else [],
    }


def _days_later(answers: Answers) -> list[int]:
    """Equal neighbours take next to no room once it is compressed."""
    later = [(answers.day_of(key) - answers.as_of).days for key in answers.values]
    while later and not later[-1]:
        later.pop()
    return later


def unpack(content: Any, catalogue: Catalogue) -> Answers | None:
    """None where it is no content of a format known here, or of a region that the live release no longer has.

    Questions, choices and policies that the live release no longer knows are left out.
    """
    if catalogue.renaming:
        content = formerly.in_present_codes(content, catalogue.renaming)
    match content:
        case {"v": 1 | 2, "r": str(region), "d": str(day), "a": dict(values), "n": list(declined), "g": list(received)}:
            pass
        case _:
            return None
    preferred, counted, later = content.get("p", []), content.get("s", ""), content.get("t", [])
    elsewhere, school = content.get("e", {}), content.get("o", "")
    texts = isinstance(preferred, list) and isinstance(elsewhere, dict)
    texts = texts and all(
        isinstance(text, str) for text in [*declined, *received, *preferred, counted, *elsewhere.values(), school]
    )
    try:
        as_of = date.fromisoformat(day)
        stated_on = {key: as_of + timedelta(days) for key, days in zip(values, later, strict=False) if days}
    except (ValueError, TypeError, OverflowError):
        return None
    if not texts or region not in catalogue.regions:
        return None
    known = _known(values, catalogue)
    check, exported = _names(content)
    return Answers(
        region=region,
        as_of=as_of,
        values=known,
        declined=frozenset(declined) & catalogue.questions.keys(),
        received=frozenset(received) & catalogue.policies.keys(),
        preferred=frozenset(preferred) & catalogue.policies.keys(),
        counted=counted,
        stated_on={key: day for key, day in stated_on.items() if key in known},
        counted_elsewhere={code: mark for code, mark in elsewhere.items() if code in catalogue.regions},
        school=school,
        kept=asides.unpack(content.get("k"), as_of, catalogue),
        check=check,
        exported=exported,
        payments=_payments(content.get("q"), received, catalogue),
        papers=papers.apart(content["m"]) & catalogue.papers if "m" in content else frozenset(),
        since=_since(content.get("l")),
    )


def _since(mark: Any) -> tuple[int, str] | None:
    match mark:
        case [int(number), str(sha256)]:
            return number, sha256
    return None


def _payments(numbers: Any, received: list[str], catalogue: Catalogue) -> dict[str, int]:
    """Of what was received; what is no number any more that can be is left out."""
    if not isinstance(numbers, dict):
        return {}
    return {
        code: number
        for code, number in numbers.items()
        if code in received and type(number) is int and 0 <= number <= MOST_MONTHS and code in catalogue.policies
    }


def _names(content: dict[str, Any]) -> tuple[str, tuple[str, int]]:
    """The check's name and its last calendar file; without them it is a check as from before there were any."""
    match content:
        case {"c": str(check), "x": [str(digest), int(number)]} if 0 <= number <= HIGHEST:
            return check, (digest, number)
        case {"c": str(check)}:
            return check, ("", 0)
    return "", ("", 0)


def _known(values: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    known, day = {}, today()
    for key, raw in values.items():
        if key in catalogue.questions:
            try:
                known[key] = parse_plain(catalogue.questions[key], raw, day)
            except UnreadableAnswer:
                continue
    return known
