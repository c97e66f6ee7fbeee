"""What is otherwise for a visitor since the rules by which they were here last, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from policies.answers import packed
from policies.calculator.prospects import Prospects
from policies.calculator.since import Since
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import suppositions as words
from policies.catalogue.words.dates import day
from policies.publishing import live
from policies.publishing.earlier import EarlierRelease, catalogue_of
from policies.results.page import ResultPage

Entry = dict[str, Any]
# Characters, some six lines on a phone. What is longer is one tap away, below the sums.
SHOWN = 100


@dataclass
class SinceThen:
    """`then`: the rules of that time in the codes of now; `later`: the releases that came after."""

    page: ResultPage
    then: Catalogue
    later: Sequence[EarlierRelease]
    found: Since

    @property
    def when(self) -> str:
        """「规则在 2026 年 12 月 1 日改过」"""
        days = [timezone.localtime(release.since).date() for release in self.later]
        if len(days) == 1:
            return f"规则在 {day(days[0])}改过"
        return f"规则改过 {len(days)} 次，最近一次在 {day(days[-1])}"

    @property
    def sums(self) -> list[str]:
        return words.sums(self.found, self._names)

    @cached_property
    def lines(self) -> list[words.Line]:
        """What is a policy or a question no more is called as it was."""
        questions = {**self.then.questions, **self.page.catalogue.questions}
        return words.lines(self.found, questions, self._names)

    @property
    def few(self) -> bool:
        """Whether the lines are short enough to stand on the page unfolded."""
        return sum(len(said) for _, said in self.lines) <= SHOWN

    @property
    def _names(self) -> dict[str, str]:
        both = {**self.then.policies, **self.page.catalogue.policies}
        return {code: policy["name"] for code, policy in both.items()}

    @property
    def asks(self) -> list[Entry]:
        return [self.page.catalogue.questions[key] for key in self.found.asks]


def since_then(page: ResultPage) -> SinceThen | None:
    """The same answers on the same day by both rules; None where nothing is otherwise for this visitor, and where the
    rules of that time, or when they changed, are not known here, or not yet."""
    mark, releases = page.answers.since, live.earlier()
    release = releases.find(mark) if mark else None
    if release is None or not releases.reaches(page.catalogue.number):
        return None
    then = catalogue_of(release, page.catalogue)
    # As they would have been read then: without what could not be answered so.
    answers = packed.unpack(packed.pack(page.answers), then)
    if answers is None:
        return None
    preferred = page.answers.preferred
    before = Prospects(answers.assessed(then.ruleset(answers.region), page.assessment.on), answers.preferred)
    known = frozenset(page.answers.values) | page.answers.declined
    found = Since(before, Prospects(page.assessment, preferred), known)
    return SinceThen(page, then, releases.after(release.number), found) if found else None
