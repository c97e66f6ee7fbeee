"""What one assessment comes to: what the person can count on of each policy, and the yuan, today and in all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from policies.calculator.assess import Assessment
from policies.calculator.best_set import Best, own_part
from policies.calculator.bundles import Bundle, Outlook, bundle_of, of_best, outlook, when_there
from policies.calculator.choosing import best_or_chosen
from policies.calculator.lazy import lazy


@dataclass
class Prospects:
    """What one assessment comes to. `preferred`: see choosing."""

    assessment: Assessment
    preferred: Collection[str] = ()

    @lazy
    def best(self) -> Best:
        return best_or_chosen(self.assessment, self.preferred)

    @lazy
    def today(self) -> Best:
        """The sums of what the person gets of the best set."""
        return own_part(self.best, self.assessment.by_code)

    @lazy
    def in_all(self) -> Best:
        """The same with all that is certain from a later day, each as it is then, of rivals the one that is most."""
        there = tuple(map(when_there, self.assessment.results))
        if there == self.assessment.results:
            return self.today
        assessment = replace(self.assessment, results=there)
        return own_part(best_or_chosen(assessment, self.preferred), assessment.by_code)

    @lazy
    def outlooks(self) -> Mapping[str, Outlook]:
        """By code."""
        return {one.code: self.whole.outlooks[place] for place, one in enumerate(self.assessment.results)}

    @lazy
    def whole(self) -> Bundle:
        """All policies together."""
        today, in_all = set(self.best.policies), set(self.in_all.policies)
        outlooks = {place: outlook(one, today, in_all) for place, one in enumerate(self.assessment.results)}
        return Bundle(of_best(self.today), of_best(self.in_all), outlooks, frozenset(today - in_all))

    @property
    def comes_apart(self) -> bool:
        """Whether nothing but a group that they share is between policies, of which each decides by itself."""
        return self.assessment.relations.is_simple and not self.preferred

    @lazy
    def _bundles(self) -> dict[tuple[int, ...], Bundle]:
        return {}

    def bundle(self, places: tuple[int, ...]) -> Bundle:
        """Of a group, or of one that is in none."""
        known = self._bundles.get(places)
        if known is None:
            known = self._bundles[places] = bundle_of({place: self.assessment.results[place] for place in places})
        return known

    def missing(self, code: str) -> tuple[str, ...]:
        """The questions whose answers would decide it."""
        return self.assessment.case.relevance.of_policy(self.assessment.by_code[code].policy_plan)
