"""差额补足 in a whole table: of what tops up and of what it tops up to the higher, year by year, whoever has what."""

from dataclasses import replace
from datetime import date

import pytest

from policies.calculator.calendar import Month
from policies.calculator.ruleset import Award, Basis, Part, Recurring
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.screening.comparing import assert_same, expected, table_of
from tests.screening.random_persons import RandomPerson

BASE, TOP, EVENT = question("base", "bool"), question("top", "bool"), question("event", "date")
NOBODY_HAS = RandomPerson(0, {"base": True, "top": True}, {})


def cash(amount, basis=Basis.FIXED):
    return Award("cash", once=Part(amount, basis))


def yearly(amount, count, basis=Basis.FIXED):
    return Award("cash", recurring=Recurring(Part(amount, basis), "year", count))


def base(award, **more):
    return policy("base", all_of(need("base", "is", True)), award=award, **more)


def top(award, tops_up=("base",), **more):
    return policy("top", all_of(need("top", "is", True)), award=award, tops_up=tops_up, **more)


def until(one, last):
    return replace(one, window=replace(one.window, ends_on=last))


def screened(policies, persons=(NOBODY_HAS,)):
    rules = ruleset([BASE, TOP, EVENT], *policies)
    found = compile_plan(rules, TODAY, wanted=EVERYTHING).apply(table_of(rules, persons)).to_dict(as_series=False)
    assert assert_same(rules, persons, expected(rules, persons, TODAY, TODAY, EVERYTHING), found)
    return found


SUMS = ("total", "within", "certain", "low", "high", "upper", "limited")


@pytest.mark.parametrize(
    ("below", "above", "sums"),
    [
        (cash(2000), cash(3000), (3000, 3000, 3000, 3000, 3000, 0, 0)),
        (cash(4000), cash(3000), (4000, 4000, 4000, 4000, 4000, 0, 0)),
        # Whatever the base comes to, together they come to the higher.
        (cash(500, Basis.UP_TO), cash(800), (800, 800, 800, 800, 800, 0, 0)),
        (cash(1000, Basis.UP_TO), cash(800), (1000, 1000, 800, 800, 1000, 200, 0)),
        (cash(500, Basis.AT_LEAST), cash(800), (800, 800, 800, 800, None, 0, 0)),
        (cash(None), cash(800), (800, 800, 800, 800, None, 0, 0)),
        (cash(500, Basis.UP_TO), cash(800, Basis.UP_TO), (800, 800, 0, 0, 800, 800, 0)),
        (cash(500), cash(800, Basis.UP_TO), (800, 800, 500, 500, 800, 300, 0)),
    ],
)
def test_together_they_come_to_the_higher(below, above, sums):
    found = screened([base(below), top(above)])
    assert tuple(found[f"best|{name}"][0] for name in SUMS) == sums


@pytest.mark.parametrize(("amount", "sums"), [(500, (800, 800, 800, 0)), (1000, (1000, 1000, 800, 200))])
def test_of_a_base_that_not_everybody_gets_nothing_is_certain(amount, sums):
    found = screened([base(cash(amount), limited=True), top(cash(800))])
    assert tuple(found[f"best|{name}"][0] for name in ("total", "within", "certain", "limited")) == sums


@pytest.mark.parametrize("last", [date(2027, 6, 30), date(2028, 12, 1), date(2029, 11, 21)])
@pytest.mark.parametrize(("below", "above"), [(yearly(300, 2), yearly(500, 4)), (yearly(900, 1), yearly(500, 4))])
def test_of_a_right_that_ends_only_the_years_until_then_are_made_good(below, above, last):
    """What is over one year is taken off the earliest of the others."""
    found = screened([base(below), until(top(above), last)])
    assert found["best|within"] < found["best|total"]
    screened([until(base(below), last), top(above)])
    screened([until(base(below), date(2027, 1, 15)), until(top(above), last)])


