"""What spreadsheet programs make of cells, and what others did meanwhile: read where certain, else asked about."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from policies.models import ParameterValue, Policy, Threshold
from tests.admin.workbooks import AMOUNT, put, put_rent, row_of, titles
from tests.pages import text


def mistakes(page):
    assert not page.context["token"]
    return [(one.sheet, one.column, one.message) for one in page.context["found"].mistakes]


def insured(book):
    return row_of(book["条件"], 政策代码="town-home", 问题="insured_months")


# Cells


def test_lists_stop_what_is_not_on_them(book):
    offered = [one for sheet in book for one in sheet.data_validations.dataValidation]
    assert offered
    assert all(one.error for one in offered)
    # Another row may be called by its code, which no list has.
    assert {one.errorTitle for one in offered if not one.showErrorMessage} == {"类别"}


def test_empty_cells_are_empty_and_texts_are_texts(book):
    sheet = book["条件"]
    rows = [row for name in ("金额", "条件", "参数") for row in book[name].iter_rows(min_row=2)]
    assert not [cell.coordinate for row in rows for cell in row if cell.value == ""]
    assert sheet.cell(insured(book), titles(sheet)["条款"]).number_format == "@"
    assert sheet.cell(insured(book), titles(sheet)["值"]).number_format == "General"


@pytest.mark.parametrize("reckoned", [6000 * 1.1, 6599.9999999999, "6600.000000000001"])
def test_what_a_program_reckoned_is_the_whole_number_it_means(upload, confirm, book, rent, reckoned):
    put_rent(book, **{AMOUNT: reckoned})
    confirm(upload(book))
    rent.refresh_from_db()
    assert rent.recurring_amount == 6600


def test_a_condition_that_a_program_reckoned_is_whole_too(upload, confirm, book):
    put(book["条件"], insured(book), 值=24.000000000000004)
    confirm(upload(book))
    assert Threshold.objects.get(policy__code="town-home", question__key="insured_months").value == 24


def test_a_decimal_is_not_rounded_in_silence(upload, book):
    put(book["参数"], row_of(book["参数"], 参数名称="最低月工资"), 值="0.30000000000000004")
    assert mistakes(upload(book)) == [
        ("参数", "E 值", "最多写 4 位小数，现在写的是“0.30000000000000004”。是 0.3 就写 0.3")
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "2028/1/1",
        "2028年1月1日",
        "2028-01-01T00:00:00",
        "2028-01-01 08:30",
        "2027-12-31T16:00:00Z",
        "20280101",
        46753,
        46753.0,
        date(2028, 1, 1),
        datetime.fromisoformat("2028-01-01T08:30"),
    ],
)
def test_a_day_is_read_however_a_program_writes_it(upload, confirm, book, typed):
    book["参数"].append(["wage", typed, "", "", 2200.5])
    page = upload(book)
    assert "最低月工资 › 2028-01-01 值 （新增） 2200.5" in text(page, "changes")
    confirm(page)
    assert ParameterValue.objects.filter(starts_on=date(2028, 1, 1)).count() == 1


def test_a_day_that_is_there_is_that_row_however_it_is_written(upload, book):
    sheet = book["参数"]
    row = row_of(sheet, 参数名称="最低月工资")
    day = sheet.cell(row, titles(sheet)["从哪天起"]).value
    put(sheet, row, 从哪天起=f"{day.year}年{day.month}月{day.day}日", 值=1900)
    assert "1840 1900" in text(upload(book), "changes")


@pytest.mark.parametrize("typed", ["明年", "2028-13-01", 2028, "2028年1月", "2028-01-01T03:00:00Z", True, "2028/1/1 a"])
def test_a_wrong_day_is_told_in_its_own_column(upload, book, typed):
    book["参数"].append(["wage", typed, "", "", 2200.5])
    [(sheet, column, message)] = mistakes(upload(book))
    assert (sheet, column) == ("参数", "B 从哪天起")
    assert message.startswith("请写日期，例如 2026-01-01；现在写的是“")


def test_a_month_of_which_a_program_made_its_first_day_is_no_day(upload, book):
    sheet = book["参数"]
    sheet.append(["wage", date(2028, 1, 1), "", "", 2200.5])
    sheet.cell(sheet.max_row, 2).number_format = 'yyyy"年"m"月"'
    [(_, column, message)] = mistakes(upload(book))
    assert (column, message) == ("B 从哪天起", "请写日期，例如 2026-01-01；现在写的是“2028-01”")


@pytest.mark.parametrize(("typed", "became"), [(date(2027, 1, 2), "日期"), (-3, "数字"), (3.5, "数字"), (True, "数字")])
def test_a_text_that_a_program_made_something_else_of_is_refused(upload, book, typed, became):
    put(book["条件"], insured(book), 条款=typed)
    [(_, column, message)] = mistakes(upload(book))
    assert column.endswith("条款")
    assert f"表格软件把它变成了{became}。请把这一格设成“文本”格式" in message


@pytest.mark.parametrize(
    ("typed", "marked"), [("看过\n文件", "看过↵文件"), ("看过\t文件", "看过⇥文件"), ("看\u200b过", "看〔200B〕过")]
)
def test_signs_that_nobody_sees_are_shown(upload, book, typed, marked):
    put(book["条件"], insured(book), 说明=typed)
    [(_, column, message)] = mistakes(upload(book))
    assert column.endswith("说明")
    assert f"“{marked}”" in message


# What others did since the workbook was written


def condition():
    return Threshold.objects.get(policy__code="town-home", question__key="insured_months")


def test_a_cell_that_was_not_touched_undoes_nobodys_change(upload, confirm, book, rent):
    put_rent(book, **{"定期：口径": "最高"})
    rent.recurring_amount = 7000
    rent.save()
    row = condition()
    row.value = 36
    row.save()
    confirm(upload(book))
    rent.refresh_from_db()
    assert (rent.recurring_amount, rent.recurring_basis, condition().value) == (7000, "up_to", 36)


def test_a_cell_that_both_changed_is_told_and_nothing_is_saved(upload, book, rent):
    put_rent(book, **{AMOUNT: 6500})
    rent.recurring_amount = 7000
    rent.save()
    [(_, column, message)] = mistakes(upload(book))
    assert column.endswith(AMOUNT)
    assert message.startswith("导出以后，别人已经把这里从“6000”改成“7000”")


def test_both_wrote_the_same(upload, book, rent):
    put_rent(book, **{AMOUNT: 6500})
    rent.recurring_amount = 6500
    rent.save()
    assert "和后台里现在的内容一样" in text(upload(book))


def test_a_condition_that_means_something_else_by_now_is_refused(upload, book):
    put(book["条件"], insured(book), 值=60)
    row = condition()
    row.operator = "less_than"
    row.save()
    [(_, column, message)] = mistakes(upload(book))
    assert column.endswith("比较")
    assert "已经从“至少（含）”改成“少于（不含）”，不再是原来的条件" in message


def test_a_condition_that_is_gone_is_refused_where_it_was_changed(upload, book):
    condition().delete()
    assert "和后台里现在的内容一样" in text(upload(book))
    put(book["条件"], insured(book), 值=60)
    [(_, column, message)] = mistakes(upload(book))
    assert column.endswith("编号")
    assert "可能已经删掉，请重新导出" in message


def test_an_old_workbook_does_not_hit_another_condition_after_going_back(upload, book, catalogue):
    """The first condition was deleted, published, and brought back: the numbers of the others still mean the same."""
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    # What asks which of a couple has it has to stand among the conditions.
    Policy.objects.filter(code="town-home").update(one_of_couple="", couple_question=None)
    first = publish()
    Threshold.objects.filter(policy__code="town-home").order_by("position").first().delete()
    publish()
    restore(first, by=None, note="", legal_basis="", rows_too=True)
    put(book["条件"], insured(book), 值=60)
    shown = text(upload(book), "changes")
    assert "购房补助 › 累计社保 值 12 60" in shown


def test_without_what_was_exported_a_condition_is_not_changed(upload, book, rent):
    put(book["条件"], insured(book), 值=60)
    del book["导出时的内容"]
    [(_, column, message)] = mistakes(upload(book))
    assert column.endswith("编号")
    assert "认不准是哪个条件" in message


def test_rubbish_in_the_hidden_sheet_is_a_damaged_file(upload, book):
    book["导出时的内容"].cell(2, 2).value = "{"
    assert "这个文件打不开" in text(upload(book))


def test_the_hidden_sheet_holds_only_what_the_person_may_see(client, django_user_model, catalogue):
    from django.contrib.auth.models import Permission
    from django.urls import reverse

    visitor = django_user_model.objects.create(username="visitor", is_staff=True)
    visitor.user_permissions.add(Permission.objects.get(codename="view_policy"))
    client.force_login(visitor)
    content = client.get(reverse("admin:policies_policy_export")).content
    hidden = load_workbook(io.BytesIO(content))["导出时的内容"]
    assert {row[0] for row in hidden.iter_rows(min_row=2, values_only=True)} == {
        "政策",
        "金额",
        "条件",
        "政策之间的关系",
        "申报期",
    }
