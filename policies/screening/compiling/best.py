"""The best set of every row, and what it comes to: see `calculator.best_set` and, where more than one group each is
between policies, `calculator.related_set`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from policies.calculator.awards import PAID_FORMS
from policies.calculator.relations import Rivals
from policies.screening.compiling.choice import RowChoice
from policies.screening.compiling.grants import DISCOUNT, RowGrant
from policies.screening.compiling.terms import (
    NOUGHT,
    Term,
    all_of,
    any_of,
    higher,
    is_null,
    minus,
    negated,
    only_if,
    or_else,
    plus,
    total,
    when,
)


class RowBest:
    """`grants`: in the order of the catalogue; `rivals`: those that are not taken together."""

    def __init__(self, grants: Sequence[RowGrant], rivals: Rivals) -> None:
        self.grants, self._rivals = grants, rivals

    @cached_property
    def choice(self) -> RowChoice:
        return RowChoice(self.grants, self._rivals)

    @cached_property
    def chosen(self) -> Mapping[str, Term]:
        """By code, whether it is in the set, what was received with it; never null."""
        new = self.choice.new
        return {one.policy.code: any_of((one.received, new[one.policy.code])) for one in self.grants}

    @cached_property
    def sums(self) -> Mapping[str, Term]:
        """By the names of table.SUMS."""
        highs = [(self._counts(one, *PAID_FORMS), one.left_high) for one in self.grants]
        endless = any_of(all_of((counts, is_null(high))) for counts, high in highs)
        # As summing has it of one by itself: what has no total counts with what is certain of it.
        unsure = {one: higher(minus(one.within, one.certain_within), NOUGHT) for one in self.grants}
        return {
            "total": self._sum((one, or_else(one.left_total, one.left_low)) for one in self.grants),
            "within": self._sum((one, plus(one.certain_within, or_else(unsure[one], NOUGHT))) for one in self.grants),
            "certain": self._sum((one, one.certain_within) for one in self.grants),
            "low": self._sum((one, one.left_low) for one in self.grants),
            "high": only_if(negated(endless), self._sum((one, one.left_high) for one in self.grants)),
            "discount": self._sum(((one, one.left_total) for one in self.grants), DISCOUNT),
            "upper": self._sum((one, only_if(one.promised, unsure[one])) for one in self.grants),
            "limited": self._sum((one, only_if(_shared(one, one.limited), unsure[one])) for one in self.grants),
            "couple": self._sum((one, only_if(_shared(one, negated(one.limited)), unsure[one])) for one in self.grants),
        }

    def _counts(self, grant: RowGrant, *forms: str) -> Term:
        return all_of((self.chosen[grant.policy.code], grant.still_pays, grant.is_form(*forms)))

    def _sum(self, amounts: Iterable[tuple[RowGrant, Term]], *forms: str) -> Term:
        """Of what is new in the set; what is not known counts nothing."""
        counted = forms or tuple(sorted(PAID_FORMS))
        return total(when(self._counts(one, *counted), or_else(amount, NOUGHT), NOUGHT) for one, amount in amounts)


def _shared(grant: RowGrant, how: Term) -> Term:
    return all_of((negated(grant.promised), how))
