"""What a plan cannot say is named before a row is read: all of it at once, each with its policy."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from policies.calculator.ruleset import (
    ApplicationWindow,
    Award,
    Basis,
    Condition,
    Part,
    Raise,
    Recurring,
    Turn,
)
from policies.screening.compiling.applying import TANGLED
from policies.screening.compiling.choice import SHARED
from policies.screening.compiling.combinations import TOO_MANY
from policies.screening.compiling.over_time import SEVERAL_ENDS
from policies.screening.compiling.topping import TOO_MANY_YEARS
from policies.screening.plan import Unsayable, compile_plan
from tests.calculator.build import THOUSAND, TODAY, policy, question, ruleset

AGE, MONTHS, DAY = question("age", "int", grows_yearly=True), question("months", "months"), question("day", "date")
OTHER = question("other", "date")
RAISED = replace(THOUSAND, form="loan", raised=Raise(Condition("age", "at_least", 18), amount=500))
UPLIFT = policy("uplift", award=replace(THOUSAND, uplifts=(RAISED,)))
LAST_ON = replace(THOUSAND, last_on=date(2027, 1, 1), event="day")
LATER = policy("later", award=replace(LAST_ON, later=((date(2027, 1, 1), THOUSAND),)))
QUARTERLY = ApplicationWindow(event="day", every=3, open_days=30, since=Turn(date(2027, 1, 1)))
AT_TIMES = policy("at-times", application_windows=(QUARTERLY, ApplicationWindow(event="other", to_months=6)))
PART_CERTAIN = policy(
    "tops-up", award=Award("cash", Part(300), Recurring(Part(100, Basis.UP_TO), "year", 2)), tops_up=("fine",)
)
ENDLESS = policy("endless", award=Award("cash", once=Part(10**16)))

CONSTRUCTS = [
    (UPLIFT, "an uplift that changes more than an amount"),
    (LATER, SEVERAL_ENDS),
    (AT_TIMES, TANGLED),
    (PART_CERTAIN, "the best set of a policy that tops up with what is certain in part only"),
    (ENDLESS, "a number that may come to more than engines reckon with"),
]


@pytest.mark.parametrize(("one", "construct"), CONSTRUCTS)
def test_it_is_named(one, construct):
    with pytest.raises(Unsayable) as raised:
        compile_plan(ruleset([AGE, MONTHS, DAY, OTHER], policy("fine"), one), TODAY)
    assert raised.value.constructs == [(one.code, construct)]
    assert str(raised.value) == f"a plan cannot say: {one.code}: {construct}"


@pytest.mark.parametrize("construct", [*(construct for _, construct in CONSTRUCTS), TOO_MANY, SHARED, TOO_MANY_YEARS])
def test_it_stands_in_the_document_for_analysts(construct):
    assert f"| {construct} |" in (settings.BASE_DIR / "docs" / "screening.md").read_text(encoding="utf-8")


def test_all_of_it_is_named_at_once():
    several = (LATER, UPLIFT, AT_TIMES)
    with pytest.raises(Unsayable) as raised:
        compile_plan(ruleset([AGE, MONTHS, DAY, OTHER], *several), TODAY)
    assert {code for code, _ in raised.value.constructs} == {one.code for one in several}


@pytest.mark.parametrize("one", [UPLIFT, LATER, AT_TIMES, PART_CERTAIN])
def test_what_does_not_go_by_it_is_said_all_the_same(one):
    assert compile_plan(
        ruleset([AGE, MONTHS, DAY, OTHER], policy("fine"), one),
        TODAY,
        wanted={"status", "first_day", "last_day", "state"},
    )


def test_what_is_not_among_the_policies_is_in_nobodys_way():
    assert compile_plan(ruleset([AGE, MONTHS, DAY, OTHER], policy("fine"), UPLIFT), TODAY, among=["fine"])


def test_what_excludes_one_another_in_too_many_ways_is_named():
    """Of a ring each excludes six others."""
    codes = [f"p{number}" for number in range(40)]
    ring = [policy(code, excludes=tuple(codes[number - on] for on in (1, 6, 13))) for number, code in enumerate(codes)]
    for wanted in ({"chosen"}, {"best"}):
        with pytest.raises(Unsayable) as raised:
            compile_plan(ruleset([AGE, MONTHS, DAY, OTHER], policy("fine"), *ring), TODAY, wanted=wanted)
        assert raised.value.constructs == [(code, TOO_MANY) for code in codes]


def test_several_that_top_up_to_the_same_are_named_where_that_has_rivals():
    several = [policy(code, tops_up=("fine",)) for code in ("one", "two")]
    rival = policy("rival", excludes=("fine",))
    with pytest.raises(Unsayable) as raised:
        compile_plan(ruleset([AGE], policy("fine"), rival, *several), TODAY, wanted={"best"})
    assert raised.value.constructs == [(code, SHARED) for code in ("one", "two")]


def test_more_years_than_a_life_has_are_named():
    for_ages = replace(THOUSAND, once=None, recurring=Recurring(Part(1), "year", 600), counted_from="day")
    several = policy("fine", award=for_ages), policy("tops-up", award=for_ages, tops_up=("fine",))
    with pytest.raises(Unsayable) as raised:
        compile_plan(ruleset([DAY], *several), TODAY)
    assert raised.value.constructs == [("tops-up", TOO_MANY_YEARS)]


@pytest.mark.parametrize("wanted", [{"best"}, {"chosen"}, {"best", "chosen"}])
def test_of_the_best_set_alone_it_is_named_too(wanted):
    """Also of what others top up to."""
    with pytest.raises(Unsayable) as raised:
        compile_plan(ruleset([AGE], UPLIFT, policy("above", tops_up=("uplift",))), TODAY, wanted=wanted)
    assert raised.value.constructs == [("uplift", "an uplift that changes more than an amount")]
