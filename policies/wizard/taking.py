"""What a posted section does to the answers: what is changed, filled in by the school, laid aside or back again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from policies.answers import belonging, today
from policies.answers.belonging import REGION, SCHOOL
from policies.calculator.ruleset import Value
from policies.wizard import dating, form, schools
from policies.wizard.check import Check, Entry
from policies.wizard.form import Posted


def taken(check: Check, questions: Collection[Entry], post: Mapping[str, str]) -> Posted:
    post = _in_present_codes(check, post)
    posted = form.read(check.answers, questions, post, today(), lost=check.lost)
    chosen = schools.choose(check, check.answers, posted.answers, post)
    given = posted.given | chosen.given
    after = dating.dated(check, chosen.after, today())
    answers = belonging.settled(chosen.before, after, given, _seen(check, post), check.catalogue)
    return replace(posted, answers=answers, given=given)


def _in_present_codes(check: Check, post: Mapping[str, str]) -> Mapping[str, str]:
    """A page may have been opened before something was renamed; no key of a question has a dash."""
    if (renaming := check.catalogue.renaming) is None:
        return post
    named = [(*name.partition(form.BEHIND_KEY), value) for name, value in post.items()]
    present = [(renaming.now("questions", key), dash + rest, value) for key, dash, rest, value in named]
    return {key + ending: renaming.answer(key, value) for key, ending, value in present}


def _seen(check: Check, post: Mapping[str, str]) -> dict[str, Value]:
    found = form.seen(check.catalogue.questions.values(), post, today())
    if school := schools.seen(check, post):
        found[SCHOOL] = school
    if (region := check.catalogue.now("regions", post.get("region", ""))) in check.catalogue.regions:
        found[REGION] = region
    return found
