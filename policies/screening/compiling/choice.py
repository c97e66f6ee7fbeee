"""What a row can choose between, and what each of it is worth in a best set: see `calculator.related_set`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from policies.calculator.relations import NONE, Rivals, all_required
from policies.screening.compiling.choosing import Added, Choosing, Worth, ranks
from policies.screening.compiling.combinations import TOO_MANY, Codes, Deciding, links_of, parts_of, steps_of
from policies.screening.compiling.grants import RowGrant
from policies.screening.compiling.standings import Moments
from policies.screening.compiling.terms import (
    NO,
    NOUGHT,
    YES,
    NumberTooLarge,
    Term,
    all_of,
    any_of,
    negated,
    number,
    or_else,
    when,
)
from policies.screening.compiling.topping import RowTopping
from policies.screening.compiling.unsayable import CannotBeSaid

SHARED = "the best set of several policies that top up to the same one, which excludes others"
# Of the value of each, before its rank.
AMOUNTS = 3


class RowChoice:
    """`grants`: in the order of the catalogue; `rivals`: those that are not taken together. `toppings`: of what tops up
    what it pays beside others, by code."""

    def __init__(self, grants: Sequence[RowGrant], rivals: Rivals, moments: Moments) -> None:
        self._grants, self._rivals = {one.policy.code: one for one in grants}, rivals
        self._not_said: list[tuple[str, str]] = []
        self._required = all_required({code: one.policy.requires for code, one in self._grants.items()})
        self.toppings = dict(self._topping(moments))
        self._free = {code: self._is_free(one) for code, one in self._grants.items()}

    def _topping(self, moments: Moments) -> Iterator[tuple[str, RowTopping]]:
        for code, grant in self._grants.items():
            bases = {other: one for other, one in self._grants.items() if other in grant.policy.tops_up}
            try:
                if bases:
                    yield code, RowTopping(grant, bases, moments)
            except (CannotBeSaid, NumberTooLarge) as refused:
                self._not_said.append((code, str(refused)))
        self._not_said += ((code, SHARED) for base in self._grants for code in self._lowered_by(base))

    def _lowered_by(self, base: str) -> Iterator[str]:
        """What tops up to a policy together with others, where that has rivals: it may lower all of these by more than
        it pays, and is left out for a rival alone, which no sum of worths says."""
        several = [code for code, one in self._grants.items() if base in one.policy.tops_up]
        if any(code in self._rivals and code in self._grants for code in (base, *self._required.get(base, ()))):
            yield from (code for code in several if frozenset(several) - self._rivals.get(code, NONE) - {code})

    def _is_free(self, one: RowGrant) -> Term:
        """Whether it can be chosen and none of its rivals was received; never null."""
        rivals = self._rivals.get(one.policy.code, NONE)
        had = any_of(other.received for code, other in self._grants.items() if code in rivals)
        return all_of((one.can_be_chosen, negated(had)))

    @cached_property
    def _among(self) -> Mapping[str, Codes]:
        """What anybody may choose, each with what it requires of that."""
        among = [code for code in self._grants if self._there(code, lambda _: YES) is not NO]
        return {code: frozenset(among).intersection(self._goes_by(code)) for code in among}

    def _goes_by(self, code: str) -> Iterator[str]:
        """By what else is taken."""
        for one in (code, *(self.toppings[code].bases if code in self.toppings else ())):
            yield from (one, *self._required.get(one, ()))

    @cached_property
    def _parts(self) -> list[tuple[list[str], list[Deciding] | None]]:
        together = [one for one in self._among.values() if len(one) > 1]
        links = links_of(self._among, self._rivals, together)
        parts = parts_of([*self._among], links)
        return [(part, steps_of(part, links, self._rivals, together)) for part in parts]

    @property
    def refused(self) -> list[tuple[str, str]]:
        """Each code of which something cannot be said, with what that is."""
        too_many = ((code, TOO_MANY) for part, steps in self._parts if steps is None for code in part)
        return [*self._not_said, *too_many]

    @cached_property
    def new(self) -> Mapping[str, Term]:
        """By code, whether it is in the best set and was not received; never null. Of what is refused nothing is."""
        found = dict[str, Term]()
        for part, steps in self._parts:
            ranked = [ranks(place, len(part)) for place in range(len(part))]
            counted = [self._counted(code, rank) for code, rank in zip(part, ranked, strict=True)]
            found |= Choosing(steps or (), counted if steps else (), AMOUNTS + len(ranked[0])).taken
        return {code: self._there(code, lambda one: found.get(one, NO)) for code in self._grants}

    def _there(self, code: str, is_taken: Callable[[str], Term], path: tuple[str, ...] = ()) -> Term:
        """Whether one that is taken is there with all that it requires; never null. In a circle nothing is."""
        if code in path or code not in self._grants:
            return NO
        grant = self._grants[code]
        required = (
            any_of((self._is_had(other), self._there(other, is_taken, (*path, code))))
            for other in grant.policy.requires
        )
        return all_of((is_taken(code), self._free[code], *required))

    def _is_had(self, code: str) -> Term:
        return self._grants[code].received if code in self._grants else NO

    def _counted(self, code: str, rank: Sequence[int]) -> Added:
        known = dict[Codes, Worth]()

        def of(codes: Codes) -> Worth:
            if codes not in known:
                known[codes] = self._worth(code, rank, codes)
            return known[codes]

        return Added(self._among[code], of)

    def _worth(self, code: str, rank: Sequence[int], codes: Codes) -> Worth:
        """What is summed over a combination, in the order in which two are compared: of equal ones the one with more
        policies is best, then the one with the earliest."""
        there = self._there(code, lambda one: YES if one in codes else NO)
        amounts = (or_else(one, NOUGHT) for one in self._value(code, codes))
        return tuple(when(there, one, NOUGHT) for one in (*amounts, *map(number, rank)))

    def _value(self, code: str, codes: Codes) -> tuple[Term, Term, Term]:
        """What it is worth where these are taken."""
        grant = self._grants[code]
        if code not in self.toppings:
            return grant.value
        bases = {
            one: self._there(one, lambda other: YES if other in codes else NO) for one in self.toppings[code].bases
        }
        left = self.toppings[code].beside(bases)
        return grant.value_of(left.within, left.low, left.certain)
