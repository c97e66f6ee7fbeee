"""Personas against a document: every field that is expected is compared, and every deviation is a sentence."""

import copy

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from policies.publishing.personas import run
from tests.catalogue import choices_pack, small


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]


def doctor(document, **expected):
    """The doctor of the small pack, who expects something else of the home grant."""
    persona = copy.deepcopy(next(one for one in document["personas"] if one["code"] == "town-doctor"))
    persona["expected"] = [next(one for one in persona["expected"] if one["policy"] == "town-home") | expected]
    return persona


def deviations(document, persona):
    return list(run(document, [persona])[0].deviations)


def test_whoever_gets_what_is_expected_holds(document):
    outcomes = run(document, document["personas"])
    assert [(outcome.persona["code"], outcome.holds) for outcome in outcomes] == [
        ("city-nobody", True),
        ("town-doctor", True),
    ]
    assert outcomes[1].assessment.by_code["town-home"].tier == "doctor"


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"status": "ineligible"}, "购房补助：应为 不符合，实际 可申领"),
        ({"tier": "bachelor"}, "购房补助：档次应为 本科，实际 博士"),
        ({"total": 250_000}, "购房补助：合计应为 25 万元，实际 27 万元"),
        ({"basis": "fixed"}, "购房补助：金额口径应为 定额，实际 最高"),
        ({"worth": 500}, "购房补助：额度或价值应为 500 元，实际 没有"),
        ({"eligible_from": "2026-12-01"}, "购房补助：从哪天起应为 2026 年 12 月 1 日，实际 没有"),
        ({"eligible_until": "2026-12-01"}, "购房补助：到哪天为止应为 2026 年 12 月 1 日，实际 没有"),
        ({"policy": "city-fair"}, "招聘会：应为 可申领，实际不在自查里"),
        ({"policy": "gone"}, "gone：应为 可申领，实际不在自查里"),
    ],
)
def test_a_deviation_is_a_sentence(document, expected, said):
    assert deviations(document, doctor(document, **expected)) == [said]


def test_what_is_not_said_is_not_compared(document):
    assert not deviations(document, doctor(document, tier=None, total=None, basis=None))


def test_the_worth_of_a_service_is_compared(document):
    served = copy.deepcopy(document)
    home = next(policy for policy in served["policies"] if policy["code"] == "town-home")
    home["tiers"][0]["award"] |= {"form": "service", "once": None, "cap": None, "worth": 500}
    assert not deviations(served, doctor(served, total=0, basis="fixed", worth=500))
    assert deviations(served, doctor(served, total=0, basis="fixed", worth=499)) == [
        "购房补助：额度或价值应为 499 元，实际 500 元"
    ]


def test_a_persona_written_before_there_was_a_worth_still_runs(document):
    persona = doctor(document)
    del persona["expected"][0]["worth"]
    assert not deviations(document, persona)


def test_every_deviation_is_said(document):
    persona = doctor(document) | {"answers": {"education": "doctor", "employed": False}, "best_low": 5}
    assert deviations(document, persona) == [
        "购房补助：应为 可申领，实际 不符合",
        "购房补助：档次应为 博士，实际 没有",
        "购房补助：合计应为 27 万元，实际 没有",
        "购房补助：金额口径应为 最高，实际 没有",
        "最好的搭配里确定的应为 5 元，实际 0 元",
    ]


def test_the_best_set_is_compared(document):
    assert deviations(document, doctor(document) | {"best_total": 1}) == ["最好的搭配合计应为 1 元，实际 0 元"]


def test_what_was_received_must_be_part_of_the_check(document):
    assert deviations(document, doctor(document) | {"received": ["city-fair"]}) == [
        "招聘会：应为 已经在领，实际不在自查里"
    ]


def test_months_grow_from_the_day_the_answers_were_given(document):
    answers = {"education": "bachelor", "employed": True, "insured_months": 10, "area": 1}
    persona = doctor(document, tier="bachelor", total=None, basis=None) | {"answers": answers}
    assert not deviations(document, persona | {"as_of": "2026-09-22"})
    assert deviations(document, persona | {"as_of": "2026-09-23"})


def test_a_region_that_is_not_there_is_a_deviation(document):
    outcome = run(document, [doctor(document) | {"region": "village"}])[0]
    assert (outcome.assessment, outcome.deviations) == (None, ("没有地区 village",))


def test_the_command_names_who_deviates(loaded, capsys):
    from policies.models import Policy, Tier

    call_command("check_personas")
    assert "2 个样例人物的结果都和预期相同" in capsys.readouterr().out
    Tier.objects.filter(code="doctor").update(once_coefficient="0.2")
    Policy.objects.filter(code="city-rent").update(state="draft")
    with pytest.raises(CommandError, match="2 个样例人物里，2 个的结果和预期不同"):
        call_command("check_personas")
    assert capsys.readouterr().err.splitlines() == [
        "city-nobody（什么都没有答的人）city-rent：应为 还不确定，实际不在自查里",
        "town-doctor（要买房的博士）city-rent：应为 已经在领，实际不在自查里",
        "town-doctor（要买房的博士）购房补助：合计应为 27 万元，实际 18 万元",
    ]


def test_the_command_says_of_whom_the_answers_fit_no_longer(db, tmp_path, capsys):
    """A question of which one choice was ticked takes several by now: a sentence each, and the others are run."""
    from policies.models import Question

    call_command("load_pack", str(choices_pack.write(tmp_path, few=True)), verbosity=0)
    call_command("check_personas")
    capsys.readouterr()
    Question.objects.filter(key="home_place").update(many=True)
    with pytest.raises(CommandError, match="15 个样例人物里，4 个的结果和预期不同"):
        call_command("check_personas")
    said = capsys.readouterr().err.splitlines()
    assert [line.partition("（")[0] for line in said] == [
        "from-near",
        "from-the-last",
        "from-the-next-but-one",
        "a-day-before-the-start",
    ]
    assert all("“户口所在地”现在可以选几项，这个人物只答了一项。请打开这个人物重新选" in line for line in said)
