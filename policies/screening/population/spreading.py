"""Distributions as polars expressions over what was drawn before, and over LOT: a number from 0 to 2³² for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import reduce
from itertools import accumulate, pairwise

import polars as pl

from policies.answers.parse import FIRST_DAY, LAST_DAY
from policies.calculator.ruleset import Question, QuestionType
from policies.screening.table import named

from . import chance
from .distributions import DrawnQuestion, Fitting, Quantiles, Spread, SpreadOfGroup, Within

LOT = pl.col("chance of this one")
_EPOCH = date(1970, 1, 1)
_YEAR = 365
_ALL, _NONE = Quantiles((0, 1), (1, 1)), Quantiles((0, 1), (0, 0))


def answers(one: DrawnQuestion, question: Question | None, days: frozenset[str], on: date) -> dict[str, pl.Expr]:
    """What each answers, by name of the column: one, or of several choices one for each. `days`: what is a date.

    Null where it is counted from an answer that is not there.
    """
    if question is not None and question.many:
        ticks = enumerate(question.choices, 1)
        return {named(one.key, choice): _by_group(one, _ticks(choice, place)) for place, choice in ticks}
    if one.type is QuestionType.DATE:
        return {one.key: _at_the_latest(one, _by_group(one, lambda spread: _day(spread, on)), on)}
    if one.type is QuestionType.CHOICE:
        return {one.key: _by_group(one, _choice)}
    if one.type is QuestionType.BOOL:
        return {one.key: _by_group(one, says_yes)}
    return {one.key: _by_group(one, lambda spread: _number(spread, one.type, days, on))}


def says_yes(spread: Spread) -> pl.Expr:
    return chance.within(LOT, spread.yes or 0)


def by_group(spread: Spread, groups: Iterable[SpreadOfGroup], made: Callable[[Spread], pl.Expr]) -> pl.Expr:
    """That of the first group that fits. Who has no such answer fits none."""
    found = made(spread)
    for group in reversed(list(groups)):
        found = pl.when(_fits(group.fits)).then(made(group.spread)).otherwise(found)
    return found


def quantile(quantiles: Quantiles, lot: pl.Expr = LOT) -> pl.Expr:
    """The number that so large a share does not exceed."""
    share, found = chance.share(lot), pl.lit(quantiles.values[-1])
    points = list(zip(quantiles.shares, quantiles.values, strict=True))
    for (low, least), (high, most) in reversed(list(pairwise(points))):
        if high > low:
            between = least + (share - low) * ((most - least) / (high - low)) if most > least else pl.lit(least)
            found = pl.when(chance.within(lot, high)).then(between).otherwise(found)
    return found


def _by_group(one: DrawnQuestion, made: Callable[[Spread], pl.Expr]) -> pl.Expr:
    return by_group(one.spread, one.groups, made)


def _fits(wanted: Mapping[str, Fitting]) -> pl.Expr:
    return reduce(lambda one, other: one & other, (_is_so(key, fitting) for key, fitting in wanted.items()))


def _is_so(key: str, fitting: Fitting) -> pl.Expr:
    answer = pl.col(key)
    if not isinstance(fitting, Within):
        return answer.is_in(sorted(fitting)).fill_null(False)
    least, most = answer >= (fitting.least or 0), answer <= fitting.most if fitting.most is not None else pl.lit(True)
    return (least & most).fill_null(False)


def _ticks(choice: str, place: int) -> Callable[[Spread], pl.Expr]:
    return lambda spread: chance.within(chance.again(LOT, place), (spread.ticked or {}).get(choice, 0))


def _choice(spread: Spread) -> pl.Expr:
    weights = {choice: weight for choice, weight in (spread.weights or {}).items() if weight}
    *others, last = weights
    whole = sum(weights.values())
    found = pl.lit(last)
    for choice, upto in reversed(list(zip(others, accumulate(weights.values()), strict=False))):
        found = pl.when(chance.within(LOT, upto / whole)).then(pl.lit(choice)).otherwise(found)
    return found


def _number(spread: Spread, kind: QuestionType, days: frozenset[str], on: date) -> pl.Expr:
    drawn = quantile(spread.quantiles or _ALL)
    if spread.of is None:
        return drawn.floor().cast(pl.Int64)
    other = pl.col(spread.of)
    if spread.of in days:
        other = full_months(other, on) if kind is QuestionType.MONTHS else full_months(other, on) // 12
    return (drawn * other).floor().cast(pl.Int64)


def full_months(since: pl.Expr, on: date) -> pl.Expr:
    """How many have passed; 0 of a day to come."""
    months = 12 * (on.year - since.dt.year().cast(pl.Int64)) + on.month - since.dt.month().cast(pl.Int64)
    return (months - (since.dt.day() > on.day).cast(pl.Int64)).clip(lower_bound=0)


def _day(spread: Spread, on: date) -> pl.Expr:
    """As days since 1970."""
    days = quantile(spread.quantiles or _NONE).floor().cast(pl.Int64)
    if spread.of is not None:
        return pl.col(spread.of).to_physical().cast(pl.Int64) + days
    return (on - _EPOCH).days - days


def _at_the_latest(one: DrawnQuestion, day: pl.Expr, on: date) -> pl.Expr:
    """A day too late is one of the year before the last one allowed. Some are on one of the usual days of its year."""
    latest = LAST_DAY if one.latest_days is None else min(on + timedelta(one.latest_days), LAST_DAY)
    last = (latest - _EPOCH).days
    earlier = last - (chance.share(chance.again(LOT, 2)) * _YEAR).floor().cast(pl.Int64)
    found = pl.when(day > last).then(earlier).otherwise(day).clip((FIRST_DAY - _EPOCH).days, last)
    found = found.cast(pl.Int32).cast(pl.Date)
    if not one.usual_days:
        return found
    moved = chance.within(chance.again(LOT, 4), one.usual_share)
    usual = pl.date(found.dt.year(), *_of_them(one.usual_days))
    return pl.when(moved & (usual <= latest)).then(usual).otherwise(found)


def _of_them(days: tuple[tuple[int, int], ...]) -> tuple[pl.Expr, pl.Expr]:
    """The month and the day of one of them, each as often."""
    month, number = (pl.lit(one, pl.Int8) for one in days[-1])
    for place, day in reversed(list(enumerate(days[:-1], 1))):
        earlier = chance.within(chance.again(LOT, 3), place / len(days))
        month = pl.when(earlier).then(pl.lit(day[0], pl.Int8)).otherwise(month)
        number = pl.when(earlier).then(pl.lit(day[1], pl.Int8)).otherwise(number)
    return month, number
