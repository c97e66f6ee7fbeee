"""Facts that age: certain for a while, then nobody knows, then over."""

from datetime import date

import pytest

from policies.calculator.ruleset import Award, Between, Part, Recurring
from tests.calculator.build import all_of, check, need, policy, question, ruleset

AGE = question("age", "int", grows_yearly=True)
CHILD = question("child", "bool", yes_lasts_years=2)
STATED = date(2026, 11, 29)


def status(condition, answer, on):
    rules = ruleset([AGE, CHILD], policy(requirements=all_of(condition)))
    return check(rules, {condition.condition.question: answer}, on, as_of=STATED).results[0].status.value


@pytest.mark.parametrize(
    ("condition", "answer", "day", "expected"),
    [
        (need("age", "at_most", 40), 36, date(2030, 11, 29), "eligible"),
        (need("age", "at_most", 40), 36, date(2030, 11, 30), "unknown"),
        (need("age", "at_most", 40), 36, date(2031, 11, 28), "unknown"),
        (need("age", "at_most", 40), 36, date(2031, 11, 29), "ineligible"),
        (need("age", "less_than", 41), 36, date(2030, 11, 30), "unknown"),
        (need("age", "at_most", 40), 40, date(2026, 11, 29), "eligible"),
        (need("age", "at_most", 40), 40, date(2026, 11, 30), "unknown"),
        (need("age", "at_most", 40), 41, date(2026, 11, 29), "ineligible"),
        (need("age", "at_least", 18), 16, date(2027, 11, 29), "upcoming"),
        (need("age", "at_least", 18), 16, date(2028, 11, 28), "unknown"),
        (need("age", "at_least", 18), 16, date(2028, 11, 29), "eligible"),
        (need("age", "more_than", 17), 16, date(2028, 11, 29), "eligible"),
        (need("age", "is", 18), 16, date(2028, 11, 29), "eligible"),
        (need("age", "is", 18), 16, date(2028, 11, 30), "unknown"),
        (need("age", "is", 18), 16, date(2029, 11, 29), "ineligible"),
        (need("age", "between", Between(18, 35)), 17, date(2027, 11, 28), "unknown"),
        (need("age", "between", Between(18, 35)), 17, date(2027, 11, 29), "eligible"),
        (need("age", "between", Between(18, 35)), 35, date(2026, 11, 29), "eligible"),
        (need("age", "between", Between(18, 35)), 35, date(2026, 11, 30), "unknown"),
        (need("age", "between", Between(18, 35)), 35, date(2027, 11, 29), "ineligible"),
        (need("age", "between", Between(18, 18)), 17, date(2027, 11, 29), "eligible"),
        (need("age", "between", Between(18, 18)), 17, date(2027, 11, 30), "unknown"),
        (need("age", "between", Between(18, 18)), 17, date(2028, 11, 29), "ineligible"),
        (need("child", "is", True), True, date(2026, 12, 31), "eligible"),
        (need("child", "is", True), True, date(2027, 1, 1), "unknown"),
        (need("child", "is", True), True, date(2028, 12, 31), "unknown"),
        (need("child", "is", True), True, date(2029, 1, 1), "ineligible"),
        (need("child", "is", False), True, date(2029, 1, 1), "eligible"),
        (need("child", "is", False), False, date(2029, 1, 1), "eligible"),
    ],
)
def test_an_answer_is_certain_then_doubtful_then_over(condition, answer, day, expected):
    assert status(condition, answer, day) == expected


def test_the_end_is_told_as_certain_and_as_possible():
    rules = ruleset([AGE], policy(requirements=all_of(need("age", "at_most", 40))))
    (found,) = check(rules, {"age": 37}, STATED).results
    assert (found.eligible_until, found.may_last_to) == (date(2029, 11, 29), date(2030, 11, 28))


def test_no_payment_of_a_year_in_which_it_may_be_over_is_certain():
    award = Award("cash", recurring=Recurring(Part(1500), "year", 3))
    rules = ruleset([CHILD], policy(award=award, requirements=all_of(need("child", "is", True))))
    (found,) = check(rules, {"child": True}, STATED).results
    assert (found.eligible_until, found.may_last_to) == (date(2026, 12, 31), date(2028, 12, 31))
    assert (found.award.total, found.within) == (4500, 1500)


def test_what_was_certain_when_it_was_given_is_asked_again():
    rules = ruleset([AGE], policy(requirements=all_of(need("age", "at_most", 40))))
    assert check(rules, {"age": 40}, date(2026, 12, 1), as_of=STATED).relevant_questions == ("age",)
    assert check(rules, {"age": 40}, STATED).relevant_questions == ()
    assert check(rules, {"age": 30}, date(2026, 12, 1), as_of=STATED).relevant_questions == ()


def test_an_answer_that_is_not_asked_for_does_not_age():
    child = question("child", "bool", yes_lasts_years=2, asked_if=all_of(need("age", "at_least", 20)), implied=True)
    rules = ruleset([AGE, child], policy(requirements=all_of(need("child", "is", True))))
    assert check(rules, {"age": 10}, STATED).results[0].eligible_until is None
