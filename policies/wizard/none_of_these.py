"""One tick, 「下面这些我都没有」, over the questions of a section that have an answer for 「没有」.

Its value names the questions it stood over, so that it answers those the visitor saw and no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policies.answers import Answers
from policies.calculator.ruleset import Value
from policies.catalogue.document.plain_values import typed

Entry = dict[str, Any]
TICK = "none_of_these"
# Stands in the form where the tick came set: only then does taking it away take the answers back.
CAME_TICKED = "none_of_these-had"
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Covered:
    """The questions under the tick, in their order: those still open and those answered 「没有」."""

    questions: tuple[Entry, ...]
    ticked: bool

    @property
    def first(self) -> str:
        """The question that the tick stands before."""
        return str(self.questions[0]["key"])

    @property
    def keys(self) -> str:
        return " ".join(question["key"] for question in self.questions)

    @property
    def names(self) -> str:
        return "、".join(question["name"] for question in self.questions)


def has_negative(question: Entry) -> bool:
    # Releases from before there was such an answer say nothing of it.
    return question.get("negative") is not None


def covered(questions: Iterable[Entry], answers: Answers) -> Covered | None:
    """None where the tick would save next to nothing."""
    found = tuple(q for q in questions if has_negative(q) and (_is_open(q, answers) or _is_negative(q, answers)))
    if len(found) < FEWEST:
        return None
    return Covered(found, ticked=not any(_is_open(question, answers) for question in found))


def read(
    answers: Answers, questions: Iterable[Entry], post: Mapping[str, str], besides: Collection[str], *, lost: bool
) -> Answers:
    """`answers` with what the tick says; of the questions that were answered otherwise, and of `besides`, nothing.

    A tick left as it came says nothing either, unless the answers given before are `lost`.
    """
    ticked, came_ticked = post.get(TICK, "").split(), post.get(CAME_TICKED, "").split()
    for question in questions:
        key = question["key"]
        if not has_negative(question) or key in besides:
            continue
        if key in ticked and (lost or key not in came_ticked) and _is_open(question, answers):
            answers = answers.with_value(key, _negative(question))
        elif not ticked and key in came_ticked and _is_negative(question, answers):
            answers = answers.without(key)
    return answers


def _is_open(question: Entry, answers: Answers) -> bool:
    return not answers.touched(question["key"])


def _is_negative(question: Entry, answers: Answers) -> bool:
    return answers.values.get(question["key"]) == _negative(question)


def _negative(question: Entry) -> Value:
    value: Value = typed(question["type"], question["negative"])
    return value
