"""Answers by which what fails would be met: the nearest, with those of the questions that they hang on."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from policies.calculator import Facts, Verdict
from policies.calculator.meeting import answers_meeting
from policies.calculator.plan import reader_of
from policies.calculator.ruleset import NO_DATE, Between, Factor, Formula, Parameter, ParameterValue, Readily
from policies.calculator.timeline import verdict_on
from tests.calculator.build import TODAY, all_of, any_of, check, need, policy, question, ruleset
from tests.calculator.strategies import conditions, persons, rulesets
from tests.calculator.test_properties import examples

QUESTIONS = (
    question("degree", "choice", choices=("school", "college", "master"), ordered=True),
    question(
        "work",
        "choice",
        choices=("none", "own", "firm"),
        readily=Readily.SELDOM,
        choices_readily={"firm": Readily.PLANNED},
    ),
    question("private", "bool", asked_if=all_of(need("work", "is", "firm")), implied=False),
    question(
        "loan", "bool", asked_if=all_of(any_of=[any_of(need("work", "is", "own"), need("degree", "is", "school"))])
    ),
    question("points", "int"),
    question("pay", "money"),
    question("hardships", "choice", choices=("ill", "old", "poor"), many=True),
    question("started", "date"),
)
LINE = Parameter("line", (ParameterValue(date(2020, 1, 1), Decimal(40)),))
KNOWN = {
    "degree": "college",
    "work": "none",
    "points": 30,
    "pay": 100,
    "hardships": frozenset({"old"}),
    "started": NO_DATE,
}
TWICE = Formula(Decimal("1.5"), (Factor(parameter="line"),))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param([("degree", "at_least", "master")], {"degree": "master"}, id="the-lowest-that-will-do"),
        pytest.param([("work", "is_not", "none")], {"work": "firm"}, id="what-one-comes-to-most-readily"),
        pytest.param([("private", "is", True)], {"work": "firm", "private": True}, id="with-what-it-hangs-on"),
        pytest.param([("loan", "is", True)], {"work": "own", "loan": True}, id="by-the-first-way"),
        pytest.param(
            [("private", "is", True), ("loan", "is", True)],
            {"work": "firm", "private": True, "degree": "school", "loan": True},
            id="by-the-way-that-is-left",
        ),
        pytest.param([("points", "at_least", 60)], {"points": 60}, id="the-nearest-number"),
        pytest.param([("points", "less_than", 20)], {"points": 19}, id="the-nearest-below"),
        pytest.param(
            [("points", "between", Between(50, 60)), ("points", "at_least", 55)], {"points": 55}, id="of-two-conditions"
        ),
        pytest.param([("points", "at_least", TWICE)], {"points": 60}, id="reckoned"),
        pytest.param([("pay", "more_than", 200)], {"pay": Decimal("200.01")}, id="to-the-cent"),
        pytest.param(
            [("hardships", "in", ("poor", "ill"))], {"hardships": frozenset({"old", "poor"})}, id="ticked-as-well"
        ),
        pytest.param([("hardships", "not_in", ("old",))], {"hardships": frozenset()}, id="ticked-no-more"),
        pytest.param([("started", "months_since_at_most", 12)], {"started": TODAY}, id="today"),
        pytest.param([("started", "on_or_after", date(2027, 1, 1))], {"started": date(2027, 1, 1)}, id="the-first-day"),
        pytest.param([("started", "before", date(2027, 1, 1))], {"started": TODAY}, id="at-once"),
        pytest.param([("points", "at_least", 60), ("points", "at_most", 50)], None, id="never"),
        pytest.param([("started", "before", date(2026, 1, 1))], None, id="over"),
    ],
)
def test_nearest(wanted, expected):
    rules = ruleset(QUESTIONS, policy(), parameters=[LINE])
    several = [need(*one).condition for one in wanted]
    found = answers_meeting(several, rules, check(rules, KNOWN).case.days)
    assert found == expected
    # A parent's before its follow-up's: it is asked by then.
    if found is not None:
        assert list(found) == sorted(found, key=list(expected).index)


@pytest.mark.parametrize(
    "undone",
    [
        pytest.param(
            [("hires", "at_most", 3), ("work", "is", "firm")],
            id="not-asked-any-more",
        ),
        pytest.param(
            [("born", "age_at_least", 0, "started"), ("work", "is", "firm")],
            id="measured-on-a-day-that-nobody-knows-any-more",
        ),
    ],
)
def test_what_a_later_answer_undoes_is_not_found(undone):
    questions = [
        question("work", "choice", choices=("none", "firm")),
        question("hires", "int", asked_if=all_of(need("work", "is", "none")), implied=0),
        question("started", "date", asked_if=all_of(need("work", "is", "firm")), implied=NO_DATE),
        question("born", "date"),
    ]
    conditions = [need(*one).condition for one in undone]
    rules = ruleset(questions, policy())
    days = check(rules, {"work": "none"}).case.days
    assert all(answers_meeting([one], rules, days) for one in conditions)
    assert answers_meeting(conditions, rules, days) is None


@examples(600)
@given(rulesets(most=1), persons(), st.lists(conditions(), min_size=1, max_size=2))
def test_all_of_them_are_met_by_what_is_found(rules, answers, several):
    facts = Facts.resolve(rules, answers, TODAY)
    found = answers_meeting(several, rules, check(rules, answers).case.days)
    if found is None:
        return
    note(f"{found=}")
    now = Facts.resolve(
        rules, {**{key: answers[key] for key in answers if facts.asked[key] is Verdict.YES}, **found}, TODAY
    )
    for condition in several:
        day = max(TODAY, *(one for one in (found[condition.question], TODAY) if isinstance(one, date)))
        assert now.asked[condition.question] is Verdict.YES
        assert verdict_on(reader_of(condition, rules.questions, rules.parameters)(now.values, {}), day) is Verdict.YES
