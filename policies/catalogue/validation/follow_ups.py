"""Whether follow-ups make sense: parents that come first, no circles, conditions an answer can decide."""

from __future__ import annotations

from collections.abc import Iterator

from policies.catalogue.document import schema

from . import formulas
from .conditions import TYPES, singles, wrong_answer_value
from .problems import Path, Problem
from .references import References

PARENTS = {"choice", "bool", "int", "money"}


def spoken_of(condition: schema.Condition) -> set[str]:
    """The question of one that asks, and those by whose answers its number is reckoned."""
    factors = (factor.question for _, formula in condition.formulas for factor in formula.factors)
    return {key for key in (condition.question, *factors) if key}


class FollowUpRules:
    def __init__(self, references: References) -> None:
        self.references = references
        self.questions = references.questions
        self.parsed = references.parsed
        sections = self.parsed.names["sections"]
        self.section_number = {code: number for number, code in enumerate(sections)}
        self.parents: dict[str, set[str]] = {key: set() for key in self.questions}
        for path, question in self.parsed.each("questions"):
            for conditions, place in self.lists(path, question):
                self.parents[question.key] |= {key for _, c in singles(conditions, place) for key in spoken_of(c)}
        for path, also in self.parsed.each("also_asked_if"):
            self.parents.setdefault(also.question, set()).update(
                key for _, c in singles(also.any_of, path) for key in spoken_of(c)
            )

    @staticmethod
    def lists(path: Path, question: schema.Question) -> list[tuple[list[schema.Condition], Path]]:
        return [(question.asked_if, (*path, "asked_if")), (question.grows_if, (*path, "grows_if"))]

    def everywhere(self) -> Iterator[Problem]:
        for path, question in self.parsed.each("questions"):
            yield from self.references.named("sections", question.section, (*path, "section"))
            yield from self.implied(path, question)
            yield from self.no_shared_reason(path, question)
            yield from self.about(path, question)
            yield from self.begins(path, question)
            for conditions, place in self.lists(path, question):
                yield from self.conditions(conditions, place, question)
        for path, also in self.parsed.each("also_asked_if"):
            yield from self.also(path, also)

    def implied(self, path: Path, question: schema.Question) -> Iterator[Problem]:
        if question.implied is None:
            return
        place = (*path, "implied")
        if not question.asked_if:
            yield Problem(place, "implied", "一直要问的问题不写 implied；只在有的情况下问，就写 asked_if")
        elif question.type == "date":
            if question.implied != "none":
                yield Problem(place, "implied", "日期题的 implied 只能写 none（没有这个日期），或者不写")
        elif message := wrong_answer_value(question.implied, question):
            yield Problem(place, "implied", f"implied 不对：{message}")

    def about(self, path: Path, question: schema.Question) -> Iterator[Problem]:
        for number, key in enumerate(question.about):
            place = (*path, "about", number)
            yield from self.references.named("questions", key, place, question.region)
            other = self.questions.get(key)
            if key == question.key:
                yield Problem(place, "itself", "about 写的是别的问题，不写它自己")
            elif other and other.position >= question.position:
                message = f"“{question.key}”要排在“{key}”后面：position 要大于 {other.position}"
                yield Problem(place, "parent_after", message)

    def begins(self, path: Path, question: schema.Question) -> Iterator[Problem]:
        """The day from which an answer holds: a date question that is asked of whoever gives it, and may be to come."""
        for number, choice in enumerate(question.choices):
            if choice.begins_on is None:
                continue
            place = (*path, "choices", number, "begins_on")
            yield from self.references.date(choice.begins_on, place, question.region)
            event = self.questions.get(choice.begins_on)
            if event is None or event.type != "date":
                continue
            if event.past_only:
                yield Problem(place, "past_only", f"“{event.key}”不能晚于今天（past_only），没法写将来的日子，请换一题")
            if event.asked_if and question.key not in self.parents[event.key]:
                message = (
                    f"“{event.key}”的 asked_if 没有看“{question.key}”，选了“{choice.label}”的人不一定会被问到哪一天"
                )
                yield Problem(place, "not_asked", message)

    def also(self, path: Path, also: schema.AlsoAskedIf) -> Iterator[Problem]:
        yield from self.references.named("questions", also.question, (*path, "question"))
        question = self.questions.get(also.question)
        if question is None:
            return
        if not question.asked_if:
            message = f"“{also.question}”本来就一直要问，不用 also_asked_if"
            yield Problem((*path, "question"), "always_asked", message)
        elif len(question.asked_if) > 1 and any(condition.any_of for condition in question.asked_if):
            message = f"“{also.question}”的 asked_if 太复杂，加不进别的情况，请先把它改写成一个 any_of"
            yield Problem((*path, "question"), "nested", message)
        yield from self.conditions(also.any_of, (*path, "any_of"), question, alternatives=True)

    def conditions(
        self, conditions: list[schema.Condition], path: Path, question: schema.Question, alternatives: bool = False
    ) -> Iterator[Problem]:
        shared = question.region is None
        for place, condition in singles(conditions, path):
            region = question.region
            # A region may have its own reasons to ask a shared question, as alternatives beside the shared ones.
            if shared and (alternatives or (len(conditions) == 1 and "any_of" in place)):
                region = self.region_of(condition)
            for problem in self.references.conditions([condition], (), region):
                yield Problem(place + problem.path[1:], problem.code, problem.message)
            yield from self.extras(condition, place)
            yield from self.parent(condition.question or "", (*place, "question"), question)
            yield from formulas.check(self.references, condition, place, region)
            for at, formula in condition.formulas:
                for number, factor in enumerate(formula.factors):
                    yield from self.parent(
                        factor.question or "", (*place, *at, "factors", number, "question"), question
                    )

    def region_of(self, condition: schema.Condition) -> str | None:
        parent = self.questions.get(condition.question or "")
        return parent.region if parent else None

    def no_shared_reason(self, path: Path, question: schema.Question) -> Iterator[Problem]:
        branches = question.asked_if[0].any_of if len(question.asked_if) == 1 else None
        if question.region is None and branches:
            own = [all(self.region_of(c) is None for _, c in singles([branch], ())) for branch in branches]
            if not any(own):
                message = f"各地共用的“{question.key}”至少要有一种情况只看共用的问题，不然请把它改成那个地区的问题"
                yield Problem((*path, "asked_if"), "no_shared_reason", message)

    def extras(self, condition: schema.Condition, place: Path) -> Iterator[Problem]:
        extra = [
            name
            for name in ("inferred", "widens", "note", "source", "clause", "measured_at")
            if getattr(condition, name)
        ]
        if extra:
            yield Problem((*place, extra[0]), "extra", f"什么时候问、什么时候增加的条件不写 {'、'.join(extra)}，请删掉")

    def parent(self, key: str, place: Path, question: schema.Question) -> Iterator[Problem]:
        parent = self.questions.get(key)
        if parent is None:
            return
        if parent.type not in PARENTS:
            yield Problem(place, "parent_type", f"{TYPES[parent.type]}“{key}”不能决定问不问别的问题，请换一个问题")
        if question.key in self.ancestors(key):
            yield Problem(place, "cycle", f"“{question.key}”和“{key}”互相决定问不问，请去掉其中一个条件")
        elif parent.position >= question.position:
            message = f"“{question.key}”要排在“{key}”后面：position 要大于 {parent.position}"
            yield Problem(place, "parent_after", message)
        elif self.section_number.get(parent.section, 0) > self.section_number.get(question.section, len(self.parents)):
            yield Problem(place, "parent_section", f"“{key}”在更后面的分节，请把它放到同一节或前面的节")

    def ancestors(self, key: str) -> set[str]:
        """The question itself and all it depends on."""
        found, waiting = set(), {key}
        while waiting:
            current = waiting.pop()
            found.add(current)
            waiting |= self.parents.get(current, set()) - found
        return found
