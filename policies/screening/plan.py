"""A ruleset as one plan for a whole table: compiled once, for one day, and run on any engine; names none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policies.calculator.calendar import add_months
from policies.calculator.days import HORIZON_MONTHS
from policies.calculator.needs import Bits, each, union
from policies.calculator.plan import make_plan, plan_of
from policies.calculator.portable import to_json
from policies.calculator.relations import relations_of
from policies.calculator.ruleset import Policy, Ruleset
from policies.calculator.standing import PolicyPlan
from policies.screening import table
from policies.screening.compiling.applying import unsayable_in
from policies.screening.compiling.best import RowBest
from policies.screening.compiling.facts import RowFacts
from policies.screening.compiling.grants import RowGrant, given_by
from policies.screening.compiling.reckoning import Reckoning
from policies.screening.compiling.standings import Moments, RowStanding
from policies.screening.compiling.summing import summand_of
from policies.screening.compiling.terms import BOOLEAN, INTEGER, NumberTooLarge, Term, column, sure
from policies.screening.compiling.timelines import RowTimeline, Timelines
from policies.screening.compiling.topping import alone
from policies.screening.compiling.unsayable import CannotBeSaid, Unsayable
from policies.screening.engines import running as engines
from policies.screening.engines import spark as engines_spark
from policies.screening.engines.running import Running
from policies.screening.engines.spark import SentPlan
from policies.screening.engines.staging import staged
from policies.screening.table import BEST, EVERYTHING, KEY, ScreeningColumn, columns_of, named

__all__ = ["ScreeningPlan", "Unsayable", "compile_plan"]


@dataclass(frozen=True)
class ScreeningPlan:
    """`on`: the day for which every row is assessed; `as_of`: the day on which its answers were stated. `among`: the
    codes of the policies that come out, None for all. `outputs`: the columns that come out, in order."""

    ruleset: Ruleset
    on: date
    as_of: date
    among: frozenset[str] | None
    wanted: frozenset[str]
    outputs: tuple[ScreeningColumn, ...]
    _running: dict[frozenset[str], Running] = field(default_factory=dict, compare=False, repr=False)

    def apply(self, native: Any, *, looked_at: bool = False) -> Any:
        """A frame or relation of an engine to one of the same engine, with the columns of `outputs`. What it has no
        column for is unknown. A frame of Spark is worked out by polars, batch by batch: see engines.spark.

        `looked_at`: whether its cells need not be looked at, as whoever read them has.

        Raises BadTable where cells are no answers, ValueError where there is no column `key`.
        """
        columns = engines.names_in(native)
        if KEY not in columns:
            raise ValueError(f"the table has no column {KEY}")
        if not engines.is_spark(native):
            return self.running_on(columns).of(native, looked_at)
        arguments = self.on, self.as_of, self.among
        return engines_spark.apply(
            SentPlan(compile_plan, to_json(self.ruleset), arguments, self.wanted), native, self.outputs
        )

    def running_on(self, columns: Collection[str]) -> Running:
        """How it is run on a table that has these columns. Raises Unsayable."""
        known = {column.name: column for column in columns_of(self.ruleset)}
        there = frozenset(known).intersection(columns)
        found = self._running.get(there)
        if found is None:
            several = staged(_Compiling(self, there).outputs, (KEY,))
            found = self._running[there] = Running(several, known, [column.name for column in self.outputs])
        return found


def compile_plan(
    ruleset: Ruleset,
    on: date,
    as_of: date | None = None,
    among: Collection[str] | None = None,
    *,
    wanted: Collection[str] = EVERYTHING,
) -> ScreeningPlan:
    """`as_of`: the day evaluated where it is None. `among`: the codes of the policies that come out; the best set is
    that of these. `wanted`: what comes out, see table.outputs_of: what nobody asks for is not reckoned.

    Raises Unsayable with everything that a plan cannot say, ValueError for a name in `wanted` that is none.
    """
    outputs = table.outputs_of(ruleset, wanted, among)
    codes = None if among is None else frozenset(among)
    plan = ScreeningPlan(ruleset, on, as_of or on, codes, frozenset(wanted), outputs)
    # Whatever it cannot say is told now; a table with all columns that there may be needs nothing else.
    plan.running_on([column.name for column in columns_of(ruleset)])
    return plan


def _with_required(plan: PolicyPlan) -> Iterator[Policy]:
    yield plan.policy
    for one in plan.requires:
        if one.plan is not None:
            yield from _with_required(one.plan)


class _Compiling:
    """Of a plan for a table that has these columns."""

    def __init__(self, plan: ScreeningPlan, there: frozenset[str]) -> None:
        ruleset, self.wanted, self.there = plan.ruleset, plan.wanted, there
        self.rivals = relations_of(ruleset).rivals
        self.calculated = plan_of(ruleset) if plan.among is None else make_plan(ruleset, plan.among)
        self.refused: list[tuple[str, str]] = []
        self.facts = RowFacts(ruleset, self.calculated, plan.as_of, there)
        if self.facts.refused:
            raise Unsayable(self.facts.refused)
        horizon = add_months(plan.on, HORIZON_MONTHS)
        lines = dict(self._lines(Timelines(self.facts, ruleset.parameters, horizon)))
        self.moments = Moments(lines, plan.on, horizon, dict(self._received()))
        self.reckoning = Reckoning(self.facts, ruleset.parameters)
        self.made = dict(self._payments())

    def _lines(self, timelines: Timelines) -> Iterator[tuple[Bits, RowTimeline]]:
        spoken_of = {plan.policy.code: self._spoken_of(plan) for plan in self.calculated.policies}
        for bit in each(union(spoken_of.values())):
            try:
                yield bit, timelines.of(self.calculated.conditions[bit])
            except (CannotBeSaid, NumberTooLarge) as refused:
                self.refused += [(code, str(refused)) for code, bits in spoken_of.items() if bits & bit]

    def _spoken_of(self, plan: PolicyPlan) -> Bits:
        """The conditions of a policy, and those of what raises its awards where somebody asks for what they come to."""
        found = plan.all | plan.all_stated
        if self.wanted <= WHATEVER_IS_GIVEN:
            return found
        raised = (self.calculated.uplifts[id(award)].raised for award in given_by(plan.policy) if award.uplifts)
        return found | union(bit for several in raised for bit, _ in several)

    def _received(self) -> Iterator[tuple[str, Term]]:
        for plan in self.calculated.policies:
            if (name := named(table.RECEIVED, plan.policy.code)) in self.there:
                yield plan.policy.code, sure(column(name, BOOLEAN))

    def _payments(self) -> Iterator[tuple[str, Term]]:
        for plan in self.calculated.policies:
            if (name := named(table.PAYMENTS, plan.policy.code)) in self.there:
                yield plan.policy.code, column(name, INTEGER, (0, table.MOST_MONTHS))

    @property
    def _asks_for_the_best(self) -> bool:
        return not self.wanted.isdisjoint(("chosen", BEST))

    @property
    def _unsayable(self) -> Iterator[tuple[str, str]]:
        """What stands between policies, and when one can apply, where somebody asks for what goes by it."""
        for plan in self.calculated.policies:
            policy = plan.policy
            if not self.wanted.isdisjoint(("within", "chosen", BEST)):
                yield from (
                    (policy.code, what)
                    for one in _with_required(plan)
                    for what in unsayable_in(one.application_windows)
                )

    @property
    def outputs(self) -> dict[str, Term]:
        """Raises Unsayable."""
        self.refused += self._unsayable
        refused = {code for code, _ in self.refused}
        grants = [
            RowGrant(RowStanding(plan, self.moments), self.moments, self.reckoning, self.made)
            for plan in self.calculated.policies
            if plan.policy.code not in refused
        ]
        found: dict[str, Term] = {}
        said = []
        for grant in grants:
            try:
                found |= self._of(grant)
            except (CannotBeSaid, NumberTooLarge) as error:
                self.refused.append((grant.policy.code, str(error)))
            else:
                said.append(grant)
        best = RowBest(said, self.rivals, self.moments)
        if self._asks_for_the_best:
            self.refused += best.choice.refused
        if self.refused:
            raise Unsayable([*dict.fromkeys(self.refused)])
        try:
            return found | self._of_best(best)
        except NumberTooLarge as error:
            raise Unsayable([(grant.policy.code, str(error)) for grant in said]) from error

    def _of(self, grant: RowGrant) -> dict[str, Term]:
        if self._asks_for_the_best:
            # What of it the sums cannot say is told under its own name.
            summand_of(alone(grant))
        return {named(grant.policy.code, name): of(grant) for name, of in OUTCOMES.items() if name in self.wanted}

    def _of_best(self, best: RowBest) -> dict[str, Term]:
        chosen = best.chosen if "chosen" in self.wanted else {}
        sums = best.sums if BEST in self.wanted else {}
        found = {named(code, "chosen"): term for code, term in chosen.items()}
        return found | {named(BEST, name): term for name, term in sums.items()}


# What comes out whatever award a policy has.
WHATEVER_IS_GIVEN = frozenset({"today", "tier_today", "status", "first_day", "last_day", "state", "tier"})
OUTCOMES: dict[str, Callable[[RowGrant], Term]] = {
    "today": lambda grant: grant.standing.now,
    "tier_today": lambda grant: grant.today.tier,
    "total_today": lambda grant: grant.today.total,
    "status": lambda grant: grant.standing.status,
    "first_day": lambda grant: grant.standing.first_day,
    "last_day": lambda grant: grant.standing.last_day,
    "state": lambda grant: grant.standing.state,
    "tier": lambda grant: grant.tier,
    "total": lambda grant: grant.total,
    "low": lambda grant: grant.low,
    "high": lambda grant: grant.high,
    "within": lambda grant: grant.within,
}
