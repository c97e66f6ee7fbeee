"""The best set of every row where groups do not overlap: see `calculator.best_set`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from policies.calculator.awards import PAID_FORMS
from policies.screening.grants import DISCOUNT, RowGrant
from policies.screening.terms import (
    NO,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    equal,
    higher,
    is_null,
    less,
    minus,
    negated,
    only_if,
    or_else,
    plus,
    total,
    when,
)


class RowBest:
    """`grants`: in the order of the catalogue."""

    def __init__(self, grants: Sequence[RowGrant]) -> None:
        self.grants = grants

    @cached_property
    def chosen(self) -> Mapping[str, Term]:
        """By code, whether it is in the set, what was received with it; never null."""
        groups: dict[str, list[RowGrant]] = {}
        for grant in self.grants:
            groups.setdefault(grant.policy.group or "", []).append(grant)
        alone = {grant.policy.code: grant.can_be_chosen for grant in groups.pop("", [])}
        found = alone | {code: term for rivals in groups.values() for code, term in _first(rivals)}
        return {grant.policy.code: any_of((grant.received, found[grant.policy.code])) for grant in self.grants}

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


def _first(rivals: list[RowGrant]) -> Iterable[tuple[str, Term]]:
    """Of each of a group whether it is the best that can be chosen, where none of them was received."""
    had = any_of(one.received for one in rivals)
    for place, grant in enumerate(rivals):
        beaten = [
            all_of((other.can_be_chosen, _is_worth_more(other, grant, earlier=before < place)))
            for before, other in enumerate(rivals)
            if other is not grant
        ]
        yield grant.policy.code, all_of((grant.can_be_chosen, negated(had), negated(any_of(beaten))))


def _is_worth_more(one: RowGrant, other: RowGrant, *, earlier: bool) -> Term:
    """By the first of their values that differ; of equal ones the earlier in the catalogue. Never null."""
    found = YES if earlier else NO
    for mine, theirs in reversed(list(zip(one.value, other.value, strict=True))):
        found = any_of((less(theirs, mine), all_of((equal(mine, theirs), found))))
    return found
