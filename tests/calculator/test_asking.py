"""What can be asked of one question by itself is what is worked out of all together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator import Facts, assess
from policies.calculator.asking import Asking
from policies.calculator.relevance import Relevance
from policies.publishing import stored
from tests.calculator.build import check
from tests.calculator.related import related_rulesets
from tests.calculator.strategies import dated_policies, persons, rulesets, that_pays
from tests.calculator.test_application import windowed_rulesets
from tests.calculator.test_properties import examples, some_dates, to_the_month
from tests.screening.random_persons import random_persons

KINDS = {
    "plain": rulesets(),
    "dated": rulesets(kind=dated_policies),
    "paying": rulesets(kind=that_pays),
    "windowed": windowed_rulesets,
    "related": related_rulesets(),
}


def assert_asked_alone(rules, assess_anew):
    """Whatever is asked for first."""
    for wanted in (sorted(rules.questions), sorted(rules.questions, reverse=True)):
        assessment = assess_anew()
        asking = Asking(rules, assessment)
        alone = {key for key in wanted if key in asking}
        assert alone == set(assessment.relevant_questions)


@pytest.mark.parametrize("kind", KINDS)
@examples(100)
@given(st.data())
def test_a_question_is_asked_by_itself_where_it_is_among_all(kind, data):
    rules, answers = data.draw(KINDS[kind]), to_the_month(data.draw(persons()), data.draw(some_dates))
    received = data.draw(st.sets(st.sampled_from([one.code for one in rules.policies]), max_size=1))
    assert_asked_alone(rules, lambda: check(rules, answers, received=received))


@pytest.mark.parametrize("region", ["qujiang", "quzhou", "liandu", "jinzhong"])
def test_so_it_is_for_persons_of_the_shipped_rules(region):
    rules, on = stored.from_pack().ruleset(region), date(2026, 11, 30)
    for person in random_persons(rules, 80, on, seed=4):
        facts = Facts.resolve(rules, person.answers, on)
        assert_asked_alone(rules, lambda facts=facts, had=person.received: assess(rules, facts, on, had))


def test_no_more_policies_are_looked_at_than_it_takes(monkeypatch):
    rules, on = stored.from_pack().ruleset("qujiang"), date(2026, 11, 30)
    looked_at, find = [], Relevance._find

    def found(relevance, policy_plan):
        looked_at.append(policy_plan.policy.code)
        return find(relevance, policy_plan)

    monkeypatch.setattr(Relevance, "_find", found)
    assert "education" in Asking(rules, assess(rules, Facts.resolve(rules, {}, on), on))
    assert len(looked_at) == 1
