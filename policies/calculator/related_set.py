"""The best set where policies are in several groups or exclude one another: what best_set says, of all combinations.

A combination is worth what its policies are worth together, in the order in which best_set compares two: what is due
while it certainly lasts, then the totals, then the worths. Of equal ones the one with more policies is best, then the
one with the earliest of the catalogue. All that is one number, so that the worth of a combination is a sum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from policies.calculator.best_set import (
    ELIGIBLE,
    INELIGIBLE,
    OPEN,
    Best,
    LeftOut,
    Undecided,
    WhyUndecided,
    because,
    summed,
    value,
)
from policies.calculator.combining import Combinations, place_of
from policies.calculator.needs import Bits, each, union
from policies.calculator.policy_result import PolicyResult
from policies.calculator.relations import NONE, Relations, all_required
from policies.calculator.verdict import NO, YES

# Of each part of a worth; no sum of yuan needs as many.
WIDTH = 128


def best_of_related(results: Sequence[PolicyResult], relations: Relations, wanted: Collection[str] = ()) -> Best:
    """See best_set. `wanted`: codes of what is in the set whatever it is worth, where it can be had; of two that
    exclude each other the first."""
    return _Choice(results, relations, wanted).best


class _Choice:
    def __init__(self, results: Sequence[PolicyResult], relations: Relations, wanted: Collection[str]) -> None:
        there = [result for result in results if result.status is not INELIGIBLE or result.received]
        self.relations = relations
        self.received = [result for result in there if result.received]
        self.had = [result.code for result in self.received]
        self.sure = {result.code for result in there if _is_certain(result)}
        open_to = [one for one in there if not one.received and one.state is OPEN and one.can_apply is not NO]
        # What is had already requires nothing more.
        self.all_required = all_required(
            {one.code: [code for code in one.policy.requires if code not in self.had] for one in results}
            | dict.fromkeys(self.had, ())
        )
        self.shut_out = {result.code: by[0] for result in open_to if (by := self._had_instead(result.code))}
        left = {one.code: one for one in open_to if one.code not in self.shut_out}
        left = {code: one for code, one in left.items() if self._can_be_had(code, left)}
        self.possible = [self._beside(one, self.received) for one in left.values()]
        self.place = {code: place for place, code in enumerate(left)}
        self.rivals = [self._of(relations.rivals.get(code, NONE)) for code in left]
        self.requires = [self._of(self.all_required.get(code, ())) for code in left]
        self.counting = [self._of(one.policy.tops_up) for one in self.possible]
        self.wanted = self._compatible(wanted)

    def _can_be_had(self, code: str, among: Collection[str]) -> bool:
        """Whether all that it requires is there, and nothing of it excludes another, as rules see to."""
        needed = (code, *self.all_required.get(code, ()))
        return all(one in among and not self.relations.between(one, needed) for one in needed)

    def _had_instead(self, code: str) -> list[str]:
        """What the person has and cannot have with it, nor with what it requires."""
        needed = (code, *self.all_required.get(code, ()))
        return [had for one in needed for had in self.relations.between(one, self.had)]

    @property
    def best(self) -> Best:
        chosen = [*self.received, *map(self._as_had, self._results(self.chosen))]
        in_turn = sorted(chosen, key=lambda result: result.policy_plan.order)
        return summed(in_turn, tuple(self._left_out), tuple(self._undecided))

    @staticmethod
    def _beside(result: PolicyResult, others: Iterable[PolicyResult]) -> PolicyResult:
        """With those of the others that count towards it."""
        if not result.policy.tops_up:
            return result
        counting = tuple(one for one in others if one.code in result.policy.tops_up)
        return replace(result, beside=(*result.beside, *counting)) if counting else result

    def _as_had(self, result: PolicyResult) -> PolicyResult:
        return self._beside(result, self._results(self.chosen)) if result.policy.tops_up else result

    def _lowered(self, place: int, counting: Bits) -> int:
        return self._worth_of(self._beside(self.possible[place], self._results(counting)), place)

    @cached_property
    def eligible(self) -> Bits:
        return self._of(result.code for result in self.possible if _is_certain(result))

    @cached_property
    def by_worth(self) -> Combinations:
        worth = [self._worth_of(one, place) for place, one in enumerate(self.possible)]
        return Combinations(worth, self.rivals, self.requires, self.counting, self._lowered)

    @cached_property
    def chosen(self) -> Bits:
        return self.by_worth.best_with(self.wanted, self.eligible)[1]

    def _compatible(self, wanted: Collection[str]) -> Bits:
        found = 0
        for bit in each(self._of(wanted) & self.eligible):
            if not self.by_worth.are_rivals(found | bit):
                found |= bit
        return found

    def _of(self, codes: Iterable[str]) -> Bits:
        return union(1 << self.place[code] for code in codes if code in self.place)

    def _results(self, places: Bits) -> list[PolicyResult]:
        return [self.possible[place_of(bit)] for bit in each(places)]

    def _worth_of(self, result: PolicyResult, place: int) -> int:
        if not _is_certain(result):
            return 0
        within, total, worth, _ = value(result)
        earlier = 1 << len(self.possible) - place
        return (((within << WIDTH | total) << WIDTH | worth) << WIDTH | 1) << len(self.possible) + 1 | earlier

    def _within(self, places: Bits) -> int | None:
        """What of them is due while they certainly last; None if nobody can say."""
        several = self._results(places)
        known = [self._beside(one, several).within for one in several]
        return None if None in known else sum(within or 0 for within in known)

    def _apart(self, places: Bits, others: Bits) -> int | None:
        """What of them the others do not have; all where something counts towards another."""
        return self._within(places if any(self.counting) else places & ~others)

    @property
    def _left_out(self) -> list[LeftOut]:
        found = [LeftOut(code, had, None) for code, had in self.shut_out.items() if code in self.sure]
        return found + [self._giving_way(bit) for bit in each(self.eligible & ~self.chosen)]

    def _giving_way(self, bit: Bits) -> LeftOut:
        """Compared with the best that there is with it."""
        combinations, rivals = self.by_worth, self.by_worth.rivals[place_of(bit)]
        part = combinations.part_of(bit, self.eligible)
        stays = union(one for one in each(self.wanted & part) if not combinations.are_rivals(one | bit))
        chosen, other = self.chosen & part, combinations.best_with(stays | bit, part)[1]
        here, there = self._apart(chosen, other), self._apart(other, chosen)
        first, *others = sorted(self._results(rivals & self.chosen), key=value, reverse=True)
        less = None if here is None or there is None else here - there
        return LeftOut(self.possible[place_of(bit)].code, first.code, less, tuple(one.code for one in others))

    @property
    def _undecided(self) -> list[Undecided]:
        """The rivals with which a combination may come to more than is certain of the chosen one."""
        every, excluded = self._of(self.place), self.by_worth.rivals
        rivals = [bit for bit in each(every & ~self.chosen) if excluded[place_of(bit)] & self.chosen]
        if not rivals:
            return []
        most = self._at_most
        certain_of = {place_of(one): self._certain_as_had(place_of(one)) for one in each(self.chosen)}
        found: list[Undecided] = []
        for bit in rivals:
            part = most.part_of(bit, every)
            certain = sum(certain_of[place_of(one)] for one in each(self.chosen & part))
            if most.best_with(bit, part)[0] > certain:
                rival = self.possible[place_of(bit)]
                found += [
                    Undecided(rival.code, one.code, self._why(rival, one))
                    for one in self._results(excluded[place_of(bit)] & self.chosen)
                ]
        return found

    @cached_property
    def _at_most(self) -> Combinations:
        """Of what is chosen what is certain, of all else what it may come to; without an upper end more than any."""
        worth = [
            result.certain_within if self.chosen >> place & 1 else _at_most(result)
            for place, result in enumerate(self.possible)
        ]

        def missing(place: int, counting: Bits) -> int:
            """What is certain of one that tops up beside what counts towards it in the chosen set; beside anything
            else as much as is missing to the higher of both, however much that comes to."""
            if self.chosen >> place & 1 and counting == self.counting[place] & self.chosen:
                return self._certain_as_had(place)
            return max(worth[place] - sum(worth[place_of(bit)] for bit in each(counting)), 0)

        return Combinations(worth, self.rivals, self.requires, self.counting, missing)

    def _certain_as_had(self, place: int) -> int:
        return self._as_had(self.possible[place]).certain_within

    @staticmethod
    def _why(rival: PolicyResult, chosen: PolicyResult) -> WhyUndecided:
        if rival.status is not ELIGIBLE:
            return WhyUndecided(rival.status.value)
        if rival.can_apply is not YES:
            return WhyUndecided.APPLICATION
        alone = _at_most(rival) > chosen.certain_within
        return because(rival, chosen) if alone else WhyUndecided.TOGETHER


def _is_certain(result: PolicyResult) -> bool:
    """Of what is open: now, or when applications are taken again while the right certainly lasts."""
    return result.status is ELIGIBLE and result.can_apply is YES


def _at_most(result: PolicyResult) -> int:
    highs = [result.reckon(award).high for award in result.possible_awards]
    return 1 << WIDTH if None in highs else max((high or 0 for high in highs), default=0)
