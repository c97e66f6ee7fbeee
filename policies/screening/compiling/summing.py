"""What policies of the best set add to its sums, of every row: of one that tops up and of what counts towards it the
higher of both; see `calculator.summing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policies.screening.compiling.payments import minus_down_to_nought
from policies.screening.compiling.terms import (
    NOUGHT,
    Term,
    all_of,
    any_of,
    higher,
    lower,
    minus,
    negated,
    or_else,
    total,
    when,
)
from policies.screening.compiling.topping import RowTopping, Topped


@dataclass(frozen=True, slots=True)
class Summand:
    """Yuan. `high`: null without an upper end; `unsure`: what may fall due beside what is certain, null where nobody
    can say; `discount`: of one that is that."""

    total: Term
    low: Term
    high: Term
    certain: Term
    unsure: Term
    discount: Term


def summand_of(left: Topped) -> Summand:
    """What has no total counts with what is certain of it."""
    whole, unsure = or_else(left.total, left.low), higher(minus(left.within, left.certain), NOUGHT)
    return Summand(whole, left.low, left.high, left.certain, unsure, left.total)


def with_topping(
    code: str,
    topping: RowTopping,
    there: Mapping[str, Term],
    together: Mapping[str, Term],
    parts: Mapping[str, Summand],
) -> Mapping[str, Summand]:
    """Those that change. `there`: of what counts towards it whether it is in the set, `together`: whether both are in
    one sum, by code; never null."""
    new = negated(topping.grant.received)
    grouped = {base: all_of((new, negated(one.received), together[base])) for base, one in topping.bases.items()}
    others = {base: all_of((one, negated(grouped[base]))) for base, one in there.items()}
    beside, apart = summand_of(topping.beside(there)), summand_of(topping.beside(others))
    surely = topping.beside(others, grouped).certain

    def more(of_one: Term, name: str) -> Term:
        """Than what it is in one sum with."""
        return minus_down_to_nought(
            of_one,
            total(when(one, or_else(getattr(parts[base], name), NOUGHT), NOUGHT) for base, one in grouped.items()),
        )

    # What the one does not pay is paid by the other.
    covered = when(any_of(grouped.values()), minus_down_to_nought(surely, beside.certain), NOUGHT)
    found = dict[str, Summand]()
    for base, one in grouped.items():
        unsure = parts[base].unsure
        taken = when(one, or_else(lower(covered, unsure), NOUGHT), NOUGHT)
        covered, left = minus_down_to_nought(covered, taken), minus_down_to_nought(unsure, taken)
        found[base] = replace(parts[base], unsure=left)
    found[code] = Summand(
        total=more(apart.total, "total"),
        low=more(apart.low, "low"),
        high=more(apart.high, "high"),
        certain=surely,
        unsure=minus_down_to_nought(beside.unsure, covered),
        discount=beside.discount,
    )
    return found
