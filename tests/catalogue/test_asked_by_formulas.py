"""Questions that are asked, and amounts that are raised, by numbers that are reckoned: in words, rows and pages."""

from datetime import date

import pytest

from policies.calculator import Facts, assess
from policies.catalogue import rulesets
from policies.catalogue.words import awards, offers
from policies.catalogue.words.reckoned import Numbers
from tests.catalogue import numbers_pack
from tests.catalogue.made_packs import load

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return load(numbers_pack.write(tmp_path_factory.mktemp("pack")))


@pytest.fixture(scope="module")
def rules(document):
    return rulesets.build_ruleset(document, "lake")


def named(document):
    return {one["key"]: one for one in document["parameters"]}


def questions(document):
    return {one["key"]: one for one in document["questions"]}


def test_an_uplift_names_what_it_is_reckoned_by(document, rules):
    """For everybody with the number of the day, for a person by name alone."""
    relief = next(one for one in document["policies"] if one["code"] == "hc-relief")
    said = str(offers.in_words(relief["award"], rules.parameters, named(document), questions(document), DAY))
    assert "人均月收入不超过低保标准（2026 年 7 月 1 日起为 1,100 元/月，2027 年 7 月 1 日起为 1,200 元/月）" in said
    assert said.endswith("的上浮 20%")
    (result,) = (one for one in _assessed(rules, {"income": 1100}).results if one.code == "hc-relief")
    granted = awards.granted(result, questions(document), numbers=Numbers(named(document)))
    assert "已上浮 20%（人均月收入不超过低保标准）" in str(granted)


def test_an_uplift_that_waits_for_a_number_says_so(tmp_path):
    document = load(
        numbers_pack.write(
            tmp_path,
            (
                "lake/policies.yaml",
                "{when: {question: income, at_most: {factors: [{parameter: low_income_line}]}}, share: 20%}",
                "{when: {question: rooms, at_most: {factors: [{parameter: area_line}]}}, share: 20%}",
            ),
        )
    )
    rules = rulesets.build_ruleset(document, "lake")
    relief = next(one for one in _assessed(rules, {"income": 1100, "rooms": 1}).results if one.code == "hc-relief")
    assert (relief.award.total, relief.award.low, relief.award.high, relief.missing) == (None, 3000, 3600, ())
    said = str(awards.granted(relief, questions(document), numbers=Numbers(named(document))))
    assert said.startswith("3,600 元 或 3,000 元，要看还没有公布确切数的标准")
    assert "其余" not in said


def _assessed(rules, answers):
    return assess(rules, Facts.resolve(rules, answers, DAY), DAY)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ("income", "illness")),
        ({"income": 1650}, ("illness",)),
        # From July 2027 on the line is higher.
        ({"income": 1800}, ("illness",)),
        ({"income": 1801}, ()),
    ],
)
def test_it_is_asked_where_any_known_number_asks_for_it(rules, answers, asked):
    found = _assessed(rules, answers)
    (illness,) = (one for one in found.results if one.code == "hc-illness")
    assert illness.missing == asked


def test_both_numbers_are_asked_for(rules):
    (shared,) = (one for one in _assessed(rules, {"rooms": 2}).results if one.code == "hc-shared")
    assert shared.missing == ("people", "shared_rooms")


@pytest.mark.django_db
def test_a_parameter_or_question_that_is_renamed_is_so_in_what_hangs_on_it(document):
    from django.core.management import call_command

    from policies.catalogue import rows

    rows.write(document)
    call_command("rename", "parameter", "low_income_line", "dibao")
    call_command("rename", "question", "people", "persons")
    found = {one["key"]: one for one in rows.read()["questions"]}
    factors = [
        found[key]["asked_if"][0][name]["factors"][0]
        for key, name in (("illness", "at_most"), ("shared_rooms", "less_than"))
    ]
    assert [one["parameter"] or one["question"] for one in factors] == ["dibao", "persons"]
    assert found["paid_in"]["grows_if"][0]["at_least"]["factors"][0]["parameter"] == "dibao"


@pytest.mark.django_db
def test_what_hangs_on_a_number_is_in_the_way_of_deleting_it(document):
    from policies.admin.editing.in_use import reckoned_by
    from policies.catalogue import rows
    from policies.models import Parameter, Question

    rows.write(document)
    found = reckoned_by(Parameter, Parameter.objects.filter(key="low_income_line"))
    assert sorted({type(one).__name__ for one in found}) == ["FollowUp", "Threshold", "Uplift"]
    found = reckoned_by(Question, Question.objects.filter(key="people"))
    assert sorted({str(one) for one in found if type(one).__name__ == "FollowUp"}) == ["房间 少于（不含）：people"]


@pytest.mark.django_db
def test_a_clerk_types_what_a_question_hangs_on_and_what_raises(admin_client, tmp_path):
    from policies.catalogue import rows
    from policies.catalogue.packs import loading
    from policies.models import Policy, Question
    from tests.admin.pages import address, errors, fields, saved

    loading.load([numbers_pack.write(tmp_path)])
    illness, relief = Question.objects.get(key="illness"), Policy.objects.get(code="hc-relief")
    for row, name, was, typed in (
        (illness, "follow_ups-0-value", "1.5 × 低保标准", "2 × 低保标准"),
        (relief, "uplifts-0-value", "低保标准", "1.2 × 低保标准"),
    ):
        page = fields(admin_client.get(address(row)))
        assert page[name] == was
        page[name] = "2 × 低保线"
        assert "没有叫“低保线”的参数或数字题" in str(errors(admin_client.post(address(row), page)))
        page[name] = typed
        response = admin_client.post(address(row), page)
        assert saved(response), errors(response)
    found = rows.read()
    (question,) = (one for one in found["questions"] if one["key"] == "illness")
    assert question["asked_if"][0]["at_most"]["coefficient"] == "2"
    (policy,) = (one for one in found["policies"] if one["code"] == "hc-relief")
    assert policy["award"]["uplifts"][0]["when"]["at_most"]["coefficient"] == "1.2"
