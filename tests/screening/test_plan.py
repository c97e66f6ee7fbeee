"""One plan for a whole table says of each person what `assess` says: the shipped rules, all outputs, cell by cell."""

from datetime import date

import pytest

from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING, TODAY_ONLY
from tests.screening.comparing import assert_same, expected, table_of
from tests.screening.random_persons import random_persons

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
