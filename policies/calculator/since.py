"""What is otherwise for a person since the rules changed: the same answers, on the same day, by both rulesets."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from policies.calculator.bundles import Bundle, Outlook
from policies.calculator.lazy import lazy
from policies.calculator.supposition import Consequence, Supposition, differs

NOTHING_HAD = {Outlook.NONE, Outlook.GIVES_WAY}


@dataclass
class Since(Supposition):
    """`before`: by the rules of then, `after`: by those of now; either may have policies that the other has not.

    `answered`: the questions that were answered, if only by 「不清楚」.
    """

    answered: Collection[str] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell this person."""
        return bool(self.consequences or self.asks or any(any(yuan) for yuan in self.brings))

    @lazy
    def _differing(self) -> tuple[Bundle, Bundle]:
        return self.before.whole, self.after.whole

    def _found(self) -> Iterator[Consequence]:
        """In the order of now, then what is no part of the rules any more. What stands on one side only stands for the
        other as well: its outlook there says that there is nothing. What gives way and what is not there is alike."""
        then, now = self.before.assessment.by_code, self.after.assessment.by_code
        for code in dict.fromkeys([*now, *then]):
            was, will = (side.outlooks.get(code, Outlook.NONE) for side in (self.before, self.after))
            there = now.get(code) or then[code]
            one = Consequence(then.get(code, there), now.get(code, there), was, will)
            if {was, will} <= NOTHING_HAD:
                continue
            if was is not will or differs(one) or _applies_otherwise(one):
                yield one

    @lazy
    def asks(self) -> tuple[str, ...]:
        """The questions that matter now and did not then, and that nobody answered; in the order in which they are
        asked."""
        then = frozenset(self.before.assessment.relevant_questions)
        relevant = self.after.assessment.relevant_questions
        return tuple(key for key in relevant if key not in then and key not in self.answered)


def _applies_otherwise(one: Consequence) -> bool:
    """Whether what is certain both ways can be applied for at other times."""
    return not one.after.received and one.before.application != one.after.application
