"""What is only a step away: one or two conditions that a person can change, and what the change would cost."""

from datetime import date

import pytest

from policies.calculator.ruleset import NO_DATE, Award, Part, Readily, Recurring, State, Tier
from policies.results.gather import page_of
from policies.results.near import changeable, readily, steps_missing
from tests.calculator.build import all_of, any_of, check, need, policy, question, ruleset
from tests.pages import text
from tests.persons import BUYER_2024, FOUNDER, MASTER_2025, REGION, replace

CODE = question("code", "bool", changeable=True)
POINTS = question("points", "int", changeable=True)
HOME = question("home", "bool", changeable=True)
TALL = question("tall", "bool")
HAS_CODE, HAS_POINTS, HAS_HOME = need("code", "is", True), need("points", "at_least", 100), need("home", "is", True)
IS_TALL = need("tall", "is", True)
NOTHING = {"code": False, "points": 80, "home": False, "tall": False}


def steps_of(result, rules):
    reach = changeable(result.days.plan.conditions, rules.questions)
    return steps_missing(result, reach.out_of_reach(result.days))


def steps(answers, requirements=None, **more):
    rules = ruleset([CODE, POINTS, HOME, TALL], policy(requirements=requirements, **more))
    given = {key: value for key, value in (NOTHING | answers).items() if value is not None}
    result = check(rules, given).results[0]
    return [row.threshold.condition.question for row in steps_of(result, rules)]


@pytest.mark.parametrize(
    ("requirements", "answers", "expected"),
    [
        pytest.param(all_of(HAS_CODE), {}, ["code"], id="one-step"),
        pytest.param(all_of(HAS_CODE, HAS_POINTS), {}, ["code", "points"], id="two-steps"),
        pytest.param(all_of(HAS_CODE, HAS_POINTS, HAS_HOME), {}, [], id="three-are-too-many"),
        pytest.param(all_of(HAS_CODE, IS_TALL), {}, [], id="one-cannot-be-changed"),
        pytest.param(all_of(HAS_CODE, IS_TALL), {"tall": True}, ["code"], id="all-others-are-met"),
        pytest.param(all_of(HAS_CODE, HAS_POINTS), {"points": None}, [], id="another-is-unknown"),
        pytest.param(all_of(any_of=[any_of(HAS_CODE, IS_TALL)]), {}, ["code"], id="the-way-that-can-be-gone"),
        pytest.param(
            all_of(any_of=[any_of((HAS_CODE, HAS_POINTS), HAS_HOME)]), {}, ["home"], id="the-shortest-of-two-ways"
        ),
    ],
)
def test_steps(requirements, answers, expected):
    assert steps(answers, requirements) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("none", ["home"]), ("planning", []), ("bought", [])],
    ids=["may-yet", "has", "no-way-back"],
)
def test_nobody_is_told_to_undo_what_cannot_be_undone(answer, expected):
    home = question("home", "choice", choices=("none", "planning", "bought"), changeable=True, final=("bought",))
    rules = ruleset([home], policy(requirements=all_of(need("home", "is", "planning"))))
    result = check(rules, {"home": answer}).results[0]
    assert [row.threshold.condition.question for row in steps_of(result, rules)] == expected


def test_who_has_bought_is_not_told_to_buy_nothing(shipped):
    assert "bought" in shipped.ruleset(REGION).questions["home_purchase"].final
    for near in page_of(BUYER_2024.on(), shipped).near:
        assert "home_purchase" not in {row.threshold.condition.question for row in near.steps}, near.card.code


def test_of_tiers_as_far_away_the_lowest_is_held_out():
    tiers = (
        Tier("high", all_of(need("points", "at_least", 200)), Award("cash", once=Part(9000))),
        Tier("low", all_of(need("points", "at_least", 90)), Award("cash", recurring=Recurring(Part(10), "year"))),
    )
    rules = ruleset([POINTS], policy(award=None, tiers=tiers))
    result = check(rules, {"points": 80}).results[0]
    assert [row.tier for row in steps_of(result, rules)] == ["low"]


