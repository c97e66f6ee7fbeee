"""Which policies of a part are taken, of every row: those that are worth most together; see `calculator.related_set`.

From the last to the first it is worked out what is best to do then, for all that may have been decided before; from
the first to the last, what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from policies.screening.compiling.combinations import NOTHING_BEFORE, Before, Codes, Deciding
from policies.screening.compiling.terms import (
    NO,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    equal,
    less,
    negated,
    plus,
    when,
)

Worth = tuple[Term, ...]
"""Numbers that are added up, and compared in their order; never null."""
# So many places, and the sum of as many ones above them, are a number that engines reckon with.
PLACES = 46


@dataclass(frozen=True, slots=True)
class Added:
    """What is added to a combination by what is taken of `scope`; to take more of it never makes it less."""

    scope: Codes
    of: Callable[[Codes], Worth]


class Choosing:
    """`steps`: by which all of a part are decided. `counted`: what each of them is worth, with those by which that goes
    in its scope; of `numbers` numbers each. Of two combinations that are worth the same it may be either."""

    def __init__(self, steps: Sequence[Deciding], counted: Sequence[Added], numbers: int) -> None:
        self._steps, self._nothing = steps, (NOUGHT,) * numbers
        place = {step.code: number for number, step in enumerate(steps)}
        self._counted: list[list[Added]] = [[] for _ in steps]
        for one in counted:
            self._counted[max(place[code] for code in one.scope)].append(one)
        self._known: dict[tuple[int, Before], Worth] = {}

    @property
    def taken(self) -> Mapping[str, Term]:
        """By code, whether it is taken; never null."""
        found = dict[str, Term]()
        there: dict[Before, Term] = {NOTHING_BEFORE: YES}
        for number, step in enumerate(self._steps):
            after = dict[Before, list[Term]]()
            takes = list[Term]()
            for before, holds in there.items():
                better = self._better(number, before)
                without, with_it = step.ways[before]
                takes.append(all_of((holds, better)))
                if with_it is not None:
                    after.setdefault(with_it, []).append(takes[-1])
                after.setdefault(without, []).append(all_of((holds, negated(better))))
            found[step.code] = any_of(takes)
            there = {before: any_of(several) for before, several in after.items()}
        return found

    def _better(self, number: int, before: Before) -> Term:
        """Whether it is better with that one; never null."""
        without, with_it = self._steps[number].ways[before]
        if with_it is None:
            return NO
        if with_it.excluded == without.excluded:
            return YES
        return is_more(self._with(number, before, with_it), self._without(number, before, without))

    def _worth(self, number: int, before: Before) -> Worth:
        """The most that all from this step on can add."""
        if number == len(self._steps):
            return self._nothing
        if (number, before) not in self._known:
            self._known[number, before] = self._best(number, before)
        return self._known[number, before]

    def _best(self, number: int, before: Before) -> Worth:
        without, with_it = self._steps[number].ways[before]
        better = self._better(number, before)
        if with_it is None or better is NO:
            return self._without(number, before, without)
        worth = self._with(number, before, with_it)
        if better is YES:
            return worth
        pairs = zip(worth, self._without(number, before, without), strict=True)
        return tuple(when(better, mine, theirs) for mine, theirs in pairs)

    def _with(self, number: int, before: Before, after: Before) -> Worth:
        return self._added(number, before.taken | {self._steps[number].code}, self._worth(number + 1, after))

    def _without(self, number: int, before: Before, after: Before) -> Worth:
        return self._added(number, before.taken, self._worth(number + 1, after))

    def _added(self, number: int, codes: Codes, worth: Worth) -> Worth:
        for one in self._counted[number]:
            worth = tuple(map(plus, worth, one.of(codes & one.scope)))
        return worth


def is_more(one: Worth, other: Worth) -> Term:
    """By the first of their numbers that differ; never null."""
    found = NO
    for mine, theirs in reversed(list(zip(one, other, strict=True))):
        found = any_of((less(theirs, mine), all_of((equal(mine, theirs), found))))
    return found


def ranks(place: int, count: int) -> tuple[int, ...]:
    """Of one of so many policies, in their order: numbers whose sums tell which of two combinations has more of them,
    then which has the earliest."""
    chunk, within = divmod(place, PLACES)
    bit = 1 << PLACES - 1 - within
    if count <= PLACES:
        return (1 << PLACES | bit,)
    return (1, *(bit if number == chunk else 0 for number in range(-(-count // PLACES))))
