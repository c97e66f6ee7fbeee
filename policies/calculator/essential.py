"""Which unknown conditions can still decide something, exactly.

B is not worth a question in 「A and C, or B and C」 once A holds, nor in 「at least 5 or B」 beside 「at least 10」.

What is decided holds or not, and more conditions that hold never make it fail. It is written as the ways that are left
to it. Each question is a direction, and what answers meet of the conditions on it are the steps along it: a way is then
a box, and a question matters if some box is not covered by the others once that question is free.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import product

from policies.calculator.kin import Kin, repeats
from policies.calculator.needs import Bits, Moment, Needs, each, union
from policies.calculator.verdict import UNKNOWN, YES, all_of, any_of

# Ways, and looks at one way in relation to another. Beyond, every unknown condition counts that is on some way.
MOST_WAYS, MOST_LOOKS = 200, 4_000


class TooManyWays(Exception):
    """It would take too long to tell."""


def deciding(base: Needs, tiers: Sequence[Needs], kin: Sequence[Kin], moment: Moment, found: Bits = 0) -> Bits:
    """The unknown conditions that still decide whether the base and, where there are tiers, one of them holds.

    Where that is settled whatever the answers, but no condition by itself shows it, all that are unknown: nothing else
    will show it. So too where it would take too long to tell. `found`: what is known to matter, and counts in any case.
    """
    of_tiers = any_of(needs.verdict(moment) for needs in tiers) if tiers else YES
    if all_of((base.verdict(moment), of_tiers)) is not UNKNOWN:
        return found
    if of_tiers is YES:
        tiers = ()
    open_needs = [needs for needs in (base, *tiers) if needs.verdict(moment) is UNKNOWN]
    open_sets = [bits for needs in open_needs for bits in needs.open_sets(moment)]
    seems_open = union(open_sets)
    if not seems_open & ~found or not repeats(open_sets, kin):
        return found | seems_open
    try:
        ways = _ways(base, moment)
        if tiers:
            of_each = (way for needs in tiers for way in _ways(needs, moment))
            ways = _shortest(way | other for way, other in product(ways, of_each))
        return found | (_essential(ways, kin, moment, found) or seems_open)
    except TooManyWays:
        return found | seems_open


def _essential(ways: Sequence[Bits], kin: Sequence[Kin], moment: Moment, found: Bits) -> Bits:
    """Of the unknown conditions on these ways those on questions whose answers still matter; 0 where it is settled
    whatever they are. Those found before are not looked at again. Raises TooManyWays.
    """
    space = _Space(kin, moment, union(ways))
    boxes = [box for way in ways if (box := space.box(way))]
    boxes = [one for place, one in enumerate(boxes) if not _inside_another(one, place, boxes)]
    if not boxes or space.covered(space.whole, boxes):
        return 0
    return union(
        bits
        for bits, steps in zip(space.bits, space.directions, strict=True)
        if bits & found or any(box & steps != steps and not space.covered(box | steps, boxes) for box in boxes)
    )


def _ways(needs: Needs, moment: Moment) -> list[Bits]:
    """The unknown conditions on each way that is left, without those that take more than another."""
    if needs.required & moment.no:
        return []
    found = [needs.required & moment.unknown]
    for branches in needs.any_of:
        left = [branch & moment.unknown for branch in branches if not branch & moment.no]
        found = _shortest(way | branch for way, branch in product(found, left))
    return found


def _shortest(ways: Iterable[Bits]) -> list[Bits]:
    """Without those that take more than another. Raises TooManyWays."""
    found: list[Bits] = []
    for way in sorted(set(ways), key=int.bit_count):
        if not any(other & way == other for other in found):
            found.append(way)
            if len(found) > MOST_WAYS:
                raise TooManyWays
    return found


Box = int
"""The steps that are left in every direction, as a set of bits; none is empty."""


class _Space:
    """`directions`: of each its steps, as bits; `whole`: all of these; `bits`: the conditions that each is about."""

    def __init__(self, kin: Sequence[Kin], moment: Moment, unknown: Bits) -> None:
        self.whole: Box = 0
        self.directions: list[Box] = []
        self.bits: list[Bits] = []
        self._steps: list[tuple[Bits, Box]] = []
        self._looks = MOST_LOOKS
        alone = unknown
        for one in kin:
            if one.all & unknown:
                # Of what is known already only the answers are left that agree with it.
                known = one.all & ~moment.unknown
                met = {met & unknown for met in one.met if met & known == known & ~moment.no}
                if met:
                    self._add(one.all & unknown, met)
                    alone &= ~one.all
        for bit in each(alone):
            self._add(bit, (0, bit))

    def _add(self, bits: Bits, met: Collection[Bits]) -> None:
        """A direction in which each of these sets of conditions is met by a step."""
        first = self.whole + 1
        self._steps += [(one, first << place) for place, one in enumerate(met)]
        self.bits.append(bits)
        self.directions.append(((1 << len(met)) - 1) * first)
        self.whole |= self.directions[-1]

    def box(self, way: Bits) -> Box:
        """0 where no answers lead that way."""
        found = self.whole
        for bits, steps in zip(self.bits, self.directions, strict=True):
            wanted = way & bits
            if wanted:
                found ^= union(step for met, step in self._steps if step & steps and met & wanted != wanted)
                if not found & steps:
                    return 0
        return found

    def covered(self, box: Box, others: Sequence[Box]) -> bool:
        """Whether all of the box lies in the others together. Raises TooManyWays."""
        for place, other in enumerate(others):
            self._looks -= 1
            if self._looks < 0:
                raise TooManyWays
            common = box & other
            if common == box:
                return True
            if not all(common & steps for steps in self.directions):
                continue
            # What sticks out of this one, a piece in each direction, has to lie in those after it.
            for steps in self.directions:
                outside = box & steps & ~other
                if outside and not self.covered(box & ~steps | outside, others[place + 1 :]):
                    return False
                box = box & ~steps | common & steps
            return True
        return False


def _inside_another(one: Box, place: int, boxes: Sequence[Box]) -> bool:
    """Of two that are the same the first is kept."""
    return any(
        one & other == one and (one != other or before < place) for before, other in enumerate(boxes) if before != place
    )
