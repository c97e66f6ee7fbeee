"""How the answers to a question are spread over a synthetic population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policies.calculator.ruleset import QuestionType

# Days of a year on average, as the years of a setting are counted.
DAYS_IN_A_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Quantiles:
    """`values[i]` is not exceeded by `shares[i]` of all; even between two of them. From 0 to 1, both in order."""

    shares: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """One way in which answers are spread; what is set depends on the type.

    `weights`: of each choice, not all 0. `yes`: the share of those who say so. `ticked`: the share that ticks each.
    `quantiles`: of a number, of a share of the number `of`, or of days: before the day of the table, or after `of`
    where `after` is set.
    """

    weights: Mapping[str, float] | None = None
    yes: float | None = None
    ticked: Mapping[str, float] | None = None
    quantiles: Quantiles | None = None
    of: str | None = None
    after: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """Numbers from one to another, both included; None: no end."""

    least: float | None = None
    most: float | None = None


# What another answer has to be: one of these, or a number within.
Fitting = frozenset[str | bool] | Within


@dataclass(frozen=True, slots=True)
class SpreadOfGroup:
    """Those whose other answers are so have another spread."""

    fits: Mapping[str, Fitting]
    spread: Spread


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question, or a variable that only others go by. The first group that fits decides, else `spread`.

    `unknown`: the share of those who leave it out. Of a date: `latest_days` after the day of the table at most; the
    share `usual_share` is on one of `usual_days` (month, day) of its year; `month_only` of them know the month alone.
    """

    key: str
    type: QuestionType
    spread: Spread
    groups: tuple[SpreadOfGroup, ...] = ()
    unknown: float = 0
    month_only: float = 0
    latest_days: int | None = None
    usual_days: tuple[tuple[int, int], ...] = ()
    usual_share: float = 0

    @property
    def goes_by(self) -> frozenset[str]:
        """The other questions and variables that it is drawn by."""
        spreads = (self.spread, *(group.spread for group in self.groups))
        return frozenset(one.of for one in spreads if one.of) | {key for group in self.groups for key in group.fits}


@dataclass(frozen=True, slots=True)
class DrawnReceived:
    """Who has a policy already: a share of all, of each group another; `payments`: how many were made."""

    code: str
    spread: Spread
    groups: tuple[SpreadOfGroup, ...] = ()
    payments: Quantiles | None = None

    @property
    def goes_by(self) -> frozenset[str]:
        return frozenset(key for group in self.groups for key in group.fits)


@dataclass(frozen=True)
class Population:
    """Every question of a check and the variables, each after those that it goes by; what is had already.

    `even`: the questions of which the settings say nothing: all their answers are equally likely.
    """

    drawn: tuple[DrawnQuestion, ...]
    received: tuple[DrawnReceived, ...] = ()
    even: tuple[str, ...] = field(default=())
