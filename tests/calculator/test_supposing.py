"""What would be otherwise if a fact were: the same as an assessment from nothing, and told once, on the right side."""

from datetime import date

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from policies.calculator import Facts
from policies.calculator.prospects import Prospects
from policies.calculator.ruleset import ApplicationWindow, Award, Part, Window
from policies.calculator.supposing import Supposing
from policies.calculator.supposition import Supposition
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.calculator.related import related_rulesets
from tests.calculator.strategies import dated_policies, persons, rulesets
from tests.calculator.test_properties import examples, shown

received = st.sets(st.sampled_from(["p0", "p1", "p2"]), max_size=1)
any_rules = st.one_of(rulesets(), rulesets(kind=dated_policies), related_rulesets(most=4))
# All that may be told of one policy.
LISTS = ("won", "lost", "changed", "later", "no_longer", "unsettled", "opened", "ruled_out")


def supposing(rules, answers, received=(), preferred=()):
    return Supposing(rules, check(rules, answers, received=received), preferred)


def told(supposition):
    return {name: {one.code for one in getattr(supposition, name)} for name in LISTS}


@examples(600)
@given(any_rules, persons(), persons(), st.data())
def test_what_is_supposed_is_an_assessment_from_nothing(rules, answers, others, data):
    """Of a few facts, and of a wholly other person."""
    some = data.draw(
        st.sets(st.sampled_from(sorted({*answers, *others})), max_size=2) if answers or others else st.just(set())
    )
    had = data.draw(received) & {policy.code for policy in rules.policies}
    after = {key: value for key, value in answers.items() if key not in some}
    after |= {key: others[key] for key in some if key in others}
    for now in (after, others):
        note(f"{answers=} {now=}")
        expected = check(rules, now, received=had)
        found = supposing(rules, answers, had).assessed(Facts.resolve(rules, now, TODAY))
        assert shown(found) == shown(expected)
        assert found.relevant_questions == expected.relevant_questions
        assert [one.application for one in found.results] == [one.application for one in expected.results]
        assert Prospects(found).outlooks == Prospects(expected).outlooks
        assert Prospects(found).in_all == Prospects(expected).in_all
        for one in expected.results:
            assert Prospects(found).missing(one.code) == one.missing


@examples(400)
@given(any_rules, persons(), persons())
def test_each_policy_is_told_once_and_the_other_way_round_on_the_other_side(rules, answers, others):
    there = supposing(rules, answers).answered(Facts.resolve(rules, others, TODAY))
    back = Supposition(there.after, there.before)
    forth, returned = told(there), told(back)
    codes = [code for several in forth.values() for code in several]
    assert len(codes) == len(set(codes))
    untold = [one for one in there.consequences if one.code not in codes]
    assert all({one.was, one.will} == {"none", "gives_way"} for one in untold)
    had = {code for code, outlook in there.after.outlooks.items() if outlook == "had"}
    assert forth["won"] == returned["lost"] | returned["unsettled"] & had
    sums = [(one.whole.today, one.whole.in_all) for one in (there.before, there.after)]
    assert there.brings == tuple(then.more_than(now) for now, then in zip(*sums, strict=True))
    was, then = (one.whole.replaced for one in (there.before, there.after))
    assert was ^ then <= set(there.replaced) <= was | then
    for one in there.consequences:
        assert (one.was, one.will) == (there.before.outlooks[one.code], there.after.outlooks[one.code])
    assert forth["changed"] == returned["changed"]
    assert forth["opened"] == returned["ruled_out"]
    assert [(-one.certain, -one.unsure) for one in there.brings] == list(back.brings)


WORK = question("work", "choice", choices=("firm", "own", "none"))
FIRM = need("work", "is", "firm")
OWN = need("work", "is", "own")
MONTHS = question("months", "months", grows_if=all_of(FIRM))
BIG = question("big", "bool", asked_if=all_of(OWN), implied=False)
QUESTIONS = (WORK, MONTHS, BIG)
ANSWERS = {"work": "firm", "months": 6}


def award(yuan):
    return Award("cash", once=Part(yuan))


