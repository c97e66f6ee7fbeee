"""Whether the persons of chance are what the comparisons rely on."""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from policies.calculator import Facts, assess
from policies.calculator.calendar import Month, add_months
from policies.calculator.ruleset import QuestionType
from policies.calculator.verdict import NO
from tests.calculator.build import ruleset
from tests.calculator.strategies import QUESTIONS

from .edges import edges
from .random_persons import random_persons

ON = date(2026, 11, 30)


@pytest.fixture(scope="module")
def persons(qujiang):
    return random_persons(qujiang, 3000, ON, seed=7)


def test_the_same_seed_gives_the_same_persons(qujiang, persons):
    assert random_persons(qujiang, 3000, ON, seed=7) == persons
    assert random_persons(qujiang, 3000, ON, seed=8) != persons


def test_from_nobody_to_most_is_left_out(qujiang, persons):
    shares = sorted(1 - len(person.answers) / len(qujiang.questions) for person in persons)
    assert shares[0] < 0.05
    assert 0.7 < shares[-1] < 0.95
    assert 0.3 < sum(shares) / len(shares) < 0.5


def test_every_status_of_every_policy_that_is_open_occurs(qujiang, persons):
    found = Counter()
    for person in persons:
        for result in assess(qujiang, Facts.resolve(qujiang, person.answers, ON), ON, person.received).results:
            found[result.code, result.status.value] += 1
    by_status = {status: {code for code, one in found if one == status} for _, status in found}
    assert by_status["unknown"] == by_status["ineligible"] == {policy.code for policy in qujiang.policies}
    assert len(by_status["eligible"]) > 0.9 * len(qujiang.policies)
    assert len(by_status["upcoming"]) > 0.3 * len(qujiang.policies)


def test_follow_ups_are_answered_though_they_are_not_asked(qujiang, persons):
    unasked = 0
    for person in persons[:300]:
        asked = Facts.resolve(qujiang, person.answers, ON).asked
        unasked += sum(asked[key] is NO for key in person.answers)
    assert unasked > 300


def test_days_are_ends_of_months_leap_days_and_edges(qujiang, persons):
    days = Counter(v for person in persons for v in person.answers.values() if isinstance(v, date))
    total = days.total()
    ends = sum(count for day, count in days.items() if (day + timedelta(1)).day == 1)
    assert ends > total / 6
    assert sum(count for day, count in days.items() if (day.month, day.day) == (2, 29)) > total / 50
    assert sum(isinstance(v, Month) for person in persons for v in person.answers.values()) > total / 50
    asked_for = [
        one.threshold.condition
        for policy in qujiang.policies
        for one in policy.requirements
        if one.threshold.condition.operator == "months_since_at_least" and not one.threshold.condition.measured_at
    ]
    assert asked_for
    for condition in asked_for:
        edge = add_months(ON, -condition.operand)
        near = {p.answers.get(condition.question) for p in persons}
        assert {edge - timedelta(1), edge, edge + timedelta(1)} <= near, condition


def test_numbers_are_on_the_edges(qujiang, persons):
    compared = [
        one.threshold.condition
        for policy in qujiang.policies
        for one in policy.requirements
        if qujiang.questions[one.threshold.condition.question].type in (QuestionType.INT, QuestionType.MONTHS)
        and isinstance(one.threshold.condition.operand, int)
    ]
    assert compared
    for condition in compared:
        given = {person.answers.get(condition.question) for person in persons}
        assert {max(condition.operand - 1, 0), condition.operand, condition.operand + 1} <= given, condition


def test_some_have_received_something(persons):
    having = [person for person in persons if person.received]
    assert len(persons) / 5 < len(having) < len(persons) / 2
    assert {None, 0, 1} <= {payments for person in having for payments in person.received.values()}


def test_every_type_of_question_has_edges():
    found = edges(ruleset(QUESTIONS), ON, random.Random(1))
    assert found.keys() == {question.key for question in QUESTIONS}
    assert all(found.values())
    assert {frozenset(), frozenset({"poor", "ill", "old"})} <= set(found["hardships"])
    assert any(isinstance(one, Decimal) for one in found["deposit"])
