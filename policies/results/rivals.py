"""What fits too, but gives way to another policy of its exclusion group."""

from __future__ import annotations

from dataclasses import dataclass

from policies.calculator.ruleset import Basis
from policies.catalogue.words import sentences
from policies.results.cards import Card


@dataclass(frozen=True, slots=True)
class Rival:
    """A fitting policy that gives way to another one of its group."""

    card: Card
    chosen: Card
    less: int | None

    @property
    def compared(self) -> str:
        """By how much it is less, or more."""
        if self.less is None:
            return ""
        ends = [f"{card.end}前" for card in (self.card, self.chosen) if card.ends_early]
        counted = f"按{'、'.join(dict.fromkeys(ends))}能领的算" if ends else "按最长年限算"
        if not self.less:
            return f"{counted}，两项一样多。"
        more, fewer = (self.chosen, self.card) if self.less > 0 else (self.card, self.chosen)
        word = "少" if self.less > 0 else "多"
        return f"{counted}，改选它{_bound(more, fewer)}{word}领 {sentences.yuan(abs(self.less))}。"


def _bound(more: Card, fewer: Card) -> str:
    """How sure the difference of two awards is: an upper bound may turn out less, a lower bound more."""
    bases = [card.result.award.basis if card.result.award else Basis.UNSPECIFIED for card in (more, fewer)]
    if bases == [Basis.FIXED, Basis.FIXED]:
        return ""
    sure = bases[0] in (Basis.FIXED, Basis.AT_LEAST) and bases[1] in (Basis.FIXED, Basis.UP_TO)
    return "至少" if sure else "大约"
