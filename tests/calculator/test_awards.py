"""What an award comes to: floors, factors, caps, bounds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from policies.calculator import NO_DATE
from policies.calculator.awards import amounts
from policies.calculator.ruleset import (
    Award,
    Basis,
    Factor,
    Formula,
    Instalments,
    Parameter,
    ParameterValue,
    Part,
    Recurring,
)
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset

WAGE = Parameter(
    "wage",
    (
        ParameterValue(date(2021, 8, 1), Decimal(1840), Basis.AT_LEAST),
        ParameterValue(date(2024, 1, 1), Decimal(2010), Basis.AT_LEAST),
    ),
)
PARAMETERS = {"wage": WAGE, "price": Parameter("price")}


def formula(coefficient, *factors):
    return Formula(Decimal(coefficient), factors)


def yearly(amount, count=None, basis=Basis.FIXED, period="year"):
    return Recurring(Part(amount, basis), period, count)


def reckon(award, values=None, day=TODAY):
    found = amounts(award, values or {}, PARAMETERS, day)
    return found.basis.value, found.total, found.low, found.high, found.missing


PRICE = formula("1", Factor("area"), Factor("unit"))


@pytest.mark.parametrize(
    ("award", "values", "expected"),
    [
        pytest.param(
            Award("cash", once=Part(1440000), cap=PRICE),
            {"area": 50, "unit": 8000},
            (400000, None, 400000, True, "fixed"),
            id="once",
        ),
        pytest.param(
            Award("cash", once=Part(1440000), cap=PRICE),
            {"area": 500, "unit": 8000},
            (1440000, None, 1440000, False, "fixed"),
            id="under-the-cap",
        ),
        pytest.param(
            Award("cash", once=Part(1440000), cap=PRICE),
            {"area": 50},
            (1440000, None, None, False, "up_to"),
            id="a-cap-not-known-yet-makes-it-an-upper-bound",
        ),
        pytest.param(
            Award("cash", once=Part(1440000), cap=formula("1", Factor(parameter="price"))),
            {},
            (1440000, None, None, False, "up_to"),
            id="so-does-one-that-nobody-published",
        ),
        pytest.param(
            Award("cash", once=Part(1440000, Basis.AT_LEAST), cap=PRICE),
            {},
            (None, None, None, False, "up_to"),
            id="nothing-is-left-of-a-lower-bound",
        ),
        pytest.param(
            Award("cash", once=Part(20000), recurring=yearly(8000, 3), cap=25000),
            {},
            (20000, 5000, 25000, True, "fixed"),
            id="the-one-off-part-comes-first",
        ),
        pytest.param(
            Award("cash", recurring=yearly(5000, 3), times="hires", cap=50000),
            {"hires": 20},
            (None, 5000, 50000, True, "fixed"),
            id="for-each-of-several-the-whole-is-capped",
        ),
    ],
)
def test_a_cap_is_part_of_the_amount(award, values, expected):
    found = amounts(award, values, PARAMETERS, TODAY)
    assert (found.once, found.recurring, found.total, found.capped, found.basis.value) == expected


@pytest.mark.parametrize(("unit", "paid"), [(300, 200), (299, 199), (1, 0), (Decimal("4.5"), 3)])
def test_a_share_is_exact_and_rounded_down_at_the_end_alone(unit, paid):
    """Two thirds of 300 yuan are 200, of which 0.6667 would make 200.01 and 0.6666 not even 200."""
    two_thirds = Formula(Fraction(2, 3), (Factor("unit"),))
    assert amounts(Award("cash", once=Part(two_thirds)), {"unit": unit}, PARAMETERS, TODAY).once == paid


def test_a_factor_that_is_not_asked_is_no_nought():
    founder = all_of(need("work", "is", "founder"))
    questions = [
        question("work", "choice", choices=("founder", "employed")),
        question("hires", "int", asked_if=founder, implied=0),
        question("rooms", "int", asked_if=founder, implied=2),
    ]
    per_hire = Award("cash", recurring=yearly(5000, 3), times="hires")
    by_room = Award("cash", recurring=Recurring(Part(formula("100", Factor("rooms"))), "month"))
    rules = ruleset(questions, policy("hires", award=per_hire), policy("rooms", award=by_room))

    def award(code, **answers):
        found = check(rules, answers).by_code[code].award
        return found.recurring, found.times, found.total

    assert award("hires", work="employed") == (5000, None, None)
    assert award("hires", work="founder", hires=0) == (5000, 0, 0)
    assert award("rooms", work="employed") == (200, 1, 2400)  # what the rules say of those who are not asked stands


@pytest.mark.parametrize(
    ("award", "values", "expected"),
    [
        pytest.param(Award("cash", once=Part(2400)), {}, ("fixed", 2400, 2400, 2400, ()), id="once"),
        pytest.param(
            Award("cash", recurring=yearly(6000, 3)), {}, ("fixed", 18000, 18000, 18000, ()), id="three-years"
        ),
        pytest.param(Award("cash", recurring=yearly(500)), {}, ("fixed", 500, 500, 500, ()), id="no-limit-one-year"),
        pytest.param(
            Award("cash", recurring=yearly(100, 120, period="month")),
            {},
            ("fixed", 12000, 12000, 12000, ()),
            id="months",
        ),
        pytest.param(
            Award("cash", recurring=yearly(100, period="month")),
            {},
            ("fixed", 1200, 1200, 1200, ()),
            id="a-year-of-months",
        ),
        pytest.param(
            Award("cash", once=Part(20000), recurring=yearly(8000, 10)),
            {},
            ("fixed", 100000, 100000, 100000, ()),
            id="once-and-yearly",
        ),
        pytest.param(
            Award("cash", recurring=yearly(1000, 3, Basis.UP_TO)),
            {},
            ("up_to", 3000, 0, 3000, ()),
            id="up-to-promises-nothing",
        ),
        pytest.param(
            Award("cash", once=Part(50000, Basis.AT_LEAST)),
            {},
            ("at_least", 50000, 50000, None, ()),
            id="at-least-no-top",
        ),
        pytest.param(
            Award("cash", recurring=yearly(None, 3)),
            {},
            ("unspecified", None, 0, None, ()),
            id="unpublished-is-not-guessed",
        ),
        pytest.param(Award("cash"), {}, ("unspecified", None, 0, None, ()), id="nothing-stated"),
        pytest.param(
            Award("cash", once=Part(100), recurring=yearly(None, 3)),
            {},
            ("unspecified", None, 100, None, ()),
            id="the-published-part-is-certain",
        ),
        pytest.param(
            Award("cash", recurring=yearly(5000, 3), times="hires", cap=50000),
            {"hires": 4},
            ("fixed", 50000, 50000, 50000, ()),
            id="capped",
        ),
        pytest.param(
            Award("cash", recurring=yearly(5000, 3), times="hires", cap=50000),
            {"hires": 3},
            ("fixed", 45000, 45000, 45000, ()),
            id="under-the-cap",
        ),
        pytest.param(
            Award("cash", recurring=yearly(5000, 3), times="hires", cap=50000),
            {},
            ("fixed", None, 0, None, ("hires",)),
            id="a-missing-factor-is-not-unspecified",
        ),
        pytest.param(
            Award("cash", recurring=yearly(1500, 3), times="family"),
            {"family": 0},
            ("fixed", 0, 0, 0, ()),
            id="times-none",
        ),
        pytest.param(Award("loan", worth=300000), {}, ("up_to", 0, 0, 0, ()), id="a-loan-is-no-money"),
        pytest.param(Award("service", worth=1600), {}, ("fixed", 0, 0, 0, ()), id="a-service-is-no-money"),
        pytest.param(Award("loan"), {}, ("unspecified", 0, 0, 0, ()), id="a-loan-without-ceiling"),
        pytest.param(
            Award("discount", once=Part(formula("0.3", Factor("unit"), Factor("area", limit=90)))),
            {"unit": 11000, "area": 95},
            ("fixed", 297000, 297000, 297000, ()),
            id="a-factor-with-a-limit",
        ),
        pytest.param(
            Award("cash", recurring=Recurring(Part(formula("0.333", Factor("unit"))), "year", 3)),
            {"unit": 100},
            ("fixed", 99, 99, 99, ()),
            id="floored-per-period-before-it-is-multiplied",
        ),
        pytest.param(
            Award("cash", recurring=Recurring(Part(formula("7.2", Factor(parameter="wage"))), "year", 3)),
            {},
            ("at_least", 43416, 43416, None, ()),
            id="as-sure-as-its-parameter",
        ),
        pytest.param(
            Award("cash", once=Part(formula("30", Factor(parameter="price", at="bought")))),
            {},
            ("unspecified", None, 0, None, ()),
            id="a-parameter-without-any-value",
        ),
        pytest.param(
            Award("cash", once=Part(formula("1", Factor(parameter="wage", at="bought")))),
            {},
            ("fixed", None, 0, None, ("bought",)),
            id="a-parameter-on-a-day-not-known-yet",
        ),
        pytest.param(
            Award("cash", once=Part(formula("1", Factor(parameter="wage", at="bought")))),
            {"bought": date(2023, 12, 31)},
            ("at_least", 1840, 1840, None, ()),
            id="a-parameter-on-the-day-of-the-event",
        ),
        pytest.param(
            Award("cash", once=Part(formula("1", Factor(parameter="wage", at="bought")))),
            {"bought": NO_DATE},
            ("at_least", 2010, 2010, None, ()),
            id="no-event-so-today",
        ),
        pytest.param(
            Award("cash", once=Part(formula("1", Factor(parameter="wage", at="bought")))),
            {"bought": date(2021, 7, 31)},
            ("unspecified", None, 0, None, ()),
            id="a-day-before-the-first-value",
        ),
        pytest.param(
            Award("cash", once=Part(1000), cap=formula("1", Factor("unit"), Factor("area"))),
            {"unit": 3, "area": 200},
            ("fixed", 600, 600, 600, ()),
            id="a-cap-by-formula",
        ),
        pytest.param(
            Award("cash", once=Part(1000), cap=formula("1", Factor("unit"))),
            {},
            ("up_to", None, 0, None, ("unit",)),
            id="an-unknown-cap-may-cut-off-anything",
        ),
    ],
)
def test_amounts(award, values, expected):
    assert reckon(award, values) == expected


def test_parameter_values_are_in_force_from_their_day():
    award = Award("cash", once=Part(formula("1", Factor(parameter="wage"))))
    assert reckon(award, day=date(2023, 12, 31))[1] == 1840
    assert reckon(award, day=date(2024, 1, 1))[1] == 2010


def until(last, award, **more):
    return replace(award, last_on=last, **more)


def paid(award, **answers):
    questions = [question("started", "date"), question("had", "money")]
    found = check(ruleset(questions, policy(award=award)), answers).results[0]
    return found.award.total, found.award.high, [(due.day, due.face) for due in found.dues]


def test_without_a_number_of_payments_the_last_day_says_how_many():
    monthly = until(date(2028, 1, 21), Award("cash", recurring=yearly(100, period="month"), cap=50000, already="had"))
    assert paid(monthly, had=0)[:2] == (1400, 1400)
    # While nobody knows what is left of the cap, it may be as much.
    assert paid(monthly)[:2] == (None, 1400)


def test_an_instalment_that_comes_too_late_takes_no_room():
    plan = Instalments((Fraction(2, 5), Fraction(3, 10), Fraction(3, 10)), "year")
    both = Award("cash", once=Part(1000, instalments=plan), recurring=yearly(500, 2), cap=1200)
    first, second = date(2026, 11, 22), date(2027, 11, 22)
    assert paid(until(second, both)) == (1200, 1200, [(first, 900), (second, 300)])


def test_counted_from_a_day_nobody_knows_nothing_is_certain_before_the_last():
    monthly = until(date(2027, 3, 31), Award("cash", recurring=yearly(100, 6, period="month"), counted_from="started"))
    assert paid(monthly) == (None, 600, [])
    assert paid(monthly, started=date(2027, 2, 1))[0] == 200
    assert paid(monthly, started=date(2026, 9, 1))[0] == 600
