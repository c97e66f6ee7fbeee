"""Months and ages, which count on, beside a number that is reckoned from an answer: of a table as of one person."""

from datetime import date
from decimal import Decimal

import pytest

from policies.calculator.ruleset import Basis, Between, Factor, Formula, Parameter, ParameterValue
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING
from tests.calculator.build import TODAY, all_of, need, policy, question, ruleset
from tests.screening.comparing import assert_same, expected, table_of
from tests.screening.random_persons import RandomPerson

QUESTIONS = [
    question("works", "bool"),
    question("insured", "months", grows_if=all_of(need("works", "is", True))),
    question("age", "int", grows_yearly=True),
    question("children", "int"),
    question("rent", "money"),
]
LINES = [
    Parameter("line", (ParameterValue(date(2026, 1, 1), Decimal(2)), ParameterValue(date(2027, 1, 1), Decimal("0.5")))),
    Parameter("at-least", (ParameterValue(date(2026, 1, 1), Decimal(2), Basis.AT_LEAST),)),
]
CHILDREN, RENT = Factor(question="children"), Factor(question="rent")
BY_HALF = Formula(Decimal("1.5"), (CHILDREN,))
BY_LINE = Formula(Decimal(1), (CHILDREN, Factor(parameter="line")))
NOBODY_KNOWS = Formula(Decimal(1), (CHILDREN, Factor(parameter="at-least")))
IN_A_MONTH, IN_A_YEAR = date(2026, 12, 22), date(2027, 11, 22)


def told(condition, answers):
    rules = ruleset(QUESTIONS, policy("one", all_of(condition)), parameters=LINES)
    persons = [RandomPerson(0, answers, {})]
    found = compile_plan(rules, TODAY).apply(table_of(rules, persons)).to_dict(as_series=False)
    assert_same(rules, persons, expected(rules, persons, TODAY, TODAY, EVERYTHING), found)
    return tuple(found[f"one|{name}"][0] for name in ("status", "first_day", "last_day"))


@pytest.mark.parametrize(
    ("operator", "number", "insured", "children", "outcome"),
    [
        ("at_least", BY_HALF, 6, 4, ("eligible", TODAY, None)),
        ("at_least", BY_HALF, 5, 4, ("upcoming", IN_A_MONTH, None)),
        # 4.5 months are 5 for whoever has to reach them.
        ("at_least", BY_HALF, 5, 3, ("eligible", TODAY, None)),
        ("at_least", BY_HALF, 4, 3, ("upcoming", IN_A_MONTH, None)),
        ("more_than", BY_HALF, 6, 4, ("upcoming", IN_A_MONTH, None)),
        ("more_than", BY_HALF, 4, 3, ("upcoming", IN_A_MONTH, None)),
        ("at_most", BY_HALF, 6, 4, ("eligible", TODAY, date(2026, 12, 21))),
        ("at_most", BY_HALF, 4, 3, ("eligible", TODAY, date(2026, 12, 21))),
        ("less_than", BY_HALF, 5, 4, ("eligible", TODAY, date(2026, 12, 21))),
        ("less_than", BY_HALF, 6, 4, ("ineligible", None, None)),
        ("between", Between(BY_HALF, 7), 5, 4, ("upcoming", IN_A_MONTH, date(2027, 2, 21))),
        # Nobody's number is less than nothing, whatever is answered.
        ("at_least", BY_HALF, 0, None, ("unknown", None, None)),
        ("at_least", BY_HALF, 0, 0, ("eligible", TODAY, None)),
        # No answer ever counts on to it.
        ("at_least", BY_HALF, 5, 10**9, ("ineligible", None, None)),
        # Ten months are asked for this year, three (2.5) from the next on.
        ("at_least", BY_LINE, 1, 5, ("upcoming", date(2027, 1, 22), None)),
        ("at_least", BY_LINE, 3, 5, ("upcoming", date(2027, 1, 1), None)),
        # At least 2 each: fewer are certainly too few, none is enough for sure but for whom there are no children.
        ("at_least", NOBODY_KNOWS, 9, 4, ("unknown", None, None)),
        ("at_least", NOBODY_KNOWS, 9, 0, ("eligible", TODAY, None)),
    ],
)
def test_months_that_grow(operator, number, insured, children, outcome):
    answers = {"works": True, "insured": insured, "children": children}
    known = {key: value for key, value in answers.items() if value is not None}
    assert told(need("insured", operator, number), known) == outcome


def test_months_that_do_not_grow_stay_as_they_are():
    wanted = need("insured", "at_least", BY_HALF)
    assert told(wanted, {"works": False, "insured": 5, "children": 4}) == ("ineligible", None, None)
    assert told(wanted, {"insured": 5, "children": 4}) == ("unknown", None, None)


def test_an_age_is_certain_after_a_year():
    wanted = need("age", "at_least", Formula(Decimal(9), (CHILDREN,)))
    assert told(wanted, {"age": 17, "children": 2}) == ("upcoming", IN_A_YEAR, None)
    assert told(wanted, {"age": 18, "children": 2}) == ("eligible", TODAY, None)


def test_of_money_each_yuan_counts():
    wanted = need("insured", "at_least", Formula(Decimal("0.01"), (RENT,)))
    assert told(wanted, {"works": True, "insured": 12, "rent": Decimal("1200.00")}) == ("eligible", TODAY, None)
    assert told(wanted, {"works": True, "insured": 12, "rent": Decimal("1200.01")}) == ("upcoming", IN_A_MONTH, None)
