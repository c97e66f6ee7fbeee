"""The school picker: the name of a school on the list gives the answers that follow from the school.

The name itself is kept nowhere: it goes with the form it was typed into and comes back on that page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from policies.answers import Answers
from policies.wizard.check import Check, Entry

TYPED = "school"
# What stood in the field when its answers were filled in: the visitor's own choice then stands over the school's.
FILLED = "school_filled"
UNLISTED = "境外或未列出"
LONGEST = 40
SUGGESTED = 5
BRACKETS = "()[]【】〔〕"


@dataclass(frozen=True, slots=True)
class Picker:
    """The field as it stands on the page. `school`: the one that was typed; None if none on the list was."""

    names: tuple[str, ...]
    typed: str = ""
    school: Entry | None = None

    @property
    def is_unknown(self) -> bool:
        return bool(self.typed) and self.typed != UNLISTED and self.school is None

    @property
    def suggested(self) -> list[str]:
        """A few names that have what was typed in them."""
        part = _plain(self.typed)
        return [name for name in self.names if part in _plain(name)][:SUGGESTED] if self.is_unknown else []


def picker(check: Check, section: str, post: Mapping[str, str]) -> Picker | None:
    """None in a section where no school has anything to answer, or where nothing of it matters any more."""
    shown = {question["key"] for question in check.questions(section) if check.matters(question["key"])}
    schools = [school for school in check.schools if not shown.isdisjoint(school["answers"])]
    if not schools:
        return None
    typed = post.get(TYPED, "").strip()[:LONGEST]
    return Picker((*(school["name"] for school in schools), UNLISTED), typed, _find(check, typed))


def is_new(post: Mapping[str, str]) -> bool:
    """Whether a name was typed that has not been looked up yet."""
    typed = post.get(TYPED, "").strip()
    return bool(typed) and _plain(typed) != _plain(post.get(FILLED, ""))


def fill(check: Check, answers: Answers, post: Mapping[str, str]) -> Answers:
    """The answers with those of a school that was newly typed, without those of the school before it."""
    if not is_new(post):
        return answers
    before, now = _find(check, post.get(FILLED, "")), _find(check, post[TYPED])
    for key, value in _answers_of(before, check).items():
        if answers.values.get(key) == value:
            answers = answers.without(key)
    for key, value in _answers_of(now, check).items():
        answers = answers.with_value(key, value)
    return answers


def _answers_of(school: Entry | None, check: Check) -> dict[str, str | bool]:
    return {key: value for key, value in school["answers"].items() if key in check.ruleset.questions} if school else {}


def _find(check: Check, typed: str) -> Entry | None:
    wanted = _plain(typed[:LONGEST])
    return next((school for school in check.schools if _plain(school["name"]) == wanted), None) if wanted else None


def _plain(name: str) -> str:
    """Without width, brackets and spaces: 中国地质大学（武汉） is 中国地质大学(武汉) is 中国地质大学武汉."""
    narrow = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in narrow if character not in BRACKETS and not character.isspace())
