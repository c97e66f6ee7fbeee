"""Times and deadlines for applications that hang on events: a plan says what `assess` says, also on DuckDB."""

from datetime import date, timedelta
from itertools import product

import pytest

from policies.calculator.calendar import Month
from policies.calculator.ruleset import NO_DATE, ApplicationWindow, Condition, Requirements, Threshold, Turn, Window
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING, TODAY_ONLY
from tests.calculator.build import TODAY, policy, question, ruleset

from .comparing import assert_same, expected, table_of
from .random_persons import RandomPerson
from .test_awards_over_time import MONTHLY, on_duckdb, on_polars

WANTED = EVERYTHING | TODAY_ONLY
WORKS = Requirements((Threshold(Condition("works", "is", True)),))
QUESTIONS = [
    question("works", "bool"),
    question("hired", "date", asked_if=WORKS, implied=NO_DATE),
    question("graduated", "date"),
    question("moved", "date"),
]
HALF_A_YEAR, NINETY_DAYS = (
    ApplicationWindow(event="graduated", to_months=6),
    ApplicationWindow(event="hired", to_days=90),
)
QUARTERLY = ApplicationWindow(event="hired", from_months=6, every=3, open_days=30)
FOR_GOOD = ApplicationWindow(event="hired", from_months=1, every=12)
THREE_YEARS = ApplicationWindow(event="hired", to_months=36)
SPRING, WINTER = ApplicationWindow((3, 1), (4, 30)), ApplicationWindow((12, 15), (1, 10))
NEXT_MARCH = date(2027, 3, 1)


def until(window, day, event=None):
    return ApplicationWindow(**{**fields(window), "until": Turn(day, event)})


def since(window, day, event=None):
    return ApplicationWindow(**{**fields(window), "since": Turn(day, event)})


def fields(window):
    return {name: getattr(window, name) for name in window.__slots__}


SEVERAL = {
    "two deadlines": (HALF_A_YEAR, NINETY_DAYS),
    "two deadlines, the one from a month on": (HALF_A_YEAR, ApplicationWindow(event="hired", from_months=3)),
    "two deadlines at a time of the year": (HALF_A_YEAR, NINETY_DAYS, SPRING, WINTER),
    "three deadlines": (HALF_A_YEAR, NINETY_DAYS, ApplicationWindow(event="moved", to_months=12)),
    "two deadlines, one of them from March on": (HALF_A_YEAR, since(NINETY_DAYS, NEXT_MARCH)),
    "every quarter": (QUARTERLY,),
    "every quarter, or in spring": (QUARTERLY, SPRING),
    "every quarter, or in spring until March": (QUARTERLY, until(SPRING, NEXT_MARCH), WINTER),
    "every quarter until March": (until(QUARTERLY, NEXT_MARCH), WINTER),
    "every quarter for three years": (QUARTERLY, THREE_YEARS),
    "every quarter, and a deadline of another": (QUARTERLY, HALF_A_YEAR),
    "every quarter for three years, and a deadline of another": (QUARTERLY, THREE_YEARS, HALF_A_YEAR),
    "every quarter after the one, or every year after the other": (
        QUARTERLY,
        ApplicationWindow(event="graduated", every=12, open_days=60),
    ),
    "every quarter and half-year": (QUARTERLY, ApplicationWindow(event="hired", every=6, open_days=10)),
    "from a month on for good": (FOR_GOOD,),
    "a deadline for who came early": (until(HALF_A_YEAR, date(2026, 6, 15), "graduated"),),
    "another deadline for who came late": (
        until(HALF_A_YEAR, date(2026, 6, 15), "graduated"),
        since(ApplicationWindow(event="graduated", to_days=200), date(2026, 6, 15), "graduated"),
        NINETY_DAYS,
    ),
    "every quarter for who came late": (since(QUARTERLY, date(2026, 5, 22), "hired"),),
}
DAYS = [
    *(TODAY - timedelta(days) for days in (0, 1, 89, 90, 91, 200, 201)),
    *(date(2026, 5, day) for day in (21, 22, 23, 31)),
    *(date(2026, month, day) for month, day in ((6, 14), (6, 15), (2, 28), (8, 31))),
    *(date(2023, 11, day) for day in (21, 22, 23)),
    *(date(2024, 2, 29), date(2019, 12, 31), date(2026, 12, 15), date(2031, 12, 1)),
]
MONTHS = [
    Month(2026, 5),
    Month(2026, 6),
    Month(2026, 8),
    Month(2026, 11),
    Month(2023, 11),
    Month(2024, 2),
    Month(2027, 1),
]


