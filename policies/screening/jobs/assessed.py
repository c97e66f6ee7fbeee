"""One batch of the screened table → its results, and the lists that are wanted beside them."""

from __future__ import annotations

from typing import Any

import polars as pl

from policies.screening.jobs.lists import Calls, codes_before
from policies.screening.jobs.orders import DUCKDB, ScreeningOrder
from policies.screening.jobs.reasons import Reasons
from policies.screening.plan import ScreeningPlan, compile_plan
from policies.screening.table import KEY, named


class Assessing:
    """Compiled once for all batches. Raises Unsayable."""

    def __init__(self, order: ScreeningOrder) -> None:
        self.order = order
        self.ruleset = order.catalogue.ruleset(order.region)
        self.plan = compile_plan(self.ruleset, order.on, order.as_of)
        self.calls = Calls.of(order.catalogue, self.ruleset)
        self.reasons = Reasons(order.catalogue, order.region, order.on, order.as_of)
        self.before: ScreeningPlan | None = None
        self.codes: dict[str, str | None] = {}
        if order.earlier:
            earlier = order.earlier.ruleset(order.region)
            self.before = compile_plan(earlier, order.on, order.as_of, wanted=("status",))
            self.codes = codes_before(order.catalogue, self.ruleset, earlier)

    def of(self, persons: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """By name: `results`, and whatever is wanted of why, newly and soon."""
        results = run(self.plan, persons, self.order.engine)
        found = {"results": results}
        if self.order.explain:
            found["why"] = self.reasons.of(persons)
        if self.before is not None:
            before = run(self.before, persons, self.order.engine)
            found["newly"] = self.calls.newly(results, persons, before, self.codes)
        if self.order.soon:
            found["soon"] = self.calls.soon(results, persons, self.order.on, self.order.days)
        return found

    def counts(self, results: pl.DataFrame) -> dict[str, dict[str, int]]:
        """How many persons have which status, by policy."""
        return {
            code: dict(results.get_column(named(code, "status")).value_counts().iter_rows())
            for code in self.calls.names
        }


def run(plan: ScreeningPlan, persons: pl.DataFrame, engine: str) -> pl.DataFrame:
    """In the order of the persons, whatever the engine does with it.

    Their cells were looked at when they were read; an earlier release may not have known what is an answer now.
    """
    if engine != DUCKDB:
        return plan.apply(persons, looked_at=True)
    import duckdb

    relation: Any = duckdb.from_arrow(persons.to_arrow(compat_level=pl.CompatLevel.oldest()))
    results = pl.DataFrame(plan.apply(relation, looked_at=True).to_arrow_table())
    return persons.select(KEY).join(results, on=KEY, how="left", maintain_order="left")
