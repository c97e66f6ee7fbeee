from datetime import date

import pytest

from policies.calculator.ruleset import Award, Basis, Part, Recurring, State
from tests.calculator.build import OPEN, all_of, check, need, policy, question, ruleset

SURE = question("sure", "bool")
SOON = question("since", "date")


def cash(amount, basis=Basis.FIXED):
    return Award("cash", once=Part(amount, basis))


def best(*policies, answers=None, received=()):
    return check(ruleset([SURE, SOON], *policies), answers, received=received).best


def in_group(code, award, **more):
    return policy(code, award=award, group="g", **more)


def test_the_highest_total_of_a_group_is_chosen_and_the_rest_named():
    found = best(in_group("a", cash(18000)), in_group("b", cash(43416)), policy("c", award=cash(2400)))
    assert (found.total, found.policies) == (45816, ("b", "c"))
    assert [(left.code, left.chosen, left.less) for left in found.left_out] == [("a", "b", 25416)]
    assert found.undecided == ()


def test_equal_totals_are_decided_by_worth_then_by_order():
    services = [
        in_group("a", Award("service")),
        in_group("b", Award("service", worth=5)),
        in_group("c", Award("service")),
    ]
    assert best(*services).policies == ("b",)
    assert best(services[0], services[2]).policies == ("a",)


def test_bounds_add_up_apart():
    found = best(policy("a", award=cash(3000, Basis.UP_TO)), policy("b", award=cash(2400)))
    assert (found.total, found.low, found.high) == (5400, 2400, 5400)
    assert best(policy("a", award=cash(100, Basis.AT_LEAST))).high is None
    assert best(policy("a", award=cash(None)), policy("b", award=cash(7))).total == 7


def test_discounts_are_summed_apart_and_loans_and_services_not_at_all():
    found = best(
        policy("a", award=Award("discount", once=Part(297000))),
        policy("b", award=Award("loan", worth=300000)),
        policy("c", award=Award("reimbursement", once=Part(200))),
    )
    assert (found.total, found.low, found.high, found.discount) == (200, 200, 200, 297000)


@pytest.mark.parametrize(
    ("rival", "answers", "reason"),
    [
        pytest.param(in_group("r", cash(None)), {}, "unspecified", id="unpublished"),
        pytest.param(in_group("r", cash(900, Basis.AT_LEAST)), {}, "at_least", id="at-least"),
        pytest.param(
            in_group("r", cash(2000), requirements=all_of(need("sure", "is", True))),
            {},
            "unknown",
            id="eligible-or-not",
        ),
        pytest.param(
            in_group("r", cash(2000), requirements=all_of(need("since", "months_since_at_least", 12))),
            {"since": date(2026, 1, 1)},
            "upcoming",
            id="from-a-later-day",
        ),
    ],
)
def test_a_rival_that_may_be_worth_more_is_undecided(rival, answers, reason):
    found = best(in_group("chosen", cash(1000)), rival, answers=answers)
    assert [(one.code, one.chosen, one.reason) for one in found.undecided] == [("r", "chosen", reason)]


def test_a_rival_beats_a_mere_upper_bound():
    found = best(in_group("chosen", cash(1000, Basis.UP_TO)), in_group("r", cash(900)))
    assert [(one.code, one.reason) for one in found.undecided] == [("r", "up_to")]


def test_a_rival_that_cannot_be_more_is_not_undecided():
    needs = all_of(need("sure", "is", True))
    assert best(in_group("chosen", cash(1000)), in_group("r", cash(1000), requirements=needs)).undecided == ()


def test_what_is_received_occupies_its_group_and_adds_nothing():
    found = best(in_group("a", cash(18000)), in_group("b", cash(43416)), policy("c", award=cash(2400)), received=["a"])
    assert (found.total, found.policies) == (2400, ("a", "c"))
    assert [(left.code, left.chosen, left.less) for left in found.left_out] == [("b", "a", None)]


def test_a_spent_budget_is_outside_the_best_set():
    spent = in_group("a", cash(18000), state=State.BUDGET_SPENT)
    found = best(spent, in_group("b", cash(100)), policy("c", award=cash(5), window=OPEN, state=State.BUDGET_SPENT))
    assert (found.total, found.policies, found.left_out, found.undecided) == (100, ("b",), (), ())


def yearly(amount, count):
    return Award("cash", recurring=Recurring(Part(amount), "year", count))


# Eligible until 2027-03-10.
ENDING = all_of(need("since", "months_since_at_most", 48))
WORKS_SINCE = {"since": date(2023, 3, 10)}


def test_a_payment_after_the_end_of_the_right_does_not_count():
    found = best(policy("rent", award=yearly(6000, 3), requirements=ENDING), answers=WORKS_SINCE)
    assert (found.total, found.within, found.certain, found.low) == (18000, 6000, 6000, 18000)


def test_a_rival_without_an_end_is_chosen_over_more_that_ends():
    found = best(
        in_group("ending", yearly(6000, 3), requirements=ENDING), in_group("lasting", cash(9000)), answers=WORKS_SINCE
    )
    assert (found.policies, found.within, found.total) == (("lasting",), 9000, 9000)
    assert [(left.code, left.less) for left in found.left_out] == [("ending", 3000)]
    assert [(one.code, one.reason) for one in found.undecided] == [("ending", "ends")]


def test_of_as_much_within_the_right_the_higher_total_is_chosen():
    ending = in_group("ending", yearly(6000, 3), requirements=ENDING)
    assert best(in_group("lasting", cash(6000)), ending, answers=WORKS_SINCE).policies == ("ending",)


def test_what_is_chosen_is_compared_by_what_it_pays_before_it_ends():
    """18,000 at face value, but a rival of whom nothing is known yet may come to more than the 6,000 until the end."""
    rival = in_group("rival", cash(9000), requirements=all_of(need("sure", "is", True)))
    found = best(in_group("ending", yearly(6000, 3), requirements=ENDING), rival, answers=WORKS_SINCE)
    assert [(one.code, one.reason) for one in found.undecided] == [("rival", "unknown")]


@pytest.mark.parametrize(("least", "chosen"), [(600, "a"), (601, "b")])
def test_of_what_has_no_total_counts_what_is_certain(least, chosen):
    """It is chosen where that alone is more than its rival, and then there is no doubt."""
    open_end = Award("cash", Part(least), Recurring(Part(None, Basis.UNSPECIFIED), "year", 2))
    rules = ruleset([], policy("a", award=Award("cash", Part(600)), group="g"), policy("b", award=open_end, group="g"))
    best = check(rules).best
    assert (best.policies, bool(best.undecided)) == ((chosen,), chosen == "a")
