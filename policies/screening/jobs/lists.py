"""Whom a department calls: who newly has a right since an earlier release, and who will have one soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from policies.calculator.ruleset import Ruleset, State
from policies.calculator.standing import Status
from policies.catalogue.catalogue import Catalogue
from policies.screening.table import KEY, RECEIVED, named

# Columns of results that a list repeats: from when, until when, how much.
OF_RESULT = {
    "first_day": pl.Date(),
    "last_day": pl.Date(),
    "total": pl.Int64(),
    "low": pl.Int64(),
    "high": pl.Int64(),
}
BEFORE = "before"
SOON = {KEY: pl.String(), "policy": pl.String(), "name": pl.String(), **OF_RESULT}
NEWLY = {**SOON, BEFORE: pl.String()}


@dataclass(frozen=True)
class Calls:
    """`names`: of the policies, in their order, by code."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue, ruleset: Ruleset) -> Calls:
        return cls({policy.code: catalogue.policies[policy.code]["name"] for policy in ruleset.policies})

    def soon(self, results: pl.DataFrame, persons: pl.DataFrame, on: date, days: int) -> pl.DataFrame:
        """Who certainly comes to a right within so many days, and has not what it gives. `persons`: the same rows."""
        last = on + timedelta(days=days)
        parts = [
            self._of(code, results, persons, Status.UPCOMING, pl.col(named(code, "first_day")) <= last)
            for code in self.names
        ]
        return _together(parts, SOON)

    def newly(
        self, results: pl.DataFrame, persons: pl.DataFrame, before: pl.DataFrame, codes: Mapping[str, str | None]
    ) -> pl.DataFrame:
        """Who has a right today, and had none by an earlier release: it did not fit, nobody could say, or there was no
        such policy. `before`: what that says of the same rows today; `codes`: what each policy was called in it."""
        parts = []
        for code in self.names:
            was = codes.get(code)
            then = before.get_column(named(was, "status")) if was else pl.Series([""]).new_from_index(0, len(results))
            fits = pl.col(BEFORE) != Status.ELIGIBLE.value
            parts.append(self._of(code, results, persons, Status.ELIGIBLE, fits, then.alias(BEFORE)))
        return _together(parts, NEWLY)

    def _of(
        self,
        code: str,
        results: pl.DataFrame,
        persons: pl.DataFrame,
        status: Status,
        only: pl.Expr,
        *beside: pl.Series,
    ) -> pl.DataFrame:
        frame = results.with_columns(*beside)
        open_ = pl.col(named(code, "state")) == State.OPEN.value
        found = (pl.col(named(code, "status")) == status.value) & open_ & only
        if (had := named(RECEIVED, code)) in persons.columns:
            found &= pl.lit(~persons.get_column(had).fill_null(False))
        return frame.filter(found).select(
            KEY,
            pl.lit(code).alias("policy"),
            pl.lit(self.names[code]).alias("name"),
            *(pl.col(named(code, one)).alias(one) for one in OF_RESULT),
            *(one.name for one in beside),
        )


def codes_before(catalogue: Catalogue, ruleset: Ruleset, earlier: Ruleset) -> dict[str, str | None]:
    """What each policy was called in an earlier ruleset; None of what was not there."""
    there = {policy.code for policy in earlier.policies}

    def was(code: str) -> Iterator[str]:
        yield from (one for one in (code, *catalogue.policies[code].get("formerly", ())) if one in there)

    return {policy.code: next(was(policy.code), None) for policy in ruleset.policies}


def _together(parts: list[pl.DataFrame], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=dict(schema)), *parts]) if parts else pl.DataFrame(schema=dict(schema))
