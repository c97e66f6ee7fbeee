"""The best set of every row: see `calculator.best_set` and, where more than one group each is between policies,
`calculator.related_set`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from policies.calculator.awards import PAID_FORMS
from policies.calculator.relations import NONE, Rivals
from policies.screening.compiling.combinations import TOO_MANY, Codes, largest_of, parts_of
from policies.screening.compiling.grants import DISCOUNT, RowGrant
from policies.screening.compiling.terms import (
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
    number,
    only_if,
    or_else,
    plus,
    total,
    when,
)
from policies.screening.compiling.unsayable import CannotBeSaid


class RowBest:
    """`grants`: in the order of the catalogue; `rivals`: those that are not taken together, none of which requires or
    tops up another."""

    def __init__(self, grants: Sequence[RowGrant], rivals: Rivals) -> None:
        self.grants, self.rivals = grants, rivals

    @cached_property
    def chosen(self) -> Mapping[str, Term]:
        """By code, whether it is in the set, what was received with it; never null."""
        by_code = {grant.policy.code: grant for grant in self.grants}
        found: dict[str, Term] = {}
        for part in parts_of([*by_code], self.rivals):
            several = largest_of(part, self.rivals)
            if several is None:
                raise CannotBeSaid(TOO_MANY)
            grants = [by_code[code] for code in part]
            alike = all(len(one) == 1 for one in several)
            found |= dict(_first(grants) if alike else _first_together(grants, several, self.rivals))
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


def _first_together(part: list[RowGrant], several: Sequence[Codes], rivals: Rivals) -> Iterable[tuple[str, Term]]:
    """Of each whether it is in the best of these combinations, as far as that can be chosen."""
    free = {one.policy.code: _is_free(one, part, rivals.get(one.policy.code, NONE)) for one in part}
    values = {one.policy.code: _counted(one, 1 << len(part) - place) for place, one in enumerate(part)}
    sums = [
        [
            total(when(free[code], amount, NOUGHT) for code, amount in zip(codes, amounts, strict=True))
            for amounts in each
        ]
        for codes, each in ((sorted(one), zip(*(values[code] for code in sorted(one)), strict=True)) for one in several)
    ]
    is_best = [
        negated(
            any_of(
                _is_more(other, mine, earlier=before < place) for before, other in enumerate(sums) if before != place
            )
        )
        for place, mine in enumerate(sums)
    ]
    for code, there in free.items():
        holding = any_of(best for best, codes in zip(is_best, several, strict=True) if code in codes)
        yield code, all_of((there, holding))


def _is_free(one: RowGrant, part: list[RowGrant], rivals: Codes) -> Term:
    """Whether it can be chosen and none of its rivals was received; never null."""
    had = any_of(other.received for other in part if other.policy.code in rivals)
    return all_of((one.can_be_chosen, negated(had)))


def _counted(one: RowGrant, earlier: int) -> tuple[Term, ...]:
    """What is summed over a combination, in the order in which two are compared: of equal ones the one with more
    policies is best, then the one with the earliest."""
    return (*(or_else(amount, NOUGHT) for amount in one.value), number(1), number(earlier))


def _is_worth_more(one: RowGrant, other: RowGrant, *, earlier: bool) -> Term:
    return _is_more(one.value, other.value, earlier=earlier)


def _is_more(one: Sequence[Term], other: Sequence[Term], *, earlier: bool) -> Term:
    """By the first of their values that differ; of equal ones the earlier in the catalogue. Never null."""
    found = YES if earlier else NO
    for mine, theirs in reversed(list(zip(one, other, strict=True))):
        found = any_of((less(theirs, mine), all_of((equal(mine, theirs), found))))
    return found
