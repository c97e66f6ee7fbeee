"""Why each person has a policy or not, in words: by `assess` itself, and each way to stand is put into words once."""

from __future__ import annotations

from datetime import date

import polars as pl

from policies.calculator import Facts, PolicyResult, Status, assess
from policies.calculator.standing import Standing
from policies.calculator.verdict import NO, UNKNOWN, YES
from policies.catalogue import why
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words.sentences import day
from policies.screening.jobs.answered import answers_of, received_of
from policies.screening.table import KEY

SCHEMA = {KEY: pl.String(), "policy": pl.String(), "name": pl.String(), "status": pl.String(), "why": pl.String()}
FITS = "条件都满足"
UNSETTLED = "还不能确定"
REQUIRED = {NO: "先要有“{}”，现在不符合那一项", UNKNOWN: "先要有“{}”，那一项还不能确定"}
# Of all policies together; what is remembered begins anew.
REMEMBERED = 200_000


class Reasons:
    """`as_of`: the day on which the answers were stated."""

    def __init__(self, catalogue: Catalogue, region: str, on: date, as_of: date) -> None:
        self.catalogue, self.ruleset, self.on, self.as_of = catalogue, catalogue.ruleset(region), on, as_of
        self.said: dict[tuple[object, ...], str] = {}

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A row per person and policy, for rows of the screened table."""
        names = {policy.code: self.catalogue.policies[policy.code]["name"] for policy in self.ruleset.policies}
        columns: dict[str, list[str]] = {name: [] for name in SCHEMA}
        for row in frame.iter_rows(named=True):
            facts = Facts.resolve(self.ruleset, answers_of(self.ruleset, row), self.as_of)
            results = assess(self.ruleset, facts, self.on, received_of(self.ruleset, row)).results
            columns[KEY] += [row[KEY]] * len(results)
            columns["policy"] += [result.code for result in results]
            columns["name"] += [names[result.code] for result in results]
            columns["status"] += [result.status.value for result in results]
            columns["why"] += [self.why(result) for result in results]
        return pl.DataFrame(columns, schema=SCHEMA)

    def why(self, result: PolicyResult) -> str:
        if result.status is Status.ELIGIBLE:
            return FITS
        then = _decisive(result)
        key = (result.code, result.status, _stands(result.today), _stands(then), result.doubtful)
        said = self.said.get(key)
        if said is None:
            if len(self.said) >= REMEMBERED:
                self.said.clear()
            said = self.said[key] = self._say(result, then)
        return f"{day(result.day)}起符合；现在{said}" if result.status is Status.UPCOMING else said

    def _say(self, result: PolicyResult, then: Standing) -> str:
        lacking = [
            REQUIRED[verdict].format(self.catalogue.policies[code]["name"])
            for code, verdict in then.required
            if verdict is not YES
        ]
        if result.status is Status.UNKNOWN:
            open_ = why.unsettled(then, self.catalogue, self.on)
            return "；".join([*lacking, f"{UNSETTLED}：{open_}" if open_ else UNSETTLED])
        return "；".join([*lacking, *why.ruled_out(result, self.catalogue)])


def _decisive(result: PolicyResult) -> Standing:
    """How the policy stands on the day that decides: today, or the first on which nobody can say no."""
    if result.doubt:
        return result.doubt[1]
    if result.status is Status.UNKNOWN and result.today.verdict is not UNKNOWN:
        later = (then for _, then in result.days.ahead(result.policy_plan) if then.verdict is UNKNOWN)
        return next(later, result.today)
    return result.today


def _stands(standing: Standing) -> tuple[int, int]:
    """Two with the same conditions that fail or are unknown are told alike."""
    return standing.moment.no, standing.moment.unknown
