"""A section's form: what was posted into answers, and questions with their answers into fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policies.answers import Answers, Unreadable, parse_text
from policies.calculator.ruleset import Value
from policies.wizard import none_of_these
from policies.wizard.reasons import Reason

Entry = dict[str, Any]
TICKED = ("choice", "bool")
YES_OR_NO = ({"value": "yes", "label": "是"}, {"value": "no", "label": "否"})
# A radio button without a value, and a tick beside a text field, say 「不清楚」.
UNSURE = ""
UNSURE_BOX = "{}-unsure"
# Stands in the form where a text field came with an answer: only then does an empty one take the answer back.
# In a tab left open from before, the field may just not know of an answer given since.
CAME_ANSWERED = "{}-had"
# Characters of an option that fits into half a phone.
SHORT = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was typed and why it cannot be read."""

    typed: str
    message: str


Mistakes = Mapping[str, Mistake]


@dataclass(frozen=True, slots=True)
class Posted:
    """The answers after a post: the readable ones are taken over, the others stand in `mistakes` by question."""

    answers: Answers
    mistakes: Mistakes = field(default_factory=dict)


def read(answers: Answers, questions: Collection[Entry], post: Mapping[str, str], today: date) -> Posted:
    """A question that the form did not show is not in the post and keeps its answer."""
    mistakes: dict[str, Mistake] = {}
    for question in questions:
        key = question["key"]
        try:
            answers = (_ticked if question["type"] in TICKED else _typed)(answers, question, post, today)
        except Unreadable as problem:
            answers = answers.without(key)
            mistakes[key] = Mistake(post.get(key, "").strip(), str(problem))
    return Posted(none_of_these.read(answers, questions, post, besides=mistakes), mistakes)


def _ticked(answers: Answers, question: Entry, post: Mapping[str, str], today: date) -> Answers:
    key = question["key"]
    if key not in post:
        return answers
    if post[key] == UNSURE:
        return answers.without(key, declined=True)
    return answers.with_value(key, parse_text(question, post[key], today))


def _typed(answers: Answers, question: Entry, post: Mapping[str, str], today: date) -> Answers:
    key = question["key"]
    text = post.get(key, "").strip()
    unsure = UNSURE_BOX.format(key) in post
    # Someone who had ticked 「不清楚」 and now writes an answer may well leave the tick.
    if unsure and (not text or key not in answers.declined):
        return answers.without(key, declined=True)
    if text:
        return answers.with_value(key, parse_text(question, text, today))
    return answers.without(key) if CAME_ANSWERED.format(key) in post else answers


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    help: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question as it stands on the page. `text`: what the input holds, or the value of the ticked option."""

    question: Entry
    text: str
    declined: bool
    reason: Reason
    error: str = ""

    @property
    def key(self) -> str:
        return self.question["key"]

    @property
    def is_ticked(self) -> bool:
        return self.question["type"] in TICKED

    @property
    def options(self) -> list[Option]:
        """None for what is typed."""
        choices = YES_OR_NO if self.question["type"] == "bool" else self.question["choices"]
        return [Option(c["value"], c["label"], c.get("help", ""), self.text == c["value"]) for c in choices]

    @property
    def columns(self) -> str:
        """How the options stand: in one row, in columns where all are short, else one below the other."""
        if self.question["type"] == "bool":
            return "three"
        return "two" if all(len(o.label) <= SHORT and len(o.help) <= 2 * SHORT for o in self.options) else ""

    @property
    def first_input(self) -> str:
        """The id that the error summary leads to."""
        return f"{self.key}-{self.options[0].value}" if self.is_ticked else f"{self.key}-text"


def field_of(question: Entry, answers: Answers, mistakes: Mistakes, reason: Reason) -> Field:
    key = question["key"]
    if key in mistakes:
        return Field(question, mistakes[key].typed, False, reason, mistakes[key].message)
    return Field(question, _text(answers.values.get(key)), key in answers.declined, reason)


def _text(value: Value | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
