"""From which day the answers of a form count: an answer in months grows from the day it was given.

A changed answer was given today. One that was left as the form showed it, which is what it counts as by now, keeps its
day; where it is ticked that the number is today's, it is given anew. A number that begins or stops to grow because
another answer changed keeps what it came to until today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from policies.answers import Answers
from policies.calculator import Verdict
from policies.calculator.calendar import add_months, full_months
from policies.calculator.plan import plan_of
from policies.calculator.ruleset import Value
from policies.catalogue.words import sentences
from policies.wizard.check import Check, Entry


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of an earlier day that counts otherwise as time goes by. `counts_as`: what it is by now."""

    on: date
    counts_as: Value

    def words(self, question: Entry) -> str:
        return sentences.given(question, self.on, self.counts_as)


def given(check: Check, key: str, today: date) -> Given | None:
    """None for an answer of today, for one that stands still and where there is no answer."""
    answers, growth = check.answers, check.facts.grows.get(key)
    if growth is None and check.ruleset.questions[key].grows_yearly:
        growth = check.facts.ages.get(key)
    if growth is None or growth.verdict is Verdict.NO or key not in answers.values or answers.day_of(key) == today:
        return None
    return Given(answers.day_of(key), check.facts.grown(today).get(key, answers.values[key]))


def dated(before: Check, answers: Answers, today: date) -> Answers:
    """`answers` as a form left them that was filled in on top of those of `before`."""
    changed = [key for key, value in answers.values.items() if before.answers.values.get(key) != value]
    days = {key: day for key, day in answers.stated_on.items() if key not in changed}
    if answers.as_of != today:
        days |= dict.fromkeys(changed, today)
    answers = replace(answers, stated_on=days)
    for key, value, day in list(_settled(before, answers, changed, today)):
        answers = answers.with_value(key, value).dated(key, day)
    return answers


def _settled(before: Check, answers: Answers, changed: list[str], today: date) -> Iterator[tuple[str, Value, date]]:
    """The months left as they were that begin or stop to grow, with what they come to and from which day."""
    growing = plan_of(before.ruleset).growing
    left = [one for one in growing if one in answers.values and one not in changed and answers.day_of(one) != today]
    if not left:  # as nearly always: everything was said today
        return
    after = Check(before.catalogue, answers).facts.grows
    for key in left:
        growth, now = before.facts.grows[key], after[key].verdict
        if growth.verdict is Verdict.YES and now is Verdict.NO:
            months = full_months(growth.at_the_latest, today)
            if months:
                yield key, int(answers.values[key]) + months, add_months(growth.at_the_latest, months)  # type: ignore[arg-type]
        elif growth.verdict is Verdict.NO and now is Verdict.YES:
            # What had run of a month before it stood still is not lost.
            yield key, answers.values[key], today - max(_stood_still_since(before, key) - growth.since, timedelta(0))


def _stood_still_since(before: Check, key: str) -> date:
    """The day of the answer because of which these months did not grow."""
    grows_if = before.ruleset.questions[key].grows_if
    return max((before.answers.day_of(one) for one in grows_if.questions), default=date.min) if grows_if else date.min
