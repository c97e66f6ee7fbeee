from datetime import date

import pytest

from policies.calculator import NO_DATE, Facts, Verdict
from policies.calculator.ruleset import Between
from tests.calculator.build import TODAY, all_of, any_of, check, need, policy, question, ruleset

WORKS = all_of(need("work", "is", "employed"))
QUESTIONS = [
    question("work", "choice", choices=("employed", "flexible", "student")),
    question("employer", "choice", choices=("private", "other"), asked_if=WORKS, implied="other"),
    question("started", "date", asked_if=WORKS, implied=NO_DATE),
    question("area", "int", asked_if=WORKS),
    question("first_job", "bool", asked_if=all_of(need("employer", "is", "private")), implied=False),
    question("insured", "months", grows_if=all_of(need("work", "in", ("employed", "flexible")))),
]
RULES = ruleset(QUESTIONS)


def resolve(**answers):
    return Facts.resolve(RULES, answers, TODAY)


def test_a_follow_up_not_asked_takes_its_implied_value():
    facts = resolve(work="student")
    assert facts.values["employer"] == "other"
    assert facts.values["started"] == NO_DATE


def test_a_follow_up_without_an_implied_value_stays_unknown():
    assert "area" not in resolve(work="student", area=90).values


def test_the_implied_value_stands_over_an_answer_left_from_before():
    assert resolve(work="student", employer="private").values["employer"] == "other"


def test_implied_values_carry_on_to_the_next_follow_up():
    assert resolve(work="student", employer="private", first_job=True).values["first_job"] is False


def test_while_it_is_unknown_whether_it_is_asked_an_answer_counts_and_none_is_unknown():
    facts = resolve(employer="private")
    assert facts.values["employer"] == "private"
    assert "started" not in facts.values
    assert facts.asked["employer"] is Verdict.UNKNOWN


def test_answers_to_other_questions_are_left_out():
    assert "colour" not in resolve(colour="red").values


def months_policy(operator, operand):
    return ruleset(QUESTIONS, policy(requirements=all_of(need("insured", operator, operand))))


@pytest.mark.parametrize(
    ("work", "on", "status"),
    [
        pytest.param("employed", TODAY, "upcoming", id="today-8-months"),
        pytest.param("employed", date(2027, 3, 21), "upcoming", id="the-day-before-the-twelfth"),
        pytest.param("employed", date(2027, 3, 22), "eligible", id="twelve-full-months"),
        pytest.param("student", date(2027, 3, 22), "ineligible", id="a-student's-months-stand-still"),
        pytest.param(None, TODAY, "unknown", id="nobody-knows-whether-they-grow-but-they-may"),
        pytest.param(None, date(2027, 3, 22), "unknown", id="nobody-knows-whether-they-grew"),
    ],
)
def test_months_grow_from_the_day_they_were_stated(work, on, status):
    answers = {"insured": 8} | ({"work": work} if work else {})
    assert check(months_policy("at_least", 12), answers, on, as_of=TODAY).results[0].status == status


def test_months_given_later_than_the_rest_grow_from_their_own_day():
    answers, begun = {"insured": 9, "work": "employed"}, date(2026, 11, 1)
    assessment = check(months_policy("at_least", 12), answers, TODAY, as_of=begun, stated_on={"insured": TODAY})
    assert assessment.results[0].eligible_from == date(2027, 2, 22)
    assert assessment.facts.on(date(2027, 2, 21))["insured"] == 11
    assert assessment.facts.on(date(2027, 2, 22))["insured"] == 12


@pytest.mark.parametrize(
    ("operator", "operand", "stated", "until"),
    [
        pytest.param("at_most", 12, 12, date(2026, 12, 21), id="at-most"),
        pytest.param("less_than", 12, 11, date(2026, 12, 21), id="less-than"),
        pytest.param("at_most", 12, 0, date(2027, 12, 21), id="a-long-way"),
    ],
)
def test_growing_months_end_an_at_most(operator, operand, stated, until):
    result = check(months_policy(operator, operand), {"insured": stated, "work": "employed"}).results[0]
    assert (result.status, result.eligible_until) == ("eligible", until)


def test_more_than_needs_one_month_more():
    result = check(months_policy("more_than", 12), {"insured": 12, "work": "flexible"}).results[0]
    assert (result.status, result.eligible_from) == ("upcoming", date(2026, 12, 22))


@pytest.mark.parametrize(
    ("work", "stated", "expected"),
    [
        pytest.param("employed", 4, ("upcoming", date(2027, 1, 22), date(2027, 8, 21)), id="they-grow-into-it-and-out"),
        pytest.param("employed", 12, ("eligible", None, date(2026, 12, 21)), id="the-last-month"),
        pytest.param("employed", 13, ("ineligible", None, None), id="a-month-too-many"),
        pytest.param("student", 6, ("eligible", None, None), id="they-stand-still"),
        pytest.param("student", 5, ("ineligible", None, None), id="a-month-short-for-good"),
        pytest.param(None, 12, ("eligible", None, date(2026, 12, 21)), id="certain-as-long-as-they-may-not-be-more"),
        pytest.param(None, 4, ("unknown", None, None), id="they-may-grow-into-it"),
        pytest.param(None, 13, ("ineligible", None, None), id="they-never-become-less"),
    ],
)
def test_growing_months_pass_through_a_between(work, stated, expected):
    answers = {"insured": stated} | ({"work": work} if work else {})
    result = check(months_policy("between", Between(6, 12)), answers).results[0]
    assert (result.status, result.eligible_from, result.eligible_until) == expected


def test_months_that_may_grow_from_any_day_are_not_out_of_a_between_because_they_would_be_from_the_first():
    """Who begins to work later has fewer of them than who works already, and more than who never does."""
    rules = months_policy("between", Between(6, 12))
    assert check(rules, {"insured": 4}, date(2028, 6, 22), as_of=TODAY).results[0].status == "unknown"


def test_the_finding_shows_the_months_as_they_stand_on_that_day():
    rules = months_policy("at_least", 12)
    result = check(rules, {"insured": 8, "work": "employed"}, date(2027, 1, 22), as_of=TODAY).results[0]
    finding = result.findings[0]
    assert (result.days.answered(finding), result.days.gap(finding)) == (10, 2)


def test_a_follow_up_may_be_raised_by_any_of_several_answers():
    raised = all_of(any_of=[any_of(need("work", "is", "student"), need("first", "is", True))])
    rules = ruleset([QUESTIONS[0], question("first", "bool"), question("extra", "int", asked_if=raised, implied=0)])
    assert Facts.resolve(rules, {"work": "employed", "first": False}, TODAY).values["extra"] == 0
    assert Facts.resolve(rules, {"work": "employed"}, TODAY).asked["extra"] is Verdict.UNKNOWN
    assert Facts.resolve(rules, {"work": "student"}, TODAY).asked["extra"] is Verdict.YES
