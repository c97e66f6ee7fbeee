"""「请再看一眼」: an answer laid aside, as what it was about has changed, is offered again and taken by one tick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from policies.answers import Answers
from policies.answers.answers import Kept
from policies.answers.belonging import REGION, SCHOOL, about_of, about_of_school, offered
from policies.answers.parse import NONE_TICKED
from policies.calculator.calendar import Month
from policies.calculator.ruleset import Value
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import sentences

Entry = Mapping[str, Any]
TICK = "{}-still"
# What the tick stood beside, so that it answers what the visitor saw.
WAS = "{}-was"
# One tick over several of them; its value names the questions.
ALL = "still"
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Look:
    """`when`: what the answer was about, in words; `said`: the answer in words; `text`: as a field holds it."""

    when: str
    said: str
    text: str


def look(answers: Answers, key: str, catalogue: Catalogue) -> Look | None:
    """What is offered again for this question, or for SCHOOL."""
    kept = offered(answers, key)
    if kept is None or kept.value is None:
        return None
    if key == SCHOOL:
        about, said = about_of_school(answers, catalogue), str(kept.value)
    else:
        question = catalogue.questions[key]
        about, said = about_of(answers, question, catalogue), sentences.value(question, kept.value)
    return Look(_when(kept, about, catalogue), said, text_of(kept.value))


def _when(kept: Kept, about: Mapping[str, Value], catalogue: Catalogue) -> str:
    """The first thing that was otherwise then; empty where just less is known now."""
    for key, value in kept.about.items():
        if about.get(key) == value:
            continue
        if key == REGION:
            return f"查{catalogue.regions[str(value)]['name']}的时候"
        if key == SCHOOL:
            return f"学校是“{value}”的时候"
        question = catalogue.questions[key]
        return f"{question['name']}是“{sentences.value(question, value)}”的时候"
    return ""


def is_ticked(key: str, post: Mapping[str, str]) -> bool:
    ticked = TICK.format(key) in post or key in post.get(ALL, "").split()
    return ticked and bool(post.get(WAS.format(key)))


def text_of(value: Value | None) -> str:
    """As a field of a form holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, Month):
        return value.isoformat()
    if isinstance(value, frozenset):
        return " ".join(sorted(value)) or NONE_TICKED
    return "" if value is None else str(value)
