"""Policies in several groups, and such that exclude one another: the best of all combinations that are allowed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator import Verdict
from policies.calculator.best_set import best_set
from policies.calculator.choosing import best_or_chosen
from policies.calculator.combining import Combinations
from policies.calculator.related_set import best_of_related
from policies.calculator.ruleset import ApplicationWindow, Award, Basis, Part, State
from tests.calculator import oracle
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.calculator.related import allowed, as_had, paid, related_rulesets, sharing_a_base, worth
from tests.calculator.strategies import persons, rulesets
from tests.calculator.test_properties import check as check_drawn
from tests.calculator.test_properties import examples

SURE = question("sure", "bool")
IF_SURE = all_of(need("sure", "is", True))
marks = st.sets(st.sampled_from([f"p{n}" for n in range(6)]))


def cash(amount, basis=Basis.FIXED):
    return Award("cash", once=Part(amount, basis))


def result(*policies, received=(), answers=None):
    return check(ruleset([SURE], *policies), answers, received=received)


def test_a_policy_in_two_groups_gives_way_to_the_best_of_both_together():
    both = policy("both", award=cash(5000), group="g", also_in=("h",))
    found = result(policy("a", award=cash(3000), group="g"), both, policy("b", award=cash(2500), group="h")).best
    assert (found.policies, found.within) == (("a", "b"), 5500)
    assert [(one.code, one.chosen, one.others, one.less) for one in found.left_out] == [("both", "a", ("b",), 500)]


def test_it_is_taken_where_it_is_worth_more_than_both():
    both = policy("both", award=cash(6000), group="g", also_in=("h",))
    found = result(policy("a", award=cash(3000), group="g"), both, policy("b", award=cash(2500), group="h")).best
    assert found.policies == ("both",)
    # Whoever takes a instead can have b, too.
    assert [(one.code, one.chosen, one.less) for one in found.left_out] == [("a", "both", 500), ("b", "both", 500)]


def test_two_policies_exclude_each_other_whichever_says_so():
    for one, other in ((("b",), ()), ((), ("a",))):
        a, b = policy("a", award=cash(100), excludes=one), policy("b", award=cash(200), excludes=other)
        found = result(a, b, policy("c", award=cash(7))).best
        assert (found.policies, [left.code for left in found.left_out]) == (("b", "c"), ["a"])


def test_what_excludes_one_and_another_does_not_keep_those_two_apart():
    middle = policy("middle", award=cash(300), excludes=("a", "b"))
    found = result(policy("a", award=cash(200)), middle, policy("b", award=cash(200))).best
    assert (found.policies, found.left_out[0].less) == (("a", "b"), 100)


def test_what_is_received_shuts_out_whatever_it_excludes():
    a = policy("a", award=cash(100), group="g", also_in=("h",))
    b, c = policy("b", award=cash(900), group="h"), policy("c", award=cash(50), excludes=("b",))
    found = result(a, b, c, received=["a"]).best
    assert found.policies == ("a", "c")
    assert [(one.code, one.chosen, one.less) for one in found.left_out] == [("b", "a", None)]


def test_a_spent_or_planned_policy_stands_in_nobodys_way():
    spent = policy("spent", award=cash(900), excludes=("a",), state=State.BUDGET_SPENT)
    found = result(policy("a", award=cash(100)), spent).best
    assert (found.policies, found.left_out, found.undecided) == (("a",), (), ())


def test_a_doubtful_rival_is_neither_taken_nor_passed_over():
    rival = policy("rival", award=cash(150), requirements=IF_SURE, excludes=("a",))
    found = result(policy("a", award=cash(100)), rival).best
    assert found.policies == ("a",)
    assert [(one.code, one.chosen, one.reason) for one in found.undecided] == [("rival", "a", "unknown")]


def test_doubtful_rivals_may_come_to_more_together_than_what_stands_in_their_way():
    rivals = [policy(code, award=cash(600), requirements=IF_SURE, excludes=("a",)) for code in ("b", "c")]
    found = result(policy("a", award=cash(1000)), *rivals).best
    assert [(one.code, one.chosen, one.reason) for one in found.undecided] == [
        ("b", "a", "unknown"),
        ("c", "a", "unknown"),
    ]
    assert not result(policy("a", award=cash(1200)), *rivals).best.undecided


def test_a_certain_one_that_is_more_only_together_with_a_doubtful_one_says_so():
    certain = policy("b", award=cash(600), excludes=("a",))
    doubtful = policy("c", award=cash(600), requirements=IF_SURE, excludes=("a",))
    found = result(policy("a", award=cash(1000)), certain, doubtful).best
    assert [(one.code, one.reason) for one in found.undecided] == [("b", "together"), ("c", "unknown")]


@pytest.mark.parametrize(("chosen", "expected"), [("both", ("both",)), ("a", ("a", "b")), ("gone", ("a", "b"))])
def test_a_choice_of_ones_own_displaces_whatever_it_excludes(chosen, expected):
    both = policy("both", award=cash(5000), group="g", also_in=("h",))
    assessment = result(policy("a", award=cash(3000), group="g"), both, policy("b", award=cash(2500), group="h"))
    best = best_or_chosen(assessment, [chosen])
    assert best.policies == expected
    if chosen == "both":
        assert [(one.code, one.chosen, one.less) for one in best.left_out] == [("a", "both", -500), ("b", "both", -500)]
    else:
        assert best is assessment.best


def test_what_is_required_is_taken_with_it_where_both_are_worth_more():
    base, extra = policy("base", award=cash(100), group="g"), policy("extra", award=cash(900), requires=("base",))
    rival = policy("rival", award=cash(500), group="g")
    assert result(base, rival, extra).best.policies == ("base", "extra")
    found = result(base, policy("rival", award=cash(1200), group="g"), extra).best
    assert found.policies == ("rival",)
    assert [(one.code, one.chosen, one.less) for one in found.left_out] == [
        ("base", "rival", 200),
        ("extra", "rival", 200),
    ]


def test_what_requires_another_stands_no_better_than_that():
    base, extra = policy("base", requirements=IF_SURE), policy("extra", requires=("base",))
    for answers, status in (({"sure": True}, "eligible"), ({"sure": False}, "ineligible"), ({}, "unknown")):
        found = result(base, extra, answers=answers)
        assert found.by_code["extra"].status == status
        assert found.by_code["extra"].missing == (("sure",) if not answers else ())
        assert found.best.policies == (("base", "extra") if status == "eligible" else ())
    had = result(base, extra, answers={"sure": False}, received=["base"])
    assert had.by_code["extra"].status == "eligible"
    assert had.best.policies == ("base", "extra")


@pytest.mark.parametrize("state", [State.PLANNED, State.BUDGET_SPENT])
def test_what_nobody_can_come_to_any_more_is_required_in_vain_but_by_those_who_have_it(state):
    base, extra = policy("base", state=state), policy("extra", requires=("base",))
    assert result(base, extra).by_code["extra"].status == "ineligible"
    assert result(base, extra, received=["base"]).by_code["extra"].status == "eligible"


def test_what_requires_another_ends_with_its_money():
    base = policy("base", state=State.BUDGET_SPENT, spent_on=date(2027, 3, 1))
    found = result(base, policy("extra", requires=("base",))).by_code["extra"]
    assert (found.status, found.eligible_until) == ("eligible", date(2027, 2, 28))


def test_what_requires_one_that_requires_another_requires_both():
    chain = [policy("a", requirements=IF_SURE), policy("b", requires=("a",)), policy("c", requires=("b",))]
    assert result(*chain).by_code["c"].status == "unknown"
    assert result(*chain, received=["b"]).by_code["c"].status == "eligible"
    assert result(*chain, received=["a"]).best.policies == ("a", "b", "c")


def test_a_circle_is_had_by_nobody():
    both = policy("a", requires=("b",)), policy("b", requires=("a",))
    assert {one.status for one in result(*both).results} == {"ineligible"}


@examples(1000)
@given(related_rulesets(), persons(), marks)
def test_no_combination_that_is_allowed_is_worth_more(rules, answers, received):
    received &= {policy.code for policy in rules.policies}
    assessment = check_drawn(rules, answers, received=received)
    best = max(allowed(assessment.results), key=worth)
    new = [code for code in assessment.best.policies if code not in received]
    assert new == [one.code for one in best]
    assert assessment.best.within == paid(best) + sum(
        result.within or 0 for result in assessment.results if result.received and result.still_pays
    )


def test_a_base_of_two_is_left_out_for_a_rival_and_never_for_what_it_lowers():
    """With b and q 1700; q, t and u alone would be 2500, but nothing there excludes b."""
    several = [
        policy("b", award=cash(800), excludes=("o",)),
        policy("t", award=cash(1000), tops_up=("b",)),
        policy("u", award=cash(1000), tops_up=("b",)),
        policy("o", award=cash(100)),
        policy("q", award=cash(500), excludes=("o",)),
    ]
    found = result(*several).best
    assert (found.policies, found.within) == (("t", "u", "o"), 2100)
    assert [(one.code, one.chosen, one.less) for one in found.left_out] == [("b", "o", 400), ("q", "o", 400)]
    # Nor is what alone keeps it out changed for a rival that is worth as much.
    rival = policy("r", award=cash(100), excludes=("o",))
    assert result(*several[:4], rival).best.policies == ("t", "u", "o")


def test_what_lowers_one_by_more_than_it_is_worth_is_given_up_for_a_rival_alone():
    """As one does of which nobody knows how much it pays. Without b t is 10, but r excludes both."""
    t, b, r, q = 1, 2, 4, 8
    found = Combinations([10, 0, 1, 1], [r | q, r, t | b, t], counting=[b, 0, 0, 0], lowered=lambda place, counting: 3)
    assert found.best(t | b | r | q) == (3, t | b)


def test_a_base_of_which_nobody_knows_how_much_it_pays_is_not_left_out_for_what_it_makes_uncertain():
    """Beside b nobody knows how much t pays, without it 1000; yet b is excluded by r alone, which gives way to t."""
    base, rival = policy("b", award=cash(None)), policy("r", award=cash(100), excludes=("b",))
    found = result(base, policy("t", award=cash(1000), tops_up=("b",), excludes=("r",)), rival).best
    assert (found.policies, found.certain) == (("b", "t"), 1000)
    assert [(one.code, one.chosen, one.others) for one in found.left_out] == [("r", "t", ("b",))]


@examples(1000)
@given(sharing_a_base())
def test_nothing_is_given_up_that_nothing_excludes_whatever_it_lowers(rules):
    """Two that top up to the same one are both lowered by it, together by more than it pays."""
    assessment = check(rules)
    best = max(allowed(assessment.results), key=worth)
    assert assessment.best.policies == tuple(one.code for one in best)
    assert assessment.best.within == paid(best)
    assert {one.code for one in assessment.best.left_out} == set(assessment.by_code) - set(assessment.best.policies)
    for left in assessment.best.left_out:
        with_it = [one for one in allowed(assessment.results) if left.code in {result.code for result in one}]
        other = max(with_it, key=worth)
        if left.less is None:
            assert any(one.within is None for one in (*best, *other))
        else:
            assert left.less == worth(best)[0] - worth(other)[0]


@examples(500)
@given(rulesets(most=6), persons(), marks)
def test_with_groups_that_do_not_overlap_both_ways_of_looking_agree(rules, answers, received):
    received &= {policy.code for policy in rules.policies}
    assessment = check_drawn(rules, answers, received=received)
    assert assessment.relations.is_simple
    by_group, by_all = best_set(assessment.results), best_of_related(assessment.results, assessment.relations)
    assert replace(by_group, left_out=(), undecided=()) == replace(by_all, left_out=(), undecided=())
    assert set(by_group.left_out) == set(by_all.left_out)
    assert set(by_group.undecided) == set(by_all.undecided)


@examples(500)
@given(related_rulesets(), persons(), marks)
def test_what_is_left_out_is_compared_with_the_best_that_there_is_with_it(rules, answers, received):
    received &= {policy.code for policy in rules.policies}
    assessment = check_drawn(rules, answers, received=received)
    several = list(allowed(assessment.results))
    best = max(several, key=worth)
    for left in assessment.best.left_out:
        with_it = [one for one in several if left.code in {result.code for result in one}]
        if left.chosen in received:
            assert (with_it, left.less) == ([], None)
            continue
        other = max(with_it, key=worth)
        codes = {result.code for result in best} ^ {result.code for result in other}
        everything = any(policy.tops_up for policy in rules.policies)
        apart = {(at, r.code): r for at in (0, 1) for r in (best, other)[at] if r.code in codes or everything}
        unknown = any(result.within is None for result in apart.values())
        assert left.less == (None if unknown else worth(best)[0] - worth(other)[0])


@examples(500)
@given(related_rulesets(), persons())
def test_a_rival_is_undecided_exactly_where_a_combination_with_it_may_come_to_more(rules, answers):
    assessment = check_drawn(rules, answers)
    chosen = set(assessment.best.policies)
    possible = [r for r in assessment.results if r.status != "ineligible" and r.state == "open"]
    had = as_had([r for r in possible if r.code in chosen], [])
    certain = {r.code: r.certain_within for r in had}
    found = {one.code for one in assessment.best.undecided}
    for rival in possible:
        with_it = list(_with(rival, possible))
        if rival.code in chosen or any(chosen <= {one.code for one in several} for several in with_it) or not with_it:
            assert rival.code not in found
            continue
        # What has nothing to do with it comes to as much beside it as beside what is chosen.
        part = _having_to_do_with(rival, possible)
        most = max(
            sum(_most_beside(r, several, chosen, certain) for r in several if r.code in part) for several in with_it
        )
        assert (rival.code in found) is (most > sum(certain[code] for code in part & chosen))


def test_what_topped_up_to_the_chosen_one_counts_whole_beside_its_rival():
    base = policy("base", award=cash(500), excludes=("rival",))
    rival = policy("rival", award=cash(400), requirements=all_of(need("sure", "is", True)))
    found = result(base, rival, policy("top", award=cash(800), tops_up=("base",))).best
    assert (found.policies, found.certain) == (("base", "top"), 800)
    assert [(one.code, one.chosen, one.reason) for one in found.undecided] == [("rival", "base", "unknown")]


def _having_to_do_with(one, possible):
    """The codes of what excludes it, requires it, tops up to it or the other way round, directly or through others."""
    found, new = set(), [one]
    while new:
        found |= {each.code for each in new}
        new = [
            other
            for other in possible
            if other.code not in found and any(_are_related(other, each) for each in possible if each.code in found)
        ]
    return found


def _are_related(one, other):
    named = [{*each.policy.requires, *each.policy.tops_up} for each in (one, other)]
    return _excluded(one, [other]) or other.code in named[0] or one.code in named[1]


def _most_beside(one, several, chosen, certain):
    """Of what is chosen what is certain of it; of what tops up as much as is missing to the higher of both."""
    counting = [other for other in several if other.code in one.policy.tops_up]
    if one.code in chosen and {other.code for other in counting} == chosen.intersection(one.policy.tops_up):
        return certain[one.code]
    most = one.certain_within if one.code in chosen else _most(one)
    beside = sum(other.certain_within if other.code in chosen else _most(other) for other in counting)
    return max(most - beside, 0)


def _most(result):
    highs = [result.reckon(award).high for award in result.possible_awards]
    return 10**12 if None in highs else max(highs, default=0)


def _excluded(one, others):
    return any(oracle.exclude(one.policy, other.policy) for other in others)


def _with(rival, possible):
    others = [one for one in possible if one is not rival]
    for picks in range(1 << len(others)):
        several = [rival, *(one for place, one in enumerate(others) if picks >> place & 1)]
        together = {one.code for one in several}
        if not any(_excluded(one, several[place + 1 :]) for place, one in enumerate(several)) and all(
            together.issuperset(one.policy.requires) for one in several
        ):
            yield several


@examples(300)
@given(related_rulesets(most=3), persons(), marks)
def test_what_requires_another_stands_as_a_look_at_every_day_says(rules, answers, received):
    """Each is looked at with what it requires; what is had already is required no more."""
    received &= {policy.code for policy in rules.policies}
    for result in check_drawn(rules, answers, received=received).results:
        expected = oracle.outcome(rules, result.policy, answers, TODAY, TODAY, had=received)
        assert (result.status, result.eligible_from, result.eligible_until) == expected


def test_what_requires_something_that_cannot_be_applied_for_is_no_more_certain():
    over = ApplicationWindow(to_days=1, event="since")
    base = policy("base", application_windows=(over,))
    rules = ruleset([SURE, question("since", "date")], base, policy("extra", requires=("base",)), policy("c"))
    found = check(rules, {"since": date(2020, 1, 1)})
    assert (found.by_code["extra"].status, found.by_code["extra"].can_apply) == ("eligible", Verdict.NO)
    assert found.best.policies == ("c",)
    assert check(rules, {"since": date(2020, 1, 1)}, received=["base"]).best.policies == ("base", "extra", "c")
