"""Requirements as sets of conditions, against the verdicts of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict

Bits = int
"""A set of conditions: bit n stands for condition n of the plan. Whole sets are compared in one go."""


def each(bits: Bits) -> Iterator[Bits]:
    """Every condition of the set, as a set of its own."""
    while bits:
        lowest = bits & -bits
        yield lowest
        bits ^= lowest


def union(sets: Iterable[Bits]) -> Bits:
    found = 0
    for bits in sets:
        found |= bits
    return found


class Moment:
    """The conditions that fail on one day and those that are unknown; all others hold."""

    __slots__ = ("no", "unknown")

    def __init__(self, no: Bits, unknown: Bits) -> None:
        self.no, self.unknown = no, unknown

    def all_of(self, bits: Bits) -> Verdict:
        """As verdict.all_of, of these conditions."""
        return NO if bits & self.no else UNKNOWN if bits & self.unknown else YES

    def any_of(self, branches: tuple[Bits, ...]) -> Verdict:
        """As verdict.any_of, where all of a branch is one way."""
        found = NO
        for branch in branches:
            if not branch & self.no:
                if not branch & self.unknown:
                    return YES
                found = UNKNOWN
        return found


@dataclass(frozen=True, slots=True)
class Needs:
    """Every one of `required`, and of each any-of all of at least one branch; `all`: every condition that occurs.

    `follows`: of each any-of that only says what follows from two others, the places of those.
    """

    required: Bits
    any_of: tuple[tuple[Bits, ...], ...]
    all: Bits
    follows: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def verdict(self, moment: Moment) -> Verdict:
        result = moment.all_of(self.required)
        for branches in self.any_of:
            if result is NO:
                break
            verdict = moment.any_of(branches)
            if verdict is not YES:
                result = verdict
        return result

    def broken(self, moment: Moment) -> Iterator[int | None]:
        """The places of the any-ofs that certainly fail; None for the required conditions."""
        yield None
        for place, branches in enumerate(self.any_of):
            if moment.any_of(branches) is NO:
                yield from self.follows.get(place, (place,))

    @property
    def sets(self) -> Iterator[Bits]:
        """Every set of conditions as it was written."""
        yield self.required
        for branches in self.any_of:
            yield from branches

    def open(self, moment: Moment) -> Bits:
        """The unknown conditions that can still decide these requirements; none where they are decided."""
        if self.verdict(moment) is not UNKNOWN:
            return 0
        return union(self.open_sets(moment))

    def open_sets(self, moment: Moment) -> list[Bits]:
        """The same, of requirements that are unknown, as they were written."""
        found = [self.required & moment.unknown]
        for branches in self.any_of:
            if moment.any_of(branches) is UNKNOWN:
                found += [branch & moment.unknown for branch in branches if moment.all_of(branch) is UNKNOWN]
        return found
