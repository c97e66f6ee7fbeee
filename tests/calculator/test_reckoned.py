"""A number against what a formula comes to: exactly, on each day as it is then, unknown where nobody knows it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policies.calculator.ruleset import Basis, Between, Factor, Formula, Parameter, ParameterValue
from policies.calculator.verdict import NO
from tests.calculator import oracle
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.calculator.strategies import PARAMETERS, reckoned_conditions
from tests.calculator.test_properties import examples, shown

QUESTIONS = [
    question("income", "money"),
    question("people", "int"),
    question("area", "int"),
    question("age", "int", grows_yearly=True),
    question("insured", "months", grows_if=all_of(need("works", "is", True))),
    question("works", "bool"),
]
LINE = Parameter(
    "line", (ParameterValue(date(2026, 1, 1), Decimal(1100)), ParameterValue(date(2027, 7, 1), Decimal(1200)))
)
COMING = Parameter("coming", (ParameterValue(date(2027, 1, 1), Decimal(900)),))
UP_TO = Parameter("up_to", (ParameterValue(date(2020, 1, 1), Decimal(1000), Basis.UP_TO),))
AT_LEAST = Parameter("at_least", (ParameterValue(date(2020, 1, 1), Decimal(1000), Basis.AT_LEAST),))
YEARS = Parameter(
    "years", (ParameterValue(date(2020, 1, 1), Decimal(17)), ParameterValue(date(2028, 1, 1), Decimal(19)))
)
PARAMETERS_OF_TODAY = [LINE, COMING, UP_TO, AT_LEAST, YEARS, Parameter("never")]


def times(coefficient, *names):
    parameters = {one.key for one in PARAMETERS_OF_TODAY}
    return Formula(
        coefficient, tuple(Factor(parameter=one) if one in parameters else Factor(question=one) for one in names)
    )


def result(threshold, on=TODAY, **answers):
    rules = ruleset(QUESTIONS, policy(requirements=all_of(threshold)), parameters=PARAMETERS_OF_TODAY)
    return check(rules, answers, on, TODAY)


def verdict(threshold, on=TODAY, **answers):
    return result(threshold, on, **answers).results[0].findings[0].verdict.value


LINES = need("income", "at_most", times(Decimal("1.5"), "line"))


@pytest.mark.parametrize(
    ("threshold", "answers", "expected"),
    [
        (LINES, {"income": 1650}, "yes"),
        (LINES, {"income": Decimal("1650.01")}, "no"),
        (LINES, {}, "unknown"),
        (need("income", "less_than", times(Decimal("1.5"), "line")), {"income": 1650}, "no"),
        (need("income", "less_than", times(Decimal("1.5"), "line")), {"income": Decimal("1649.99")}, "yes"),
        (need("income", "more_than", times(Decimal(1), "line")), {"income": Decimal("1100.01")}, "yes"),
        (need("income", "at_least", times(Decimal(1), "line")), {"income": Decimal("1099.99")}, "no"),
        # Two thirds of 1,100 are 733.33…: no cent is on the line.
        (need("income", "at_most", times(Fraction(2, 3), "line")), {"income": Decimal("733.33")}, "yes"),
        (need("income", "at_most", times(Fraction(2, 3), "line")), {"income": Decimal("733.34")}, "no"),
        (need("income", "at_least", times(Fraction(2, 3), "line")), {"income": Decimal("733.33")}, "no"),
        (need("income", "at_least", times(Fraction(2, 3), "line")), {"income": Decimal("733.34")}, "yes"),
        # Of whole numbers none lies on a half either.
        (need("area", "at_most", times(Decimal("7.5"), "people")), {"area": 22, "people": 3}, "yes"),
        (need("area", "at_most", times(Decimal("7.5"), "people")), {"area": 23, "people": 3}, "no"),
        (need("area", "more_than", times(Decimal("7.5"), "people")), {"area": 22, "people": 3}, "no"),
        (need("area", "less_than", times(Decimal("7.5"), "people")), {"area": 22, "people": 3}, "yes"),
        (need("income", "at_most", times(Decimal(2), "line", "people")), {"income": 6600, "people": 3}, "yes"),
        (need("income", "at_most", times(Decimal(2), "line", "people")), {"income": 6601, "people": 3}, "no"),
        (need("income", "at_most", times(Decimal(2), "line", "people")), {"income": 6601}, "unknown"),
        # However many they are.
        (need("income", "at_most", times(Decimal(2), "line", "people")), {"income": 0}, "yes"),
        (need("income", "at_least", times(Decimal(2), "never", "people")), {"income": 0}, "unknown"),
        (need("income", "at_most", times(Decimal(1), "never")), {"income": 0}, "unknown"),
        (need("income", "at_most", times(Decimal(1), "never")), {"income": 10**9}, "unknown"),
        (need("income", "at_most", times(Decimal(1), "coming")), {"income": 10**9}, "unknown"),
        # Of what is 1,000 at the most nobody knows whether 900 is too much, but 1,001 is.
        (need("income", "at_most", times(Decimal(1), "up_to")), {"income": 900}, "unknown"),
        (need("income", "at_most", times(Decimal(1), "up_to")), {"income": 1001}, "no"),
        (need("income", "at_least", times(Decimal(1), "up_to")), {"income": 1000}, "yes"),
        (need("income", "at_most", times(Decimal(1), "at_least")), {"income": 1000}, "yes"),
        (need("income", "at_most", times(Decimal(1), "at_least")), {"income": 1001}, "unknown"),
        (need("income", "between", Between(times(Decimal(1), "line"), 2000)), {"income": 1100}, "yes"),
        (need("income", "between", Between(times(Decimal(1), "line"), 2000)), {"income": 1099}, "no"),
        (need("income", "between", Between(times(Decimal(1), "line"), 2000)), {"income": 2001}, "no"),
        (need("income", "between", Between(times(Decimal(1), "never"), 2000)), {"income": 2001}, "no"),
        (need("income", "between", Between(times(Decimal(1), "never"), 2000)), {"income": 2000}, "unknown"),
        (need("income", "between", Between(500, times(Decimal("1.5"), "line"))), {"income": 1650}, "yes"),
    ],
)
def test_a_number_against_a_formula(threshold, answers, expected):
    assert verdict(threshold, **answers) == expected


def test_a_condition_turns_on_the_day_of_a_new_number():
    """From July on the line is 1,800."""
    above = result(LINES, income=1700).results[0]
    assert (above.status, above.eligible_from) == ("upcoming", date(2027, 7, 1))
    below = need("income", "at_least", times(Decimal(1), "line"))
    ends = result(below, income=1150).results[0]
    assert (ends.status, ends.eligible_until) == ("eligible", date(2027, 6, 30))
    assert verdict(LINES, date(2027, 6, 30), income=1700) == "no"
    assert verdict(LINES, date(2027, 7, 1), income=1700) == "yes"


def test_what_is_published_later_decides_from_then_on():
    coming = need("income", "at_most", times(Decimal(1), "coming"))
    assert result(coming, income=900).results[0].status == "unknown"
    assert verdict(coming, date(2026, 12, 31), income=900) == "unknown"
    assert verdict(coming, date(2027, 1, 1), income=900) == "yes"
    assert verdict(coming, date(2027, 1, 1), income=901) == "no"


def test_an_age_that_grows_past_a_number_that_rises():
    """17 today, and in a year or less 18: as much as is asked for, until it is 19 from 2028 on."""
    young = need("age", "at_most", times(Decimal(1), "years"))
    assert verdict(young, age=17) == "yes"
    assert verdict(young, date(2027, 11, 22), age=17) == "no"
    assert verdict(young, date(2028, 1, 1), age=17) == "yes"
    old = need("age", "at_least", times(Decimal(1), "years"))
    assert verdict(old, date(2027, 11, 22), age=17) == "yes"
    assert verdict(old, date(2028, 1, 1), age=17) == "unknown"
    assert verdict(old, date(2028, 11, 22), age=17) == "yes"


def test_months_that_grow_reach_it():
    months = need("insured", "at_least", times(Decimal("0.5"), "years"))
    found = result(months, insured=8, works=True).results[0]
    assert (found.status, found.eligible_from) == ("upcoming", date(2026, 12, 22))


@pytest.mark.parametrize(
    ("threshold", "answers", "gap"),
    [
        (LINES, {"income": 1700}, 50),
        (LINES, {"income": Decimal("1650.5")}, Decimal("0.5")),
        (need("income", "less_than", times(Decimal("1.5"), "line")), {"income": 1650}, Decimal("0.01")),
        (need("income", "at_least", times(Fraction(2, 3), "line")), {"income": 700}, Decimal("33.34")),
        (need("area", "at_most", times(Decimal("7.5"), "people")), {"area": 25, "people": 3}, 3),
        (need("income", "at_most", times(Decimal(1), "up_to")), {"income": 1200}, 200),
        (need("income", "between", Between(times(Decimal(1), "line"), 2000)), {"income": 1000}, 100),
        (need("income", "between", Between(times(Decimal(1), "line"), 2000)), {"income": 2001}, 1),
        (need("income", "between", Between(times(Decimal(1), "never"), 2000)), {"income": 2001}, 1),
    ],
)
def test_by_how_much_it_is_missed(threshold, answers, gap):
    found = result(threshold, **answers).results[0]
    assert found.findings[0].verdict.value == "no"
    assert found.days.gap(found.findings[0]) == gap


def test_nothing_is_asked_while_nobody_published_the_number():
    never = need("income", "at_most", times(Decimal(1), "never", "people"))
    assert result(never).relevant_questions == ()
    assert result(LINES).relevant_questions == ("income",)
    assert result(need("income", "at_most", times(Decimal(2), "line", "people"))).relevant_questions == (
        "income",
        "people",
    )
    # What is unknown today stays so, though in January an answer will decide.
    coming = need("income", "at_most", times(Decimal(1), "coming"))
    assert result(coming).relevant_questions == ()
    assert result(coming, date(2027, 1, 1)).relevant_questions == ("income",)
    # Whatever the one end is, the other rules some out.
    assert result(need("income", "between", Between(times(Decimal(1), "never"), 9))).relevant_questions == ("income",)
    assert result(need("income", "between", Between(times(Decimal(1), "never"), 0))).relevant_questions == ("income",)
    # But nobody has less than nothing.
    assert result(need("income", "between", Between(0, times(Decimal(1), "never")))).relevant_questions == ()


KEYS = {"points": [0, 1, 3, 4, 5, 6, 9, 13, 61, 10**7], "deposit": [0, 4, 6, 9, 10**7], "hires": [0, 1, 4, 9, 10**7]}


@examples(300)
@given(reckoned_conditions("points", st.sampled_from([0, 5, 12])), st.sets(st.sampled_from(sorted(KEYS))), st.data())
def test_each_question_that_is_asked_can_change_something(condition, answered, data):
    """But for a number of which only a bound is known, and of another kind later: then no answer may tell for sure."""
    assume("bound" not in str(condition))
    rules = ruleset(
        [question("points", "int"), question("deposit", "money"), question("hires", "int")],
        policy(requirements=all_of(need(condition.question, condition.operator, condition.operand))),
        parameters=PARAMETERS.values(),
    )
    answers = {key: data.draw(st.sampled_from(KEYS[key])) for key in sorted(answered)}
    assessment = check(rules, answers)
    spoken_of = {"points", *condition.factors}
    assert set(assessment.relevant_questions) <= spoken_of - answers.keys()
    open_ = sorted(spoken_of - answers.keys())
    outcomes = {}
    for values in product(*(KEYS[key] for key in open_)):
        done = dict(zip(open_, values, strict=True))
        outcomes[values] = shown(check(rules, answers | done))
    if not assessment.relevant_questions:
        assert {str(one) for one in outcomes.values()} in (set(), {str(shown(assessment))})
    else:
        assert len({str(one) for one in [*outcomes.values(), shown(assessment)]}) > 1


@st.composite
def hanging_on_numbers(draw):
    """A policy on a follow-up and on months, of which what is asked and what grows hangs on reckoned numbers."""

    def wanted():
        one = reckoned_conditions("points", st.sampled_from([0, 5, 12])).map(
            lambda found: need(found.question, found.operator, found.operand)
        )
        plain = st.sampled_from([need("deposit", "at_least", 5), need("hires", "less_than", 4)])
        branches = draw(st.lists(st.lists(one | plain, min_size=1, max_size=2).map(tuple), max_size=2))
        return all_of(
            *draw(st.lists(one, min_size=0 if branches else 1, max_size=2)), any_of=[tuple(branches)] * bool(branches)
        )

    questions = [
        question("points", "int"),
        question("deposit", "money"),
        question("hires", "int"),
        question("extra", "int", asked_if=wanted(), implied=draw(st.sampled_from([None, 0, 7]))),
        question("insured", "months", grows_if=wanted()),
    ]
    conditions = draw(
        st.lists(
            st.sampled_from(
                [need("extra", "at_least", 5), need("insured", "at_least", 12), need("insured", "at_most", 8)]
            ),
            min_size=1,
            max_size=2,
            unique=True,
        )
    )
    return ruleset(questions, policy(requirements=all_of(*conditions)), parameters=PARAMETERS.values())


SOME_NUMBERS = st.fixed_dictionaries(
    {},
    optional={key: st.sampled_from([0, 4, 5, 6, 9, 13]) for key in ("points", "deposit", "hires", "extra", "insured")},
)


@examples(1000)
@given(hanging_on_numbers(), SOME_NUMBERS)
def test_what_hangs_on_numbers_is_as_a_look_at_every_day(rules, answers):
    (result,) = check(rules, answers, TODAY).results
    expected = oracle.outcome(rules, result.policy, answers, TODAY, TODAY)
    assert (result.status, result.eligible_from, result.eligible_until) == expected


@examples(1000)
@given(hanging_on_numbers(), SOME_NUMBERS, st.data())
def test_of_what_hangs_on_numbers_nothing_else_is_asked(rules, answers, data):
    """And while something is unknown that an answer can tell, something is asked."""
    assessment = check(rules, answers, TODAY)
    relevant = assessment.relevant_questions
    outside = [key for key in rules.questions if key not in answers and key not in relevant]
    if outside and assessment.facts.asked[key := data.draw(st.sampled_from(outside))] is not NO:
        more = check(rules, {**answers, key: data.draw(st.sampled_from([0, 4, 5, 6, 9, 13]))}, TODAY)
        assert shown(more) == shown(assessment)
    if not relevant:
        done = {**{key: data.draw(st.sampled_from([0, 5, 13])) for key in rules.questions}, **answers}
        before, after = (one.results[0].status for one in (assessment, check(rules, done, TODAY)))
        assert after == before


def test_a_follow_up_is_asked_because_of_a_number_to_come():
    """1,700 is too much for the 1,650 of today, but not for the 1,800 of July."""
    rules = ruleset(
        [question("income", "money"), question("ill", "bool", asked_if=all_of(LINES), implied=False)],
        policy(requirements=all_of(need("ill", "is", True))),
        parameters=PARAMETERS_OF_TODAY,
    )
    assert check(rules, {"income": 1700}, TODAY).relevant_questions == ("ill",)
    assert check(rules, {"income": 1801}, TODAY).relevant_questions == ()
    assert check(rules, {"income": 1801, "ill": True}, TODAY).results[0].status == "ineligible"
    assert check(rules, {}, TODAY).relevant_questions == ("income", "ill")


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        # Enough today and from July on, only today, and not even today.
        (1200, ("upcoming", date(2027, 1, 22))),
        (1150, ("unknown", None)),
        (1099, ("ineligible", None)),
    ],
)
def test_months_grow_surely_only_where_every_known_number_says_so(income, expected):
    grows = all_of(need("income", "at_least", times(Decimal(1), "line")))
    rules = ruleset(
        [question("income", "money"), question("insured", "months", grows_if=grows)],
        policy(requirements=all_of(need("insured", "at_least", 12))),
        parameters=PARAMETERS_OF_TODAY,
    )
    (found,) = check(rules, {"income": income, "insured": 10}, TODAY).results
    assert (found.status, found.eligible_from) == expected
    assert found.missing == ()


def test_who_may_be_asked_is_while_nobody_published_the_number():
    never = all_of(need("income", "at_most", times(Decimal(1), "never")))
    rules = ruleset(
        [question("income", "money"), question("ill", "bool", asked_if=never, implied=False)],
        policy(requirements=all_of(need("ill", "is", True))),
        parameters=PARAMETERS_OF_TODAY,
    )
    assert check(rules, {"income": 5}, TODAY).relevant_questions == ("ill",)
    assert check(rules, {"income": 5, "ill": True}, TODAY).results[0].status == "eligible"
