"""What would be otherwise for a person if a few facts were: policy by policy and in yuan, today and from later days.

Nothing is decided here that an assessment does not decide: it is made again for the other facts, of the policies alone
that these touch, and compared with the one that there is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from policies.calculator.assess import Assessment, result_of
from policies.calculator.awards import PAID_FORMS
from policies.calculator.best_set import FIRM, Best, amounts_of, own_part, taken_of
from policies.calculator.choosing import best_or_chosen
from policies.calculator.facts import Facts
from policies.calculator.lazy import lazy
from policies.calculator.policy_result import Case, PolicyResult
from policies.calculator.ruleset import Ruleset, State
from policies.calculator.standing import Status
from policies.calculator.touching import touching_of
from policies.calculator.verdict import NO, YES

ELIGIBLE, UPCOMING, UNKNOWN, INELIGIBLE = Status


class Outlook(StrEnum):
    """What a person can count on of one policy: it is in their best set today; it is so from a later day; it fits, now
    or then, and gives way to another; nobody can say yet; nothing."""

    HAD = "had"
    LATER = "later"
    GIVES_WAY = "gives_way"
    OPEN = "open"
    NONE = "none"


HAD, LATER, GIVES_WAY, OPEN, NONE = Outlook
CERTAIN = (HAD, LATER)


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

    @property
    def stays(self) -> bool:
        """Whether it is certain both ways, and from the same day."""
        return self.was is self.will and (self.was is HAD or (self.was is LATER and self.before.day == self.after.day))


class Yuan(NamedTuple):
    """What is certain, and what may come on top: upper bounds, and what not everybody gets who fits."""

    certain: int = 0
    unsure: int = 0

    def and_also(self, other: Yuan) -> Yuan:
        return Yuan(self.certain + other.certain, self.unsure + other.unsure)

    def more_than(self, other: Yuan) -> Yuan:
        return Yuan(self.certain - other.certain, self.unsure - other.unsure)


NOTHING = Yuan()
# Today, or from a later day.
FITTING = (ELIGIBLE, UPCOMING)


class Bundle(NamedTuple):
    """Policies between which it is decided what a person has: what they come to `today` and `in_all`, with what is
    certain from later days. `outlooks`: by the place of a policy. `replaced`: the codes of what is had today and not
    `in_all`, since of what excludes it something is more that comes later."""

    today: Yuan
    in_all: Yuan
    outlooks: Mapping[int, Outlook]
    replaced: frozenset[str] = frozenset()


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
        there = tuple(map(_when_there, self.assessment.results))
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
        outlooks = {place: _outlook(one, today, in_all) for place, one in enumerate(self.assessment.results)}
        return Bundle(_of_best(self.today), _of_best(self.in_all), outlooks, frozenset(today - in_all))

    @property
    def comes_apart(self) -> bool:
        """Whether nothing but a group that they share is between policies, of which each decides by itself."""
        return self.assessment.relations.is_simple and not self.preferred

    @lazy
    def members(self) -> Mapping[int, tuple[int, ...]]:
        """By the place of a policy those of its group, itself among them; of one in none itself."""
        by_group: dict[str, list[int]] = {}
        groups = [one.policy.group for one in self.assessment.results]
        for place, group in enumerate(groups):
            if group:
                by_group.setdefault(group, []).append(place)
        return {place: tuple(by_group[group]) if group else (place,) for place, group in enumerate(groups)}

    @lazy
    def _bundles(self) -> dict[tuple[int, ...], Bundle]:
        return {}

    def bundle(self, places: tuple[int, ...]) -> Bundle:
        """Of a group, or of one that is in none."""
        known = self._bundles.get(places)
        if known is None:
            known = self._bundles[places] = self._bundle(places)
        return known

    def _bundle(self, places: tuple[int, ...]) -> Bundle:
        results = [self.assessment.results[place] for place in places]
        if not any(one.status in FITTING or one.received for one in results):
            return Bundle(
                NOTHING, NOTHING, {place: _outlook(one, (), ()) for place, one in zip(places, results, strict=True)}
            )
        today = _taken(results)
        coming = any(one.status is UPCOMING for one in results)
        in_all = _taken([_when_there(one) for one in results]) if coming else today
        codes = [one.code for one in today], [one.code for one in in_all]
        outlooks = {place: _outlook(one, *codes) for place, one in zip(places, results, strict=True)}
        now = _own(today)
        if not coming:
            return Bundle(now, now, outlooks)
        return Bundle(now, _own(in_all), outlooks, frozenset(codes[0]).difference(codes[1]))

    def missing(self, code: str) -> tuple[str, ...]:
        """The questions whose answers would decide it."""
        return self.assessment.case.relevance.of_policy(self.assessment.by_code[code].policy_plan)


def _taken(results: list[PolicyResult]) -> list[PolicyResult]:
    """See taken_of; most often there is nothing to take."""
    return taken_of(results) if any(one.status is ELIGIBLE or one.received for one in results) else []


def _when_there(result: PolicyResult) -> PolicyResult:
    return result.when_there if result.status is UPCOMING else result


def _outlook(result: PolicyResult, today: Collection[str], in_all: Collection[str]) -> Outlook:
    if result.code in today:
        return HAD if result.still_pays else NONE
    status = result.status
    if status is INELIGIBLE or result.received or result.state is not State.OPEN:
        return NONE
    if status is UNKNOWN:
        return OPEN
    if result.can_apply is not YES:
        return NONE if result.can_apply is NO else OPEN
    return LATER if status is UPCOMING and result.code in in_all else GIVES_WAY


def _of_best(best: Best) -> Yuan:
    return Yuan(best.certain, best.within - best.certain)


def _own(taken: Collection[PolicyResult]) -> Yuan:
    """What of it is paid to the person."""
    if not taken:
        return NOTHING
    certain = unsure = 0
    for one in taken:
        if one.still_pays and (award := amounts_of(one)).form in PAID_FORMS and award.payee != FIRM:
            certain += one.certain_within
            unsure += max((one.within or 0) - one.certain_within, 0)
    return Yuan(certain, unsure)


def _together(bundles: Iterable[Bundle]) -> Bundle:
    today = in_all = NOTHING
    outlooks: dict[int, Outlook] = {}
    replaced = frozenset[str]()
    for one in bundles:
        outlooks.update(one.outlooks)
        replaced |= one.replaced
        # Most of them come to nothing.
        if one.today is not NOTHING:
            today = today.and_also(one.today)
        if one.in_all is not NOTHING:
            in_all = in_all.and_also(one.in_all)
    return Bundle(today, in_all, outlooks, replaced)


@dataclass
class Supposition:
    """How it is and how it would be."""

    before: Prospects
    after: Prospects

    @lazy
    def _differing(self) -> tuple[Bundle, Bundle]:
        """Both without the policies that stand as they stood, where these make no difference to the others."""
        before, after = self.before, self.after
        if not after.comes_apart:
            return before.whole, after.whole
        pairs = enumerate(zip(before.assessment.results, after.assessment.results, strict=True))
        # Either knows who is in a group with whom; the one that is kept is asked.
        members = before.members
        groups = dict.fromkeys(
            members[place] for place, (was, now) in pairs if was is not now and _may_be_had(was, now)
        )
        return _together(map(before.bundle, groups)), _together(map(after.bundle, groups))

    @lazy
    def consequences(self) -> tuple[Consequence, ...]:
        """Of every policy of which anything would be otherwise that a person counts on, in catalogue order."""
        return tuple(self._found())

    def _found(self) -> Iterator[Consequence]:
        before, after = self.before.assessment.results, self.after.assessment.results
        was, will = (bundle.outlooks for bundle in self._differing)
        for place in sorted(was):
            if was[place] is not will[place] or will[place] in CERTAIN:
                one = Consequence(before[place], after[place], was[place], will[place])
                if one.was is not one.will or (one.before is not one.after and differs(one)):
                    yield one

    def will(self, code: str) -> Outlook:
        """What the person can count on of that policy then."""
        found = next((one.will for one in self.consequences if one.code == code), None)
        return found or self.before.outlooks[code]

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
        """Certain both ways, today or from the same later day, with another amount, for another time or for others."""
        return [one for one in self.consequences if one.stays]

    @property
    def later(self) -> list[Consequence]:
        """Certain from a later day, which it was not or not from that day, the first first; what is had today is not
        among them."""
        coming = [one for one in self.consequences if one.will is LATER and one.was is not HAD and not one.stays]
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
    def brings(self) -> tuple[Yuan, Yuan]:
        """By how much it is more: today, and with what is certain from later days."""
        before, after = self._differing
        return after.today.more_than(before.today), after.in_all.more_than(before.in_all)

    @property
    def replaced(self) -> list[str]:
        """The codes of what is had today, now or then, and gives way in the second of these to what comes later."""
        before, after = self._differing
        either = before.replaced | after.replaced
        return [one.code for one in self.after.assessment.results if one.code in either]

    @property
    def hangs_on(self) -> tuple[str, ...]:
        """The questions without whose answers nobody can say what comes of what is unsettled or opened."""
        several = (self.after.missing(one.code) for one in (*self.unsettled, *self.opened))
        return tuple(dict.fromkeys(key for missing in several for key in missing))


def _may_be_had(was: PolicyResult, now: PolicyResult) -> bool:
    """Whether the person has it, or may have it, before or after; most of what is looked at again they have not."""
    return not (was.status is now.status is INELIGIBLE and not was.received)


def differs(one: Consequence) -> bool:
    """Whether anything differs of what is certain of it both ways."""
    return one.will in CERTAIN and _certain(one.before) != _certain(one.after)


def _certain(result: PolicyResult) -> tuple[object, ...]:
    return result.day, result.eligible_until, result.within, result.certain_within, result.award, result.promised


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

        What stands as it stood is the same result as before: what is `missing`, and what was answered, is for the case
        to say.
        """
        known = self.assessment
        touched = touching_of(self.ruleset).by(frozenset(_changed(known.facts, facts)))
        days = known.case.days.otherwise(facts, touched.conditions, touched.tables, touched.reads)
        case, results = Case(days, known.case.received), list(known.results)
        for place in touched.places(known.case.days.differing(days, touched.conditions)):
            results[place] = result_of(results[place].policy_plan, case)
        return Assessment(known.on, tuple(results), known.relations, case)


def _changed(before: Facts, after: Facts) -> Iterator[str]:
    """The questions of which anything is otherwise."""
    yield from _differing_keys(before.values, after.values)
    yield from _differing_keys(before.asked, after.asked)
    yield from _differing_keys(before.grows, after.grows)
    yield from _differing_keys(before.ages, after.ages)
    yield from _differing_keys(before.begins, after.begins)


def _differing_keys(was: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    return [] if was == now else [key for key, _ in was.items() ^ now.items()]
