"""Amounts, conditions and parameters as a workbook: every change and every mistake is seen before anything is saved."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from policies.admin.spreadsheets import opened
from policies.admin.spreadsheets.pages import LARGEST
from policies.catalogue import rows as all_rows
from policies.models import ParameterValue, Policy, Threshold
from tests import loaded
from tests.admin.workbooks import AMOUNT, EXPORT, IMPORT, file, put, put_rent, row_of, titles, written
from tests.pages import text

REFUSED = "什么都没有保存"
MORE = ["政策之间的关系", "申报期"]


def test_the_workbook_says_what_the_rows_say(book):
    assert book.sheetnames == ["说明", "金额", "条件", "参数", "选项", "政策", *MORE, "导出时的内容"]
    assert book["导出时的内容"].sheet_state == "veryHidden"
    sheet = book["金额"]
    row = row_of(sheet, 政策代码="town-rent")
    assert sheet.cell(row, titles(sheet)[AMOUNT]).value == 6000
    assert sheet.cell(row, titles(sheet)["一次性：口径"]).value == "未公布"
    assert row_of(sheet, 政策代码="town-home", 档次代码="doctor")
    conditions = book["条件"]
    row = row_of(conditions, 政策代码="town-home", 问题="education", 比较="至少（含）")
    assert conditions.cell(row, titles(conditions)["值"]).value == "本科"
    wage = book["参数"]
    assert wage.cell(row_of(wage, 参数名称="最低月工资"), titles(wage)["值"]).value == 1840


def test_a_workbook_that_was_not_changed_changes_nothing(upload, book):
    before = all_rows.read()
    page = upload(book)
    assert "和后台里现在的内容一样" in text(page)
    assert not page.context["token"]
    assert all_rows.read() == before


def test_every_change_is_seen_and_saved_only_when_confirmed(upload, confirm, book, rent):
    put_rent(book, **{AMOUNT: 6500})
    page = upload(book)
    assert "青年租房补助 定期：每期金额（元） 6000 6500" in text(page, "changes")
    rent.refresh_from_db()
    assert rent.recurring_amount == 6000
    assert confirm(page).status_code == 302
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


def test_the_history_has_each_saved_row(upload, confirm, book, rent):
    put_rent(book, **{AMOUNT: 6500})
    before = rent.history.count()
    confirm(upload(book))
    assert rent.history.count() == before + 1
    last = rent.history.first()
    assert last.history_user.username == "clerk"
    assert last.history_change_reason == "从表格导入"


def test_a_look_leaves_no_history(upload, book, rent):
    put_rent(book, **{AMOUNT: 6500})
    before = rent.history.count()
    upload(book)
    assert rent.history.count() == before


def test_conditions_are_changed_in_words(upload, confirm, book):
    sheet = book["条件"]
    row = row_of(sheet, 政策代码="town-home", 问题="insured_months")
    put(sheet, row, 值=24, 比较="超过（不含）", 说明="看过文件")
    confirm(upload(book))
    changed = Threshold.objects.get(policy__code="town-home", question__key="insured_months")
    assert (changed.operator, changed.value, changed.note) == ("more_than", 24, "看过文件")


def test_a_new_dated_value_is_a_new_row(upload, confirm, book):
    book["参数"].append(["wage", date(2026, 1, 1), "", "", 2200.5])
    page = upload(book)
    assert "最低月工资 › 2026-01-01 值 （新增） 2200.5" in text(page, "changes")
    assert not ParameterValue.objects.filter(starts_on=date(2026, 1, 1)).exists()
    confirm(page)
    assert ParameterValue.objects.get(starts_on=date(2026, 1, 1)).value == 2200.5


def test_rows_left_out_stay(upload, confirm, book, rent):
    sheet = book["金额"]
    row = put_rent(book, **{AMOUNT: 6500})
    for number in range(sheet.max_row, 1, -1):
        if number != row:
            sheet.delete_rows(number)
    del book["条件"], book["参数"]
    before = Policy.objects.count(), Threshold.objects.count()
    confirm(upload(book))
    assert (Policy.objects.count(), Threshold.objects.count()) == before
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


@pytest.mark.parametrize("typed", ["6,500", "6500元", "6500 元", 6500.0, "6500.0", " 6500 "])
def test_numbers_may_be_typed_as_people_type_them(upload, confirm, book, rent, typed):
    put_rent(book, **{AMOUNT: typed})
    confirm(upload(book))
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


def test_a_share_is_a_number_or_a_fraction(upload, confirm, book):
    sheet, column = book["金额"], "一次性：系数"
    row = row_of(sheet, 政策代码="town-home", 档次代码="doctor")
    assert sheet.cell(row, titles(sheet)[column]).value == 0.3
    put(sheet, row, **{column: 0.30000000001})
    assert "最多写 4 位小数，现在写的是“0.30000000001”。是 0.3 就写 0.3" in text(upload(book))
    put(sheet, row, **{column: "2/0"})
    assert "分母不能是 0，请改正" in text(upload(book))
    put(sheet, row, **{column: "2/3"})
    page = upload(book)
    assert f"{column} 0.3 2/3" in text(page, "changes")
    confirm(page)
    assert Policy.objects.get(code="town-home").tiers.get(code="doctor").once_coefficient == "2/3"


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({AMOUNT: -6500}, AMOUNT, "不能小于 0，现在写的是“-6500”"),
        ({AMOUNT: "六千"}, AMOUNT, "请写数字，例如 6000；现在写的是“六千”"),
        ({AMOUNT: 6500.5}, AMOUNT, "请写整数，现在写的是“6500.5”"),
        ({AMOUNT: "50%"}, AMOUNT, "请写数字"),
        ({AMOUNT: 10**13}, AMOUNT, "1000000000000"),
        ({AMOUNT: True}, AMOUNT, "请写数字，例如 6000；现在写的是“是”"),
        ({AMOUNT: "=1+1"}, AMOUNT, "这里是公式，请改成算好的数字或文字"),
        ({AMOUNT: None}, "定期：口径", "写了金额或系数（只写一个）就要选口径"),
        ({"定期：口径": "大概"}, "定期：口径", "请写定额、最高、至少、未公布之一，或者留空；现在写的是“大概”"),
        ({"定期：周期": ""}, "定期：周期", "写了口径就要选周期"),
        ({"额度或每年价值（元）": 5}, "额度或每年价值（元）", "额度或价值只用于贷款和服务"),
        ({"政策名称": "别的名字"}, "政策名称", "这一列只供查看，现在是“青年租房补助”"),
        ({"政策代码": "town-rant"}, "政策代码", "没有代码是“town-rant”的政策"),
        ({"档次代码": "gold"}, "档次代码", "“青年租房补助”没有代码是“gold”的档次"),
        ({"政策代码": "city-rent"}, "政策代码", "是同一行，请删掉一行"),
        ({"政策代码": "town-home"}, "档次代码", "“购房补助”分了档，金额写在每一档的那一行"),
    ],
)
def test_a_mistake_is_named_by_sheet_row_and_column(upload, book, cells, column, sentence):
    before = all_rows.read()
    row = put_rent(book, **cells)
    page = upload(book)
    assert not page.context["token"]
    assert REFUSED in text(page)
    found = [one for one in page.context["found"].mistakes if one.column.endswith(column)]
    assert [one.sheet for one in found] == ["金额"]
    assert found[0].row == row or "同一行" in found[0].message
    assert sentence in found[0].message
    assert all_rows.read() == before


def test_all_mistakes_are_listed_at_once(upload, book):
    sheet = book["条件"]
    put_rent(book, **{AMOUNT: -1})
    row = row_of(sheet, 政策代码="town-home", 问题="insured_months")
    put(sheet, row, 值="一年")
    sheet.append(["", "town-rent", "", "", "employed"])
    book["参数"].append(["pay", date(2026, 1, 1)])
    shown = text(upload(book), "mistakes")
    for sentence in ("不能小于 0", "“累计社保”这里要写数字", "新的条件请在政策页面上加", "没有键是“pay”的参数"):
        assert sentence in shown


def test_what_the_whole_catalogue_forbids_is_found_before_saving(upload, book):
    """A tier that can never be reached, as on the policy's own page."""
    sheet = book["条件"]
    row = row_of(sheet, 政策代码="town-home", 问题="education", 比较="至少（含）")
    put(sheet, row, 值="博士")
    page = upload(book)
    assert "“本科”这一档永远轮不到" in text(page, "mistakes")
    assert not page.context["token"]
    assert Threshold.objects.get(policy__code="town-home", operator="at_least", question__key="education").value == (
        "bachelor"
    )


