"""A section's form: what was posted into answers, and questions with their answers into fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.answers import Answers, UnreadableAnswer, parse_text
from policies.answers.written import names_a_month
from policies.calculator.calendar import Month
from policies.calculator.ruleset import Value
from policies.catalogue.words import sentences
from policies.wizard import none_of_these, still, unusual
from policies.wizard.dating import Given
from policies.wizard.reasons import WhyAsked
from policies.wizard.still import Look

Entry = dict[str, Any]
TICKED = ("choice", "bool")
YES_OR_NO = ({"value": "yes", "label": "是"}, {"value": "no", "label": "否"})
# A radio button without a value, and a tick beside a text field, say 「不清楚」.
UNSURE = ""
# Text browsers tick the first radio button of a group that nobody touched; where nothing is ticked, it is this one.
UNTOUCHED = "-"
UNSURE_BOX = "{}-unsure"
# What the form showed as the answer when it was sent to the browser: a hidden field for each question.
# What still stands there as it was shown is no answer: another tab may have given a newer one since.
SHOWN = "{}-shown"
# At the end of such a field: 「不清楚」, or after a month: not on which day. No answer ends like this.
DECLINED = "-"
# A tick beside an answer of an earlier day: this is the number of today.
OF_TODAY = "{}-today"
# Characters of an option that fits into half a phone.
SHORT = 5


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
    for question in questions:
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
    ticked = UNSURE_BOX.format(key) in post
    if key not in post and not ticked:
        return None
    text = post.get(key, "").strip()
    if question["type"] in TICKED:
        return None if text == UNTOUCHED else _Standing(text, declined=text == UNSURE)
    # Someone who had ticked 「不清楚」 and now writes an answer may well leave the tick.
    shown = _shown(key, post)
    left = bool(text) and shown.declined
    if ticked and question["type"] == "date" and names_a_month(text) and not (left and not shown.text):
        return _Standing(text, declined=True)
    return _Standing("", declined=True) if ticked and not left else _Standing(text)


def _answered(answers: Answers, question: Entry, stands: _Standing, today: date) -> Answers:
    key = question["key"]
    if not stands.text:
        return answers.without(key, declined=stands.declined)
    answers = answers.with_value(key, parse_text(question, stands.text, today)).dated(key, today)
    return answers.without_day(key) if stands.declined else answers


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    help: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question as it stands on the page. `text`: what the input holds, or the value of the ticked option.

    `shown`: the answer as it is kept, which stays what it was while there is an `error`; `stands`: that in words.
    `given`: of an answer that counts otherwise as time goes by, when it was given, in words.
    `look`: an answer laid aside that is offered again.
    `meant`: an unusual answer that only has to be confirmed, in words.
    `month`: what is known of the date, in words, where its day is not; `asks_day`: the day could change something.
    """

    question: Entry
    text: str
    declined: bool
    reason: WhyAsked
    shown: str
    error: str = ""
    stands: str = ""
    given: str = ""
    look: Look | None = None
    meant: str = ""
    month: str = ""
    asks_day: bool = False

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
    def is_untouched(self) -> bool:
        """Nothing is ticked, not even 「不清楚」."""
        return not (self.declined or any(option.ticked for option in self.options))

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


def field_of(
    question: Entry,
    answers: Answers,
    mistakes: Mistakes,
    reason: WhyAsked,
    given: Given | None = None,
    look: Look | None = None,
    *,
    asks_day: bool = False,
) -> Field:
    """An answer that has grown stands there as what it counts as by now."""
    key = question["key"]
    text, declined = still.text_of(given.counts_as if given else answers.values.get(key)), key in answers.declined
    shown = f"{text}{DECLINED}" if declined else text
    month = in_words(question, answers) if isinstance(answers.values.get(key), Month) else ""
    if key in mistakes:
        wrong, stands = mistakes[key], in_words(question, answers)
        return Field(question, wrong.typed, False, reason, shown, wrong.message, stands, look=look, meant=wrong.meant)
    said = given.words(question) if given else ""
    return Field(question, text, declined, reason, shown, given=said, look=look, month=month, asks_day=asks_day)


def in_words(question: Entry, answers: Answers) -> str:
    """The visitor's answer; empty: none yet."""
    key = question["key"]
    if key in answers.values:
        return sentences.value(question, answers.values[key])
    return "不清楚" if key in answers.declined else ""
