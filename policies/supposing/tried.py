"""One question as it stands on the page of 「如果…」, with the answer that is tried out and what would come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from policies.answers import today
from policies.calculator.best_day import best_day
from policies.catalogue.words import suppositions as words
from policies.supposing.supposed import Supposed, Supposer
from policies.wizard import still
from policies.wizard.dating import given
from policies.wizard.fields import Field, field_of
from policies.wizard.form import Mistakes
from policies.wizard.reasons import WhyAsked

SAME = "这和你现在的回答一样。换一个试试。"
# The name of the button that asks for the best day.
BEST = "best"
UNSURE = "要试的是一个定下来的答案，“不清楚”试不出来。"
NOBODY = WhyAsked((), 0)


def has_best_day(supposer: Supposer, key: str) -> bool:
    """Whether it is a day, and may be one to come."""
    question = supposer.page.catalogue.questions[key]
    return question["type"] == "date" and not question.get("past_only")


@dataclass
class Tried:
    """`one`: what would come of it; None where nothing was tried yet, or it cannot be: then `told` says why, or one of
    the `mistakes` does. `best`: where that was asked, when it is best, in sentences."""

    supposer: Supposer
    key: str
    post: Mapping[str, str] = field(default_factory=dict)
    one: Supposed | None = None
    told: str = ""
    mistakes: Mistakes = field(default_factory=dict)
    best: Sequence[str] = ()

    @classmethod
    def of(cls, supposer: Supposer, key: str, post: Mapping[str, str]) -> Tried:
        if BEST in post and has_best_day(supposer, key):
            return cls(supposer, key).at_best()
        posted = supposer.taken({key: ""}, post)
        tried = cls(supposer, key, post, mistakes=posted.mistakes)
        if posted.mistakes:
            return tried
        if key not in posted.given:
            return replace(tried, told=SAME)
        if key not in posted.answers.values:
            return replace(tried, told=UNSURE)
        return replace(tried, one=supposer.supposed(posted, [key]))

    def at_best(self) -> Tried:
        """With the first of the best days tried out, where it is another than the answer."""
        supposer, key = self.supposer, self.key
        name = supposer.page.catalogue.questions[key]["name"]
        others = supposer.sent({key: today().isoformat()}).answers.values
        found = best_day(supposer.supposing, key, others)
        posted = supposer.sent({key: found.best.first.isoformat()})
        one = supposer.supposed(posted, [key])
        either = one.supposition.before.whole.replaced | one.supposition.after.whole.replaced
        replaced = [card.policy["name"] for code, card in supposer.page.cards.items() if code in either]
        told = words.best_day(found, name, replaced)
        return replace(self, best=told, one=one if found.earliest and key in posted.given else None)

    @property
    def asks_best(self) -> bool:
        return has_best_day(self.supposer, self.key)

    @property
    def field(self) -> Field:
        """As the section has it, with what was tried in it; what it was shown with stays the visitor's own answer."""
        check = self.supposer.check
        question = check.catalogue.questions[self.key]
        shown = field_of(
            question, check.answers, self.mistakes, NOBODY, given(check, self.key, today()), post=self.post
        )
        if self.one is None:
            return shown
        return replace(shown, text=still.text_of(self.one.values[self.key]), declined=False, given="", month="")