def test_a_change_made_meanwhile_is_not_overwritten(upload, confirm, book, rent):
    put_rent(book, **{AMOUNT: 6500})
    page = upload(book)
    rent.recurring_amount = 7000
    rent.save()
    answer = confirm(page)
    assert "别人已经把这里从“6000”改成“7000”" in text(answer)
    rent.refresh_from_db()
    assert rent.recurring_amount == 7000


def test_a_confirmation_cannot_be_forged_or_borrowed(admin_client, client, upload, book, rent, django_user_model):
    put_rent(book, **{AMOUNT: 6500})
    token = upload(book).context["token"]
    assert "没有保存" in text(admin_client.post(reverse(IMPORT), {"confirmed": token[:-3] + "abc"}))
    client.force_login(django_user_model.objects.create(username="other", is_staff=True, is_superuser=True))
    assert client.post(reverse(IMPORT), {"confirmed": token}).status_code == 403
    rent.refresh_from_db()
    assert rent.recurring_amount == 6000


def test_texts_are_never_formulas(admin_client, upload, rent):
    condition = rent.thresholds.first()
    condition.note = '=HYPERLINK("http://example.cn","x")'
    condition.clause = "'+1"
    condition.save()
    content = admin_client.get(reverse(EXPORT)).content
    sheet = load_workbook(io.BytesIO(content))["条件"]
    cell = sheet.cell(row_of(sheet, 编号=condition.pk), titles(sheet)["说明"])
    assert cell.data_type == "s"
    assert cell.value.startswith("'=")
    assert "和后台里现在的内容一样" in text(upload(content))


