"""What is otherwise since the rules changed: by both rulesets an assessment from nothing, and nothing told in vain."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator.prospects import Prospects
from policies.calculator.ruleset import Award, Basis, Part, State, Window
from policies.calculator.since import Since
from tests.calculator.build import all_of, check, need, policy, question, ruleset
from tests.calculator.related import related_rulesets
from tests.calculator.strategies import dated_policies, persons, rulesets
from tests.calculator.test_properties import examples
from tests.calculator.test_rule_change import changes
from tests.calculator.test_supposing import told

# Some policies changed, some that are gone or new, or wholly other rules.
two_rulesets = st.one_of(
    changes(),
    st.tuples(rulesets(), rulesets(kind=dated_policies)),
    st.tuples(related_rulesets(most=4), related_rulesets(most=3)),
)


def since(then, now, answers, received=()):
    sides = [
        Prospects(check(rules, answers, received=set(received) & {one.code for one in rules.policies}))
        for rules in (then, now)
    ]
    return Since(*sides, frozenset(answers))


def seen(prospects, code):
    """All that the visitor can count on of a policy; the same of what is not had, whatever the reason."""
    outlook = prospects.outlooks.get(code, "none")
    if outlook in ("none", "gives_way"):
        return "nothing"
    if outlook == "open":
        return "open"
    one = prospects.assessment.by_code[code]
    when = None if one.received else one.application
    return outlook, one.day, one.eligible_until, one.within, one.certain_within, one.award, when


@examples(500)
@given(two_rulesets, persons(), st.sets(st.sampled_from(["p0", "p1"]), max_size=1))
def test_what_is_told_is_what_differs_between_two_assessments(rules, answers, received):
    then, now = rules
    found = since(then, now, answers, received)
    before, after = found.before, found.after
    codes = {one.code for side in rules for one in side.policies}
    changed = {code for code in codes if seen(before, code) != seen(after, code)}
    relevant = [set(side.assessment.relevant_questions) for side in (before, after)]
    assert {one.code for one in found.consequences} == changed
    assert set(found.asks) == relevant[1] - relevant[0] - answers.keys()
    assert found.brings == tuple(
        now.more_than(then) for then, now in zip(before.whole[:2], after.whole[:2], strict=True)
    )
    assert bool(found) == bool(changed or found.asks)


@examples(300)
@given(two_rulesets, persons())
def test_each_policy_is_told_once_and_the_other_way_round_on_the_other_side(rules, answers):
    forth, back = told(since(*rules, answers)), told(since(*reversed(rules), answers))
    codes = [code for several in forth.values() for code in several]
    assert len(codes) == len(set(codes))
    assert set(codes) == {code for several in back.values() for code in several}
    assert forth["changed"] == back["changed"]


@examples(200)
@given(rulesets(kind=dated_policies), persons())
def test_nothing_is_told_of_the_same_rules(rules, answers):
    assert not since(rules, replace(rules, policies=tuple(rules.policies)), answers)


def cash(amount, basis=Basis.FIXED):
    return Award("cash", Part(amount, basis), None)


FIRM = question("firm", "bool")


@pytest.mark.parametrize(
    ("then", "now", "expected", "asks", "brings"),
    [
        pytest.param([], [policy()], {"won": {"p"}}, (), 1000, id="a-new-policy"),
        pytest.param([policy()], [], {"lost": {"p"}}, (), -1000, id="a-policy-that-is-gone"),
        pytest.param([policy()], [policy(award=cash(400))], {"changed": {"p"}}, (), -600, id="another-amount"),
        pytest.param(
            [policy(award=cash(1000, Basis.UP_TO))],
            [policy()],
            {"changed": {"p"}},
            (),
            1000,
            id="a-bound-becomes-certain",
        ),
        pytest.param([policy()], [policy(award=cash(None))], {"changed": {"p"}}, (), -1000, id="no-longer-published"),
        pytest.param([policy()], [policy(state=State.BUDGET_SPENT)], {"lost": {"p"}}, (), -1000, id="money-spent"),
        pytest.param(
            [policy()],
            [policy(requirements=all_of(need("firm", "is", True)))],
            {"unsettled": {"p"}},
            ("firm",),
            -1000,
            id="a-new-question",
        ),
        pytest.param(
            [policy(window=Window(date(2027, 3, 1)))], [policy()], {"won": {"p"}}, (), 1000, id="sooner-than-was-said"
        ),
        pytest.param(
            [policy(requirements=all_of(need("firm", "is", True)))],
            [],
            {"ruled_out": {"p"}},
            (),
            0,
            id="was-only-possible",
        ),
    ],
)
def test_one_change_of_the_rules(then, now, expected, asks, brings):
    found = since(ruleset([FIRM], *then), ruleset([FIRM], *now), {})
    assert {name: codes for name, codes in told(found).items() if codes} == expected
    assert found.asks == asks
    assert found.brings[0].certain == brings
    assert found
