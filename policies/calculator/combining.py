"""The most valuable of all combinations that are allowed, exactly, whatever policies exclude and require one another.

Policies are numbered; a set of them is an int with a bit for each. A set falls apart into parts that have nothing to do
with one another, each of which is decided alone and once. Within a part one policy is tried with and without; whatever
is never better than a rival that excludes no more is left aside before.
"""

from __future__ import annotations

from collections.abc import Sequence

from policies.calculator.needs import Bits, each, union

Found = tuple[int, Bits]
"""What a set of policies is worth, and the set."""


def place_of(bit: Bits) -> int:
    return bit.bit_length() - 1


class Combinations:
    """`worth`: of each policy, at least nothing. `rivals`: of each those with which it is not taken. `requires`: of
    each all without which it is not taken; what these require is among them.
    """

    def __init__(self, worth: Sequence[int], rivals: Sequence[Bits], requires: Sequence[Bits] = ()) -> None:
        self.worth, self.requires = worth, requires or (0,) * len(worth)
        self.required_by = [
            union(1 << other for other, needed in enumerate(self.requires) if needed >> place & 1)
            for place in range(len(worth))
        ]
        self.rivals = [self._all_rivals(place, rivals) for place in range(len(worth))]
        self._linked = [
            self.rivals[place] | self.requires[place] | self.required_by[place] for place in range(len(worth))
        ]
        self._known: dict[Bits, Found] = {}

    def _all_rivals(self, place: int, rivals: Sequence[Bits]) -> Bits:
        """Also those of what it requires, and whatever requires one of all these."""
        direct = rivals[place] | union(rivals[place_of(bit)] for bit in each(self.requires[place]))
        return direct | union(self.required_by[place_of(bit)] for bit in each(direct))

    def with_required(self, places: Bits) -> Bits:
        return places | union(self.requires[place_of(bit)] for bit in each(places))

    def are_rivals(self, places: Bits) -> bool:
        """Whether they cannot be taken together, with all that they require."""
        return bool(self.excluded_by(self.with_required(places)) & self.with_required(places))

    def excluded_by(self, places: Bits) -> Bits:
        return union(self.rivals[place_of(bit)] for bit in each(places))

    def best(self, among: Bits) -> Found:
        """The most that policies among these are worth together, and which they are. What one of them requires is
        among them, or taken anyway."""
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
        """The same, with these policies and what they require, no two of which are rivals, in any case."""
        wanted = self.with_required(wanted)
        total, chosen = self.best(among & ~wanted & ~self.excluded_by(wanted))
        return total + self._sum(wanted), chosen | wanted

    def _sum(self, places: Bits) -> int:
        return sum(self.worth[place_of(bit)] for bit in each(places))

    def _part(self, among: Bits) -> Bits:
        """The first policy with all among these that it has to do with, directly or through others."""
        found, new = 0, among & -among
        while new:
            found |= new
            new = union(self._linked[place_of(bit)] for bit in each(new)) & among & ~found
        return found

    def _decide(self, part: Bits) -> Found:
        part = self._worthwhile(part)
        bit = max(each(part), key=lambda one: (self.rivals[place_of(one)] & part).bit_count())
        place = place_of(bit)
        if not self.rivals[place] & part:
            # Nothing is left in the way of anything.
            return self._sum(part), part
        taken = self.with_required(bit) & part
        with_it = self.best(part & ~taken & ~self.excluded_by(taken))
        without = self.best(part & ~bit & ~self.required_by[place])
        return max((with_it[0] + self._sum(taken), with_it[1] | taken), without)

    def _worthwhile(self, part: Bits) -> Bits:
        """Without what can be changed for a rival that is worth as much, excludes nothing more and requires nothing."""
        for bit in each(part):
            place = place_of(bit)
            if self.required_by[place] & part:
                continue
            around = (self.rivals[place] | bit) & part
            for other in each(self.rivals[place] & part):
                rival = place_of(other)
                if (
                    self.worth[rival] >= self.worth[place]
                    and not (self.rivals[rival] | other) & part & ~around
                    and not self.requires[rival] & part
                ):
                    part &= ~bit
                    break
        return part
