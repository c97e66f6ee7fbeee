"""What would be otherwise for a person if a few facts were: policy by policy and in yuan, today and from later days.

Nothing is decided here that an assessment does not decide: it is made again for the other facts, of the policies alone
that these touch, and compared with the one that there is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from policies.calculator.assess import Assessment, result_of
from policies.calculator.best_set import Best, own_part
from policies.calculator.choosing import best_or_chosen
from policies.calculator.facts import Facts
from policies.calculator.lazy import lazy
from policies.calculator.policy_result import Case, PolicyResult
from policies.calculator.ruleset import Ruleset, State
from policies.calculator.standing import Status
from policies.calculator.touching import touching_of
from policies.calculator.verdict import NO, YES

UPCOMING, UNKNOWN = Status.UPCOMING, Status.UNKNOWN


class Outlook(StrEnum):
    """What a person can count on of one policy: it is in their best set today; it is so from a later day; it fits, now
    or then, and gives way to another; nobody can say yet; nothing."""

    HAD = "had"
    LATER = "later"
    GIVES_WAY = "gives_way"
    OPEN = "open"
    NONE = "none"


HAD, LATER, GIVES_WAY, OPEN, NONE = Outlook


@dataclass(frozen=True, slots=True)
class Consequence:
    """One policy that would be otherwise. `was`, `will`: what the person can count on of it, now and then."""

    before: PolicyResult
    after: PolicyResult
    was: Outlook
    will: Outlook

    @property
    def code(self) -> str:
        return self.after.code


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
        results = self.assessment.results
        if not any(one.status is UPCOMING for one in results):
            return self.today
        there = tuple(one.when_there if one.status is UPCOMING else one for one in results)
        assessment = replace(self.assessment, results=there)
        return own_part(best_or_chosen(assessment, self.preferred), assessment.by_code)

    @lazy
    def outlooks(self) -> Mapping[str, Outlook]:
        today, in_all = set(self.best.policies), set(self.in_all.policies)
        return {one.code: self._of(one, today, in_all) for one in self.assessment.results}

    def _of(self, result: PolicyResult, chosen: Collection[str], in_all: Collection[str]) -> Outlook:
        if result.code in chosen:
            return HAD if result.still_pays else NONE
        status = result.status
        if status is Status.INELIGIBLE or result.received or result.state is not State.OPEN:
            return NONE
        if status is UNKNOWN:
            return OPEN
        if result.can_apply is not YES:
            return NONE if result.can_apply is NO else OPEN
        return LATER if status is UPCOMING and result.code in in_all else GIVES_WAY

    def of(self, codes: Collection[str]) -> Prospects:
        """Of these policies alone, among which are all with which one of them is not taken."""
        results = tuple(one for one in self.assessment.results if one.code in codes)
        return Prospects(replace(self.assessment, results=results), self.preferred)

    def missing(self, code: str) -> tuple[str, ...]:
        """The questions whose answers would decide it."""
        return self.assessment.case.relevance.of_policy(self.assessment.by_code[code].policy_plan)


@dataclass
class Supposition:
    """How it is and how it would be."""

    before: Prospects
    after: Prospects

    @lazy
    def _differing(self) -> tuple[Prospects, Prospects]:
        """Both without the policies that stand as they stood, where these make no difference to the others."""
        before, after = self.before.assessment, self.after.assessment
        if not after.relations.is_simple:
            return self.before, self.after
        other = [now for was, now in zip(before.results, after.results, strict=True) if was is not now]
        groups = {one.policy.group for one in other} - {None}
        codes = {one.code for one in other} | {one.code for one in after.results if one.policy.group in groups}
        return self.before.of(codes), self.after.of(codes)

    @lazy
    def consequences(self) -> tuple[Consequence, ...]:
        """Of every policy of which anything would be otherwise that a person counts on, in catalogue order."""
        return tuple(self._found())

    def _found(self) -> Iterator[Consequence]:
        before, after = self._differing
        for was, now in zip(before.assessment.results, after.assessment.results, strict=True):
            one = Consequence(was, now, before.outlooks[was.code], after.outlooks[now.code])
            if one.was is not one.will or (was is not now and _counts_on(was, now, one.will)):
                yield one

    def will(self, code: str) -> Outlook:
        """What the person can count on of that policy then."""
        differing = self._differing[1].outlooks
        return differing[code] if code in differing else self.before.outlooks[code]

    @property
    def won(self) -> list[Consequence]:
        """Had today that was not."""
        return [one for one in self.consequences if one.will is HAD and one.was is not HAD]

    @property
    def lost(self) -> list[Consequence]:
        """Had today and certainly no more, or not before a later day."""
        return [one for one in self.consequences if one.was is HAD and one.will in (NONE, GIVES_WAY, LATER)]

    @property
    def changed(self) -> list[Consequence]:
        """Had today both ways, with another amount or for another time."""
        return [one for one in self.consequences if one.was is HAD and one.will is HAD]

    @property
    def later(self) -> list[Consequence]:
        """Certain from a later day, which it was not or not from that day, the first first; what is had today is not
        among them."""
        coming = [one for one in self.consequences if one.will is LATER and one.was is not HAD]
        return sorted(coming, key=lambda one: one.after.day)

    @property
    def no_longer(self) -> list[Consequence]:
        """Certain from a later day before, and now certainly not."""
        return [one for one in self.consequences if one.was is LATER and one.will in (NONE, GIVES_WAY)]

    @property
    def unsettled(self) -> list[Consequence]:
        """Certain before, today or from a later day, of which then nobody can say yet."""
        return [one for one in self.consequences if one.will is OPEN and one.was in (HAD, LATER)]

    @property
    def opened(self) -> list[Consequence]:
        """Certainly not before, of which then nobody can say yet."""
        return [one for one in self.consequences if one.will is OPEN and one.was in (NONE, GIVES_WAY)]

    @property
    def ruled_out(self) -> list[Consequence]:
        """Of which nobody could say, and certainly not then."""
        return [one for one in self.consequences if one.was is OPEN and one.will in (NONE, GIVES_WAY)]

    @property
    def brings(self) -> tuple[int, int]:
        """By how much what is certain is more, in yuan: today, and with what is certain from later days."""
        before, after = self._differing
        return after.today.certain - before.today.certain, after.in_all.certain - before.in_all.certain

    @property
    def brings_unsure(self) -> tuple[int, int]:
        """The same of what may come on top and is not certain: upper bounds, and what not everybody gets who fits."""
        before, after = self._differing
        return _unsure(after.today) - _unsure(before.today), _unsure(after.in_all) - _unsure(before.in_all)

    @property
    def hangs_on(self) -> tuple[str, ...]:
        """The questions without whose answers nobody can say what comes of what is unsettled or opened."""
        several = (self.after.missing(one.code) for one in (*self.unsettled, *self.opened))
        return tuple(dict.fromkeys(key for missing in several for key in missing))


def _unsure(best: Best) -> int:
    return best.within - best.certain


def _counts_on(one: PolicyResult, other: PolicyResult, will: Outlook) -> bool:
    """Whether anything differs of what is certain of it both ways."""
    if will not in (HAD, LATER):
        return False
    return (one.day, one.eligible_until, one.within, one.certain_within, one.award) != (
        other.day,
        other.eligible_until,
        other.within,
        other.certain_within,
        other.award,
    )


class Supposing:
    """One person as they are, to suppose any number of things of them. `preferred`: see choosing."""

    def __init__(self, ruleset: Ruleset, assessment: Assessment, preferred: Collection[str] = ()) -> None:
        self.ruleset, self.assessment = ruleset, assessment
        self.before = Prospects(assessment, preferred)

    def answered(self, facts: Facts) -> Supposition:
        """What comes of these facts in place of theirs."""
        return Supposition(self.before, Prospects(self.assessed(facts), self.before.preferred))

    def assessed(self, facts: Facts) -> Assessment:
        """As assess would for them, on the same day and with the same received.

        What the facts do not touch is the same result as before; what it is `missing` is for the case to say.
        """
        known, touching = self.assessment, touching_of(self.ruleset)
        changed = frozenset(_changed(known.facts, facts))
        conditions = touching.conditions(changed)
        case = Case(known.case.days.otherwise(facts, conditions), known.case.received)
        results = tuple(
            result_of(result.policy_plan, case) if touching.touches(changed, conditions, result.policy_plan) else result
            for result in known.results
        )
        return Assessment(known.on, results, known.relations, case)


def _changed(before: Facts, after: Facts) -> Iterable[str]:
    """The questions of which anything is otherwise."""
    for was, now in (
        (before.values, after.values),
        (before.asked, after.asked),
        (before.grows, after.grows),
        (before.ages, after.ages),
        (before.begins, after.begins),
    ):
        yield from (key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