def test_what_has_no_money_left_is_not_held_out():
    assert steps({}, all_of(HAS_CODE), state=State.BUDGET_SPENT) == []


def test_a_change_that_costs_something_is_shown_last_and_says_what(shipped):
    page = page_of(MASTER_2025.on(), shipped)
    costs = {near.card.code: [card.code for card in near.costs] for near in page.near}
    assert costs["qj-talent-green-channel"] == []
    assert "qz-talent-rent" in costs["qz-startup-loan"]
    assert "qz-talent-rent" in costs["qz-internship"]
    assert [near.is_folded for near in page.near] == sorted(near.is_folded for near in page.near)
    assert not any(near.costs for near in page.near_first)


def test_distance_amount_and_cost_are_shown(client, visit):
    visit(MASTER_2025)
    shown = client.get("/result")
    assert "差 1 条 社会工作者资格奖励 2,000 元" in text(shown, "near")
    assert "现在符合的这些就不符合了" not in text(shown, "qz-social-worker")


def test_what_a_change_costs_is_said_once_for_all_that_cost_the_same(client, visit):
    visit(MASTER_2025)
    response = client.get("/result")
    page, shown = response.context["page"], text(response, "open-near")
    assert len(page.near_at_a_cost) > len(page.near_by_cost) > 1
    for lost, several in page.near_by_cost:
        assert {near.lost for near in several} == {lost}
        assert shown.count(f"现在符合的这些就不符合了：{lost}。") == 1


EMPLOYED = need("work", "is", "employed")
WORK = question(
    "work",
    "choice",
    choices=("employed", "founder", "seeking"),
    settled=("founder",),
    changeable=True,
    readily=Readily.SELDOM,
    choices_readily={"employed": Readily.PLANNED},
)
PRIVATE = question("private", "bool", changeable=True, readily=Readily.SELDOM, asked_if=all_of(EMPLOYED), implied=False)
STARTED = question(
    "started", "date", changeable=True, readily=Readily.PLANNED, asked_if=all_of(EMPLOYED), implied=NO_DATE
)
CERTIFICATE = question("certificate", "bool", changeable=True, readily=Readily.PLANNED)
IS_PRIVATE, HAS_CERTIFICATE = need("private", "is", True), need("certificate", "is", True)


@pytest.mark.parametrize(
    ("requirements", "answers", "expected"),
    [
        pytest.param(all_of(HAS_CERTIFICATE), {}, "planned", id="a-certificate"),
        pytest.param(all_of(HAS_CODE), {}, "effort", id="where-nothing-is-said"),
        pytest.param(all_of(HAS_CODE, HAS_CERTIFICATE), {}, "effort", id="the-hardest-counts"),
        pytest.param(all_of(EMPLOYED), {}, "planned", id="who-looks-for-work"),
        pytest.param(all_of(need("work", "is", "founder")), {}, "seldom", id="an-own-firm"),
        pytest.param(all_of(EMPLOYED), {"work": "founder"}, "seldom", id="who-has-an-own-firm-stays"),
        pytest.param(
            all_of(need("work", "in", ("employed", "founder"))), {}, "planned", id="the-readier-of-two-answers"
        ),
        pytest.param(
            all_of(IS_PRIVATE),
            {"work": "employed", "private": False},
            "seldom",
            id="who-has-an-employer-seldom-changes",
        ),
        pytest.param(all_of(EMPLOYED, IS_PRIVATE), {}, "planned", id="with-new-work-comes-its-employer"),
        pytest.param(all_of(EMPLOYED, need("started", "months_since_at_most", 36)), {}, "planned", id="a-start-date"),
    ],
)
def test_how_readily_a_step_is_taken(requirements, answers, expected):
    rules = ruleset([WORK, PRIVATE, STARTED, CERTIFICATE, CODE], policy(requirements=requirements))
    result = check(rules, {"work": "seeking", "code": False, "certificate": False} | answers).results[0]
    assert readily(steps_of(result, rules), result, rules.questions) == expected


