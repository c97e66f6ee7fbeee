"""What awards come to on a day and pay from then on, where that is the same for everybody: worked out once for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from policies.calculator.awards import Amounts, Parameters, amounts, same_on_a_day
from policies.calculator.due import Due, Paid, dues
from policies.calculator.ruleset import Award

# Of the awards of a ruleset, on the days on which people are assessed.
MOST_KNOWN = 1000


class EachDay:
    """Of one ruleset, whose awards these are. `always`: what those come to that are the same on every day as well.

    Only to be asked about a day on which people are assessed, never about one that follows from what somebody said.
    """

    def __init__(self, awards: Iterable[Award], always: Mapping[int, Amounts], parameters: Parameters) -> None:
        self._alike = frozenset(id(award) for award in awards if same_on_a_day(award))
        self._always, self._parameters = always, parameters
        self._amounts: dict[tuple[int, date], Amounts] = {}
        self._dues: dict[tuple[int, date], list[Due]] = {}

    def amounts(self, award: Award, day: date) -> Amounts | None:
        """None where they hang on the person."""
        if id(award) not in self._alike:
            return None
        key = id(award), day
        found = self._amounts.get(key)
        if found is None:
            if len(self._amounts) >= MOST_KNOWN:
                self._amounts.clear()
            found = self._amounts[key] = amounts(award, {}, self._parameters, day)
        return found

    def dues(self, award: Award, its_amounts: Amounts, day: date) -> list[Due] | None:
        """Of one whose payments begin on that day. None where these amounts are not everybody's, or where the day of an
        event says when it is paid."""
        key = id(award), day
        of_all = self._always.get(id(award)) or self._amounts.get(key)
        if of_all is not its_amounts or its_amounts.counted_from is not None:
            return None
        found = self._dues.get(key)
        if found is None:
            if len(self._dues) >= MOST_KNOWN:
                self._dues.clear()
            found = self._dues[key] = list(dues(its_amounts, Paid(day)))
        return found
