"""What follow-ups and growth hang on, for every row: see `calculator.fact_needs`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Protocol

from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Condition, Parameter, Requirements
from policies.screening.compiling import reckoned_sides
from policies.screening.compiling.terms import (
    UNKNOWN,
    Term,
    all_of,
    any_of,
    day,
    equal,
    when,
)


class FactsSoFar(reckoned_sides.ComparedFacts, Protocol):
    """The facts that are known so far."""

    def met(self, condition: Condition) -> Term:
        """The verdict of a condition that does not depend on the day."""


class Hanging:
    """Requirements on facts alone. `since`: the day on which all was answered."""

    def __init__(self, facts: FactsSoFar, parameters: Mapping[str, Parameter], since: date) -> None:
        self._facts, self._parameters, self._since = facts, parameters, since

    def asks(self, requirements: Requirements) -> Term:
        """Whether they hold on that day, or on a later one of which a number is known. Only a certain no makes a
        difference: whose number nobody can say, whatever is answered, is unknown here, where the calculator says yes.
        """
        return any_of(_holds(requirements, partial(self._met, on)) for on in self._days(requirements))

    def holds(self, requirements: Requirements) -> Term:
        """Whether they hold on that day and on every later one; unknown where they hold on some."""
        first, *later = (_holds(requirements, partial(self._met, on)) for on in self._days(requirements))
        for other in later:
            first = when(equal(first, other), first, UNKNOWN)
        return first

    def _days(self, requirements: Requirements) -> list[date]:
        """That day, and each later one on which a number becomes another."""
        conditions = [placed.threshold.condition for placed in requirements]
        turns = {on for one in conditions for on in reckoned_sides.days_of(one, self._parameters)}
        return [self._since, *sorted(on for on in turns if on > self._since)]

    def _met(self, on: date, condition: Condition) -> Term:
        """Nothing counts on: what somebody is asked hangs on the answers as they were given."""
        if not formulas(condition.operand):
            return self._facts.met(condition)
        return reckoned_sides.timeline(condition, self._facts, self._parameters, None).on(day(on))


def _holds(requirements: Requirements, met: Callable[[Condition], Term]) -> Term:
    parts = [met(one.condition) for one in requirements.required]
    for branches in requirements.any_of:
        parts.append(any_of(all_of(met(one.condition) for one in branch) for branch in branches))
    return all_of(parts)