@pytest.mark.parametrize(
    ("policies", "expected", "brings"),
    [
        pytest.param([policy("a", all_of(FIRM))], {"lost": {"a"}}, (-1000, -1000), id="lost-today"),
        pytest.param([policy("a", all_of(OWN))], {"won": {"a"}}, (1000, 1000), id="won-today"),
        pytest.param(
            [policy("a", all_of(FIRM, need("months", "at_least", 12)))],
            {"no_longer": {"a"}},
            (0, -1000),
            id="what-was-coming-comes-no-more",
        ),
        pytest.param(
            [policy("a", all_of(OWN), window=Window(date(2027, 3, 1)))],
            {"later": {"a"}},
            (0, 1000),
            id="opens-on-a-later-day",
        ),
        pytest.param(
            [policy("a", all_of(need("big", "is", True)))], {"opened": {"a"}}, (0, 0), id="hangs-on-a-follow-up"
        ),
        pytest.param(
            [policy("a", all_of(FIRM), group="g"), policy("b", award=award(400), group="g")],
            {"lost": {"a"}, "won": {"b"}},
            (-600, -600),
            id="the-rival-comes-in",
        ),
        pytest.param(
            [policy("a", group="g"), policy("b", all_of(OWN), award(1400), group="g")],
            {"lost": {"a"}, "won": {"b"}},
            (400, 400),
            id="the-rival-goes-out",
        ),
        pytest.param(
            [policy("a", group="g"), policy("b", all_of(OWN), award(1400), window=Window(date(2027, 3, 1)), group="g")],
            {"later": {"b"}},
            (0, 400),
            id="of-rivals-on-different-days-one-counts",
        ),
        pytest.param(
            [policy("a", all_of(need("work", "in", ("firm", "own"))))], {}, (0, 0), id="what-stays-is-not-told"
        ),
        pytest.param(
            [
                policy(
                    "a",
                    all_of(OWN),
                    application_windows=(ApplicationWindow(starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1)),),
                )
            ],
            {},
            (0, 0),
            id="nothing-that-nobody-can-apply-for",
        ),
    ],
)
def test_to_leave_the_firm(policies, expected, brings):
    rules = ruleset(QUESTIONS, *policies)
    found = supposing(rules, ANSWERS).answered(Facts.resolve(rules, {**ANSWERS, "work": "own"}, TODAY))
    assert {name: codes for name, codes in told(found).items() if codes} == expected
    assert tuple(one.certain for one in found.brings) == brings
    assert found.hangs_on == (("big",) if "opened" in expected else ())


def test_a_new_answer_that_leaves_open_what_was_certain_is_no_loss():
    rules = ruleset(QUESTIONS, policy("a", all_of(need("big", "is", False))))
    found = supposing(rules, ANSWERS).answered(Facts.resolve(rules, {**ANSWERS, "work": "own"}, TODAY))
    assert told(found)["unsettled"] == {"a"}
    assert not found.lost
    assert found.hangs_on == ("big",)


def test_what_was_received_stays_had_and_takes_its_place():
    rules = ruleset(QUESTIONS, policy("a", group="g"), policy("b", all_of(OWN), award(1400), group="g"))
    found = supposing(rules, ANSWERS, received={"a"}).answered(Facts.resolve(rules, {**ANSWERS, "work": "own"}, TODAY))
    assert not found.won
    assert not any(map(any, found.brings))


def test_the_day_on_which_it_ends_is_told():
    """Had both ways, and for another time."""
    started = question("started", "date")
    rules = ruleset([started], policy("a", all_of(need("started", "months_since_at_most", 12))))
    answers = {"started": date(2026, 3, 1)}
    found = supposing(rules, answers).answered(Facts.resolve(rules, {"started": date(2026, 9, 1)}, TODAY))
    (one,) = found.changed
    assert (one.before.eligible_until, one.after.eligible_until) == (date(2027, 3, 1), date(2027, 9, 1))


def test_what_the_visitor_chose_is_chosen_then_too():
    rules = ruleset(
        QUESTIONS, policy("a", group="g"), policy("b", award=award(400), group="g"), policy("c", all_of(OWN))
    )
    found = supposing(rules, ANSWERS, preferred={"b"}).answered(Facts.resolve(rules, {**ANSWERS, "work": "own"}, TODAY))
    assert told(found)["won"] == {"c"}
    assert found.after.best.policies == ("b", "c")
