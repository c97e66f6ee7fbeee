"""差额补足: of two benefits the higher counts, and the one that tops up pays only what is missing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator.best_set import as_had, own_part
from policies.calculator.payments import by_year, payments
from policies.calculator.ruleset import Award, Basis, Part, Recurring
from policies.catalogue.words import relations
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


def sure_of(found):
    return found.total, found.within, found.certain, found.low, found.high, found.upper, found.limited


@pytest.mark.parametrize(
    ("base", "top", "expected"),
    [
        # Whatever the base comes to, together they come to the higher.
        (policy("base", award=cash(500, Basis.UP_TO)), cash(800), (800, 800, 800, 800, 800, 0, 0)),
        (policy("base", award=cash(1000, Basis.UP_TO)), cash(800), (1000, 1000, 800, 800, 1000, 200, 0)),
        (policy("base", award=cash(500, Basis.AT_LEAST)), cash(800), (800, 800, 800, 800, None, 0, 0)),
        (policy("base", award=cash(None)), cash(800), (800, 800, 800, 800, None, 0, 0)),
        (policy("base", award=cash(500), limited=True), cash(800), (800, 800, 800, 800, 800, 0, 0)),
        (policy("base", award=cash(1000), limited=True), cash(800), (1000, 1000, 800, 800, 1000, 0, 200)),
        (
            policy("base", award=Award("cash", Part(200), Recurring(Part(None), "year", 2)), limited=True),
            cash(800),
            (800, 800, 800, 800, None, 0, 0),
        ),
        # What is certain of neither is certain of both no more.
        (policy("base", award=cash(500, Basis.UP_TO)), cash(800, Basis.UP_TO), (800, 800, 0, 0, 800, 800, 0)),
        (policy("base", award=cash(500)), cash(800, Basis.UP_TO), (800, 800, 500, 500, 800, 300, 0)),
    ],
)
def test_together_they_are_bounded_as_the_higher_is(base, top, expected):
    assessment = found(base, policy("top", award=top, tops_up=("base",)))
    assert sure_of(assessment.best) == expected


@pytest.mark.parametrize(
    ("base", "sentence", "missing"),
    [
        (cash(500, Basis.UP_TO), "这一项只补差额，补多少要看那边实际发多少，合计 800 元。", "补差额至少 300 元"),
        (cash(1000, Basis.UP_TO), "补多少要看那边实际发多少，合计至少 800 元。", "补差额至多 800 元"),
        (cash(500, Basis.AT_LEAST), "补多少要看那边实际发多少，合计至少 800 元。", "补差额至多 300 元"),
        (cash(None), "补多少要看那边实际发多少，合计至少 800 元。", "补差额至多 800 元"),
        (cash(500), "“甲”发 500 元，这一项补差额 300 元，合计 800 元。", "补差额 300 元"),
    ],
)
def test_what_is_said_of_both_together(base, sentence, missing):
    top = beside(found(policy("base", award=base), policy("top", award=cash(800), tops_up=("base",))))
    assert relations.topped(top, ["甲"]).endswith(sentence)
    assert relations.missing(top) == missing


def test_of_a_base_that_not_everybody_gets_no_difference_is_said_for_certain():
    base = policy("base", award=cash(500), limited=True)
    top = beside(found(base, policy("top", award=cash(800), tops_up=("base",))))
    assert relations.topped(top, ["甲"]).endswith("补多少要看那边实际发多少，合计 800 元。")
    assert relations.missing(top) == "补差额至少 300 元"


def test_what_two_top_up_to_makes_good_for_one_of_them_only():
    """800 and 1,000 less by up to 500 each, and these 500 once: no less than 800 + 1,000 - 500."""
    tops = [policy(code, award=cash(amount), tops_up=("base",)) for code, amount in (("a", 800), ("b", 1000))]
    best = found(policy("base", award=cash(500, Basis.UP_TO)), *tops).best
    assert (best.certain, best.low, best.high) == (1300, 1300, 1800)


def test_an_uncertain_base_for_a_firm_leaves_what_tops_up_alone():
    firm = policy("base", award=replace(cash(500, Basis.UP_TO), payee="firm"))
    assessment = found(firm, policy("top", award=cash(800), tops_up=("base",)))
    own = own_part(assessment.best, assessment.by_code)
    assert (own.within, own.certain, own.low, own.high) == (300, 300, 300, 800)


def test_the_rest_of_what_is_had_counts_as_a_whole():
    """Of 3,000 a third is still to come; nothing is missing to 3,000."""
    top = policy("top", award=cash(3000), tops_up=("base",))
    best = check(ruleset([SURE], policy("base", award=yearly(1000, 3)), top), received={"base": 2}).best
    assert (best.within, best.low, best.high) == (1000, 1000, 1000)


@pytest.mark.parametrize(
    ("base", "top", "years"),
    [
        (cash(500, Basis.UP_TO), cash(800), [(800, 0)]),
        (cash(1000, Basis.UP_TO), cash(800), [(800, 200)]),
        # In which year the second half of the base is paid is known, how much it is not.
        (Award("cash", recurring=Recurring(Part(300, Basis.UP_TO), "year", 2)), cash(800), [(500, 0), (0, 300)]),
        (cash(None), cash(800), [(0, 800)]),
    ],
)
def test_no_year_is_bounded_wider_either(base, top, years):
    assessment = found(policy("base", award=base), policy("top", award=top, tops_up=("base",)))
    paid = by_year(payments([assessment.by_code["base"], beside(assessment)]))
    assert [(year.low, year.up_to) for year in paid] == years


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


uncertain = st.builds(cash, st.integers(0, 3000), st.sampled_from([Basis.FIXED, Basis.UP_TO]))


@examples(500)
@given(st.lists(uncertain, min_size=1, max_size=2), amounts, st.booleans(), st.data())
def test_whatever_the_bases_come_to_the_sum_is_within_its_bounds(bases, top, limited, data):
    """And both bounds are reached."""
    codes = [f"b{place}" for place in range(len(bases))]
    several = [policy(code, award=award, limited=limited) for code, award in zip(codes, bases, strict=True)]
    best = found(*several, policy("top", award=top, tops_up=tuple(codes))).best
    most = [award.once.amount for award in bases]
    least = [
        most_ if award.once.basis is Basis.FIXED and not limited else 0
        for most_, award in zip(most, bases, strict=True)
    ]
    assert (best.low, best.high) == (max(sum(least), top.once.amount), max(sum(most), top.once.amount))
    assert (best.certain, best.within, best.total) == (best.low, best.high, best.high)
    paid = [data.draw(st.integers(low, high)) for low, high in zip(least, most, strict=True)]
    certain = found(
        *(policy(code, award=cash(amount)) for code, amount in zip(codes, paid, strict=True)),
        policy("top", award=top, tops_up=tuple(codes)),
    ).best
    assert best.certain <= certain.within <= best.within
