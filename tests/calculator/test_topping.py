"""差额补足: of two benefits the higher counts, and the one that tops up pays only what is missing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator.best_set import as_had, own_part
from policies.calculator.payments import by_year, payments
from policies.calculator.ruleset import Award, Basis, Part, Recurring
from tests.calculator.build import check, policy, question, ruleset
from tests.calculator.test_properties import examples

SURE = question("sure", "bool")


def cash(amount, basis=Basis.FIXED):
    return Award("cash", once=Part(amount, basis))


def yearly(amount, count):
    return Award("cash", recurring=Recurring(Part(amount), "year", count))


def found(*policies, received=()):
    return check(ruleset([SURE], *policies), received=received)


def beside(assessment, code="top"):
    return as_had(assessment.by_code[code], assessment.best, assessment.by_code)


@pytest.mark.parametrize(("base", "top", "missing"), [(2000, 3000, 1000), (3000, 3000, 0), (4000, 3000, 0)])
def test_together_they_come_to_the_higher(base, top, missing):
    assessment = found(policy("base", award=cash(base)), policy("top", award=cash(top), tops_up=("base",)))
    assert assessment.best.policies == ("base", "top")
    assert (assessment.best.within, assessment.best.certain, assessment.best.low) == (max(base, top),) * 3
    assert beside(assessment).within == missing


def test_alone_it_pays_the_whole():
    rival = policy("rival", award=cash(9000), excludes=("base",))
    assessment = found(policy("base", award=cash(2000)), policy("top", award=cash(3000), tops_up=("base",)), rival)
    assert (assessment.best.policies, assessment.best.within) == (("top", "rival"), 12000)
    assert beside(assessment).within == 3000


def test_it_tops_up_to_several_together():
    bases = [policy("a", award=cash(1000)), policy("b", award=cash(1500))]
    assessment = found(*bases, policy("top", award=cash(3000), tops_up=("a", "b")))
    assert (assessment.best.within, beside(assessment).within) == (3000, 500)


def test_what_is_had_already_counts():
    top = policy("top", award=cash(3000), tops_up=("base",))
    assessment = found(policy("base", award=cash(2000)), top, received=["base"])
    assert (assessment.best.within, beside(assessment).within) == (1000, 1000)


def test_a_rival_is_chosen_by_what_is_still_paid():
    """Beside the base it is only worth 1,000, so 1,500 are more."""
    base = policy("base", award=cash(2000))
    top = policy("top", award=cash(3000), tops_up=("base",), group="g")
    assert found(base, top, policy("rival", award=cash(1500), group="g")).best.policies == ("base", "rival")
    assert found(base, top, policy("rival", award=cash(900), group="g")).best.policies == ("base", "top")


@pytest.mark.parametrize(
    ("base", "certain"), [(cash(2000, Basis.UP_TO), 1000), (cash(2000, Basis.AT_LEAST), 0), (cash(None), 0)]
)
def test_of_what_nobody_knows_exactly_no_difference_is_certain(base, certain):
    assessment = found(policy("base", award=base), policy("top", award=cash(3000), tops_up=("base",)))
    assert beside(assessment).certain_within == certain
    assert beside(assessment).left[2] == 3000 - assessment.by_code["base"].left[1]


def test_year_by_year_it_pays_what_the_other_does_not():
    assessment = found(policy("base", award=yearly(300, 1)), policy("top", award=yearly(500, 3), tops_up=("base",)))
    shown = [(one.year, one.yearly) for one in payments([beside(assessment)])]
    assert [amount for _, amount in shown] == [200, 500, 500]
    both = by_year(payments([assessment.by_code["base"], beside(assessment)]))
    assert [year.low for year in both] == [500, 500, 500]


def test_what_a_firm_gets_counts_and_is_no_part_of_ones_own_sum():
    firm = policy("base", award=replace(cash(2000), payee="firm"))
    assessment = found(firm, policy("top", award=cash(3000), tops_up=("base",)))
    assert own_part(assessment.best, assessment.by_code).within == 1000


amounts = st.builds(cash, st.integers(0, 3000))
over_years = st.builds(yearly, st.integers(0, 3000), st.integers(1, 4))


@examples(1000)
@given(amounts | over_years, amounts | over_years)
def test_the_sum_is_never_more_than_both_nor_less_than_either(base, top):
    assessment = found(policy("base", award=base), policy("top", award=top, tops_up=("base",)))
    alone = [assessment.by_code[code].within for code in ("base", "top")]
    assert assessment.best.within == max(alone)
    assert assessment.best.within == sum(
        year.most for year in by_year(payments([assessment.by_code["base"], beside(assessment)]))
    )
