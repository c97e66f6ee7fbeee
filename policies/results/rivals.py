"""What fits too, but gives way to another policy, or to several, with which it is not taken."""

from __future__ import annotations

from dataclasses import dataclass

from policies.calculator.ruleset import Basis
from policies.catalogue.words import sentences
from policies.results.cards import Card


@dataclass(frozen=True, slots=True)
class Rival:
    """A fitting policy and those of the set shown that it would take the place of, the one worth most first.

    `undecided`: whether it may turn out to be worth more than they are.
    """

    card: Card
    instead: list[Card]
    less: int | None
    undecided: bool = False

    @property
    def chosen(self) -> Card:
        return self.instead[0]

    @property
    def compared(self) -> str:
        """By how much it is less, or more."""
        if self.less is None:
            return ""
        both = (self.card, *self.instead)
        ends = [f"{card.end}前" for card in both if card.ends_early]
        counted = f"按{'、'.join(dict.fromkeys(ends))}能领的算" if ends else "按最长年限算"
        counted, open_ = (f"现在{counted}", "；最后哪一种更高还说不准") if self.undecided else (counted, "")
        if not self.less:
            return f"{counted}，两项一样多{open_}。"
        more, fewer = (self.instead, [self.card]) if self.less > 0 else ([self.card], self.instead)
        word = "少" if self.less > 0 else "多"
        return f"{counted}，改选它{_bound(more, fewer)}{word}领 {sentences.yuan(abs(self.less))}{open_}。"


def _bound(more: list[Card], fewer: list[Card]) -> str:
    """How sure the difference of two sums is: an upper bound may turn out less, a lower bound more."""
    bases = [_weakest(cards) for cards in (more, fewer)]
    if bases == [Basis.FIXED, Basis.FIXED]:
        return ""
    sure = bases[0] in (Basis.FIXED, Basis.AT_LEAST) and bases[1] in (Basis.FIXED, Basis.UP_TO)
    return "至少" if sure else "大约"


def _weakest(cards: list[Card]) -> Basis:
    awards = [card.result.award for card in cards]
    found = [award.basis if award else Basis.UNSPECIFIED for award in awards]
    # Of a least and an upper bound the sum is neither.
    return found[0] if len(set(found)) == 1 else Basis.UNSPECIFIED if Basis.FIXED not in found else _other(found)


def _other(found: list[Basis]) -> Basis:
    apart = set(found) - {Basis.FIXED}
    return apart.pop() if len(apart) == 1 else Basis.UNSPECIFIED
