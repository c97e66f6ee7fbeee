"""A section's form: what was posted, into answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.answers import Answers, UnreadableAnswer, parse_text
from policies.answers.parse import UNSURE_TICKED
from policies.answers.written import names_a_month
from policies.calculator.ruleset import Value
from policies.wizard import none_of_these, searched, still, ticked, unusual

Entry = dict[str, Any]
TICKED = ("choice", "bool")
# A radio button without a value, and a tick beside a text field, say 「不清楚」.
UNSURE = ""
# Text browsers tick the first radio button of a group that nobody touched; where nothing is ticked, it is this one.
UNTOUCHED = "-"
UNSURE_BOX = "{}-unsure"
# What the form showed as the answer when it was sent to the browser: a hidden field for each question.
# What still stands there as it was shown is no answer: another tab may have given a newer one since.
SHOWN = "{}-shown"
# In the names of all fields that belong to a question: no key has one.
BEHIND_KEY = "-"
# At the end of such a field: 「不清楚」, or after a month: not on which day. No answer ends like this.
DECLINED = "-"
# A tick beside an answer of an earlier day: this is the number of today.
OF_TODAY = "{}-today"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was typed and why it is not taken over. `was_shown`: the visitor saw the question that it was typed for.

    `meant`: the answer in words, where it only has to be confirmed.
    """

    typed: str
    message: str
    was_shown: bool
    meant: str = ""


Mistakes = Mapping[str, Mistake]


@dataclass(frozen=True, slots=True)
class Posted:
    """The answers after a post: what was changed and can be read is taken over, what cannot stands in `mistakes`.

    A question with a mistake keeps the answer it had. `given`: the questions whose answer was changed.
    """

    answers: Answers
    mistakes: Mistakes
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a form says of one question: what is ticked or typed (empty: nothing), or 「不清楚」."""

    text: str
    declined: bool = False


def read(
    answers: Answers, questions: Collection[Entry], post: Mapping[str, str], today: date, *, lost: bool = False
) -> Posted:
    """Only what was changed in the form since it was shown.

    A question that the form did not show is not in the post and keeps its answer.
    `lost`: the answers given before are gone, so whatever stands in the form is taken.
    """
    before = answers
    mistakes: dict[str, Mistake] = {}
    given: set[str] = set()
    for question in questions:
        key = question["key"]
        stands, shown = _stands(question, post), _Standing("") if lost else _shown(key, post)
        if stands is None or (stands == shown and OF_TODAY.format(key) not in post):
            if not still.is_ticked(key, post):
                continue
            stands = _Standing(post[still.WAS.format(key)])
        was_shown = SHOWN.format(key) in post
        try:
            after = _answered(answers, question, stands, today)
        except UnreadableAnswer as problem:
            mistakes[key] = Mistake(stands.text, str(problem), was_shown)
            continue
        if asked := unusual.found(question, after.values.get(key), stands.text, post):
            mistakes[key] = Mistake(stands.text, asked.message, was_shown, asked.meant)
            continue
        answers = after
        given.add(key)
    answers = none_of_these.read(answers, questions, post, besides=mistakes, lost=lost)
    given |= {q["key"] for q in questions if _told(answers, q["key"]) != _told(before, q["key"])}
    return Posted(answers, mistakes, frozenset(given))


def _told(answers: Answers, key: str) -> tuple[Value | None, bool]:
    return answers.values.get(key), key in answers.declined


def seen(questions: Iterable[Entry], post: Mapping[str, str], today: date) -> dict[str, Value]:
    """What stood in the form as the answers, so what the visitor took for true while changing others.

    Of questions that stand elsewhere, the form may say what it was shown with.
    """
    found: dict[str, Value] = {}
    spoken_of = {name.partition(BEHIND_KEY)[0] for name in post}
    for question in questions:
        if question["key"] not in spoken_of:
            continue
        stands = _stands(question, post) or _shown(question["key"], post)
        if stands.text and not stands.declined:
            with suppress(UnreadableAnswer):
                found[question["key"]] = parse_text(question, stands.text, today)
    return found


def _shown(key: str, post: Mapping[str, str]) -> _Standing:
    text = post.get(SHOWN.format(key), "")
    return _Standing(text.removesuffix(DECLINED), declined=text.endswith(DECLINED))


def _stands(question: Entry, post: Mapping[str, str]) -> _Standing | None:
    """None: the question is not in the form, or it is a choice of which nobody ticked anything."""
    key = question["key"]
    if ticked.is_many(question):
        return _several(question, post)
    unsure = UNSURE_BOX.format(key) in post
    if key not in post and not unsure:
        return _named(question, post)
    text = post.get(key, "").strip()
    if question["type"] in TICKED:
        return _ticked(question, text, post)
    # Someone who had ticked 「不清楚」 and now writes an answer may well leave the tick.
    shown = _shown(key, post)
    left = bool(text) and shown.declined
    if unsure and question["type"] == "date" and names_a_month(text) and not (left and not shown.text):
        return _Standing(text, declined=True)
    return _Standing("", declined=True) if unsure and not left else _Standing(text)


def _several(question: Entry, post: Mapping[str, str]) -> _Standing | None:
    if ticked.HERE.format(question["key"]) not in post:
        return None
    shown = _shown(question["key"], post)
    text = ticked.text(question, post, UNSURE_TICKED if shown.declined else shown.text)
    return _Standing("", declined=True) if text == UNSURE_TICKED else _Standing(text)


def _ticked(question: Entry, text: str, post: Mapping[str, str]) -> _Standing | None:
    """Who types the name of another option means that one, unless they have ticked another since."""
    stands = None if text == UNTOUCHED else _Standing(text, declined=text == UNSURE)
    untouched = stands is None or stands == _shown(question["key"], post)
    return (_named(question, post) if untouched else None) or stands


def _named(question: Entry, post: Mapping[str, str]) -> _Standing | None:
    value = searched.named(question, post)
    return None if value is None else _Standing(value)


def _answered(answers: Answers, question: Entry, stands: _Standing, today: date) -> Answers:
    key = question["key"]
    if not stands.text:
        return answers.without(key, declined=stands.declined)
    answers = answers.with_value(key, parse_text(question, stands.text, today)).dated(key, today)
    return answers.without_day(key) if stands.declined else answers
