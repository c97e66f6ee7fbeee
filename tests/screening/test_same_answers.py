"""A plan says of thousands of random persons what `assess` says, on each engine, cell by cell; and it would be noticed
if it did not: two faults are planted in how it is worked out."""

import shutil
import sys
from datetime import date

import narwhals as nw
import polars as pl
import pytest

from policies.screening.compiling.terms import Op
from policies.screening.engines import expressions
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING, TODAY_ONLY

from .comparing import assert_same, differences, expected, table_of
from .random_persons import random_persons

WANTED = EVERYTHING | TODAY_ONLY
# By a week-day in autumn, after a leap day, at the end of a February, and before a window of the shipped rules ends.
DAYS = [
    (date(2026, 11, 30), date(2026, 11, 30)),
    (date(2024, 2, 29), date(2023, 12, 31)),
    (date(2025, 2, 28), date(2025, 1, 31)),
    (date(2026, 5, 2), date(2026, 5, 1)),
]
IN_ONE_TEST = 1000


def _compared(rules, persons, on, as_of, *engines):
    """How many cells were, on each of the engines."""
    plan, table = compile_plan(rules, on, as_of, wanted=WANTED), table_of(rules, persons)
    wanted = expected(rules, persons, on, as_of, WANTED)
    return [assert_same(rules, persons, wanted, apply(plan, table)) for apply in engines]


@pytest.mark.parametrize(("on", "as_of"), DAYS)
def test_twenty_thousand_on_polars_and_five_thousand_of_them_on_duckdb(qujiang, on, as_of):
    persons = random_persons(qujiang, 5000, on, seed=on.month)
    engines = [_on_polars, _on_duckdb] if (on, as_of) == DAYS[0] else [_on_polars]
    for cells in _compared(qujiang, persons, on, as_of, *engines):
        assert cells > 500 * 5000


@pytest.mark.parametrize("region", ["quzhou", "liandu", "jinzhong"])
def test_other_regions_on_polars(catalogue, region):
    rules, (on, as_of) = catalogue.ruleset(region), DAYS[1]
    _compared(rules, random_persons(rules, IN_ONE_TEST, on), on, as_of, _on_polars)


def _on_polars(plan, table):
    return plan.apply(table).to_dict(as_series=False)


def _on_duckdb(plan, table):
    import duckdb

    return plan.apply(duckdb.from_arrow(table.to_arrow())).pl().to_dict(as_series=False)


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime; tools/test-programs installs one")
def test_two_thousand_on_spark(qujiang, tmp_path, monkeypatch):
    from pyspark.sql import SparkSession

    # Its workers are Python processes, which need what is installed here.
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    on, as_of = DAYS[1]
    persons = random_persons(qujiang, 2000, on, seed=6)
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.host": "127.0.0.1",
        # The day of a row is the same wherever the cluster stands.
        "spark.sql.session.timeZone": "Asia/Shanghai",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()

    def on_spark(plan, table):
        table.write_parquet(tmp_path / "persons.parquet")
        return pl.from_arrow(plan.apply(spark.read.parquet(str(tmp_path / "persons.parquet"))).toArrow()).to_dict(
            as_series=False
        )

    try:
        _compared(qujiang, persons, on, as_of, on_spark)
    finally:
        spark.stop()


def _with_a_fault(qujiang, monkeypatch, op, made):
    on, as_of = DAYS[1]
    persons = random_persons(qujiang, IN_ONE_TEST, on, seed=9)
    wanted = expected(qujiang, persons, on, as_of, WANTED)
    monkeypatch.setitem(expressions.MADE, op, made)
    found = compile_plan(qujiang, on, as_of, wanted=WANTED).apply(table_of(qujiang, persons))
    return differences(persons, wanted, found.to_dict(as_series=False))


def test_control_unknown_is_passed_over(qujiang, monkeypatch):
    found = _with_a_fault(qujiang, monkeypatch, Op.ALL, lambda term, *args: nw.all_horizontal(*args, ignore_nulls=True))
    assert len({one.column for one in found if one.column.endswith("|status")}) > 10


def test_control_months_of_thirty_days(qujiang, monkeypatch):
    """Only days at the edge of a condition are told otherwise."""
    found = _with_a_fault(
        qujiang, monkeypatch, Op.MONTHS_ON, lambda term, one: one.dt.offset_by(f"{term.value * 30}d").cast(nw.Date)
    )
    assert 0 < len([one for one in found if one.column.endswith("|status")]) < IN_ONE_TEST
