"""An answer belongs to what it is about: a graduation date to one degree, months paid to one region.

Once that changes, the answer is laid aside and counts no longer. It is offered again, counts as soon as it is
confirmed, and comes back by itself with what it is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from policies.answers.answers import Answers, Kept
from policies.calculator.ruleset import Value
from policies.catalogue.catalogue import Catalogue

# Beside the keys of questions in what an answer is about; no key looks like them.
REGION, SCHOOL = "@region", "@school"
# Answers laid aside for one question, the latest last.
MOST_KEPT = 8

Entry = Mapping[str, Any]
About = Mapping[str, Value]


def settled(before: Answers, after: Answers, given: Collection[str], seen: About, catalogue: Catalogue) -> Answers:
    """`after` with what it is no longer about laid aside, and with what it is about again.

    `given`: what was answered in between, questions or SCHOOL. `seen`: what the visitor saw as the answers to what that
    is about; an older tab may show another degree, and what is answered there is about that one.
    """
    now = _school(before, after, given, seen, catalogue)
    for key, question in _that_belong(catalogue):
        # What has no answer and none laid aside has nothing to lose or to come back: as most have.
        if key not in given and not now.touched(key) and key not in now.kept:
            continue
        was, about = about_of(before, question, catalogue), about_of(now, question, catalogue)
        if key in given:
            now = _given(before, now, key, was, about, seen)
        elif was != about and not (now.touched(key) and _still(was, about)):
            now = _restored(_aside(now, key, was) if now.touched(key) else now, key, about)
    return now


def moved(answers: Answers, region: str, catalogue: Catalogue) -> Answers:
    """The same person's check of another region: what was answered about this one is laid aside."""
    elsewhere = {**answers.counted_elsewhere, answers.region: answers.counted}
    after = replace(answers, region=region, counted=elsewhere.pop(region, ""), counted_elsewhere=elsewhere)
    return settled(answers, after, (), {}, catalogue)


def about_of(answers: Answers, question: Entry, catalogue: Catalogue) -> About:
    """The answers that an answer to this question is about, as they stand; those not known are not in it."""
    about = {key: answers.values[key] for key in question.get("about", ()) if key in answers.values}
    if question.get("local"):
        about[REGION] = answers.region
    if answers.school and question["key"] in catalogue.answered_by_schools:
        about[SCHOOL] = answers.school
    return about


def about_of_school(answers: Answers, catalogue: Catalogue) -> About:
    """A school is of the degree that the questions it answers are about."""
    keys = _parents_of_school(catalogue)
    return {key: answers.values[key] for key in keys if key in answers.values}


def offered(answers: Answers, key: str) -> Kept | None:
    """The answer laid aside last, where the question has none now."""
    several = answers.kept.get(key, ())
    if not several or answers.touched(key) or (key == SCHOOL and answers.school):
        return None
    return next((kept for kept in reversed(several) if kept.value is not None), None)


def _that_belong(catalogue: Catalogue) -> tuple[tuple[str, Entry], ...]:
    return catalogue.kept("that belong", lambda: tuple(_all_that_belong(catalogue)))


def _all_that_belong(catalogue: Catalogue) -> Iterator[tuple[str, Entry]]:
    for key, question in catalogue.questions.items():
        if question.get("about") or question.get("local") or key in catalogue.answered_by_schools:
            yield key, question


def _parents_of_school(catalogue: Catalogue) -> list[str]:
    answered = (catalogue.questions[key] for key in catalogue.questions if key in catalogue.answered_by_schools)
    return list(dict.fromkeys(key for question in answered for key in question.get("about", ())))


def _still(was: About, now: About) -> bool:
    """Whether what an answer was about is known to be the same. Whoever takes the school's name away has no other."""
    return all(key in now and now[key] == value for key, value in was.items() if key != SCHOOL or SCHOOL in now)


def _school(before: Answers, after: Answers, given: Collection[str], seen: About, catalogue: Catalogue) -> Answers:
    was, about = about_of_school(before, catalogue), about_of_school(after, catalogue)
    if SCHOOL in given or was == about or (after.school and _still(was, about)):
        return after
    if after.school:
        after = replace(_keep(after, SCHOOL, Kept(after.school, was, after.as_of)), school="")
    back = next((kept for kept in after.kept.get(SCHOOL, ()) if kept.about == about), None)
    return replace(_unkeep(after, SCHOOL, about), school=str(back.value)) if back else after


def _given(before: Answers, after: Answers, key: str, was: About, about: About, seen: About) -> Answers:
    """After an answer in this form: the one before, of something else, is laid aside; so is one given elsewhere."""
    given_about = {one: seen.get(one, value) for one, value in about.items()}
    if _still(given_about, about):
        now = _unkeep(after, key, about)
        return _aside(now, key, was, before) if before.touched(key) and not _still(was, about) else now
    laid_aside = _aside(after, key, given_about) if after.touched(key) else after
    if not before.touched(key) or not _still(was, about):
        return laid_aside
    return _put(laid_aside, key, _now(before, key, was))


def _aside(answers: Answers, key: str, about: About, said: Answers | None = None) -> Answers:
    """Without this answer, or, where it was `said` before this form, with that one laid aside."""
    kept = _keep(answers, key, _now(said or answers, key, about))
    return kept if said else kept.without(key)


def _now(answers: Answers, key: str, about: About) -> Kept:
    value = answers.values.get(key)
    return Kept(value, about, answers.day_of(key), no_day=value is not None and key in answers.declined)


def _restored(answers: Answers, key: str, about: About) -> Answers:
    back = next((kept for kept in answers.kept.get(key, ()) if kept.about == about), None)
    return _put(_unkeep(answers, key, about), key, back) if back else answers


def _put(answers: Answers, key: str, kept: Kept) -> Answers:
    if kept.value is None:
        return answers.without(key, declined=True)
    answers = answers.with_value(key, kept.value).dated(key, kept.on)
    return answers.without_day(key) if kept.no_day else answers


def _keep(answers: Answers, key: str, one: Kept) -> Answers:
    others = _unkeep(answers, key, one.about).kept
    return replace(answers, kept={**others, key: (*others.get(key, ()), one)[-MOST_KEPT:]})


def _unkeep(answers: Answers, key: str, about: About) -> Answers:
    left = tuple(kept for kept in answers.kept.get(key, ()) if kept.about != about)
    others = {other: several for other, several in answers.kept.items() if other != key}
    return replace(answers, kept={**others, key: left} if left else others)
