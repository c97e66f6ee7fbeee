"""A policy that is out of reach says of itself what any result says of it, only faster."""

from datetime import date

import pytest
from hypothesis import given

from policies.calculator.out_of_reach import OutOfReach
from policies.calculator.policy_result import PolicyResult
from tests.calculator.build import all_of, check, need, policy, question, ruleset
from tests.calculator.related import related_rulesets
from tests.calculator.strategies import dated_policies, persons, rulesets
from tests.calculator.test_properties import check as check_drawn
from tests.calculator.test_properties import examples

HERE, STAYS, BORN = question("here", "bool"), question("stays", "bool"), question("born", "date")
LATER = question("later", "bool", asked_if=all_of(need("stays", "is", True)), implied=False)
ASKED_OF = all_of(need("here", "is", True))


@pytest.mark.parametrize(
    ("requirements", "answers", "out_of_reach"),
    [
        (ASKED_OF, {"here": False}, True),
        (ASKED_OF, {"here": True}, False),
        (ASKED_OF, {}, False),
        # Nobody has said that the source means it so.
        (all_of(need("here", "is", True, inferred=True)), {"here": False}, False),
        (all_of(need("born", "age_at_least", 18)), {"born": "2012-05-01"}, False),
        (all_of(need("born", "age_at_most", 17)), {"born": "2000-05-01"}, True),
    ],
)
def test_what_the_source_requires_and_never_holds_is_out_of_reach(requirements, answers, out_of_reach):
    answers = {key: date.fromisoformat(value) if key == "born" else value for key, value in answers.items()}
    (result,) = check(ruleset([HERE, BORN], policy(requirements=requirements)), answers).results
    assert isinstance(result, OutOfReach) is out_of_reach


def test_what_the_person_has_already_is_not_out_of_reach():
    (result,) = check(ruleset([HERE], policy(requirements=ASKED_OF)), {"here": False}, received={"p"}).results
    assert not isinstance(result, OutOfReach)
    assert result.received


def test_the_parent_of_an_answer_that_may_count_for_nothing_is_still_asked():
    rules = ruleset([STAYS, LATER], policy(requirements=all_of(need("later", "is", True))))
    found = check(rules, {"later": False})
    assert isinstance(found.results[0], OutOfReach)
    assert found.results[0].missing == found.relevant_questions == ("stays",)


def said(result, name):
    """What there is to say, or what is raised where there is nothing."""
    try:
        return getattr(result, name)
    except (StopIteration, ValueError, TypeError) as error:
        return type(error)


# Asked of an upcoming one alone: `when_there`.
WORDS = {name for name, what in vars(PolicyResult).items() if not (name.startswith("_") or callable(what))}
WORDS = (WORDS | PolicyResult.__dataclass_fields__.keys()) - {"when_there"}


def agree(assessment):
    for result in assessment.results:
        if isinstance(result, OutOfReach):
            today = result.policy_plan.standing(result.days.today)
            plain = PolicyResult(result.policy_plan, result.case, today, today.status, False)
            for name in WORDS:
                assert said(result, name) == said(plain, name), name


@examples(300)
@given(rulesets(most=4), persons())
def test_it_says_what_any_result_says(rules, answers):
    agree(check_drawn(rules, answers))


@examples(150)
@given(rulesets(most=3, kind=dated_policies), persons())
def test_so_where_conditions_hold_on_their_days_only(rules, answers):
    agree(check_drawn(rules, answers))


@examples(150)
@given(related_rulesets(), persons())
def test_so_where_policies_have_to_do_with_one_another(rules, answers):
    agree(check_drawn(rules, answers))
