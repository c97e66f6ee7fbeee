"""What the page of a section shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from policies.answers import belonging, today
from policies.calculator import Status
from policies.calculator.best_set import own_part
from policies.calculator.choosing import best_or_chosen
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words.awards import AwardText
from policies.wizard import none_of_these, schools, searched, still
from policies.wizard.check import Check, Entry
from policies.wizard.dating import given
from policies.wizard.fields import Field, field_of, in_words
from policies.wizard.form import Mistake, Mistakes
from policies.wizard.none_of_these import Covered
from policies.wizard.reasons import raised_by, reasons
from policies.wizard.still import Look


@dataclass(slots=True)
class Group:
    """A question with the follow-ups that its answer raised."""

    field: Field
    follow_ups: list[Field] = dataclasses.field(default_factory=list)

    @property
    def answer(self) -> str:
        """In the words of its option; empty for what is typed."""
        return self.field.option["label"] if self.field.option else ""

    @property
    def keys(self) -> list[str]:
        return [shown.key for shown in (self.field, *self.follow_ups)]

    @property
    def anchor(self) -> str:
        return f"{self.field.key}-follow-ups"


@dataclass(frozen=True, slots=True)
class RunningSum:
    """The line at the bottom, in step with the result: how many policies the combination shown there has, of what is
    certain, and what it comes to (None while no sum is known), and how many policies may still be added."""

    certain: int
    possible: int
    total: AwardText | None


class Stage(NamedTuple):
    """A section in the list of all sections. `note`: how it stands, for those who cannot see the colour."""

    code: str
    name: str
    current: bool
    done: bool
    note: str


@dataclass(frozen=True, slots=True)
class Answered:
    """`said`: the answer in words (empty: none yet); `given`: when, if that matters; `look`: offered in its place."""

    question: Entry
    said: str
    given: str
    look: Look | None


def groups(check: Check, section: str, mistakes: Mistakes, post: Mapping[str, str]) -> list[Group]:
    """The shown questions, each follow-up under the question of this section that raised it, however indirectly.

    Those that one tick may answer come last, where they are enough for it.
    """
    found: dict[str, Group] = {}
    why, day = reasons(check), today()
    for question in check.shown(section, mistakes):
        key = question["key"]
        look = still.look(check.answers, key, check.catalogue)
        dated, asks_day = given(check, key, day), check.asks_day(key)
        shown = field_of(question, check.answers, mistakes, why[key], dated, look, asks_day=asks_day, post=post)
        parent = raised_by(check, key, set(found))
        if parent is None:
            found[key] = Group(shown)
            continue
        found[key] = found[parent]
        found[parent].follow_ups.append(shown)
    return _ticked_last(list({id(group): group for group in found.values()}.values()))


def _ticked_last(shown: list[Group]) -> list[Group]:
    under_tick = [none_of_these.has_negative(group.field.question) for group in shown]
    if sum(under_tick) < none_of_these.FEWEST:
        return shown
    # False comes before True; otherwise the order stays.
    return [group for _, group in sorted(zip(under_tick, shown, strict=True), key=lambda pair: pair[0])]


def _covered(check: Check, shown: list[Group]) -> Covered | None:
    return none_of_these.covered((group.field.question for group in shown), check.answers)


def _to_look_at(shown: list[Group], school: schools.Picker | None) -> dict[str, str]:
    """What is offered again on the page, by the name of its field; empty where one tick over it would save nothing."""
    found = {schools.TYPED: "学校"} if school and school.look else {}
    found |= {one.key: one.question["name"] for group in shown for one in (group.field, *group.follow_ups) if one.look}
    return found if len(found) >= still.FEWEST else {}


def _around(check: Check, shown: list[Group]) -> dict[str, str]:
    """The answers on other pages that these are about, as their own fields would have been shown with them."""
    here = {key: group for group in shown for key in group.keys}
    about = {parent for key in here for parent in check.catalogue.questions[key].get("about", ())}
    answers = check.answers
    return {key: still.text_of(answers.values[key]) for key in sorted(about - here.keys()) if key in answers.values}


def stages(check: Check, current: Entry) -> tuple[Stage, ...]:
    return tuple(_stage(check, section, section is current) for section in check.sections)


def _stage(check: Check, section: Entry, current: bool) -> Stage:
    """A section whose questions an answer may yet raise is not done."""
    code = section["code"]
    done = not check.has_open(code) and bool(check.shown(code) or not check.may_ask(code))
    note = "" if current or not done else "已答完" if check.shown(code) else "不用答"
    return Stage(code, section["name"], current, done, note)


def running_sum(check: Check) -> RunningSum:
    best = best_or_chosen(check.assessment, check.answers.preferred)
    received, unknown = check.assessment.case.received, Status.UNKNOWN
    return RunningSum(
        certain=sum(code not in received for code in best.policies),
        possible=sum(one.status is unknown and not one.received for one in check.assessment.results),
        total=award_sentences.total(own_part(best, check.assessment.by_code)),
    )


def context(check: Check, section: Entry, mistakes: Mistakes, post: Mapping[str, str]) -> dict[str, Any]:
    """Everything the templates of a section name."""
    shown, school = groups(check, section["code"], mistakes, post), schools.picker(check, section["code"])
    covered = _covered(check, shown)
    return {
        "whole_page": False,
        "check": check,
        "section": section,
        "school": school,
        "school_is_new": schools.is_new(post),
        "searches": any(one.found for group in shown for one in (group.field, *group.follow_ups)),
        "looked_up": searched.looked_up(check.questions(section["code"]), post),
        "groups": shown,
        "covered": covered,
        "covered_from": covered.first if covered else "",
        "to_look_at": _to_look_at(shown, school),
        "around": _around(check, shown),
        "mistakes": [one for group in shown for one in (group.field, *group.follow_ups) if one.error],
        "gone": gone(check, section["code"], mistakes),
        "stages": stages(check, section),
        "number": check.sections.index(section) + 1,
        "previous": check.before(section),
        "is_last": check.after(section) is None,
        "running_sum": running_sum(check),
    }


def gone(check: Check, section: str, mistakes: Mistakes) -> list[tuple[Entry, Mistake, str]]:
    """Mistakes in questions that another answer of the same form took away, each with the answer kept, in words."""
    there = {question["key"] for question in check.shown(section, mistakes)}
    return [
        (question, mistakes[key], _kept_in_words(check, question))
        for question in check.questions(section)
        if (key := question["key"]) in mistakes and key not in there and mistakes[key].was_shown
    ]


def _kept_in_words(check: Check, question: Entry) -> str:
    look = still.look(check.answers, question["key"], check.catalogue)
    return in_words(question, check.answers) or (look.said if look else "")


def new_questions(before: Check, after: Check, section: str) -> str | None:
    """The id on the page where questions begin that the answers just given raised and that are still open."""
    still_open = after.open(section)
    if not still_open:
        return None
    shown_before = {question["key"] for question in before.shown(section)}
    offered_before = {key for key in shown_before if belonging.offered(before.answers, key)}
    new = [
        key
        for question in still_open
        if (key := question["key"]) not in shown_before
        or (belonging.offered(after.answers, key) and key not in offered_before)
        or (after.asks_day(key) and not before.asks_day(key))
    ]
    if not new or after.asks_day(new[0]):
        return new[0] if new else None
    group = next(group for group in groups(after, section, {}, {}) if new[0] in group.keys)
    return group.field.key if group.field.key == new[0] else group.anchor


def answered(check: Check) -> list[tuple[Entry, list[Answered]]]:
    """Each section with its shown questions and the visitor's answers."""
    return [
        (section, [_answered(check, question) for question in check.shown(section["code"])])
        for section in check.sections
    ]


def _answered(check: Check, question: Entry) -> Answered:
    key = question["key"]
    known = given(check, key, today())
    return Answered(
        question,
        said=in_words(question, check.answers),
        given=known.words(question) if known else "",
        look=still.look(check.answers, key, check.catalogue),
    )
