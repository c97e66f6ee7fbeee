"""Answers laid aside as plain JSON content: {question: [[answer, {what it is about: answer}, days after as_of], …]}.

A fourth entry, true: of a date in months, that this is all the visitor knows of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from policies.answers.answers import Answers, Kept
from policies.answers.belonging import REGION, SCHOOL
from policies.answers.parse import UnreadableAnswer, parse_plain
from policies.answers.today import today
from policies.calculator.ruleset import Value
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.plain_values import plain


def pack(answers: Answers) -> dict[str, Any]:
    return {key: [_packed(one, answers.as_of) for one in several] for key, several in answers.kept.items()}


def _packed(kept: Kept, as_of: date) -> list[Any]:
    about = {key: plain(value) for key, value in kept.about.items()}
    return [plain(kept.value), about, (kept.on - as_of).days, *([True] if kept.no_day else [])]


def unpack(content: Any, as_of: date, catalogue: Catalogue) -> dict[str, tuple[Kept, ...]]:
    """What is of no known form, and what the live release no longer knows, is left out."""
    if not isinstance(content, dict):
        return {}
    found = {
        key: tuple(kept for one in several if (kept := _kept(key, one, as_of, catalogue)))
        for key, several in content.items()
        if isinstance(several, list)
    }
    return {key: several for key, several in found.items() if several}


def _kept(key: str, content: Any, as_of: date, catalogue: Catalogue) -> Kept | None:
    match content:
        case [raw, dict(about), int(days), *rest]:
            pass
        case _:
            return None
    try:
        value = None if raw is None else _read(key, raw, catalogue)
        known = {name: _read(name, answer, catalogue) for name, answer in about.items()}
        return Kept(value, known, as_of + timedelta(days), no_day=rest == [True])
    except (UnreadableAnswer, KeyError, OverflowError):
        return None


def _read(key: str, raw: Any, catalogue: Catalogue) -> Value:
    """Raises UnreadableAnswer, and KeyError for a question or a region that is not known."""
    if key == SCHOOL and isinstance(raw, str):
        return raw
    if key == REGION:
        return str(catalogue.regions[str(raw)]["code"])
    return parse_plain(catalogue.questions[key], raw, today())
