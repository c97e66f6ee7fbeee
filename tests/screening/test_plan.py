"""One plan for a whole table says of each person what `assess` says: the shipped rules, all outputs, cell by cell."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from policies.calculator.ruleset import Award, Factor, Formula, Part
from policies.screening import plan as screening_plan
from policies.screening.engines import running as engines
from policies.screening.engines.running import BadTable
from policies.screening.engines.staging import staged
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING, TODAY_ONLY, most
from tests.calculator.build import THOUSAND, TODAY, all_of, need, policy, question, ruleset
from tests.screening.comparing import assert_same, expected, table_of
from tests.screening.random_persons import RandomPerson, random_persons

DAYS = [(date(2026, 11, 22), date(2026, 11, 22)), (date(2024, 2, 29), date(2024, 1, 31))]
WANTED = EVERYTHING | TODAY_ONLY


@pytest.mark.parametrize(("on", "as_of"), DAYS)
def test_the_shipped_rules_say_the_same_of_everybody(qujiang, on, as_of):
    persons = random_persons(qujiang, 250, on, seed=on.year)
    found = compile_plan(qujiang, on, as_of, wanted=WANTED).apply(table_of(qujiang, persons))
    cells = expected(qujiang, persons, on, as_of, WANTED)
    assert assert_same(qujiang, persons, cells, found.to_dict(as_series=False)) > 100_000


def test_what_is_not_asked_for_is_not_there(qujiang):
    persons = random_persons(qujiang, 20, DAYS[0][0])
    plan = compile_plan(qujiang, DAYS[0][0], among=["qj-rent-subsidy"], wanted={"status"})
    assert plan.apply(table_of(qujiang, persons)).columns == ["key", "qj-rent-subsidy|status"]


def test_a_question_without_a_column_is_unknown(qujiang):
    on, _ = DAYS[0]
    persons = random_persons(qujiang, 100, on)
    table = table_of(qujiang, persons)
    plan = compile_plan(qujiang, on, wanted={"status"})
    unknown = table.with_columns(education=None)
    assert plan.apply(table.drop("education")).equals(plan.apply(unknown))


def test_what_was_compiled_is_what_runs_on_a_table_with_all_columns(qujiang, monkeypatch):
    on, _ = DAYS[0]
    compiled = []
    monkeypatch.setattr(screening_plan, "staged", lambda *made: compiled.append(made) or staged(*made))
    table = table_of(qujiang, random_persons(qujiang, 5, on))
    plan = compile_plan(qujiang, on, among=["qj-rent-subsidy"], wanted={"status"})
    assert len(compiled) == 1
    whole = plan.apply(table)
    assert len(compiled) == 1
    # Of what has no column, less can be said.
    assert not plan.apply(table.select("key")).equals(whole)
    assert len(compiled) == 2


def test_a_table_without_its_key_or_with_no_answers_is_refused(qujiang):
    on, _ = DAYS[0]
    plan = compile_plan(qujiang, on, among=["qj-rent-subsidy"], wanted={"status"})
    table = table_of(qujiang, random_persons(qujiang, 5, on))
    with pytest.raises(ValueError, match="the table has no column key"):
        plan.apply(table.drop("key"))
    with pytest.raises(BadTable, match=r"cells that are no answer.*: education$"):
        plan.apply(table.with_columns(education=pl.lit("doctorate of everything")))
    assert plan.apply(table.clear()).height == 0


def test_more_rows_than_are_worked_out_at_once_come_out_in_order(qujiang, monkeypatch):
    on, _ = DAYS[0]
    table = table_of(qujiang, random_persons(qujiang, 50, on))
    plan = compile_plan(qujiang, on, wanted={"status", "total"})
    whole = plan.apply(table)
    monkeypatch.setattr(engines, "ROWS_AT_ONCE", 7)
    assert plan.apply(table).equals(whole)


def test_the_same_column_goes_as_far_as_each_of_two_plans_lets_it():
    """By one of the rules an award grows with the answer, so that no great ones are reckoned with."""
    counted = Award("cash", once=Part(Formula(Decimal(10**6), (Factor(question="points"),))))
    wanted = all_of(need("points", "at_least", 10**8))
    rules = [ruleset([question("points", "int")], policy("one", wanted, award)) for award in (counted, THOUSAND)]
    plans = [compile_plan(one, TODAY, wanted={"status"}) for one in rules]
    assert [most(one.questions["points"], one) < 10**8 for one in rules] == [True, False]
    persons = [RandomPerson(0, {"points": 2 * 10**8}, {})]
    tables = [table_of(one, persons) for one in rules]
    with pytest.raises(BadTable, match="points"):
        plans[0].apply(tables[0])
    assert plans[1].apply(tables[1])["one|status"].to_list() == ["eligible"]
