"""The most valuable of all combinations that are allowed, exactly, whatever policies exclude and require one another.

What nothing in a combination excludes is in it, even where it lowers others by more than it pays itself.

Policies are numbered; a set of them is an int with a bit for each. A set falls apart into parts that have nothing to do
with one another, each of which is decided alone and once. Within a part one policy is tried with and without; whatever
is never better than a rival that excludes no more is left aside before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policies.calculator.needs import Bits, each, union

Found = tuple[int, Bits]
"""What a set of policies is worth, and the set."""


def place_of(bit: Bits) -> int:
    return bit.bit_length() - 1


class Combinations:
    """`worth`: of each policy, at least nothing. `rivals`: of each those with which it is not taken. `requires`: of
    each all without which it is not taken; what these require is among them. `counting`: of each those that count
    towards it, and `lowered` what it is worth beside some of them. What something counts towards counts itself towards
    nothing, and nothing requires it.
    """

    def __init__(
        self,
        worth: Sequence[int],
        rivals: Sequence[Bits],
        requires: Sequence[Bits] = (),
        counting: Sequence[Bits] = (),
        lowered: Callable[[int, Bits], int] | None = None,
    ) -> None:
        nothing = (0,) * len(worth)
        self.worth, self.requires, self.counting = worth, requires or nothing, counting or nothing
        self._lowered, self._known_worth = lowered, dict[tuple[int, Bits], int]()
        self._counts_for = _the_other_way(self.counting)
        self.required_by = _the_other_way(self.requires)
        self.rivals = [self._all_rivals(place, rivals) for place in range(len(worth))]
        self._linked = [
            self.rivals[place]
            | self.requires[place]
            | self.required_by[place]
            | self.counting[place]
            | self._counts_for[place]
            for place in range(len(worth))
        ]
        self._known: dict[tuple[Bits, Bits], Found] = {}

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

    def best(self, among: Bits, taken: Bits = 0) -> Found:
        """The most that policies among these are worth together, and which they are. What one of them requires is
        among them, or `taken` anyway."""
        total, chosen = 0, 0
        while among:
            part = self.part_of(among & -among, among)
            among &= ~part
            key = part, taken & union(self.counting[place_of(bit)] for bit in each(part))
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._decide(*key)
            total += known[0]
            chosen |= known[1]
        return total, chosen

    def best_with(self, wanted: Bits, among: Bits) -> Found:
        """The same, with these policies and what they require, no two of which are rivals, in any case."""
        wanted = self.with_required(wanted)
        left = (among | wanted) & ~self.excluded_by(wanted)
        # With nothing in its way what only tops up is taken, once it is known what it tops up to.
        first = wanted & ~union(bit for bit in each(wanted) if self.counting[place_of(bit)] & left)
        total, chosen = self.best(left & ~first, first)
        return total + self._sum(first, first), chosen | first

    def _sum(self, places: Bits, taken: Bits) -> int:
        return sum(self._worth(place_of(bit), taken) for bit in each(places))

    def _worth(self, place: int, taken: Bits) -> int:
        """Less by what is taken and counts."""
        counting = self.counting[place] & taken
        if not counting or self._lowered is None:
            return self.worth[place]
        key = place, counting
        if key not in self._known_worth:
            self._known_worth[key] = self._lowered(place, counting)
        return self._known_worth[key]

    def part_of(self, bit: Bits, among: Bits) -> Bits:
        """A policy with all among these that it has to do with, directly or through others."""
        found, new = 0, bit
        while new:
            found |= new
            new = union(self._linked[place_of(bit)] for bit in each(new)) & among & ~found
        return found

    def _decide(self, part: Bits, before: Bits) -> Found:
        part = self._worthwhile(part, before)
        bit = max(each(part), key=lambda one: (self.rivals[place_of(one)] & part).bit_count())
        if not self.rivals[place_of(bit)] & part:
            # Nothing is left in the way of anything.
            return self._sum(part, before | part), part
        # What another is worth is known once it is known what counts towards it.
        counting = self.counting[place_of(bit)] & part
        bit = counting & -counting or bit
        place = place_of(bit)
        taken = self.with_required(bit) & part
        with_it = self.best(part & ~taken & ~self.excluded_by(taken), before | taken)
        found = with_it[0] + self._sum(taken, before | taken), with_it[1] | taken
        in_its_way, without = self.excluded_by(taken) & part, part & ~bit & ~self.required_by[place]
        if not in_its_way:
            return found
        if not self._lowers_others(taken, part):
            return max(found, self.best(without, before))
        # Without it they may come to more, yet it is given up for a rival alone: with one out of everything's way.
        rivals = each(in_its_way & without)
        return max(found, *(self.best(without & ~self.rivals[place_of(one)], before) for one in rivals))

    def _lowers_others(self, places: Bits, part: Bits) -> bool:
        """Whether one of them counts towards another: towards several, which it lowers together by more than it may pay
        itself, or with an amount that nobody knows, so that little is certain of the other and nothing of itself."""
        return any(self._counts_for[place_of(bit)] & part for bit in each(places))

    def _worthwhile(self, part: Bits, before: Bits) -> Bits:
        """Without what can be changed for a rival that is worth as much, excludes nothing more and requires nothing.

        What it alone keeps out must not come in then that lowers others.
        """
        for bit in each(part):
            place = place_of(bit)
            if (self.required_by[place] | self._counts_for[place] | self.counting[place]) & part:
                continue
            around = (self.rivals[place] | bit) & part
            for other in each(self.rivals[place] & part):
                rival = place_of(other)
                if (
                    self._worth(rival, before) >= self._worth(place, before)
                    and not (self.rivals[rival] | other) & part & ~around
                    and not (self.requires[rival] | self._counts_for[rival] | self.counting[rival]) & part
                    and not self._lowers_others(self.with_required(around & ~self.rivals[rival] & ~bit), part)
                ):
                    part &= ~bit
                    break
        return part


def _the_other_way(named: Sequence[Bits]) -> list[Bits]:
    """By whom each is named."""
    found = [0] * len(named)
    for place, others in enumerate(named):
        for bit in each(others):
            found[place_of(bit)] |= 1 << place
    return found
