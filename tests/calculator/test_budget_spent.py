"""Until the day on which the money is spent a policy is open; nothing is promised for that day or after it."""

from datetime import date, timedelta

import pytest

from policies.calculator.choosing import best_or_chosen
from policies.calculator.payments import by_year, payments
from policies.calculator.ruleset import Award, Part, Recurring, State, Window
from policies.calculator.worth import worths
from tests.calculator.build import OPEN, THOUSAND, TODAY, all_of, check, need, policy, question, ruleset

SPENT = TODAY + timedelta(10)
SURE, SINCE = question("sure", "bool"), question("since", "date")
YEARLY = Award("cash", recurring=Recurring(Part(6000), "year", 3))
AFTER_A_YEAR = all_of(need("since", "months_since_at_least", 12))


def spent(code="p", *, on=SPENT, **more):
    return policy(code, state=State.BUDGET_SPENT, spent_on=on, **more)


def checked(*policies, answers=None, on=TODAY):
    return check(ruleset([SURE, SINCE], *policies), answers, on=on)


@pytest.mark.parametrize(
    ("on", "state", "until", "codes"),
    [
        pytest.param(TODAY, "open", SPENT - timedelta(1), ("p",), id="before"),
        pytest.param(SPENT - timedelta(1), "open", SPENT - timedelta(1), ("p",), id="last-day"),
        pytest.param(SPENT, "budget_spent", None, (), id="that-day"),
        pytest.param(SPENT + timedelta(1), "budget_spent", None, (), id="after"),
    ],
)
def test_the_state_turns_on_its_day(on, state, until, codes):
    found = checked(spent(), on=on)
    result = found.by_code["p"]
    assert (result.status, result.state, result.eligible_until) == ("eligible", state, until)
    assert found.best.policies == codes
    assert found.best.total == 1000 * len(codes)
    assert result.ends_with_money is bool(codes)


def test_without_a_day_it_is_spent_already():
    found = checked(spent(on=None))
    assert (found.by_code["p"].state, found.best.policies) == ("budget_spent", ())


def test_a_day_beyond_the_horizon_ends_nothing_that_can_be_seen():
    result = checked(spent(on=date(2099, 1, 1))).by_code["p"]
    assert (result.state, result.eligible_until) == ("open", None)


def test_what_is_paid_after_the_money_is_spent_is_not_certain():
    found = checked(spent(on=date(2027, 6, 1), award=YEARLY))
    assert (found.best.total, found.best.within, found.best.certain) == (18000, 6000, 6000)
    years = by_year(payments(found.results))
    assert [(year.year, year.yearly, year.later) for year in years] == [
        (2026, 6000, 0),
        (2027, 0, 6000),
        (2028, 0, 6000),
    ]


def test_an_end_of_the_conditions_before_that_day_stays():
    ends = TODAY + timedelta(3)
    result = checked(spent(window=Window(date(2020, 1, 1), ends))).by_code["p"]
    assert (result.eligible_until, result.ends_with_money) == (ends, False)


@pytest.mark.parametrize(
    ("since", "state", "until"),
    [
        (SPENT - timedelta(1), "open", SPENT - timedelta(1)),
        (SPENT, "budget_spent", None),
    ],
)
def test_who_fits_on_a_later_day_has_it_only_while_there_is_money(since, state, until):
    result = checked(spent(window=Window(since))).by_code["p"]
    assert (result.status, result.state, result.eligible_from, result.eligible_until) == (
        "upcoming",
        state,
        since,
        until,
    )


def test_what_is_certain_too_late_but_possible_in_time_is_unknown():
    """Two ways: one that nobody has answered about, and one that certainly holds, but only after that day."""
    wanted = all_of(any_of=[((need("sure", "is", True),), AFTER_A_YEAR.required)])
    # It does not run yet today, so that today is a certain no.
    one = spent(requirements=wanted, window=Window(TODAY + timedelta(2)))
    since = {"since": date(2025, 12, 20)}
    result = checked(one, answers=since).by_code["p"]
    assert (result.status, result.state, result.missing) == ("unknown", "open", ("sure",))
    assert checked(one, answers=since | {"sure": False}).by_code["p"].state == "budget_spent"
    in_time = checked(one, answers=since | {"sure": True}).by_code["p"]
    assert (in_time.status, in_time.eligible_from) == ("upcoming", TODAY + timedelta(2))


def test_a_rival_that_fits_only_when_its_money_is_spent_is_none():
    rival = spent("late", group="g", award=YEARLY, window=Window(SPENT))
    assert checked(policy("now", group="g"), rival).best.undecided == ()
    in_time = spent("soon", group="g", award=YEARLY, window=Window(SPENT - timedelta(1)))
    assert [one.code for one in checked(policy("now", group="g"), in_time).best.undecided] == ["soon"]


def test_it_can_be_chosen_up_to_its_last_day():
    both = policy("more", group="g", award=YEARLY), spent("less", group="g", award=THOUSAND)
    assert best_or_chosen(checked(*both), ["less"]).policies == ("less",)
    assert best_or_chosen(checked(*both, on=SPENT), ["less"]).policies == ("more",)


def test_a_question_that_decides_only_after_the_money_is_spent_is_not_asked():
    """That it may end by an answer is of no matter where it ends before that."""
    one = policy("p", requirements=all_of(need("since", "months_since_at_most", 60)))
    assert checked(one).relevant_questions == ("since",)
    runs_out = spent(
        requirements=all_of(any_of=[((need("sure", "is", True),), (need("since", "months_since_at_most", 12),))])
    )
    since = {"since": TODAY - timedelta(300)}
    assert checked(runs_out, answers=since).relevant_questions == ()
    assert checked(
        spent(on=date(2027, 9, 1), requirements=runs_out.requirements), answers=since
    ).relevant_questions == ("sure",)


@pytest.mark.parametrize(("on", "most"), [(TODAY, {"sure": 1000}), (SPENT, {"sure": 0})])
def test_an_answer_is_worth_what_there_is_money_for(on, most):
    found = checked(spent(window=OPEN, requirements=all_of(need("sure", "is", True))), on=on)
    assert {key: worth.most for key, worth in worths(found, found.relevant_questions).items()} == most
