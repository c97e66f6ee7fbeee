"""Conditions compared with parameters and answers as a clerk types them: on the page of a policy and in a workbook."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from policies.models import Parameter, Policy, Question, Threshold
from tests import loaded
from tests.admin.pages import add_row, address, errors, fields, saved
from tests.admin.workbooks import EXPORT, IMPORT, file, put, row_of, titles
from tests.catalogue import numbers_pack
from tests.pages import text


@pytest.fixture
def numbers(db):
    loaded.pack(numbers_pack)


def policy(code):
    return Policy.objects.get(code=code)


def formula(coefficient, **factors):
    """By parameters and questions, in the order in which they are named."""
    nothing = {"question": None, "parameter": None, "limit": None, "at": None}
    return {
        "coefficient": coefficient,
        "factors": [nothing | {kind: key} for kind, keys in factors.items() for key in keys.split()],
    }


def test_a_page_saved_as_it_is_changes_nothing(admin_client, numbers):
    from policies.catalogue import rows

    before = rows.read()
    for one in Policy.objects.all():
        page = admin_client.get(address(one))
        response = admin_client.post(address(one), fields(page))
        assert saved(response), errors(response)
    assert rows.read() == before


@pytest.mark.parametrize(
    ("question", "operator", "typed", "value"),
    [
        ("income", "at_least", "低保标准", formula("1", parameter="low_income_line")),
        ("income", "at_least", "1.5 × 低保标准", formula("1.5", parameter="low_income_line")),
        ("income", "at_least", "低保标准 * 60%", formula("0.6", parameter="low_income_line")),
        ("income", "at_least", "２／３×low_income_line", formula("2/3", parameter="low_income_line")),
        (
            "income",
            "more_than",
            "0.1 x 低保标准 x 家庭人口",
            formula("0.1", parameter="low_income_line", question="people"),
        ),
        ("rooms", "less_than", "家庭人口", formula("1", question="people")),
        (
            "income",
            "between",
            "100 到 1.5 × 低保标准",
            {"from": 100, "to": formula("1.5", parameter="low_income_line")},
        ),
    ],
)
def test_they_are_typed_by_name(admin_client, numbers, question, operator, typed, value):
    relief = policy("hc-rent")
    page = fields(admin_client.get(address(relief)))
    add_row(page, "thresholds", question=Question.objects.get(key=question).pk, operator=operator, value=typed)
    response = admin_client.post(address(relief), page)
    assert saved(response), errors(response)
    assert Threshold.objects.get(policy=relief, question__key=question, operator=operator).value == value
    again = fields(admin_client.get(address(relief)))
    assert saved(admin_client.post(address(relief), again))
    assert Threshold.objects.get(policy=relief, question__key=question, operator=operator).value == value


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1.5 × 低保", "没有叫“低保”的参数或数字题，是不是“低保标准”"),
        (
            "1.5 × 2 × 低保标准",
            "算式里只写一个数，其余写参数或问题的名称，例如 1.5 × 低保标准；现在写的是“1.5 × 2 × 低保标准”",
        ),
        ("2/0 × 低保标准", "分母不能是 0，请改正"),
        ("0.66667 × 低保标准", "最多写 4 位小数，现在写的是“0.66667”；除不尽的写成分数，例如 2/3"),
        ("很多", "“人均月收入”这里要写多少元，0 或更大，最多两位小数，例如 200 或 200.50；现在写的是“很多”"),
        ("人均月收入", "“人均月收入”不能和它自己比，请换一个问题或参数"),
        ("住房困难标准", "单位不一样：“人均月收入”是“元/月”，“住房困难标准”是“间”，没法直接比，请换成同样单位的"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(admin_client, numbers, typed, sentence):
    relief = policy("hc-rent")
    page = fields(admin_client.get(address(relief)))
    row = add_row(page, "thresholds", question=Question.objects.get(key="income").pk, operator="at_most", value=typed)
    response = admin_client.post(address(relief), page)
    assert not saved(response)
    assert sentence in str(errors(response)), errors(response)
    assert any(row in place for place in errors(response)), errors(response)


def test_of_two_of_one_name_the_key_is_asked_for(admin_client, numbers):
    Question.objects.filter(key="people").update(name="低保标准")
    relief = policy("hc-rent")
    page = fields(admin_client.get(address(relief)))
    add_row(
        page, "thresholds", question=Question.objects.get(key="income").pk, operator="at_most", value="2 × 低保标准"
    )
    response = admin_client.post(address(relief), page)
    assert "叫“低保标准”的不止一个，请写它的键：low_income_line、people" in str(errors(response))
    # What stands there is written by its key, too.
    assert fields(admin_client.get(address(policy("hc-relief"))))["thresholds-0-value"] == "1.5 × low_income_line"


def test_the_page_reads_them_aloud(admin_client, numbers):
    shown = text(admin_client.get(address(policy("hc-relief"))))
    assert "人均月收入不超过低保标准的 1.5 倍（" in shown
    assert "2027 年 7 月 1 日起为 1,800 元/月" in shown


def test_a_workbook_holds_them(admin_client, numbers):
    book = load_workbook(io.BytesIO(admin_client.get(reverse(EXPORT)).content))
    sheet = book["条件"]
    row = row_of(sheet, 政策代码="hc-relief", 问题="income")
    assert sheet.cell(row, titles(sheet)["值"]).value == "1.5 × 低保标准"
    put(sheet, row, 值="2/3 × 低保标准")
    page = admin_client.post(reverse(IMPORT), {"file": file(book)})
    assert "1.5 × 低保标准 2/3 × 低保标准" in text(page, "changes")


def test_a_parameter_in_use_cannot_be_deleted(admin_client, numbers):
    row = Parameter.objects.get(key="low_income_line")
    where = reverse("admin:policies_parameter_delete", args=[row.pk])
    response = admin_client.post(where, {"post": "yes"}, follow=True)
    assert Parameter.objects.filter(key="low_income_line").exists()
    assert "困难家庭救助" in text(response)
    people = Question.objects.get(key="people")
    admin_client.post(reverse("admin:policies_question_delete", args=[people.pk]), {"post": "yes"})
    assert Question.objects.filter(key="people").exists()


@pytest.mark.parametrize(
    ("kind", "old", "new"), [("parameter", "low_income_line", "dibao"), ("question", "people", "size")]
)
def test_a_renamed_one_is_so_in_them(numbers, kind, old, new):
    from django.core.management import call_command

    from policies.catalogue import rows
    from policies.catalogue.validation import validation

    call_command("rename", kind, old, new, verbosity=0)
    after = rows.read()
    assert validation.validate(after) == []
    assert f"'{old}'" not in str(after).replace(f"'formerly': ['{old}']", "")
    assert f"'{kind}': '{new}'" in str([one["conditions"] for one in after["policies"]])


def test_a_parameter_of_a_condition_is_one_in_use(numbers):
    from datetime import date

    from policies.admin.due.days import old_parameters
    from policies.admin.notices import resting
    from policies.models import Source

    assert [one.key for one in old_parameters(date(2029, 1, 1))] == ["low_income_line", "area_line"]
    assert {one.key for one in resting.parameters(Source.objects.get(code="HC1"))} == {"low_income_line", "area_line"}