# Files that are no workbook


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (opened.UNPACKED + 1))
    return packed.getvalue()


def archive_of(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def with_entities(book):
    """The same workbook with a definition of entities in one of its parts."""
    packed = io.BytesIO()
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(written(book))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = laughs + part
            new.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"policy,amount\ntown-rent,6500\n", "这不是 xlsx 文件。csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "这不是 xlsx 文件。csv、旧的 xls"),
        (b"\0", "这不是 xlsx 文件"),
        (archive_of(**{"a.txt": "x"}), "只是改了名字的压缩包"),
        (archive_of(**{"[Content_Types].xml": "<Types/>"}), "这个文件打不开"),
        (archive_of(**{"[Content_Types].xml": "no xml"}), "这个文件打不开"),
        (bomb(), "解开以后太大"),
    ],
    ids=["csv", "old xls", "empty", "zip", "hollow", "broken", "bomb"],
)
def test_another_file_under_that_name_is_refused(upload, catalogue, content, sentence):
    before = all_rows.read()
    page = upload(content)
    assert page.status_code == 200
    assert sentence in text(page)
    assert all_rows.read() == before


def test_entities_in_a_file_are_not_expanded(upload, book):
    assert "这个文件打不开" in text(upload(with_entities(book)))


def test_a_damaged_workbook_is_refused(upload, book):
    content = written(book)
    assert "这不是 xlsx 文件" in text(upload(content[: len(content) // 2]))


def test_50_mb_are_refused_and_nothing_of_them_is_kept(admin_client, catalogue):
    seen = []

    class Endless(io.BytesIO):
        name = "large.xlsx"

        def read(self, size=-1):
            seen.append(size)
            return super().read(size)

    page = admin_client.post(reverse(IMPORT), {"file": Endless(b"\0" * (50 * 1024 * 1024))})
    assert f"最多 {LARGEST // 1024 // 1024} MB" in text(page)
    assert not page.wsgi_request.FILES


def test_a_file_just_over_the_limit_is_refused(upload, catalogue):
    assert "文件太大" in text(upload(b"\0" * (LARGEST + 1)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda book: book.create_sheet("附表"),
            "不认识这个工作表，请删掉，或改名为金额、条件、参数、选项、政策、有日期的变化、档次的变化、上浮、政策之间的关系、申报期之一",
        ),
        (lambda book: put(book["金额"], 1, 政策名称="别名"), "不认识“别名”这一列"),
        (lambda book: put(book["金额"], 1, 政策名称="形式"), "有不止一列叫“形式”"),
        (lambda book: book["金额"].delete_cols(1), "缺“政策代码”这一列"),
        (lambda book: put(book["金额"], 1, 政策名称=None), "“人才租房补助”所在的列没有标题"),
        (lambda book: book["金额"].cell(opened.ROWS + 20, 1, "x"), f"最多读 {opened.ROWS} 行"),
    ],
)
def test_a_workbook_of_another_shape_is_refused(upload, book, change, sentence):
    change(book)
    page = upload(book)
    assert sentence in text(page, "mistakes")
    assert not page.context["token"]


def test_an_empty_workbook_has_nothing_to_import(upload, catalogue):
    empty = Workbook()
    empty.active.title = "金额"
    assert "缺“政策代码”这一列" in text(upload(empty), "mistakes")


def test_whoever_may_only_look_exports_and_does_not_import(client, django_user_model, catalogue):
    from django.contrib.auth.models import Permission

    visitor = django_user_model.objects.create(username="visitor", is_staff=True)
    visitor.user_permissions.add(Permission.objects.get(codename="view_policy"))
    client.force_login(visitor)
    content = client.get(reverse(EXPORT)).content
    assert load_workbook(io.BytesIO(content))["参数"].max_row == 1
    assert client.get(reverse(IMPORT)).status_code == 403
    assert client.post(reverse(IMPORT), {"file": file(content)}).status_code == 403


def test_an_import_reaches_no_further_than_a_persons_regions(client, django_user_model, book, rent):
    from django.contrib.auth.models import Permission

    from policies.models import Region, StaffRegion

    editor = django_user_model.objects.create(username="editor", is_staff=True)
    codenames = ("view_policy", "change_policy", "view_parameter", "change_parameter")
    editor.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    StaffRegion.objects.create(user=editor, region=Region.objects.get(code="city"))
    client.force_login(editor)
    put_rent(book, **{AMOUNT: 6500})
    page = client.post(reverse(IMPORT), {"file": file(book)})
    assert "你不能修改“青年租房补助（town-rent）”" in text(page, "mistakes")


def test_the_upload_needs_the_csrf_token(admin_user, book):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    answered = strict.post(reverse(IMPORT), {"file": file(book)}, follow=True)
    assert answered.redirect_chain == [(reverse(IMPORT), 302)]
    assert "文件没有收到。请重新选文件" in answered.content.decode()
    assert not answered.context.get("token")


def test_the_shipped_catalogue_goes_out_and_comes_back(admin_client, upload, db):
    loaded.shipped()
    content = admin_client.get(reverse(EXPORT)).content
    page = upload(content)
    assert "和后台里现在的内容一样" in text(page), page.context["found"].mistakes


LONG = "长" * 300


@pytest.mark.parametrize("sheet", opened.SHEETS)
@pytest.mark.parametrize("what", ["keys", "others"])
def test_a_paragraph_in_a_cell_is_not_repeated_as_a_whole(upload, book, sheet, what):
    """Whatever the column: the beginning is enough to know it by."""
    keys = opened.SHEETS[sheet].keys
    if sheet not in book.sheetnames:
        book.create_sheet(sheet).append([column.title for column in opened.SHEETS[sheet].columns])
    for title, column in titles(book[sheet]).items():
        if (title in keys) is (what == "keys"):
            book[sheet].cell(2, column).value = LONG
    mistakes = upload(book).context["found"].mistakes
    assert mistakes
    assert not [one for one in mistakes if "长" * 41 in str(one)]


def test_a_paragraph_in_the_head_of_a_sheet_is_not_repeated_as_a_whole(upload, book):
    book["金额"].cell(1, 1).value = LONG
    book["金额"].cell(1, 30).value = LONG
    found = text(upload(book))
    assert "长" * 40 + "…" in found
    assert "长" * 41 not in found
