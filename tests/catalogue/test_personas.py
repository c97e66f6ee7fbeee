"""The shipped personas hold, and between them show every boundary of every policy."""

import copy
from datetime import date

import pytest

from policies.publishing.personas import TriedDocument, run
from tests.catalogue.mutations import (
    KINDS,
    REDUNDANT,
    Mutation,
    another_worth,
    holds,
    looser_by_one,
    mutations,
    one_choice_off,
    without_one,
)
from tests.catalogue.persona_coverage import main, missing


@pytest.fixture(scope="module")
def document():
    from policies.catalogue.packs import reading

    return reading.load([reading.SHIPPED])[0]


@pytest.fixture(scope="module")
def outcomes(document):
    return run(document, document["personas"])


def test_all_shipped_personas_hold(outcomes):
    assert [(one.persona["code"], one.deviations) for one in outcomes if not one.holds] == []
    assert len(outcomes) >= 60


def test_they_show_every_boundary(document, outcomes):
    assert missing(document, outcomes) == []


def test_what_is_expected_of_a_policy_holds_of_it_alone(document):
    """So that a change is noticed by the change, and not by what is missing beside it."""
    for policy in document["policies"]:
        unchanged = Mutation("", document | {"policies": [policy]}, policy, [])
        asked = [unchanged.asked_for_it_alone(one) for one in document["personas"]]
        assert holds(unchanged.document, [one for one in asked if one["expected"]]), policy["code"]


def test_nothing_can_be_changed_unnoticed(document):
    tried = [one for kind in KINDS for one in mutations(document, kind)]
    assert {one.said for one in tried if not one.noticed} == set(REDUNDANT)


@pytest.mark.parametrize(
    ("kind", "number"), [(without_one, 400), (looser_by_one, 30), (one_choice_off, 35), (another_worth, 7)]
)
def test_much_is_tried(document, kind, number):
    assert len(list(mutations(document, kind))) >= number


CONDITIONS = [
    {"question": "age", "at_most": 40},
    {"question": "education", "at_least": "doctor"},
    {
        "any_of": [
            {"question": "work_status", "in": ["founder", "student"]},
            {"all_of": [{"question": "age", "at_least": 18}, {"question": "talent_code", "is": True}]},
        ]
    },
]
WAYS = "work_status in founder、student"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            without_one,
            [
                "去掉 age at_most 40",
                "去掉 education at_least doctor",
                f"去掉 （{WAYS} / （age at_least 18 + talent_code is True））",
                f"去掉 第 3 条第 1 种 {WAYS}",
                f"去掉 第 3 条第 1 种 {WAYS} 里的 founder",
                f"去掉 第 3 条第 1 种 {WAYS} 里的 student",
                "去掉 第 3 条第 2 种 （age at_least 18 + talent_code is True）",
                "去掉 第 3 条第 2 种里的 age at_least 18",
                "去掉 第 3 条第 2 种里的 talent_code is True",
            ],
        ),
        (looser_by_one, ["age at_most 40 改成 41", "第 3 条第 2 种里的 age at_least 18 改成 17"]),
        (one_choice_off, ["education at_least doctor 改成 master"]),
        (another_worth, ["worth 300 改成 301"]),
    ],
)
def test_what_is_changed(document, kind, said):
    policy = {"code": "it", "conditions": CONDITIONS, "tiers": [], "award": {"worth": 300}}
    changed = dict(kind(policy, document))
    assert list(changed) == said
    assert all(one != policy for one in changed.values())
    in_a_tier = {"code": "it", "conditions": [], "tiers": [policy], "award": None}
    assert [one.replace("“it”档 ", "", 1) for one, _ in kind(in_a_tier, document)] == said


def whoever(answers, policy, status, on="2026-11-22", region="qujiang", **expected):
    unsaid = dict.fromkeys(("tier", "total", "basis", "worth", "eligible_from", "eligible_until"))
    return {
        "code": "whoever",
        "region": region,
        "name": "某人",
        "story": "某人",
        "on": on,
        "as_of": None,
        "answers": answers,
        "received": [],
        "expected": [unsaid | {"policy": policy, "status": status} | expected],
        "best_total": None,
        "best_low": None,
    }