@pytest.mark.parametrize(
    ("wanted", "answers"),
    [
        pytest.param(
            need("started", "months_since_at_most", 6), {"work": "employed", "started": date(2024, 1, 1)}, id="past"
        ),
        pytest.param(need("started", "months_since_at_least", 12), {"work": "seeking"}, id="a-year-after-a-start"),
    ],
)
def test_a_date_is_only_held_out_where_it_is_yet_to_come(wanted, answers):
    rules = ruleset([WORK, STARTED], policy(requirements=all_of(wanted)))
    assert steps_of(check(rules, answers).results[0], rules) == []


@pytest.mark.parametrize(
    ("wanted", "held_out"),
    [
        pytest.param(need("started", "days_since_at_most", 30), True, id="lately"),
        pytest.param(need("started", "months_since_less_than", 6), True, id="less-than-half-a-year"),
        pytest.param(need("started", "months_since_less_than", 0), False, id="before-it-is"),
        pytest.param(need("started", "months_since_more_than", 6), False, id="long-ago"),
        pytest.param(need("started", "days_since_at_least", 30), False, id="for-a-month"),
        pytest.param(need("started", "on_or_after", date(2024, 1, 1)), True, id="from-a-day-on"),
        pytest.param(need("started", "before", date(2027, 6, 1)), True, id="before-a-day-to-come"),
        pytest.param(need("started", "before", date(2026, 6, 1)), False, id="before-a-day-that-is-past"),
        pytest.param(need("started", "same_year_as", "today"), True, id="this-year"),
        pytest.param(need("started", "same_year_as", "other", "other"), False, id="in-a-year-that-may-be-past"),
    ],
)
def test_an_event_to_come_is_held_out_where_it_would_be_in_time(wanted, held_out):
    other = question("other", "date")
    rules = ruleset([WORK, STARTED, other], policy(requirements=all_of(wanted)))
    result = check(rules, {"work": "seeking", "other": date(2020, 1, 1)}).results[0]
    assert bool(steps_of(result, rules)) is held_out


SEEKING = replace(MASTER_2025, work_status="seeking", internship_unit="none", startup_loan=False, hard_to_employ=False)
PHYSICIAN = replace(MASTER_2025, employer_type="public_institution", post="physician")


def test_who_looks_for_work_sees_first_what_comes_with_it(client, visit, shipped):
    near = page_of(SEEKING.on(), shipped).near_first
    assert [near.card.code for near in near if near.readily == "planned"][:1] != []
    assert "qj-employment-subsidy" in {near.card.code for near in near if near.readily == "planned"}
    assert [near.readily for near in near] == sorted((near.readily for near in near), key=list(Readily).index)
    assert near[0].card.code == "qz-talent-rent", "what brings most comes first"
    assert "到那时，现在符合的这些就不符合了：就业见习" in (
        visit(SEEKING) or text(client.get("/result"), "qz-talent-rent")
    )


@pytest.mark.parametrize(
    ("person", "code"),
    [
        pytest.param(PHYSICIAN, "qz-social-insurance", id="a-physician-to-a-private-firm"),
        pytest.param(MASTER_2025, "qj-new-maker-grant", id="a-contest-to-win"),
        pytest.param(MASTER_2025, "qz-referral", id="somebody-to-recommend"),
        pytest.param(SEEKING, "qz-startup-loan", id="a-firm-to-found"),
        pytest.param(FOUNDER, "qz-social-insurance", id="a-firm-to-give-up"),
    ],
)
def test_what_hardly_anybody_would_do_is_folded_into_one_line(client, visit, person, code):
    visit(person)
    response = client.get("/result")
    page = response.context["page"]
    assert code not in {near.card.code for near in page.near_first}
    assert text(response, "open-near").startswith(f"改变比较大、少有人专门去做的 {page.near_folded} 项")
    assert page.catalogue.policies[code]["name"] in text(response, "open-near")
    first = text(response, "near").partition("改变比较大")[0]
    assert page.catalogue.policies[code]["name"] not in first


def test_nobody_is_told_to_study_for_another_degree_or_to_grow_younger(shipped):
    asked = {question["key"]: question for question in shipped.document["questions"]}
    assert not any(asked[key]["changeable"] for key in ("education", "age", "graduation_date", "double_first_class"))
