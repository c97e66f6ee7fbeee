"""The best set of every row, and what it comes to: see `calculator.best_set` and, where more than one group each is
between policies, `calculator.related_set`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from policies.calculator.awards import PAID_FORMS
from policies.calculator.relations import Rivals
from policies.screening.compiling.choice import RowChoice
from policies.screening.compiling.grants import DISCOUNT, RowGrant
from policies.screening.compiling.standings import Moments
from policies.screening.compiling.summing import Summand, summand_of, with_topping
from policies.screening.compiling.terms import (
    NO_DAY,
    NOUGHT,
    Term,
    all_of,
    any_of,
    at_most,
    is_null,
    less,
    negated,
    only_if,
    or_else,
    plus,
    total,
    when,
)
from policies.screening.compiling.topping import alone


class RowBest:
    """`grants`: in the order of the catalogue; `rivals`: those that are not taken together."""

    def __init__(self, grants: Sequence[RowGrant], rivals: Rivals, moments: Moments) -> None:
        self.grants, self._rivals, self._moments = grants, rivals, moments

    @cached_property
    def choice(self) -> RowChoice:
        return RowChoice(self.grants, self._rivals, self._moments)

    @cached_property
    def chosen(self) -> Mapping[str, Term]:
        """By code, whether it is in the set, what was received with it; never null."""
        new = self.choice.new
        return {one.policy.code: any_of((one.received, new[one.policy.code])) for one in self.grants}

    @cached_property
    def sums(self) -> Mapping[str, Term]:
        """By the names of table.SUMS."""
        parts = [(one, self._parts[one.policy.code]) for one in self.grants]
        endless = any_of(all_of((self._counts(one, *PAID_FORMS), is_null(part.high))) for one, part in parts)
        unsure = {one: part.unsure for one, part in parts}
        return {
            "total": self._sum((one, part.total) for one, part in parts),
            "within": self._sum((one, plus(part.certain, or_else(part.unsure, NOUGHT))) for one, part in parts),
            "certain": self._sum((one, part.certain) for one, part in parts),
            "low": self._sum((one, part.low) for one, part in parts),
            "high": only_if(negated(endless), self._sum((one, part.high) for one, part in parts)),
            "discount": self._sum(((one, part.discount) for one, part in parts), DISCOUNT),
            "upper": self._sum((one, only_if(one.promised, unsure[one])) for one in self.grants),
            "limited": self._sum((one, only_if(_shared(one, one.limited), unsure[one])) for one in self.grants),
            "couple": self._sum((one, only_if(_shared(one, negated(one.limited)), unsure[one])) for one in self.grants),
        }

    @cached_property
    def _parts(self) -> Mapping[str, Summand]:
        """What each adds to the sums, where it counts, by code."""
        found = {one.policy.code: summand_of(alone(one)) for one in self.grants}
        for code, topping in self.choice.toppings.items():
            there = {base: self.chosen[base] for base in topping.bases}
            together = {
                base: all_of((self._counts(one, *PAID_FORMS), self._goes_with(base, code)))
                for base, one in topping.bases.items()
            }
            found |= with_topping(code, topping, there, together, found)
        return found

    def _goes_with(self, base: str, code: str) -> Term:
        """Whether of what tops up to that base it is this one with which it is in one sum: the one of which the most is
        certain, of several the earliest; never null."""
        toppings = self.choice.toppings
        several = {one: topping.grant for one, topping in toppings.items() if base in topping.bases}
        places = {one: place for place, one in enumerate(several)}
        mine, found = several[code].certain_until(NO_DAY), [self._counts(several[code], *PAID_FORMS)]
        for other, grant in several.items():
            theirs = grant.certain_until(NO_DAY)
            is_less = at_most(theirs, mine) if places[code] < places[other] else less(theirs, mine)
            if other != code:
                in_its_way = all_of((negated(grant.received), self._counts(grant, *PAID_FORMS)))
                found.append(any_of((negated(in_its_way), is_less)))
        return all_of(found)

    def _counts(self, grant: RowGrant, *forms: str) -> Term:
        return all_of((self.chosen[grant.policy.code], grant.still_pays, grant.is_form(*forms)))

    def _sum(self, amounts: Iterable[tuple[RowGrant, Term]], *forms: str) -> Term:
        """Of what is new in the set; what is not known counts nothing."""
        counted = forms or tuple(sorted(PAID_FORMS))
        return total(when(self._counts(one, *counted), or_else(amount, NOUGHT), NOUGHT) for one, amount in amounts)


def _shared(grant: RowGrant, how: Term) -> Term:
    return all_of((negated(grant.promised), how))