RENTING = {
    "education": "master",
    "graduation_date": "2025-06-30",
    "work_status": "employed",
    "employer_type": "private",
    "newly_introduced": True,
    "job_start_date": "2025-09-01",
    "home_purchase": "none",
    "housing": "renting",
}
NOBODY = [
    "没有人可申领",
    "没有人还不确定",
    "没有人只因 graduation_date months_since_at_least 0 差 1 天",
    "没有人只因 job_start_date months_since_at_least 12 差 1 天",
    "没有人只因 job_start_date months_since_at_most 48 差 1 天",
    "没有人只因 on 在期限的 starts_on 外面 1 天（on: 2023-11-29，差一天就是 eligible）",
]


@pytest.mark.parametrize(
    ("change", "status", "shown"),
    [
        ({}, "eligible", 0),
        ({"housing": None}, "unknown", 1),
        ({"graduation_date": "2026-11-23"}, "upcoming", 2),
        ({"graduation_date": "2026-11-24"}, "upcoming", None),
        ({"job_start_date": "2025-11-23"}, "upcoming", 3),
        ({"job_start_date": "2025-11-24"}, "upcoming", None),
        ({"job_start_date": "2022-11-21"}, "ineligible", 4),
        # Not for this reason alone.
        ({"job_start_date": "2022-11-21", "housing": "own_home"}, "ineligible", None),
        # Not as expected.
        ({}, "ineligible", None),
    ],
)
def test_what_one_persona_shows(document, change, status, shown):
    answers = {key: value for key, value in (RENTING | change).items() if value is not None}
    outcomes = run(document, [whoever(answers, "qj-rent-subsidy", status)])
    expected = [f"qj-rent-subsidy：{line}" for number, line in enumerate(NOBODY) if number != shown]
    assert missing(document, outcomes, ["qj-rent-subsidy"]) == expected


def test_the_day_before_a_window_opens(document):
    answers = RENTING | {"graduation_date": "2022-06-30", "job_start_date": "2022-07-01"}
    outcomes = run(document, [whoever(answers, "qj-rent-subsidy", "upcoming", on="2023-11-29")])
    assert not [line for line in missing(document, outcomes, ["qj-rent-subsidy"]) if "starts_on" in line]


def test_the_days_outside_a_window_measured_at_a_purchase(document):
    answers = {
        "work_status": "employed",
        "employer_type": "private",
        "owns_home_in_quzhou": False,
        "home_purchase": "bought",
    }
    days = {"2022-12-31": "ineligible", "2026-01-01": "unknown", "2026-05-04": "ineligible"}
    outcomes = run(
        document,
        [whoever(answers | {"home_purchase_date": day}, "qz-home-purchase", status) for day, status in days.items()],
    )
    assert missing(document, outcomes, ["qz-home-purchase"]) == ["qz-home-purchase：没有人可申领"]


def test_the_script_says_what_is_missing(capsys):
    assert main(["qj-rent-subsidy", "qz-rent-balance"]) == 0
    assert capsys.readouterr().out.endswith("还缺 0 处\n")
    assert main(["qj-rent"]) == 1
    assert "没有政策 qj-rent\n" in capsys.readouterr().out


def test_dates_of_personas_are_days(document):
    tried = TriedDocument(document)
    assert tried.values({"graduation_date": "2025-06-30", "age": 3}) == {
        "graduation_date": date(2025, 6, 30),
        "age": 3,
    }


@pytest.mark.parametrize("value", ["employed", "founder"])
def test_some_persona_has_signed_and_not_started(document, value):
    """Whoever takes away that such an answer holds only from its day is told by a persona."""
    changed = copy.deepcopy(document)
    work = next(question for question in changed["questions"] if question["key"] == "work_status")
    next(choice for choice in work["choices"] if choice["value"] == value)["begins_on"] = None
    assert any(outcome.deviations for outcome in run(changed, changed["personas"]))
