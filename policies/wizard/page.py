"""What the page of a section shows."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Any

from policies.answers import today
from policies.calculator import Status, assess
from policies.catalogue import sentences
from policies.wizard.check import Check, Entry
from policies.wizard.form import Field, Mistakes, field_of
from policies.wizard.reasons import raised_by, reasons


@dataclass(slots=True)
class Group:
    """A question with the follow-ups that its answer raised."""

    field: Field
    follow_ups: list[Field] = dataclasses.field(default_factory=list)

    @property
    def answer(self) -> str:
        """In the words of its option; empty for what is typed."""
        return next((option.label for option in self.field.options if option.ticked), "")

    @property
    def keys(self) -> list[str]:
        return [shown.key for shown in (self.field, *self.follow_ups)]

    @property
    def anchor(self) -> str:
        return f"{self.field.key}-follow-ups"


@dataclass(frozen=True, slots=True)
class Standing:
    """The line at the bottom: how many policies hold for certain, how many still may, what the certain ones come to."""

    certain: int
    possible: int
    total: int | None

    @property
    def money(self) -> tuple[str, str] | None:
        """Digits and unit; None while nothing that can be summed is certain."""
        return sentences.money(self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Step:
    """A section in the list of all sections."""

    code: str
    name: str
    current: bool
    done: bool


def groups(check: Check, section: str, mistakes: Mistakes) -> list[Group]:
    """The shown questions, each follow-up under the question of this section that raised it, however indirectly."""
    found: dict[str, Group] = {}
    why = reasons(check)
    for question in check.shown(section):
        key = question["key"]
        shown = field_of(question, check.answers, mistakes, why[key])
        parent = raised_by(check, key, set(found))
        if parent is None:
            found[key] = Group(shown)
            continue
        found[key] = found[parent]
        found[parent].follow_ups.append(shown)
    return list({id(group): group for group in found.values()}.values())


def steps(check: Check, current: Entry) -> list[Step]:
    return [
        Step(section["code"], section["name"], section is current, _is_done(check, section["code"]))
        for section in check.sections
    ]


def _is_done(check: Check, section: str) -> bool:
    return bool(check.shown(section)) and not check.open(section)


def standing(check: Check) -> Standing:
    assessment = assess(check.ruleset, check.facts, today())
    counts = Counter(result.status for result in assessment.results)
    return Standing(counts[Status.ELIGIBLE], counts[Status.UNKNOWN], assessment.best.total if assessment.best else None)


def context(check: Check, section: Entry, mistakes: Mistakes) -> dict[str, Any]:
    """Everything the templates of a section name."""
    place = check.sections.index(section)
    shown = groups(check, section["code"], mistakes)
    return {
        "check": check,
        "section": section,
        "groups": shown,
        "mistakes": [one for group in shown for one in (group.field, *group.follow_ups) if one.error],
        "steps": steps(check, section),
        "number": place + 1,
        "previous": check.asking(reversed(check.sections[:place])),
        "is_last": check.asking(check.sections[place + 1 :]) is None,
        "standing": standing(check),
    }


def new_questions(before: Check, after: Check, section: str) -> str | None:
    """The id on the page where questions begin that the answers just given raised and that are still open."""
    shown_before = {question["key"] for question in before.shown(section)}
    new = [question["key"] for question in after.open(section) if question["key"] not in shown_before]
    if not new:
        return None
    group = next(group for group in groups(after, section, {}) if new[0] in group.keys)
    return group.field.key if group.field.key == new[0] else group.anchor


def answered(check: Check) -> list[tuple[Entry, list[tuple[Entry, str]]]]:
    """Each section with its shown questions and, in words, the visitor's answer (empty: none yet)."""
    return [
        (section, [(question, _in_words(check, question)) for question in check.shown(section["code"])])
        for section in check.sections
    ]


def _in_words(check: Check, question: Entry) -> str:
    key = question["key"]
    if key in check.answers.values:
        return sentences.value(question, check.answers.values[key])
    return "不清楚" if key in check.answers.declined else ""
