"""How it is beside how it would be: which policies differ, in what way, and by how many yuan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.calculator.bundles import (
    CERTAIN,
    GIVES_WAY,
    HAD,
    INELIGIBLE,
    LATER,
    NONE,
    OPEN,
    Bundle,
    Outlook,
    Yuan,
    together,
)
from policies.calculator.lazy import lazy
from policies.calculator.policy_result import PolicyResult
from policies.calculator.prospects import Prospects


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
        together_with = before.assessment.relations.together
        groups = dict.fromkeys(
            together_with[place] for place, (was, now) in pairs if was is not now and _may_be_had(was, now)
        )
        return together(map(before.bundle, groups)), together(map(after.bundle, groups))

    @lazy
    def consequences(self) -> tuple[Consequence, ...]:
        """Of every policy of which anything would be otherwise that a person counts on, in catalogue order."""
        return tuple(self._found())

    def _found(self) -> Iterator[Consequence]:
        before, after = self.before.assessment.results, self.after.assessment.results
        was, will = (bundle.outlooks for bundle in self._differing)
        for place in sorted(was):
            one, other, then = before[place], after[place], will[place]
            if was[place] is not then or (then in CERTAIN and _are_otherwise(one, other)):
                yield Consequence(one, other, was[place], then)

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
    return one.will in CERTAIN and _are_otherwise(one.before, one.after)


def _are_otherwise(was: PolicyResult, now: PolicyResult) -> bool:
    return was is not now and _certain(was) != _certain(now)


def _certain(result: PolicyResult) -> tuple[object, ...]:
    return result.day, result.eligible_until, result.within, result.certain_within, result.award, result.promised
