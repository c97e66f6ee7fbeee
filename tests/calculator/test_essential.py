"""A question is asked if and only if some answer to it can still make a difference, where conditions have to do with
each other: the same one in two places, or several on one question."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policies.calculator import essential
from policies.calculator.ruleset import Award, Between, Part, Requirements, Tier
from policies.calculator.verdict import UNKNOWN, all_of, any_of
from tests.calculator import build
from tests.calculator.build import THOUSAND, check, need, policy, question, ruleset
from tests.calculator.test_properties import examples

QUESTIONS = (
    question("degree", "choice", choices=("school", "college", "master"), ordered=True),
    question("work", "choice", choices=("employed", "founder", "student")),
    question("new", "bool"),
    question("here", "bool"),
    question("points", "int"),
    question("deposit", "money"),
)
# Between them they meet every set of the conditions below.
DOMAINS = {
    "degree": ["school", "college", "master"],
    "work": ["employed", "founder", "student"],
    "new": [True, False],
    "here": [True, False],
    "points": [0, 4, 5, 6, 9, 10, 11],
    "deposit": [0, 5, 10, 12],
}
CONDITIONS = [
    need("degree", "is", "school"),
    need("degree", "at_least", "college"),
    need("degree", "at_most", "college"),
    need("degree", "at_least", "master"),
    need("work", "in", ("employed", "founder")),
    need("work", "is_not", "employed"),
    need("work", "is", "student"),
    need("new", "is", True),
    need("new", "is", False),
    need("here", "is", True),
    need("points", "at_least", 5),
    need("points", "at_least", 10),
    need("points", "less_than", 10),
    need("points", "between", Between(5, 9)),
    need("deposit", "more_than", 5),
    need("deposit", "at_most", 10),
]
one = st.sampled_from(CONDITIONS)
branch = st.lists(one, min_size=1, max_size=2).map(tuple)
any_of_several = st.lists(branch, min_size=2, max_size=3).map(tuple)
requirements = st.builds(
    Requirements, st.lists(one, max_size=2).map(tuple), st.lists(any_of_several, max_size=2).map(tuple)
)
tiers = st.lists(requirements, min_size=1, max_size=3).map(
    lambda several: tuple(Tier(f"t{n}", wanted, Award("cash", once=Part(100 - n))) for n, wanted in enumerate(several))
)
policies = st.one_of(
    st.builds(lambda wanted: policy("p", wanted, award=THOUSAND), requirements),
    st.builds(lambda wanted, several: policy("p", wanted, tiers=several, award=None), requirements, tiers),
)
known = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in DOMAINS.items()})


@examples(1500)
@given(policies, known)
def test_exactly_what_makes_a_difference_is_asked(wanted, answers):
    rules = ruleset(QUESTIONS, wanted)
    assessment = check(rules, answers)
    result = assessment.results[0]
    missing = [key for key in DOMAINS if key not in answers]
    ends = {}
    for values in product(*(DOMAINS[key] for key in missing)):
        done = check(rules, {**answers, **dict(zip(missing, values, strict=True))}).results[0]
        ends[values] = done.today
    assume(not _settled_without_showing(result.today, list(ends.values())))
    expected = {
        key
        for place, key in enumerate(missing)
        for values in ends
        for other in DOMAINS[key]
        if _shown(ends[values]) != _shown(ends[(*values[:place], other, *values[place + 1 :])])
    }
    assert set(assessment.relevant_questions) == expected


def _shown(standing):
    return standing.status, standing.tier if standing.status == "eligible" else None


def _settled_without_showing(today, ends):
    """Whether all answers come to the same, while each condition by itself is still unknown: they are asked for then,
    as nothing else shows it."""
    tiers = range(1, len(today.policy_plan.tiers) + 1) if today.policy_plan.tiers else [0]
    return any(_upto(today, n) is UNKNOWN and len({_upto(end, n) for end in ends}) == 1 for n in tiers)


def _upto(standing, number):
    plan, moment = standing.policy_plan, standing.moment
    verdicts = [needs.verdict(moment) for _, needs in plan.tiers[:number]]
    return all_of([plan.needs.verdict(moment), *([any_of(verdicts)] if verdicts else [])])


NEW, HERE = need("new", "is", True), need("here", "is", True)
STUDENT, MASTER = need("work", "is", "student"), need("degree", "at_least", "master")
A_AND_C_OR_B_AND_C = build.all_of(any_of=(((NEW, STUDENT), (HERE, STUDENT)),))


@pytest.mark.parametrize(
    ("wanted", "answers", "asked"),
    [
        (A_AND_C_OR_B_AND_C, {}, {"new", "here", "work"}),
        (A_AND_C_OR_B_AND_C, {"new": True}, {"work"}),
        (A_AND_C_OR_B_AND_C, {"new": False}, {"here", "work"}),
        # The same condition beside the any-of.
        (build.all_of(STUDENT, any_of=((((STUDENT,), (HERE,))),)), {}, {"work"}),
        # What is wanted besides implies it.
        (
            build.all_of(need("points", "at_least", 10), any_of=(((need("points", "at_least", 5),), (HERE,)),)),
            {},
            {"points"},
        ),
        (
            build.all_of(need("points", "at_least", 5), any_of=(((need("points", "at_least", 10),), (HERE,)),)),
            {},
            {"points", "here"},
        ),
        # What is wanted besides excludes it.
        (build.all_of(STUDENT, any_of=(((need("work", "is", "founder"), NEW), (HERE,)),)), {}, {"work", "here"}),
        # Two any-ofs, of which the one is enough for the other.
        (build.all_of(any_of=(((NEW,), (HERE,)), ((NEW,), (HERE,), (MASTER,)))), {}, {"new", "here"}),
        # Whatever the degree is, but only the answer shows it.
        (build.all_of(any_of=(((MASTER,), (need("degree", "at_most", "college"),)),)), {}, {"degree"}),
    ],
)
def test_what_is_asked(wanted, answers, asked):
    assert set(check(ruleset(QUESTIONS, policy("p", wanted)), answers).relevant_questions) == asked


def test_a_parent_is_asked_only_if_it_decides_whether_its_follow_up_is_asked():
    follow_up = question("firm", "bool", asked_if=A_AND_C_OR_B_AND_C, implied=False)
    rules = ruleset((*QUESTIONS, follow_up), policy("p", build.all_of(need("firm", "is", True))))
    assert set(check(rules, {"new": True}).relevant_questions) == {"work", "firm"}
    assert set(check(rules, {"new": False}).relevant_questions) == {"here", "work", "firm"}


@pytest.mark.parametrize(("begins", "asked"), [((), {"new"}), ((("employed", "started"),), {"new", "work", "here"})])
def test_an_answer_of_later_meets_nothing_yet(begins, asked):
    """Employed or not: every answer meets one of the two, but one that holds from a day to come does so only then."""
    work = question("work", "choice", choices=("employed", "none"), begins=begins)
    any_work = (need("work", "is", "employed"),), (need("work", "is", "none"),), (HERE,)
    wanted = build.all_of(NEW, any_of=(any_work,))
    rules = ruleset((work, question("started", "date"), *QUESTIONS[2:4]), policy("p", wanted))
    assert set(check(rules).relevant_questions) == asked


def test_where_it_would_take_too_long_to_tell_all_are_asked(monkeypatch):
    monkeypatch.setattr(essential, "MOST_WAYS", 0)
    rules = ruleset(QUESTIONS, policy("p", A_AND_C_OR_B_AND_C))
    assert set(check(rules, {"new": True}).relevant_questions) == {"work", "here"}


def test_many_alternatives_beside_each_other_are_bounded():
    """Twelve any-ofs of six conditions each are two thousand million ways."""
    many = tuple(question(f"q{n}", "bool") for n in range(20))
    choices = tuple(tuple((need(f"q{(7 * n + m) % 20}", "is", True),) for m in range(6)) for n in range(12))
    asked = check(ruleset(many, policy("p", build.all_of(any_of=choices)))).relevant_questions
    assert len(asked) == 20
