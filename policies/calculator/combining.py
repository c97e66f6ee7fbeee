"""The most valuable of all combinations that are allowed, exactly, where policies exclude one another in any way.

Policies are numbered; a set of them is an int with a bit for each. A set falls apart into parts that have nothing to do
with one another, each of which is decided alone and once. Within a part one policy is tried with and without; whatever
is never better than a rival that excludes no more is left aside before.
"""

from __future__ import annotations

from collections.abc import Sequence

from policies.calculator.needs import Bits, each, union

Found = tuple[int, Bits]
"""What a set of policies is worth, and the set."""


class Combinations:
    """`worth`: of each policy, more than nothing. `rivals`: of each those with which it is not taken."""

    def __init__(self, worth: Sequence[int], rivals: Sequence[Bits]) -> None:
        self.worth, self.rivals = worth, rivals
        self._known: dict[Bits, Found] = {}

    def best(self, among: Bits) -> Found:
        """The most that policies among these are worth together, and which they are."""
        total, chosen = 0, 0
        while among:
            part = self._part(among)
            among &= ~part
            known = self._known.get(part)
            if known is None:
                known = self._known[part] = self._decide(part)
            total += known[0]
            chosen |= known[1]
        return total, chosen

    def best_with(self, wanted: Bits, among: Bits) -> Found:
        """The same, with these policies, none of which excludes another, in any case."""
        left = among & ~wanted & ~union(self.rivals[place.bit_length() - 1] for place in each(wanted))
        total, chosen = self.best(left)
        return total + sum(self.worth[place.bit_length() - 1] for place in each(wanted)), chosen | wanted

    def _part(self, among: Bits) -> Bits:
        """The first policy with all among these that it has to do with, directly or through others."""
        found, new = 0, among & -among
        while new:
            found |= new
            new = union(self.rivals[place.bit_length() - 1] for place in each(new)) & among & ~found
        return found

    def _decide(self, part: Bits) -> Found:
        part = self._worthwhile(part)
        place = max((one.bit_length() - 1 for one in each(part)), key=lambda one: (self.rivals[one] & part).bit_count())
        bit = 1 << place
        rivals = self.rivals[place] & part
        if not rivals:
            # Nothing is left in the way of anything.
            return sum(self.worth[one.bit_length() - 1] for one in each(part)), part
        with_it = self.best(part & ~bit & ~rivals)
        without = self.best(part & ~bit)
        return max((with_it[0] + self.worth[place], with_it[1] | bit), without)

    def _worthwhile(self, part: Bits) -> Bits:
        """Without what can be changed for a rival that is worth as much and excludes nothing more."""
        for bit in each(part):
            place = bit.bit_length() - 1
            around = (self.rivals[place] | bit) & part
            for other in each(self.rivals[place] & part):
                rival = other.bit_length() - 1
                if self.worth[rival] >= self.worth[place] and not (self.rivals[rival] | other) & part & ~around:
                    part &= ~bit
                    break
        return part
