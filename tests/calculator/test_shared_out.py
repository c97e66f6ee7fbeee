"""Of what not everybody gets who fits nothing is certain: a limited number of places, one of a couple only."""

import pytest

from policies.calculator.payments import by_year, payments
from policies.calculator.ruleset import Award, Basis, Part, Recurring
from policies.catalogue.words import awards
from tests.calculator.build import check, policy, question, ruleset

SURE = question("sure", "bool")
EITHER = pytest.mark.parametrize("open_", [{"limited": True}, {"one_of_couple": True}])


def cash(amount, basis=Basis.FIXED):
    return Award("cash", once=Part(amount, basis))


def yearly(amount, count):
    return Award("cash", recurring=Recurring(Part(amount), "year", count))


def best(*policies, received=()):
    return check(ruleset([SURE], *policies), received=received).best


@EITHER
def test_it_is_in_the_sum_and_not_in_what_is_certain(open_):
    found = best(policy("a", award=cash(1000)), policy("b", award=cash(600), **open_))
    assert (found.total, found.within, found.certain, found.low, found.high) == (1600, 1600, 1000, 1000, 1600)
    assert (found.upper, found.limited, found.couple) == (0, *((600, 0) if "limited" in open_ else (0, 600)))


@EITHER
def test_no_year_counts_it_as_certain(open_):
    result = check(ruleset([SURE], policy("b", award=yearly(600, 2), **open_))).by_code["b"]
    assert [(year.low, year.up_to, year.later) for year in by_year(payments([result]))] == [(0, 600, 0), (0, 600, 0)]


@EITHER
def test_what_is_had_already_is_certain(open_):
    rules = ruleset([SURE], policy("b", award=yearly(600, 3), **open_))
    found = check(rules, received={"b": 1}).best
    assert (found.within, found.certain, found.limited, found.couple) == (1200, 1200, 0, 0)


@EITHER
def test_it_is_chosen_by_what_it_pays_and_its_rival_is_undecided(open_):
    found = best(policy("a", award=cash(500), group="g"), policy("b", award=cash(600), group="g", **open_))
    assert found.policies == ("b",)
    reason = "limited" if "limited" in open_ else "couple"
    assert [(one.code, one.chosen, one.reason) for one in found.undecided] == [("a", "b", reason)]


@EITHER
def test_what_is_certain_and_more_is_chosen_without_a_doubt(open_):
    found = best(policy("a", award=cash(700), group="g"), policy("b", award=cash(600), group="g", **open_))
    assert (found.policies, found.undecided, found.certain) == (("a",), (), 700)


def test_what_is_both_is_counted_once():
    found = best(policy("b", award=cash(600), limited=True, one_of_couple=True))
    assert (found.within, found.certain, found.limited, found.couple) == (600, 0, 600, 0)


def test_an_upper_bound_beside_it_is_told_apart():
    found = best(policy("a", award=cash(100, Basis.UP_TO)), policy("b", award=cash(600), limited=True))
    assert (found.within, found.certain, found.upper, found.limited) == (700, 0, 100, 600)


@EITHER
def test_what_is_certain_of_an_amount_that_is_not_known_is_not_what_it_is_at_most(open_):
    """Neither the sum nor a year counts it."""
    award = Award("cash", Part(600), Recurring(Part(None, Basis.UNSPECIFIED), "year", 2))
    assessment = check(ruleset([SURE], policy("b", award=award, **open_)))
    assert (assessment.best.limited, assessment.best.couple, payments(assessment.results)) == (0, 0, [])


@EITHER
def test_what_requires_it_is_no_more_certain(open_):
    rules = ruleset(
        [SURE],
        policy("a", award=cash(500), **open_),
        policy("b", award=cash(300), requires=("a",)),
        policy("c", award=cash(20), requires=("b",)),
    )
    assessment = check(rules)
    found = assessment.best
    assert (found.within, found.certain, found.low) == (820, 0, 0)
    assert (found.limited, found.couple) == ((820, 0) if "limited" in open_ else (0, 820))
    assert [(year.low, year.up_to) for year in by_year(payments(assessment.results))] == [(0, 820)]
    had = check(rules, received=("a",)).best
    assert (had.certain, had.limited, had.couple) == (320, 0, 0)


def said(*policies):
    return str(awards.total(best(*policies)))


@EITHER
def test_of_a_bound_the_headline_says_that_it_is_one(open_):
    why = "名额有限，不一定领得到" if "limited" in open_ else "夫妻只能由一方领"
    sure, fixed = policy("s", award=cash(100)), policy("f", award=cash(70), **open_)
    most, least = (policy(basis, award=cash(500, basis), **open_) for basis in (Basis.UP_TO, Basis.AT_LEAST))
    assert said(sure, fixed) == f"至少 100 元，另有 70 元{why}"
    assert said(sure, most) == f"至少 100 元，另有至多 500 元{why}"
    assert said(sure, least) == f"至少 100 元，另有至少 500 元{why}"
    assert said(sure, most, fixed) == f"至少 100 元，另有 70 元、至多 500 元{why}"
    assert said(most) == f"至多 500 元，其中至多 500 元{why}"
    # Neither 至多, as it may be more, nor 至少, as it may be nothing.
    assert said(least) == f"500 元，其中至少 500 元{why}"


def test_the_total_is_no_less_than_what_is_certain():
    """600 and something that was not published: the total has the 600 too."""
    half = policy("a", award=Award("cash", Part(600), Recurring(Part(None, Basis.UNSPECIFIED), "year", 2)))
    found = best(half, policy("b", award=cash(100)))
    assert (found.total, found.within, found.certain, found.low, found.high) == (700, 700, 700, 700, None)
