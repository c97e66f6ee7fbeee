"""What the workbook says of whole policies: their category, and what keeps them from being certain for everybody."""

import pytest
from django.core.exceptions import ValidationError

from policies.admin.spreadsheets import cells
from policies.catalogue import rows as all_rows
from policies.models import Category, Policy
from tests import loaded
from tests.admin.workbooks import put, row_of, titles
from tests.catalogue import between_pack
from tests.pages import text

SHEET, CATEGORY, LIMITED, COUPLE = "政策", "类别", "名额有限", "夫妻只能一方享受"


@pytest.fixture
def catalogue(db):
    """In the place of the small pack: one of policies that not everybody has who fits."""
    loaded.pack(between_pack)


@pytest.fixture
def sent(upload, book):
    """`sent(code, 类别=…)`: the page that shows what comes of it."""

    def fill(code, **typed):
        put(book[SHEET], row_of(book[SHEET], 政策代码=code), **typed)
        return upload(book)

    return fill


def said(book, code):
    sheet = book[SHEET]
    row = row_of(sheet, 政策代码=code)
    return tuple(sheet.cell(row, titles(sheet)[title]).value for title in (CATEGORY, LIMITED, COUPLE))


def test_it_says_what_the_rows_say(book):
    assert said(book, "sc-rent") == ("安居", None, None)
    assert said(book, "sc-party") == ("家庭", "每年 50 对，按报名先后", None)
    assert said(book, "sc-family") == ("家庭", None, "夫妻双方都符合的，由一方申领")
    assert book[SHEET].max_row == Policy.objects.count() + 1


def test_what_was_not_touched_changes_nothing_whatever_became_of_the_names(upload, book):
    assert "和后台里现在的内容一样" in text(upload(book))
    Category.objects.filter(code="family").update(name="婚育")
    assert "和后台里现在的内容一样" in text(upload(book))


def test_the_program_offers_the_categories_and_takes_a_code_too(book):
    offered = book[SHEET].data_validations.dataValidation
    assert [(one.formula1, one.showErrorMessage) for one in offered] == [
        ('"就业,安居,社保,创业,人才,健康,家庭,生活,学习实习"', False)
    ]


@pytest.mark.parametrize("typed", ["学习实习", "study", " 学习实习 ", "learning"])
def test_a_category_is_typed_by_name_or_code(sent, confirm, typed):
    Category.objects.filter(code="study").update(formerly=["learning"])
    page = sent("sc-travel", 类别=typed)
    assert "交通补贴 类别 生活 学习实习" in text(page, "changes")
    assert Policy.objects.get(code="sc-travel").category.code == "life"
    assert confirm(page).status_code == 302
    travel = Policy.objects.get(code="sc-travel")
    assert travel.category.code == "study"
    assert travel.history.first().history_change_reason == "从表格导入"


def test_the_code_of_the_same_is_no_change(sent):
    assert "和后台里现在的内容一样" in text(sent("sc-travel", 类别="life"))


def test_what_is_shared_out_is_typed_as_the_notice_says_it(sent, confirm):
    page = sent("sc-travel", 名额有限="每年 100 名", 夫妻只能一方享受="由一方申领")
    assert "交通补贴 名额有限 （空） 每年 100 名" in text(page, "changes")
    confirm(page)
    travel = Policy.objects.get(code="sc-travel")
    assert (travel.limited, travel.one_of_couple) == ("每年 100 名", "由一方申领")


def test_an_empty_cell_takes_it_away(sent, confirm):
    confirm(sent("sc-party", 名额有限=None))
    assert Policy.objects.get(code="sc-party").limited == ""
    assert "limited" not in next(one for one in all_rows.read()["policies"] if one["code"] == "sc-party")


MISTAKES = [
    (
        "sc-travel",
        {CATEGORY: "教育"},
        CATEGORY,
        "请写就业、安居、社保、创业、人才、健康、家庭、生活、学习实习之一，或者写代码；现在写的是“教育”",
    ),
    ("sc-travel", {CATEGORY: "学习"}, CATEGORY, "现在写的是“学习”，是不是 学习实习"),
    ("sc-travel", {CATEGORY: "studi"}, CATEGORY, "现在写的是“studi”，是不是 study"),
    ("sc-travel", {CATEGORY: None}, CATEGORY, "之一，或者写代码；现在空着"),
    ("sc-travel", {CATEGORY: 3}, CATEGORY, "这里要写文字，表格软件把它变成了数字"),
    ("sc-travel", {LIMITED: 100}, LIMITED, "这里要写文字，表格软件把它变成了数字"),
    ("sc-travel", {LIMITED: "每年\n100 名"}, LIMITED, "这里只写一行文字，里面有换行或看不见的字符"),
    ("sc-travel", {COUPLE: "=1+1"}, COUPLE, "这里是公式，请改成算好的数字或文字"),
    ("sc-travel", {LIMITED: "多" * 2001}, LIMITED, "2000"),
    ("sc-family", {COUPLE: None}, COUPLE, "选了由谁享受的那一题，就要照文件写“夫妻只能一方享受”"),
    ("sc-travel", {"政策名称": "别名"}, "政策名称", "这一列只供查看，现在是“交通补贴”"),
    ("sc-family", {"由谁享受的那一题": "结婚"}, "由谁享受的那一题", "这一列只供查看，现在是“由你来领”"),
    ("sc-travel", {"政策代码": "sc-travels"}, "政策代码", "没有代码是“sc-travels”的政策，请照导出的表格写"),
]


@pytest.mark.parametrize(("code", "typed", "column", "sentence"), MISTAKES)
def test_a_mistake_is_named_at_its_cell(sent, code, typed, column, sentence):
    before = all_rows.read()
    found = sent(code, **typed).context["found"].mistakes
    assert [(one.sheet, one.column.split()[-1]) for one in found] == [(SHEET, column)]
    assert sentence in found[0].message
    assert all_rows.read() == before


def test_of_two_that_are_called_the_same_the_code_is_asked_for():
    rows = [Category(code="old-age", name="养老"), Category(code="old-people", name="养老")]
    with pytest.raises(ValidationError, match="不止一个叫“养老”，请写代码：old-age、old-people 之一"):
        cells.row_named(rows, "养老")
    assert cells.row_named(rows, "old-people") is rows[1]


def test_a_thousand_cells_ask_for_the_categories_once(upload, book, django_assert_max_num_queries):
    sheet = book[SHEET]
    for row in range(2, sheet.max_row + 1):
        put(sheet, row, 类别="study")
    upload(book)
    from policies.admin.spreadsheets import changes, opened
    from tests.admin.workbooks import file

    lines, mistakes = opened.lines(file(book))
    with django_assert_max_num_queries(20):
        found = changes.read(lines, lambda owner: True)
    assert (len(found.changes), mistakes, found.mistakes) == (Policy.objects.count(), [], [])
