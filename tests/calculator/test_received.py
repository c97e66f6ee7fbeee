"""What was received for some years is not received for ever: the rest still comes, if the right lasts."""

from datetime import date

import pytest

from policies.calculator.due import longest
from policies.calculator.ruleset import Award, Basis, Part, Recurring, State
from tests.calculator.build import all_of, check, need, policy, question, ruleset

RENT = Award("cash", recurring=Recurring(Part(6000), "year", 3))
BOUGHT, SINCE = question("bought", "date"), question("since", "date")


def found(award=RENT, received=None, answers=None, **more):
    rules = ruleset([BOUGHT, SINCE], policy("rent", award=award, group="g", **more), policy("rival", group="g"))
    assessment = check(rules, answers, received={"rent": received})
    return assessment.by_code["rent"], assessment.best


@pytest.mark.parametrize(("years", "left"), [(None, 0), (0, 18000), (1, 12000), (2, 6000), (3, 0)])
def test_what_is_left_counts_in_the_sum_and_the_group_stays_taken(years, left):
    _, best = found(received=years)
    assert (best.total, best.within, best.certain, best.low, best.high) == (left, left, left, left, left)
    assert best.policies == ("rent",)
    assert [(one.code, one.less) for one in best.left_out] == [("rival", None)]


def test_the_face_value_stays_what_it_is():
    rent, _ = found(received=2)
    assert (rent.award.total, rent.left, rent.within) == (18000, (6000, 6000, 6000), 6000)
    assert [due.day for due in rent.dues] == [date(2026, 11, 22)]


def test_only_what_falls_due_before_the_end_counts():
    ends = {"requirements": all_of(need("since", "months_since_at_most", 48)), "answers": {"since": date(2023, 3, 10)}}
    assert found(received=1, **ends)[1].within == 6000
    assert found(received=1, **ends)[1].total == 12000


def test_what_is_counted_from_an_event_keeps_its_days():
    award = Award("cash", once=Part(20000), recurring=Recurring(Part(8000), "year", 4), counted_from="bought")
    rent, best = found(award, received=2, answers={"bought": date(2024, 5, 18)})
    assert [(due.day, due.face) for due in rent.dues] == [(date(2026, 5, 18), 8000), (date(2027, 5, 18), 8000)]
    assert best.within == 16000


def test_a_cap_has_been_used_up_by_what_was_paid():
    rent, _ = found(Award("cash", recurring=Recurring(Part(6000), "year", 3), cap=15000), received=2)
    assert rent.within == 3000


def test_without_a_limit_there_is_always_another_year():
    rent, _ = found(Award("cash", recurring=Recurring(Part(500), "year")), received=7)
    assert rent.within == 500


def test_an_upper_bound_stays_one():
    _, best = found(Award("cash", recurring=Recurring(Part(6000, Basis.UP_TO), "year", 3)), received=1)
    assert (best.within, best.certain, best.high) == (12000, 0, 12000)


@pytest.mark.parametrize(
    "more",
    [
        {"state": State.BUDGET_SPENT},
        {"requirements": all_of(need("since", "months_since_at_most", 12)), "answers": {"since": date(2020, 1, 1)}},
    ],
)
def test_nothing_is_left_of_what_cannot_be_had_now(more):
    assert found(received=1, **more)[1].total == 0


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        (RENT, (3, "year")),
        (Award("cash", recurring=Recurring(Part(100), "month")), (1200, "month")),
        (Award("cash", once=Part(5)), None),
        (Award("cash", recurring=Recurring(Part(5), "year", 1)), None),
        (Award("service", recurring=Recurring(Part(5), "year", 3)), None),
    ],
)
def test_of_what_comes_again_it_can_be_asked_how_often_it_came(award, expected):
    assert longest(policy(award=award)) == expected
