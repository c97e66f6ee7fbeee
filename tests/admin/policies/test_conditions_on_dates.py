"""Conditions on a date as a clerk types them, on the page of a policy and in a workbook."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from policies.models import Policy, Question, Threshold
from tests import loaded
from tests.admin.pages import add_row, address, errors, fields, saved
from tests.admin.workbooks import EXPORT, IMPORT, file, put, row_of, titles
from tests.catalogue import dates_pack
from tests.pages import text


@pytest.fixture
def dates(db):
    loaded.pack(dates_pack)


def policy(code):
    return Policy.objects.get(code=code)


def test_a_page_saved_as_it_is_changes_nothing(admin_client, dates):
    from policies.catalogue import rows

    before = rows.read()
    for one in Policy.objects.all():
        response = admin_client.post(address(one), fields(admin_client.get(address(one))))
        assert saved(response), errors(response)
    assert rows.read() == before


def test_they_are_added_in_words(admin_client, dates):
    page = fields(admin_client.get(address(policy("jc-newcomers"))))
    keys = {question.key: question.pk for question in Question.objects.all()}
    add_row(page, "thresholds", question=keys["first_insured_on"], operator="before", value="2027年1月1日")
    add_row(page, "thresholds", question=keys["born"], operator="age_less_than", value="30 周岁")
    response = admin_client.post(address(policy("jc-newcomers")), page)
    assert saved(response), errors(response)
    added = Threshold.objects.filter(policy__code="jc-newcomers")
    assert {(one.operator, one.value) for one in added} == {
        ("same_year_as", True),
        ("before", "2027-01-01"),
        ("age_less_than", 30),
    }


def test_the_page_reads_them_aloud(admin_client, dates):
    shown = text(admin_client.get(address(policy("jc-graduates"))))
    assert "毕业和入职在同一年" in shown
    assert "入职 90 天以内" in shown


def test_what_is_wrong_is_said_at_its_field(admin_client, dates):
    keys = {question.key: question.pk for question in Question.objects.all()}
    page = fields(admin_client.get(address(policy("jc-newcomers"))))
    row = add_row(
        page,
        "thresholds",
        question=keys["graduation_date"],
        operator="same_year_as",
        value="是",
        measured_at=keys["graduation_date"],
    )
    response = admin_client.post(address(policy("jc-newcomers")), page)
    assert not saved(response)
    assert "不写它自己" in str(errors(response)), (row, errors(response))


def test_a_workbook_shows_and_takes_them(admin_client, dates):
    book = load_workbook(io.BytesIO(admin_client.get(reverse(EXPORT)).content))
    sheet = book["条件"]
    row = row_of(sheet, 政策代码="jc-graduates", 问题="graduation_date")
    assert [sheet.cell(row, titles(sheet)[one]).value for one in ("值", "到哪件事为止")] == ["是", "入职"]
    put(sheet, row_of(sheet, 政策代码="jc-trial", 比较="早于某一天（不含）"), 值="2027-07-01")
    put(sheet, row_of(sheet, 政策代码="jc-youth", 比较="几周岁以下（含）"), 值=40)
    page = admin_client.post(reverse(IMPORT), {"file": file(book)})
    assert "2027-01-01 2027-07-01" in text(page, "changes")
    admin_client.post(reverse(IMPORT), {"confirmed": page.context["token"]})
    found = Threshold.objects.filter(policy__code__in=["jc-trial", "jc-youth"])
    assert {one.operator: one.value for one in found if one.operator in ("before", "age_at_most")} == {
        "before": "2027-07-01",
        "age_at_most": 40,
    }
