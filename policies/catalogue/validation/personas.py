"""Whether measures, life events, schools and personas fit the rest: what they name and answer, what is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from policies.calculator.calendar import Month
from policies.catalogue.document import schema
from policies.catalogue.document.plain_values import day_or_month

from .conditions import TYPES, wrong_answer_value, wrong_value
from .problems import Path, Problem, quoted, similar
from .references import References

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
# Only who gets a policy, now or later, gets so much of it, and until then.
OF_THE_AWARD = ("tier", "total", "basis", "worth", "eligible_until", "can_apply", "apply_from", "apply_until")


class Personas:
    def __init__(self, references: References) -> None:
        self.references = references
        self.parsed = references.parsed
        self.policies: dict[str, schema.Policy] = self.parsed.by_name("policies")

    def everywhere(self) -> Iterator[Problem]:
        for path, measure in self.parsed.each("measures"):
            yield from self.measure(path, measure)
        for path, event in self.parsed.each("life_events"):
            yield from self.life_event(path, event)
        for path, school in self.parsed.each("schools"):
            yield from self.school(school, (*path, "answers"))
        yield from self.called()
        for path, persona in self.parsed.each("personas"):
            yield from self.persona(path, persona)

    def measure(self, path: Path, measure: schema.Measure) -> Iterator[Problem]:
        yield from self.references.named("sources", measure.source, (*path, "source"), measure.region)
        for number, code in enumerate(measure.policies):
            place = (*path, "policies", number)
            yield from self.references.named("policies", code, place, measure.region)
            if code in measure.policies[:number]:
                yield Problem(place, "duplicate", f"政策“{code}”写了两次，请删掉一个")

    def life_event(self, path: Path, event: schema.LifeEvent) -> Iterator[Problem]:
        for number, key in enumerate(event.asks):
            place = (*path, "asks", number)
            yield from self.references.named("questions", key, place, event.region)
            if key in event.asks[:number]:
                yield Problem(place, "duplicate", f"问题“{key}”写了两次，请删掉一个")

    def called(self) -> Iterator[Problem]:
        """Schools of which two are called the same, so that nobody could tell which is meant."""
        names = {school.name: school.name for _, school in self.parsed.each("schools")}
        for path, school in self.parsed.each("schools"):
            for number, also in enumerate(school.also):
                if also in names:
                    message = f"“{also}”已经是“{names[also]}”的叫法，请只留一处"
                    yield Problem((*path, "also", number), "duplicate", message)
                names.setdefault(also, school.name)

    def school(self, school: schema.School, path: Path) -> Iterator[Problem]:
        for key, answer in school.answers.items():
            place = (*path, key)
            yield from self.references.named("questions", key, place, school.region)
            question = self.references.questions.get(key)
            if question and question.type not in ("choice", "bool"):
                yield Problem(place, "type", f"从学校只能得出选择题和是非题的答案，“{key}”是{TYPES[question.type]}")
            elif question and question.many:
                yield Problem(place, "type", f"“{key}”可以选几项，从学校只能得出只选一项的答案")
            elif question and (message := wrong_value(answer, question)):
                yield Problem(place, "value", message)

    def persona(self, path: Path, persona: schema.Persona) -> Iterator[Problem]:
        as_of = persona.as_of or persona.on
        if as_of > persona.on:
            yield Problem((*path, "as_of"), "order", "回答的日期（as_of）晚于查询的日期（on），请改其中一个")
        for key, answer in persona.answers.items():
            place = (*path, "answers", key)
            yield from self.references.named("questions", key, place, persona.region)
            question = self.references.questions.get(key)
            if question and (message := wrong_answer(answer, question, as_of)):
                yield Problem(place, "value", message)
        for number, code in enumerate(persona.received):
            yield from self.checked(code, (*path, "received", number), persona.region)
        times = Counter(expected.policy for expected in persona.expected)
        for number, expected in enumerate(persona.expected):
            place = (*path, "expected", number)
            yield from self.checked(expected.policy, (*place, "policy"), persona.region)
            yield from self.expected(expected, place)
            if times[expected.policy] > 1:
                message = f"对“{expected.policy}”的预期不止一条，请只留一条"
                yield Problem((*place, "policy"), "duplicate", message)

    def checked(self, code: str, path: Path, region: str) -> Iterator[Problem]:
        """The problems of a policy that is not part of a person's check in that region."""
        yield from self.references.named("policies", code, path, region)
        policy = self.policies.get(code)
        if policy and policy.audience != "person":
            yield Problem(path, "audience", f"“{code}”是单位申领的，不参加个人自查，请删掉或换一个")

    def expected(self, expected: schema.Expectation, place: Path) -> Iterator[Problem]:
        policy = self.policies.get(expected.policy)
        if expected.tier and policy:
            known = [tier.code for tier in policy.tiers]
            if expected.tier not in known:
                message = f"“{policy.name}”没有“{expected.tier}”这一档{similar(expected.tier, known)}"
                yield Problem((*place, "tier"), "unknown", message)
        if expected.status not in ("eligible", "upcoming"):
            for name in OF_THE_AWARD:
                if getattr(expected, name) is not None:
                    message = f"预期不能领（{expected.status}）的，不写 {name}，请删掉"
                    yield Problem((*place, name), "extra", message)
        if expected.eligible_from and expected.status != "upcoming":
            message = "只有以后才能领（upcoming）的才写 eligible_from，请删掉"
            yield Problem((*place, "eligible_from"), "extra", message)


def wrong_answer(answer: Any, question: schema.Question, as_of: date) -> str | None:
    """Why nobody can have answered this on that day; None where one can."""
    if answer is None:
        return f"“{question.key}”没有写答案；不清楚的题不用写，请删掉"
    if question.type != "date":
        return wrong_answer_value(answer, question)
    try:
        day = day_or_month(answer) if isinstance(answer, str) else None
    except ValueError:
        day = None
    first = day.first if isinstance(day, Month) else day
    if first is None or not FIRST_DAY <= first <= LAST_DAY:
        return (
            f"“{question.key}”是{TYPES['date']}，要写 1900 到 2100 年的日期，例如 2025-06-30，"
            f"只知道月份就写 2025-06，不是{quoted(answer)}"
        )
    if question.past_only and first > as_of:
        return f"“{question.key}”不能晚于回答的那天（{as_of}），现在是 {answer}"
    return None