def test_what_was_had_counts_as_a_whole_and_what_is_not_had_does_not():
    persons = [
        NOBODY_HAS,
        RandomPerson(1, {"base": True, "top": True}, {"base": None}),
        RandomPerson(2, {"base": False, "top": True}, {"base": 2}),
        RandomPerson(3, {"base": True, "top": True}, {"base": 2}),
        RandomPerson(4, {"base": True, "top": True}, {"top": 1}),
        RandomPerson(5, {"base": False, "top": True}, {}),
        RandomPerson(6, {"top": True}, {}),
        RandomPerson(7, {"base": True}, {}),
    ]
    found = screened([base(yearly(1000, 3)), top(cash(3500))], persons)
    assert found["best|total"][:2] == [3500, 500]


def test_a_rival_is_chosen_by_what_is_still_paid():
    """Beside the base it is only worth 1,000, so 1,500 are more."""
    rivals = [base(cash(2000)), top(cash(3000), group="g")]
    for amount, chosen in ((1500, False), (900, True)):
        found = screened([*rivals, policy("rival", award=cash(amount), group="g")])
        assert found["top|chosen"] == [chosen]


def test_a_base_gives_way_where_what_tops_up_pays_the_whole():
    rival = policy("rival", award=cash(9000), excludes=("base",))
    found = screened([base(cash(2000)), top(cash(3000)), rival])
    assert (found["best|total"], found["base|chosen"]) == ([12000], [False])


def test_two_rivals_may_top_up_to_the_same():
    several = [
        base(cash(2000)),
        top(cash(3000), group="g"),
        policy("two", award=cash(3500), tops_up=("base",), group="g"),
    ]
    assert screened(several)["best|total"] == [3500]


@pytest.mark.parametrize(
    ("one", "two", "total"), [(3000, 3500, 4500), (3500, 3000, 4500), (1500, 1800, 2000), (3000, 3000, 4000)]
)
def test_of_two_that_top_up_to_the_same_the_base_goes_with_one(one, two, total):
    """With that of which the most is certain: what the other pays comes on top."""
    several = [base(cash(2000)), top(cash(one)), policy("two", award=cash(two), tops_up=("base",))]
    assert screened(several)["best|total"] == [total]


def test_of_two_over_several_bases_that_not_everybody_has():
    persons = [
        NOBODY_HAS,
        *(RandomPerson(number, {"base": number % 2 == 0, "top": number % 3 > 0}, {}) for number in range(1, 6)),
        *(RandomPerson(6 + number, {"base": True, "top": True}, {code: None}) for number, code in enumerate(ALL)),
        RandomPerson(10, {"top": True}, {}),
    ]
    several = [
        base(yearly(900, 3, Basis.UP_TO)),
        policy("other", award=cash(400), limited=True),
        top(yearly(1000, 2), tops_up=("base", "other")),
        policy("two", award=yearly(700, 4), tops_up=("base", "other")),
    ]
    screened(several, persons)
    screened([*several[:2], until(several[2], date(2027, 6, 30)), until(several[3], date(2028, 1, 1))], persons)


ALL = ("base", "other", "top", "two")


@pytest.mark.parametrize("count", [3, 40])
def test_both_may_count_from_days_that_may_be_any(count):
    """Each in the years of its own payments."""
    award = replace(yearly(300, count), counted_from="event")
    above = replace(yearly(500, count), counted_from="event")
    persons = [
        RandomPerson(number, {"base": True, "top": True, "event": day}, {})
        for number, day in enumerate([date(1990, 12, 31), date(2001, 1, 1), TODAY, date(2060, 2, 29), Month(2025, 12)])
    ]
    for several in ([base(award), top(above)], [until(base(award), date(2028, 6, 30)), until(top(above), LATE)]):
        screened(several, persons)


LATE = date(2030, 1, 1)


def test_a_base_that_is_required_and_one_that_is_no_money():
    service = policy("service", award=Award("service", worth=500))
    needs = policy("needs", award=cash(700), requires=("base",))
    found = screened([base(cash(2000)), service, needs, top(cash(3000), tops_up=("base", "needs", "service"))])
    assert found["best|total"] == [3000]


def test_what_it_tops_up_to_is_told_by_the_calculator_too():
    """That the comparison is of what it is meant to be."""
    best = check(ruleset([BASE, TOP], base(cash(2000)), top(cash(3000))), NOBODY_HAS.answers).best
    assert (best.policies, best.within) == (("base", "top"), 3000)
