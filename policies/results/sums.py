"""What may come beside the sum of what fits now: on days that are known, and if answers come. Neither is added to it,
and nothing in either excludes what is counted already, or pays a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from policies.calculator import Assessment, PolicyResult
from policies.calculator.awards import PAID_FORMS, Amounts
from policies.calculator.best_set import FIRM, Best, summed, value
from policies.calculator.relations import NONE
from policies.calculator.ruleset import State
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words.awards import AwardText
from policies.results.cards import Card


@dataclass
class Sums:
    """`held`: the combination shown, with what is received already; `upcoming`: what fits from a day on; `unknown`:
    what answers decide, or when it can be applied for."""

    assessment: Assessment
    held: Best
    upcoming: Iterable[Card]
    unknown: Iterable[Card]

    @cached_property
    def opening(self) -> list[PolicyResult]:
        """Of what fits from a day on, a combination that can be had beside what is held: the most valuable first."""
        results, rivals = self.assessment.by_code, self.assessment.relations.rivals
        codes, found = set(self.held.policies), list[PolicyResult]()
        for result in sorted(
            (card.result for card in self.upcoming if card.paid and not card.for_firm), key=_most_first
        ):
            paid_by_it = any(result.code in results[code].policy.tops_up for code in codes)
            if codes.isdisjoint(rivals.get(result.code, NONE)) and not paid_by_it:
                beside = [results[code] for code in codes if code in result.policy.tops_up]
                found.append(replace(result, beside=tuple(beside)) if beside else result)
                codes.add(result.code)
        return found

    @cached_property
    def on_known_days(self) -> AwardText | None:
        """What these come to; None where nobody can say."""
        return award_sentences.total(summed(self.opening, (), ()))

    @property
    def counts_one_year(self) -> bool:
        """Whether some of that is paid again and again and nobody wrote for how long."""
        return any(result.award and _without_count(result.award) for result in self.opening)

    @cached_property
    def at_most(self) -> int | None:
        """The yuan that answers may add at most, whichever way they come out: of each group the most that one may bring
        more than what is counted of it. None where that has no upper bound, or groups overlap so that it is not easily
        said."""
        if not self.assessment.relations.is_simple:
            return None
        counted = self._counted
        most: dict[str, int] = {}
        for code, result in self.assessment.by_code.items():
            if not self._may_change(result):
                continue
            high = _highest(result)
            if high is None:
                return None
            group = result.policy.group or code
            most[group] = max(most.get(group, 0), high)
        return sum(max(yuan - counted.get(group, 0), 0) for group, yuan in most.items())

    @cached_property
    def _counted(self) -> Mapping[str, int]:
        """What is counted already, by group."""
        found: dict[str, int] = {}
        results = self.assessment.by_code
        for result in [*(results[code] for code in self.held.policies), *self.opening]:
            if result.still_pays and _pays_person(result):
                group = result.policy.group or result.code
                found[group] = found.get(group, 0) + result.certain_within
        return found

    def _may_change(self, result: PolicyResult) -> bool:
        """Whether answers may bring it, or more of it."""
        may = result.code in self._open or result.maybe_more or bool(result.award and result.award.missing)
        return may and not result.received and result.state is State.OPEN

    @cached_property
    def _open(self) -> set[str]:
        return {card.code for card in self.unknown}


def _most_first(result: PolicyResult) -> tuple[int, ...]:
    return tuple(-part for part in value(result))


def _pays_person(result: PolicyResult) -> bool:
    return result.award is not None and result.award.form in PAID_FORMS and result.award.payee != FIRM


def _highest(result: PolicyResult) -> int | None:
    """The most yuan that it may pay the person; None without an upper end."""
    paid = [one for one in result.possible if one.form in PAID_FORMS and one.payee != FIRM]
    highs = [None if _without_count(one) else one.high for one in paid]
    return None if None in highs else max((high or 0 for high in highs), default=0)


def _without_count(award: Amounts) -> bool:
    """Of which a sum has one payment, and nothing says that there are not more."""
    return award.recurring is not None and award.count is None and award.cap is None
