"""Awards that are others from a day on, last days of payment, times of application: a plan says what `assess` says,
also on DuckDB."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from policies.calculator.ruleset import (
    ApplicationWindow,
    Award,
    Basis,
    Condition,
    Instalments,
    Part,
    Raise,
    Recurring,
    Window,
)
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING, TODAY_ONLY
from tests.calculator.build import TODAY, all_of, need, policy, question, ruleset

from .comparing import assert_same, expected, table_of
from .random_persons import random_persons

WANTED = EVERYTHING | TODAY_ONLY
QUESTIONS = [question("new", "bool"), question("left", "date"), question("hires", "int")]
MONTHLY = Award("cash", recurring=Recurring(Part(500), "month", 24))
RAISED = Award("cash", recurring=Recurring(Part(800), "month", 36))
TURN, LAST = date(2027, 3, 1), date(2027, 6, 30)
IN_THIRDS = Part(10_000, instalments=Instalments((Fraction(1, 3),) * 3, "half_year"))
SOME = [
    replace(MONTHLY, later=((TURN, RAISED),)),
    replace(MONTHLY, later=((TURN, RAISED),), cap=9000, counted_from="left"),
    replace(MONTHLY, later=((date(2026, 1, 1), RAISED), (TURN, Award("cash", once=Part(100)))), times="hires"),
    replace(MONTHLY, later=((TURN, replace(RAISED, recurring=Recurring(Part(800, Basis.UP_TO), "month", 6))),)),
    replace(MONTHLY, later=((TURN, Award("service", worth=50)),), event="left"),
    replace(MONTHLY, last_on=LAST),
    replace(MONTHLY, last_on=LAST, once=IN_THIRDS, counted_from="left", cap=12_000),
    Award("cash", once=IN_THIRDS, last_on=LAST, counted_from="left"),
    Award("cash", recurring=Recurring(Part(300), "year"), last_on=date(2031, 12, 31)),
]
WHY = Raise(Condition("new", "is", True), amount=200)
MORE = Recurring(Part(700), "month", 24)
SOME.append(replace(SOME[5], uplifts=(replace(SOME[5], recurring=MORE, raised=WHY),)))
SOME.append(replace(SOME[0], uplifts=(replace(SOME[0], recurring=MORE, raised=WHY),)))
# By the day of an event, and raised; up to one day, whichever it is.
BY_EVENT = replace(MONTHLY, later=((TURN, RAISED),), event="left")
SOME.append(replace(BY_EVENT, uplifts=(replace(BY_EVENT, recurring=MORE, raised=WHY),)))
ENDING = replace(MONTHLY, last_on=LAST, later=((TURN, replace(RAISED, last_on=LAST)),), event="left")
SOME.append(ENDING)
SOME.append(replace(ENDING, once=Part(900), uplifts=(replace(ENDING, once=Part(1900), raised=WHY),)))
# Some of them can be applied for at times only, so that they are paid later.
AT_TIMES = {
    1: (ApplicationWindow(opens=(3, 1), closes=(4, 30)),),
    5: (ApplicationWindow(opens=(11, 15), closes=(1, 31)), ApplicationWindow(event="left", to_months=18)),
}
RULES = ruleset(
    QUESTIONS,
    *(
        policy(
            f"p{place}",
            all_of(need("hires", "at_most", 30)),
            window=Window(date(2020, 1, 1), end),
            award=award,
            application_windows=AT_TIMES.get(place, ()),
        )
        for place, award in enumerate(SOME)
        for end in [None if place % 2 else date(2027, 12, 31)]
    ),
)


def on_polars(plan, table):
    return plan.apply(table).to_dict(as_series=False)


def on_duckdb(plan, table):
    import duckdb

    return plan.apply(duckdb.from_arrow(table.to_arrow())).pl().to_dict(as_series=False)


@pytest.mark.parametrize(
    ("engine", "on"), [(on_polars, TODAY), (on_polars, date(2027, 2, 28)), (on_duckdb, date(2027, 7, 1))]
)
def test_each_payment_is_as_it_is_on_its_own_day(engine, on):
    persons = random_persons(RULES, 250, on, seed=on.month)
    found = engine(compile_plan(RULES, on, wanted=WANTED), table_of(RULES, persons))
    assert assert_same(RULES, persons, expected(RULES, persons, on, on, WANTED), found) > 30_000
    assert len({*found["p0|total"]}) > 1, "nothing was told apart"


def test_of_what_begins_for_everybody_on_one_day_that_day_is_shown():
    """Its only payment would come after the last day of payment."""
    ends, window = (
        Award("cash", once=Part(1000), last_on=TODAY),
        replace(policy("later").window, starts_on=date(2027, 3, 15)),
    )
    rules = ruleset(QUESTIONS, replace(policy("later", award=ends), window=window))
    persons = [replace(one, received={}) for one in random_persons(rules, 20, TODAY, seed=1)]
    found = on_polars(compile_plan(rules, TODAY, wanted=WANTED), table_of(rules, persons))
    assert assert_same(rules, persons, expected(rules, persons, TODAY, TODAY, WANTED), found)
    assert {*found["later|total"]} == {0}
