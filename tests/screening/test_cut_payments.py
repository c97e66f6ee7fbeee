"""Payments that a cap cuts: by how much each is less, also where not all of them are certain, or some were made."""

from dataclasses import replace

import pytest

from policies.calculator.ruleset import Award, Basis, Condition, Part, Raise, Recurring
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING
from tests.calculator.build import TODAY, policy, question, ruleset
from tests.screening.comparing import assert_same, expected, table_of
from tests.screening.random_persons import RandomPerson

QUESTIONS = [question("new", "bool"), question("old", "bool"), question("had", "money")]


def cut(once, each, *, count, already=None, raised=None):
    every = Recurring(Part(each, Basis.UP_TO if raised is None else Basis.FIXED), "quarter", count)
    part = Part(once, Basis.UP_TO)
    return Award("cash", once=part, recurring=every, cap=3000, already=already, raised=raised)


def raised(key):
    return cut(1635, 1554, count=1, raised=Raise(Condition(key, "is", True), amount=500))


# Of two that come to the same nobody knows which it is, so that only what is certain is paid of it.
EITHER = replace(cut(1135, 1054, count=1), uplifts=(raised("new"), raised("old")))
ANEW = cut(2049, 2049, count=3, already="had")


@pytest.mark.parametrize(
    ("award", "person", "within"),
    [
        (EITHER, RandomPerson(0, {"old": True}, {}), 3000 - 1635),
        (EITHER, RandomPerson(0, {"new": True}, {}), 3000),
        (ANEW, RandomPerson(0, {"had": 0}, {"one": 1}), 2 * (3000 - 2049)),
        (ANEW, RandomPerson(0, {"had": 0}, {}), 3000),
        (ANEW, RandomPerson(0, {"had": 500}, {"one": 2}), 2500 - 2049),
    ],
)
def test_each_payment_is_as_the_cap_leaves_it(award, person, within):
    ends = replace(policy("one").window, ends_on=TODAY.replace(year=TODAY.year + 4))
    rules = ruleset(QUESTIONS, replace(policy("one", award=award), window=ends))
    found = compile_plan(rules, TODAY, wanted=EVERYTHING).apply(table_of(rules, [person])).to_dict(as_series=False)
    assert_same(rules, [person], expected(rules, [person], TODAY, TODAY, EVERYTHING), found)
    assert found["one|within"] == [within]
