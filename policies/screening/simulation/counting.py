"""What is counted of a population: every number under a key that says what it is. Parts of a population add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policies.calculator import Assessment, Facts, Results, Status, assess
from policies.calculator.rule_change import RuleChange
from policies.calculator.ruleset import Ruleset

from .dimensions import Dimension
from .fares import Claim, Fare, fare
from .person import Person, fitting

BEFORE, AFTER = "before", "after"
SIDES = (BEFORE, AFTER)
# Of a person: whether they have any right on a side, win or lose one, have more or less money than before.
HAS_BEFORE, HAS_AFTER, GAINS, LOSES, BOTH = "has_before", "has_after", "gains", "loses", "both"
MORE, LESS = "more", "less"
SURE_BEFORE, SURE_AFTER, MOST_BEFORE, MOST_AFTER = "sure_before", "sure_after", "most_before", "most_after"
PAID_BEFORE, PAID_AFTER = "paid_before", "paid_after"
PERSONS = "persons"
# The first word of each key, and what follows it.
STANDING = "standing"  # side, code, standing → persons
GAINED, LOST = "gained", "lost"  # code → persons
NOT_FITTING = "not_fitting"  # side → persons of whom an answer is none there
WHOLE = "whole"  # one of the words above → persons, or yuan
MONEY = "money"  # side, code, year, kind → yuan
PAID = "paid"  # side, code → persons who are paid something of it
UNRECKONED = "unreckoned"  # side, code, why → persons
GROUP = "group"  # number of the dimension, value, one of the words above → persons, or yuan
CHANGE = "change"  # "sure" or "most", yuan more than before → persons
SURE, MOST = "sure", "most"

Counts = Counter[tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody who would be paid under a budget: `groups` are the values of the dimensions, in their order."""

    groups: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass
class Counted:
    """`claimants`: by code of the policy under a budget, in the order of the table."""

    counts: Counts = field(default_factory=Counter)
    claimants: dict[str, list[Claimant]] = field(default_factory=dict)

    def add(self, other: Counted) -> None:
        """What comes after this one in the table."""
        self.counts.update(other.counts)
        for code, several in other.claimants.items():
            self.claimants.setdefault(code, []).extend(several)


class Comparison:
    """Two rulesets of one region, on one day. `as_of`: the day on which the answers were given."""

    def __init__(
        self,
        before: Ruleset,
        after: Ruleset,
        on: date,
        dimensions: Sequence[Dimension] = (),
        capped: Collection[str] = (),
        as_of: date | None = None,
    ) -> None:
        self.before, self.after = before, after
        self.on, self.as_of = on, as_of or on
        self.dimensions, self.capped = tuple(dimensions), frozenset(capped)
        self.change = RuleChange(before, after)
        self._asks_the_same = before.questions == after.questions
        self._received = [{policy.code for policy in ruleset.policies} for ruleset in (before, after)]

    def count(self, person: Person, into: Counted) -> None:
        then = self._assessed(self.before, person, 0)
        one = fare(then)
        now = self._now(then, person)
        other = fare(now, self.capped) if now is not then or self.capped else one
        groups = tuple(dimension.value(person, then.facts.values, self.on) for dimension in self.dimensions)
        _count_policies(into.counts, one, other)
        _count_person(into.counts, one, other, groups)
        for side in self._not_fitting(person):
            into.counts[NOT_FITTING, side] += 1
        for code, claims in other.claims.items():
            into.claimants.setdefault(code, []).append(Claimant(groups, claims))

    def _not_fitting(self, person: Person) -> Iterator[str]:
        """On which side an answer counts for nothing that is one on the other."""
        if self._asks_the_same:
            return
        one, other = (fitting(person.answers, ruleset).keys() for ruleset in (self.before, self.after))
        if other - one:
            yield BEFORE
        if one - other:
            yield AFTER

    def _assessed(self, ruleset: Ruleset, person: Person, side: int) -> Assessment:
        facts = Facts.resolve(ruleset, fitting(person.answers, ruleset), self.as_of)
        codes = self._received[side]
        received = {code: number for code, number in person.received.items() if code in codes}
        return assess(ruleset, facts, self.on, received)

    def _now(self, then: Assessment, person: Person) -> Results:
        """The same object where nothing that counts is otherwise."""
        if not self.change.policies:
            return then
        if not self.change.is_within_policies:
            return self._assessed(self.after, person, 1)
        now = self.change.results(then)
        both = (side.by_code[code] for code in self.change.policies for side in (then, now))
        if all(one.status is Status.INELIGIBLE and not one.received for one in both):
            return then  # What is a no, then and now, is in no sum and no best set.
        return now


def _count_policies(counts: Counts, one: Fare, other: Fare) -> None:
    for side, found in ((BEFORE, one), (AFTER, other)):
        for code, standing in found.standings.items():
            counts[STANDING, side, code, standing] += 1
        for code, year, kind, yuan in found.paid:
            counts[MONEY, side, code, year, kind] += yuan
        for code in {paid.code for paid in found.paid}:
            counts[PAID, side, code] += 1
        for code, why in found.unreckoned:
            counts[UNRECKONED, side, code, why] += 1
    for code in other.rights - one.rights:
        counts[GAINED, code] += 1
    for code in one.rights - other.rights:
        counts[LOST, code] += 1


def _count_person(counts: Counts, one: Fare, other: Fare, groups: Sequence[str]) -> None:
    found = {name: number for name, number in _of_person(one, other).items() if number}
    counts[PERSONS,] += 1
    for name, number in found.items():
        counts[WHOLE, name] += number
    for place, value in enumerate(groups):
        counts[GROUP, place, value, PERSONS] += 1
        for name, number in found.items():
            counts[GROUP, place, value, name] += number
    counts[CHANGE, SURE, other.sure - one.sure] += 1
    counts[CHANGE, MOST, other.most - one.most] += 1


def _of_person(one: Fare, other: Fare) -> Mapping[str, int]:
    gained, lost = bool(other.rights - one.rights), bool(one.rights - other.rights)
    ends = (one.sure, one.most), (other.sure, other.most)
    # Neither end is less, and one is more.
    more = ends[1] != ends[0] and all(now >= then for then, now in zip(*ends, strict=True))
    less = ends[1] != ends[0] and all(now <= then for then, now in zip(*ends, strict=True))
    return {
        HAS_BEFORE: bool(one.rights),
        HAS_AFTER: bool(other.rights),
        GAINS: gained and not lost,
        LOSES: lost and not gained,
        BOTH: gained and lost,
        MORE: more,
        LESS: less,
        PAID_BEFORE: bool(one.paid),
        PAID_AFTER: bool(other.paid),
        SURE_BEFORE: one.sure,
        SURE_AFTER: other.sure,
        MOST_BEFORE: one.most,
        MOST_AFTER: other.most,
    }
