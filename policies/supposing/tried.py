"""One question as it stands on the page of 「如果…」, with the answer that is tried out and what would come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from policies.answers import today
from policies.supposing.supposed import Supposed, Supposer
from policies.wizard import still
from policies.wizard.dating import given
from policies.wizard.fields import Field, field_of
from policies.wizard.form import Mistakes
from policies.wizard.reasons import WhyAsked

SAME = "这和你现在的回答一样。换一个试试。"
UNSURE = "要试的是一个定下来的答案，“不清楚”试不出来。"
NOBODY = WhyAsked((), 0)


@dataclass
class Tried:
    """`one`: what would come of it; None where nothing was tried yet, or it cannot be: then `told` says why, or one of
    the `mistakes` does."""

    supposer: Supposer
    key: str
    post: Mapping[str, str] = field(default_factory=dict)
    one: Supposed | None = None
    told: str = ""
    mistakes: Mistakes = field(default_factory=dict)

    @classmethod
    def of(cls, supposer: Supposer, key: str, post: Mapping[str, str]) -> Tried:
        posted = supposer.taken({key: ""}, post)
        tried = cls(supposer, key, post, mistakes=posted.mistakes)
        if posted.mistakes:
            return tried
        if key not in posted.given:
            return replace(tried, told=SAME)
        if key not in posted.answers.values:
            return replace(tried, told=UNSURE)
        return replace(tried, one=supposer.supposed(posted, [key]))

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
