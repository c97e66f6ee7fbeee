"""What a budget for one policy would do: whom it pays in full, in part or not at all, and by when it is spent.

The assumption: everybody for whom it is in the best set on the day of the simulation applies on that day, and payments
are made on their days; those of one day in the order of the table. With the first payment that the rest does not cover,
the budget is spent: nobody is paid after that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policies.catalogue.validation.problems import similar

from .counting import Claimant
from .refused import CannotSimulate

IN_FULL, IN_PART, NOT_AT_ALL = "in_full", "in_part", "not_at_all"
MOST_YUAN = 10**15


@dataclass(frozen=True, slots=True)
class Spending:
    """`spent_on`: the day of the first payment that is not made; None: it is enough for all. `left`: yuan. `wanted`:
    what all of it would come to. `outcomes`: persons; `by_group`: of each dimension, by value and outcome.
    """

    spent_on: date | None
    left: int
    wanted: int
    outcomes: Counter[str]
    by_group: tuple[Counter[tuple[str, str]], ...]


@dataclass(frozen=True, slots=True)
class BudgetOutcome:
    """`most`: if everybody is paid the most that is published, and nobody's right ends before; `sure`: if only what is
    certain is paid. What nobody published is in neither: `unpublished` persons."""

    code: str
    yuan: int
    most: Spending
    sure: Spending
    unpublished: int


def read(texts: Iterable[str], codes: Sequence[str]) -> dict[str, int]:
    """`CODE=YUAN` each; `codes`: of the policies there are. Raises CannotSimulate."""
    found: dict[str, int] = {}
    for text in texts:
        code, _, amount = (part.strip() for part in text.partition("="))
        if code not in codes:
            raise CannotSimulate(f"预算“{text}”：这个地区没有代码是“{code}”的政策{similar(code, codes)}")
        number = amount.replace(",", "").removesuffix("元").strip()
        if not (number.isascii() and number.isdecimal()) or not 0 < int(number) < MOST_YUAN:
            raise CannotSimulate(f"预算“{text}”：等号后面写多少元，要写大于 0 的整数，例如 {code}=2000000")
        if code in found:
            raise CannotSimulate(f"预算“{text}”：“{code}”写了不止一次，请只留一个")
        found[code] = int(number)
    return found


def outcome(code: str, yuan: int, claimants: Sequence[Claimant], unpublished: int) -> BudgetOutcome:
    most = [[(claim.day, claim.most) for claim in one.claims if claim.most] for one in claimants]
    sure = [[(claim.day, claim.certain) for claim in one.claims if claim.certain] for one in claimants]
    groups = [one.groups for one in claimants]
    return BudgetOutcome(code, yuan, _spent(yuan, most, groups), _spent(yuan, sure, groups), unpublished)


def _spent(yuan: int, payments: Sequence[list[tuple[date, int]]], groups: Sequence[tuple[str, ...]]) -> Spending:
    in_turn = sorted((day, number, amount) for number, several in enumerate(payments) for day, amount in several)
    left, spent_on, made = yuan, None, [0] * len(payments)
    for day, number, amount in in_turn:
        if amount > left:
            spent_on = day
            break
        left -= amount
        made[number] += 1
    outcomes: Counter[str] = Counter()
    by_group: list[Counter[tuple[str, str]]] = [Counter() for _ in (groups[0] if groups else ())]
    for number, several in enumerate(payments):
        if not several:
            continue  # Of whom no payment is counted, nobody can say.
        how = IN_FULL if made[number] == len(several) else IN_PART if made[number] else NOT_AT_ALL
        outcomes[how] += 1
        for place, value in enumerate(groups[number]):
            by_group[place][value, how] += 1
    return Spending(spent_on, left, sum(amount for _, _, amount in in_turn), outcomes, tuple(by_group))