def persons():
    """Every day of the one with some of the other, and with nobody knowing it."""
    known = [*DAYS, *MONTHS]
    others = [date(2026, 10, 23), Month(2026, 5), NO_DATE, None]
    pairs = [*product(known, others), *((other, one) for one, other in product(known, others))]
    for number, (hired, graduated) in enumerate(pairs):
        answers = {"works": hired is not NO_DATE, "hired": hired, "graduated": graduated}
        answers["moved"] = known[number % len(known)]
        there = {key: value for key, value in answers.items() if value is not None and value is not NO_DATE}
        yield RandomPerson(number, there, {})


PERSONS = list(persons())


def rules_of(windows):
    """What is paid in time tells from which day on one can apply."""
    window = Window(date(2020, 1, 1), date(2027, 12, 31))
    return ruleset(QUESTIONS, policy("p", award=MONTHLY, application_windows=windows, window=window))


@pytest.mark.parametrize("name", SEVERAL)
def test_who_can_apply_is_told_of_every_row(name):
    rules = rules_of(SEVERAL[name])
    found = on_polars(compile_plan(rules, TODAY, wanted=WANTED), table_of(rules, PERSONS))
    assert assert_same(rules, PERSONS, expected(rules, PERSONS, TODAY, TODAY, WANTED), found)
    assert len({*zip(found["p|chosen"], found["p|within"], strict=True)}) > 1, "nobody is told apart"


@pytest.mark.parametrize(
    "name", ["three deadlines", "every quarter, or in spring until March", "a deadline for who came early"]
)
def test_it_is_the_same_on_duckdb(name):
    rules, some = rules_of(SEVERAL[name]), PERSONS[::5]
    found = on_duckdb(compile_plan(rules, TODAY, wanted=WANTED), table_of(rules, some))
    assert assert_same(rules, some, expected(rules, some, TODAY, TODAY, WANTED), found)


@pytest.mark.parametrize(
    ("hired", "graduated", "can"),
    [
        (date(2026, 8, 24), date(2026, 5, 22), True),
        (date(2026, 8, 23), date(2026, 5, 22), False),
        (date(2026, 8, 24), date(2026, 5, 21), False),
        # Of August the last eight days are early enough, of September all.
        (Month(2026, 8), date(2026, 6, 1), False),
        (Month(2026, 9), date(2026, 6, 1), True),
        (Month(2026, 9), Month(2026, 6), True),
        (Month(2026, 9), Month(2026, 5), False),
        # It begins once both have been, while neither is over.
        (date(2027, 2, 1), date(2026, 8, 1), True),
        (date(2027, 2, 2), date(2026, 8, 1), False),
        (Month(2027, 1), date(2026, 8, 1), True),
        (Month(2027, 2), date(2026, 8, 1), False),
        (None, date(2026, 8, 1), False),
    ],
)
def test_of_two_deadlines_both_bind(hired, graduated, can):
    """Ninety days after the one, half a year after the other; today is 22 November 2026."""
    rules, answers = rules_of(SEVERAL["two deadlines"]), {"works": True, "hired": hired, "graduated": graduated}
    one = RandomPerson(0, {key: value for key, value in answers.items() if value is not None}, {})
    found = on_polars(compile_plan(rules, TODAY, wanted=WANTED), table_of(rules, [one]))
    assert found["p|chosen"] == [can]
    assert assert_same(rules, [one], expected(rules, [one], TODAY, TODAY, WANTED), found)
