"""The payments to come of which both the day and the amount are certain."""

from dataclasses import replace
from datetime import date

import pytest

from policies.calculator.calendar import Month
from policies.calculator.payments import certain_days
from policies.calculator.ruleset import (
    ApplicationWindow,
    Award,
    Basis,
    Factor,
    Formula,
    Instalments,
    Part,
    Recurring,
    State,
    Window,
)
from tests.calculator.build import OPEN, TODAY, all_of, check, need, policy, question, ruleset
from tests.calculator.strategies import PLANS

QUESTIONS = [question("bought", "date"), question("people", "int"), question("child", "bool")]
YEARLY = Award("cash", recurring=Recurring(Part(3000), "year", 3), counted_from="bought")
BOUGHT = {"bought": date(2025, 12, 1)}


def days(award, answers=BOUGHT, received=(), on=TODAY, **more):
    rules = ruleset(QUESTIONS, policy(award=award, **more))
    return certain_days(check(rules, answers, on, on, received).results[0])


def said(found):
    return [(one.day, one.number, one.amount) for one in found]


def test_each_payment_that_is_still_to_come_is_on_its_day():
    assert said(days(YEARLY)) == [(date(2026, 12, 1), 2, 3000), (date(2027, 12, 1), 3, 3000)]
    assert said(days(YEARLY, on=date(2026, 12, 1))) == said(days(YEARLY))
    assert said(days(YEARLY, on=date(2026, 12, 2))) == [(date(2027, 12, 1), 3, 3000)]


def test_of_what_was_received_the_rest():
    assert said(days(YEARLY, received={"p": 2})) == [(date(2027, 12, 1), 3, 3000)]


def test_instalments_are_payments():
    award = Award("cash", once=Part(100_000, instalments=PLANS[0]), counted_from="bought")
    assert said(days(award)) == [(date(2026, 12, 1), 2, 30_000), (date(2027, 12, 1), 3, 30_000)]
    assert isinstance(PLANS[0], Instalments)


def test_a_first_day_that_is_ruled_and_still_to_come():
    award = Award("cash", recurring=Recurring(Part(100), "month", 3), first_on=date(2027, 1, 15))
    assert said(days(award)) == [
        (date(2027, 1, 15), 1, 100),
        (date(2027, 2, 15), 2, 100),
        (date(2027, 3, 15), 3, 100),
    ]
    # From then on it hangs on when it is claimed.
    assert days(award, on=date(2027, 1, 15)) == []
    assert days(award, on=date(2027, 1, 16)) == []
    late = ApplicationWindow(starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 28))
    assert days(award, application_windows=(late,)) == []


def test_a_lower_bound_says_so():
    (one, _) = days(replace(YEARLY, recurring=Recurring(Part(3000, Basis.AT_LEAST), "year", 3)))
    assert (one.amount, one.at_least) == (3000, True)
    assert not days(YEARLY)[0].at_least


def test_beyond_the_end_of_the_right_nothing_is_certain():
    until = Window(OPEN.starts_on, date(2027, 11, 30), date.max)
    assert said(days(YEARLY, window=until)) == [(date(2026, 12, 1), 2, 3000)]
    for_good = replace(YEARLY, recurring=Recurring(Part(3000), "year", 30))
    assert days(for_good)[-1].day == date(2030, 12, 1), "the horizon is five years from today"


UPLIFT = replace(YEARLY, recurring=Recurring(Part(3600), "year", 3))


@pytest.mark.parametrize(
    ("award", "answers", "more"),
    [
        # From the day on which it is claimed.
        (replace(YEARLY, counted_from=None), BOUGHT, {}),
        (YEARLY, {}, {}),
        (YEARLY, {"bought": Month(2025, 12)}, {}),
        (replace(YEARLY, recurring=Recurring(Part(3000, Basis.UP_TO), "year", 3)), BOUGHT, {}),
        (replace(YEARLY, recurring=Recurring(Part(None, Basis.UNSPECIFIED), "year", 3)), BOUGHT, {}),
        (replace(YEARLY, recurring=Recurring(Part(Formula(9, (Factor("people"),))), "year", 3)), BOUGHT, {}),
        (replace(YEARLY, form="discount"), BOUGHT, {}),
        (YEARLY, BOUGHT, {"limited": True}),
        (YEARLY, BOUGHT, {"one_of_couple": True}),
        (YEARLY, BOUGHT, {"state": State.PLANNED}),
        (YEARLY, BOUGHT, {"state": State.BUDGET_SPENT}),
        (YEARLY, BOUGHT, {"requirements": all_of(need("child", "is", True))}),
        (YEARLY, BOUGHT, {"application_windows": (ApplicationWindow(event="bought", to_days=1),)}),
    ],
)
def test_what_is_uncertain_is_no_day(award, answers, more):
    assert days(award, answers, **more) == []
