"""What is worked out once for all: the same as for one person alone, and kept for the days of assessments only."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator.awards import hangs_on_answers, same_for_all, same_on_a_day
from policies.calculator.plan import plan_of
from policies.calculator.ruleset import (
    Award,
    Factor,
    Formula,
    Parameter,
    ParameterValue,
    Part,
    Recurring,
    Window,
)
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.calculator.strategies import dated_policies, persons, rulesets
from tests.calculator.test_properties import examples, shown

WAGE = Parameter(
    "wage", (ParameterValue(date(2020, 1, 1), Decimal(2000)), ParameterValue(date(2027, 1, 1), Decimal(3000)))
)
BORN, CHILDREN = question("born", "date"), question("children", "int")


def of(*factors):
    return Part(Formula(Decimal("0.5"), factors))


PLAIN = Award("cash", once=Part(1000))
BY_WAGE = Award("cash", recurring=Recurring(of(Factor(parameter="wage")), "year", 3))


@pytest.mark.parametrize(
    ("award", "for_all", "on_a_day", "hangs"),
    [
        (PLAIN, True, True, False),
        (replace(PLAIN, cap=Formula(Decimal(1), (Factor(parameter="wage"),))), False, True, False),
        (BY_WAGE, False, True, False),
        (replace(BY_WAGE, counted_from="born"), False, True, True),
        (replace(PLAIN, counted_from="born"), True, True, True),
        (Award("cash", once=of(Factor(parameter="wage", at="born"))), False, False, True),
        (Award("cash", once=of(Factor(parameter="wage"), Factor("children"))), False, False, True),
        (replace(PLAIN, cap=Formula(Decimal(1), (Factor("children"),))), False, False, True),
        (replace(PLAIN, times="children"), False, False, True),
        (replace(PLAIN, already="children", cap=500), False, False, True),
        (replace(PLAIN, last_on=date(2027, 6, 30)), False, False, True),
        (replace(PLAIN, first_on=date(2027, 6, 30)), False, False, True),
        (replace(PLAIN, later=((date(2027, 1, 1), BY_WAGE),)), False, False, True),
    ],
)
def test_what_an_award_hangs_on(award, for_all, on_a_day, hangs):
    assert (same_for_all(award), same_on_a_day(award), hangs_on_answers(award)) == (for_all, on_a_day, hangs)


def test_two_persons_share_what_comes_of_a_parameter_that_day():
    rules = ruleset([BORN], policy(award=BY_WAGE), parameters=[WAGE])
    one, other = (check(rules, {"born": born}).results[0] for born in (date(2000, 1, 1), date(2001, 1, 1)))
    assert one.award is other.award
    assert one.dues is other.dues
    assert [due.face for due in one.dues] == [1000] * 3
    later = check(rules, on=date(2027, 1, 1)).results[0]
    assert [due.face for due in later.dues] == [1500] * 3


def test_nothing_is_kept_of_a_day_that_follows_from_an_answer():
    """Who is entitled from a birthday on: that day is in nothing that is kept beyond the assessment."""
    grown = all_of(need("born", "age_at_least", 18))
    rules = ruleset(
        [BORN], policy(requirements=grown, award=BY_WAGE, window=Window(date(2020, 1, 1))), parameters=[WAGE]
    )
    born = date(TODAY.year - 17, 1, 15)
    result = check(rules, {"born": born}).results[0]
    assert result.day == date(TODAY.year + 1, 1, 15)
    assert result.within == 3 * 1500
    assert result.dues[0].day == result.day
    kept = plan_of(rules).each_day
    assert not {day for _, day in (*kept._amounts, *kept._dues)} - {TODAY}


@examples(200)
@given(st.one_of(rulesets(), rulesets(kind=dated_policies)), st.lists(persons(), min_size=2, max_size=4))
def test_whoever_asked_before_changes_nothing(rules, several):
    """By rules that nobody has asked yet, and by those that many have."""
    for answers in several:
        alone = replace(rules)
        assert shown(check(rules, answers)) == shown(check(alone, answers))
        again = check(rules, answers)
        assert again.relevant_questions == check(alone, answers).relevant_questions
