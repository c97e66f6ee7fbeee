"""Answers that are supposed: sent as the form of their questions sends them, taken as that form is, and compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policies.answers import Answers, today
from policies.calculator.calendar import Month, add_months
from policies.calculator.days import HORIZON_MONTHS
from policies.calculator.ruleset import Value
from policies.calculator.supposing import Supposing
from policies.calculator.supposition import Supposition
from policies.calculator.verdict import NO
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import suppositions as words
from policies.catalogue.words.dates import day
from policies.results.page import ResultPage
from policies.wizard import still, ticked
from policies.wizard.check import Check
from policies.wizard.form import DECLINED, SHOWN, Mistake, Posted
from policies.wizard.taking import taken

Texts = Mapping[str, str]
"""By question the answer as its field holds it."""


@dataclass
class Supposed:
    """`answers`: those of the visitor once the supposed ones are taken over; `given`: these, in their order."""

    before: ResultPage
    answers: Answers
    given: tuple[str, ...]
    supposition: Supposition

    @property
    def catalogue(self) -> Catalogue:
        return self.before.catalogue

    @property
    def values(self) -> dict[str, Value]:
        return {key: self.answers.values[key] for key in self.given if key in self.answers.values}

    @property
    def title(self) -> str:
        return words.supposed(self.catalogue.questions, self.values)

    @property
    def texts(self) -> dict[str, str]:
        return {key: still.text_of(value) for key, value in self.values.items()}

    @property
    def taken(self) -> str:
        """What the button that takes it over sends."""
        return json.dumps(self.texts, ensure_ascii=False, separators=(",", ":"))

    @property
    def sums(self) -> list[str]:
        return words.sums(self.supposition, {code: card.policy["name"] for code, card in self.before.cards.items()})

    @property
    def costs(self) -> bool:
        """Whether anything would be lost, be certain no longer, or be no longer possible."""
        found = self.supposition
        return bool(found.lost or found.no_longer or found.unsettled or found.ruled_out) or found.brings[1].certain < 0

    @cached_property
    def lines(self) -> list[words.Line]:
        names = {one.code: self.before.cards[one.code].policy["name"] for one in self.supposition.consequences}
        return words.lines(self.supposition, self.catalogue.questions, names, self._laid_aside)

    @property
    def laid_aside(self) -> list[str]:
        """The names of the questions that would have to be answered again."""
        return [self.catalogue.questions[key]["name"] for key in self._laid_aside]

    @cached_property
    def _laid_aside(self) -> list[str]:
        gone = self.before.answers.values.keys() - self.answers.values.keys() - set(self.given)
        asked = self.supposition.after.assessment.facts.asked
        return [key for key in self.catalogue.questions if key in gone and asked.get(key, NO) is not NO]


class Supposer:
    """One visitor, of whom any number of things is supposed."""

    def __init__(self, page: ResultPage) -> None:
        self.page, self.check = page, Check(page.catalogue, page.answers, known=page.assessment)
        self.ruleset = self.check.ruleset
        self.supposing = Supposing(self.ruleset, page.assessment, page.answers.preferred)

    def sent(self, texts: Texts) -> Posted:
        """What the form of these questions would do to the answers, filled in like this. Raises KeyError for a question
        that is not part of the check."""
        post: dict[str, str] = {}
        for key, text in texts.items():
            question = self.page.catalogue.questions[key]
            if ticked.is_many(question):
                post |= {ticked.OPTION.format(key, one): one for one in text.split()} | {ticked.HERE.format(key): "1"}
            else:
                post[key] = text
            post[SHOWN.format(key)] = self._shown(key)
        return self.taken(texts, post)

    def taken(self, keys: Mapping[str, object], post: Mapping[str, str]) -> Posted:
        """What answering these questions by this form does, and no more; nothing can be said of days too far away."""
        posted = taken(
            self.check, [self.page.catalogue.questions[key] for key in keys if self.ruleset.questions[key]], post
        )
        last = add_months(today(), HORIZON_MONTHS)
        for key in keys:
            value = posted.answers.values.get(key)
            first = value.first if isinstance(value, Month) else value
            if isinstance(first, date) and first > last and key in posted.given:
                mistake = Mistake(post.get(key, ""), f"只算得到 {day(last)}，请写早一点的日子。", was_shown=True)
                return Posted(self.page.answers, {**posted.mistakes, key: mistake}, frozenset())
        return posted

    def supposed(self, posted: Posted, keys: Iterable[str]) -> Supposed:
        """What would come of what was sent."""
        answers = posted.answers
        return Supposed(self.page, answers, tuple(keys), self.supposing.answered(answers.facts(self.ruleset)))

    def _shown(self, key: str) -> str:
        text = still.text_of(self.page.answers.values.get(key))
        return f"{text}{DECLINED}" if key in self.page.answers.declined else text
