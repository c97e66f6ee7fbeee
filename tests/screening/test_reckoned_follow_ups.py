"""Questions that hang on numbers that are reckoned, of a table as of one person: on each day as the number is then."""

from datetime import date
from decimal import Decimal

import pytest

from policies.calculator.ruleset import NO_DATE, Basis, Factor, Formula, Parameter, ParameterValue
from policies.screening.plan import Unsayable, compile_plan
from policies.screening.table import EVERYTHING
from tests.calculator.build import TODAY, all_of, any_of, need, policy, question, ruleset
from tests.screening.comparing import assert_same, expected, table_of
from tests.screening.random_persons import RandomPerson

LINE = Parameter(
    "line", (ParameterValue(date(2026, 1, 1), Decimal(1100)), ParameterValue(date(2027, 7, 1), Decimal(1200)))
)
COMING = Parameter("coming", (ParameterValue(date(2027, 1, 1), Decimal(900)),))
UP_TO = Parameter("up-to", (ParameterValue(date(2020, 1, 1), Decimal(1000), Basis.UP_TO),))
PARAMETERS = [LINE, COMING, UP_TO, Parameter("never")]
INCOME, PEOPLE, NEW = question("income", "money"), question("people", "int"), question("new", "bool")


def by(key, coefficient="1", per=None):
    factors = (Factor(parameter=key), *([Factor(question=per)] if per else []))
    return Formula(Decimal(coefficient), factors)


def status(questions, wanted, answers):
    """(status, first day) by the plan, which says in all cells what the calculator says."""
    rules = ruleset(questions, policy("one", all_of(wanted)), parameters=PARAMETERS)
    persons = [RandomPerson(0, answers, {})]
    found = compile_plan(rules, TODAY).apply(table_of(rules, persons)).to_dict(as_series=False)
    assert_same(rules, persons, expected(rules, persons, TODAY, TODAY, EVERYTHING), found)
    return found["one|status"][0], found["one|first_day"][0]


@pytest.mark.parametrize(
    ("most", "answers", "expected"),
    [
        (by("line", "1.5"), {"income": 1650, "ill": True}, "eligible"),
        # Too much for the 1,650 of today, but not for the 1,800 of July: who is asked then is asked now.
        (by("line", "1.5"), {"income": 1700, "ill": True}, "eligible"),
        (by("line", "1.5"), {"income": 1700}, "unknown"),
        (by("line", "1.5"), {"income": 1801, "ill": True}, "ineligible"),
        (by("line", "1.5"), {"ill": True}, "eligible"),
        (by("line", "1.5"), {}, "unknown"),
        # There is no number before January.
        (by("coming"), {"income": 900, "ill": True}, "eligible"),
        # While nobody can say what it is, they are asked: also of what is only known to be no more than 1,000.
        (by("never"), {"income": 5, "ill": True}, "eligible"),
        (by("up-to"), {"income": 900, "ill": True}, "eligible"),
        (by("up-to"), {"income": 1001, "ill": True}, "ineligible"),
        # Of each of them.
        (by("line", per="people"), {"income": 3601, "people": 3, "ill": True}, "ineligible"),
        (by("line", per="people"), {"income": 3600, "people": 3, "ill": True}, "eligible"),
        (by("line", per="people"), {"income": 3601, "ill": True}, "eligible"),
        (by("line", per="people"), {"income": 3601, "ill": False}, "ineligible"),
    ],
)
def test_who_is_asked(most, answers, expected):
    ill = question("ill", "bool", asked_if=all_of(need("income", "at_most", most)), implied=False)
    assert status([INCOME, PEOPLE, ill], need("ill", "is", True), answers)[0] == expected


@pytest.mark.parametrize(
    ("income", "new", "expected"),
    [(1000, None, "eligible"), (2000, False, "ineligible"), (2000, True, "eligible"), (2000, None, "eligible")],
)
def test_a_number_is_one_of_several_ways(income, new, expected):
    """And what hangs on it may be a date, which never was for those who are not asked."""
    ways = any_of(need("income", "at_most", by("line")), need("new", "is", True))
    left = question("left", "date", asked_if=all_of(any_of=[ways]), implied=NO_DATE)
    answers = {"income": income, "left": date(2020, 1, 1)} | ({} if new is None else {"new": new})
    assert status([INCOME, NEW, left], need("left", "months_since_at_least", 6), answers)[0] == expected


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        # Enough today and from July on, only today, and not even today.
        (1200, ("upcoming", date(2027, 1, 22))),
        (1150, ("unknown", None)),
        (1099, ("ineligible", None)),
    ],
)
def test_months_grow_surely_only_where_every_number_says_so(income, expected):
    grows = question("insured", "months", grows_if=all_of(need("income", "at_least", by("line"))))
    wanted = need("insured", "at_least", 12)
    assert status([INCOME, grows], wanted, {"income": income, "insured": 10}) == expected


def test_a_number_that_is_too_large_is_named_with_its_question():
    huge = Formula(Decimal(10) ** 17, (Factor(question="people"),))
    ill = question("ill", "bool", asked_if=all_of(need("income", "at_most", huge)), implied=False)
    rules = ruleset([INCOME, PEOPLE, ill], policy("one", all_of(need("ill", "is", True))))
    with pytest.raises(Unsayable) as refused:
        compile_plan(rules, TODAY)
    assert refused.value.constructs == [("ill", "a number that may come to more than engines reckon with")]
