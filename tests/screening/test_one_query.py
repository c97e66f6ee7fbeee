"""On DuckDB a plan is one query over the rows that were handed to it, wherever they are."""

import duckdb
import polars as pl
import pytest

from policies.screening.engines.running import BadTable
from policies.screening.plan import compile_plan
from tests.calculator.build import THOUSAND, TODAY, all_of, need, policy, question, ruleset
from tests.screening.comparing import table_of
from tests.screening.random_persons import random_persons

NOTHING_ASKED = ruleset([question("points", "int")], policy("all", all_of(), THOUSAND))


@pytest.fixture
def database():
    with duckdb.connect() as database:
        yield database


def in_it(database, table):
    rows = table.to_arrow()
    database.execute("CREATE OR REPLACE TABLE persons AS SELECT * FROM rows")
    assert rows.num_rows == table.height
    return database.table("persons")


def everything_in(database):
    tables = database.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return tables + database.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()


def test_any_database_may_have_the_rows_and_nothing_is_left_in_it(qujiang, database):
    table = table_of(qujiang, random_persons(qujiang, 60, TODAY))
    plan = compile_plan(qujiang, TODAY)
    rows = in_it(database, table)
    before = everything_in(database)
    found = plan.apply(rows)
    assert found.pl().equals(plan.apply(table))
    assert found.columns == [column.name for column in plan.outputs]
    assert everything_in(database) == before == [("persons",)]


def test_a_query_that_was_written_once_reads_the_rows_that_are_handed_to_it(qujiang, database):
    plan = compile_plan(qujiang, TODAY, wanted={"status", "total"})
    tables = [table_of(qujiang, random_persons(qujiang, count, TODAY, seed=count)) for count in (30, 7)]
    found = [plan.apply(in_it(database, table)).pl() for table in tables]
    assert [one.height for one in found] == [30, 7]
    assert all(one.equals(plan.apply(table)) for one, table in zip(found, tables, strict=True))


def test_no_stage_has_to_be_there(database):
    plan = compile_plan(NOTHING_ASKED, TODAY, wanted={"status"})
    rows = in_it(database, pl.DataFrame({"key": ["a", "b"], "points": [1, None]}))
    assert plan.apply(rows).fetchall() == [("a", "eligible"), ("b", "eligible")]


def test_cells_that_are_no_answers_are_refused(database):
    wanted = all_of(need("school", "in", ("left",)))
    rules = ruleset([question("school", "choice", choices=("left", "there"))], policy("one", wanted, THOUSAND))
    plan = compile_plan(rules, TODAY, wanted={"status"})
    with pytest.raises(BadTable, match="school"):
        plan.apply(in_it(database, pl.DataFrame({"key": ["a"], "school": ["'; DROP TABLE persons; --"]})))
