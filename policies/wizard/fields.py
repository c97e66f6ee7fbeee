"""Questions with their answers, as the fields of a section's form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from policies.answers import Answers
from policies.answers.parse import UNSURE_TICKED
from policies.calculator.calendar import Month
from policies.catalogue.words import sentences
from policies.wizard import searched, still, ticked
from policies.wizard.dating import Given
from policies.wizard.form import DECLINED, TICKED, Mistakes
from policies.wizard.reasons import WhyAsked
from policies.wizard.searched import Found
from policies.wizard.still import Look

Entry = dict[str, Any]
YES_OR_NO: tuple[Entry, ...] = ({"value": "yes", "label": "是"}, {"value": "no", "label": "否"})
# Characters of an option that fits into half a phone.
SHORT = 5


class Shape(NamedTuple):
    """What there is to see of a field besides its question, without anything that was typed: `ticked` is the value of
    an option or empty, the others say whether there is one."""

    ticked: str
    declined: bool
    error: bool
    stands: bool
    given: bool
    look: bool
    meant: bool
    month: bool
    asks_day: bool

    @property
    def is_untouched(self) -> bool:
        """Nothing is ticked, not even 「不清楚」."""
        return not (self.declined or self.ticked)


@dataclass(frozen=True, slots=True)
class Field:
    """One question as it stands on the page. `text`: what the input holds, or the value of the ticked option.

    `shown`: the answer as it is kept, which stays what it was while there is an `error`; `stands`: that in words.
    `given`: of an answer that counts otherwise as time goes by, when it was given, in words.
    `look`: an answer laid aside that is offered again.
    `meant`: an unusual answer that only has to be confirmed, in words.
    `found`: of a choice whose options are searched, what was found of them.
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
    found: Found | None = None

    @property
    def many(self) -> bool:
        """Whether several options may be ticked."""
        return ticked.is_many(self.question)

    @property
    def ticks(self) -> frozenset[str]:
        """Of several options those that are ticked, 「以上都没有」 and 「不清楚」 by their signs among them."""
        return frozenset([*self.text.split(), *([UNSURE_TICKED] if self.declined else [])])

    @property
    def key(self) -> str:
        return self.question["key"]

    @property
    def option(self) -> Entry | None:
        """The one that is ticked."""
        return next((one for one in options(self.question) if one["value"] == self.text), None)

    @property
    def shape(self) -> Shape:
        option = self.option
        return Shape(
            option["value"] if option else "",
            self.declined,
            bool(self.error),
            bool(self.stands),
            bool(self.given),
            self.look is not None,
            bool(self.meant),
            bool(self.month),
            self.asks_day,
        )

    @property
    def first_input(self) -> str:
        """The id that the error summary leads to."""
        listed = () if self.found else options(self.question)
        return f"{self.key}-{listed[0]['value']}" if listed else f"{self.key}-text"


def options(question: Entry) -> Sequence[Entry]:
    """What can be ticked: `value`, `label` and perhaps `help`; empty for what is typed."""
    if question["type"] not in TICKED:
        return ()
    choices: Sequence[Entry] = YES_OR_NO if question["type"] == "bool" else question["choices"]
    return choices


def columns(question: Entry) -> str:
    """How the options stand: in one row, in columns where all are short, else one below the other."""
    if question["type"] == "bool":
        return "three"
    return beside_one_another(options(question))


def beside_one_another(listed: Sequence[Entry]) -> str:
    short = all(len(o["label"]) <= SHORT and len(o.get("help", "")) <= 2 * SHORT for o in listed)
    return "two" if short else ""


def field_of(
    question: Entry,
    answers: Answers,
    mistakes: Mistakes,
    reason: WhyAsked,
    given: Given | None = None,
    look: Look | None = None,
    *,
    asks_day: bool = False,
    post: Mapping[str, str],
) -> Field:
    """An answer that has grown stands there as what it counts as by now. `post`: what was sent, if anything was."""
    key = question["key"]
    text, declined = still.text_of(given.counts_as if given else answers.values.get(key)), key in answers.declined
    shown = f"{text}{DECLINED}" if declined else text
    found = searched.found(question, text, post)
    month = in_words(question, answers) if isinstance(answers.values.get(key), Month) else ""
    if key in mistakes:
        wrong, stands = mistakes[key], in_words(question, answers)
        return Field(
            question,
            wrong.typed,
            False,
            reason,
            shown,
            wrong.message,
            stands,
            look=look,
            meant=wrong.meant,
            found=found,
        )
    said = given.words(question) if given else ""
    return Field(
        question, text, declined, reason, shown, given=said, look=look, month=month, asks_day=asks_day, found=found
    )


def in_words(question: Entry, answers: Answers) -> str:
    """The visitor's answer; empty: none yet."""
    key = question["key"]
    if key in answers.values:
        return sentences.value(question, answers.values[key])
    return "不清楚" if key in answers.declined else ""
