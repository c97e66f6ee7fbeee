"""A choice of many options in the admin: a part of them on the page, found, edited, saved, merged and uploaded."""

import pytest
from simple_history.utils import bulk_create_with_history

from policies.admin.editing import parts
from policies.models import Choice, Question
from tests.admin.pages import add_row, address, errors, form, rows, saved
from tests.admin.people import member, signed_in
from tests.admin.workbooks import put, row_of
from tests.catalogue.choices_pack import PLACES
from tests.pages import text

# What Django reads of a form, and what is left of it for somebody's own browser extensions.
FIELDS = 1000


MANY = 150


def with_places(many):
    found = Question.objects.get(key="education")
    made = [
        Choice(question=found, value=value, label=label, position=100 + number)
        for number, (value, label) in enumerate(list(PLACES.items())[:many])
    ]
    bulk_create_with_history(made, Choice, batch_size=200)
    return found


@pytest.fixture
def question(catalogue):
    """The education of the small pack, with 150 places after its own three options."""
    return with_places(MANY)


@pytest.fixture
def li(question):
    return signed_in(member("lisi", "编辑", last_name="李", first_name="四"))


def test_a_thousand_places_are_opened_and_saved(admin_client, catalogue):
    question = with_places(len(PLACES))
    page = form(admin_client, address(question))
    assert len(page) < FIELDS
    row = rows(page, "choices", value="p0001")
    response = admin_client.post(address(question), page | {f"{row}-label": "东阴新区"})
    assert saved(response), errors(response)
    assert question.choices.get(value="p0001").label == "东阴新区"
    assert question.choices.count() == 1065


def values(page):
    return [page[f"choices-{number}-value"] for number in range(int(page["choices-TOTAL_FORMS"]))]


def test_the_page_holds_a_part_and_fewer_fields_than_are_read(admin_client, question):
    page = form(admin_client, address(question))
    assert len(values(page)) == parts.ROWS
    assert len(page) < FIELDS
    second = form(admin_client, f"{address(question)}?choices-page=2")
    assert values(second)[0] == f"p{parts.ROWS - 3:04}"
    last = form(admin_client, f"{address(question)}?choices-page=4")
    assert values(last) == ["p0147", "p0148", "p0149"]


def test_it_is_drawn_with_a_search_field_and_its_pages(admin_client, question):
    response = admin_client.get(f"{address(question)}?choices-page=2")
    assert "在 153 项里找" in text(response, "choices-part")
    shown = response.content.decode()
    assert shown.count('aria-current="page">2<') == 1
    assert 'href="?choices-page=4#choices-part"' in shown
    assert len(shown) < 400_000


def test_who_may_only_look_turns_the_pages_and_is_told_nothing_of_saving(question):
    looking = signed_in(member("kan", "发布"))
    shown = text(looking.get(f"{address(question)}?choices-page=2"), "choices-part")
    assert shown.endswith("这一页列出第 2 页，一共 4 页。")


def test_options_are_found_by_any_of_their_words(admin_client, question):
    page = form(admin_client, f"{address(question)}?choices-search=东阴区")
    assert values(page) == ["p0001"]
    assert values(form(admin_client, f"{address(question)}?choices-search=p0019+西阴")) == ["p0019"]
    assert values(form(admin_client, f"{address(question)}?choices-search=查无此地")) == []


def test_what_is_saved_is_what_was_on_the_page_and_nothing_else(admin_client, question):
    before = dict(question.choices.values_list("pk", "label"))
    place = f"{address(question)}?choices-page=2"
    page = form(admin_client, place)
    row = rows(page, "choices", value="p0050")
    renamed = int(page[f"{row}-id"])
    response = admin_client.post(place, page | {f"{row}-label": "东新县", "_continue": "1"})
    assert saved(response), errors(response)
    assert response.url == place, "who goes on editing is where they were"
    assert dict(question.choices.values_list("pk", "label")) == before | {renamed: "东新县"}
    last = Choice.history.first()
    assert (last.value, last.label, last.history_user.username) == ("p0050", "东新县", "clerk")
    assert Choice.history.filter(history_type="~").count() == 1


def test_a_new_option_comes_after_those_of_all_pages(admin_client, question):
    page = form(admin_client, address(question))
    add_row(page, "choices", value="elsewhere", label="别处")
    response = admin_client.post(address(question), page)
    assert saved(response), errors(response)
    assert question.choices.last().value == "elsewhere"


def test_a_value_of_another_page_is_not_given_twice(admin_client, question):
    page = form(admin_client, address(question))
    place = add_row(page, "choices", value="p0140", label="又一个")
    refused = errors(admin_client.post(address(question), page))
    assert refused[f"{place}-value"] == "同一个问题里已有这个值"


def test_the_negative_answer_may_stand_on_another_page(admin_client, question):
    page = form(admin_client, address(question))
    response = admin_client.post(address(question), page | {"negative": PLACES["p0140"]})
    assert saved(response), errors(response)
    question.refresh_from_db()
    assert question.negative == "p0140"
    refused = errors(admin_client.post(address(question), form(admin_client, address(question)) | {"negative": "东阴"}))
    assert "没有“东阴”这个选项，是不是“东阴区”，可选：没有、本科、博士、" in refused["negative"]
    assert refused["negative"].endswith(" 等 153 项")


def test_an_option_that_a_policy_needs_is_refused_wherever_the_link_leads(admin_client, question):
    place = f"{address(question)}?choices-search=doctor"
    page = form(admin_client, place)
    assert values(page) == ["doctor"]
    page[f"{rows(page, 'choices', value='doctor')}-DELETE"] = "on"
    response = admin_client.post(place, page)
    assert ">政策“购房补助”</a>" in errors(response)[""]
    assert Choice.objects.filter(question=question, value="doctor").exists()


def test_a_mistake_on_another_page_is_led_to(question):
    from policies.admin.editing.places_of_problems import Located

    choice = question.choices.get(value="p0100")
    url = Located(question, choice, "label").url
    assert url == f"{address(question)}?whole=1&choices-page=3#id_choices-3-label"


def test_two_on_different_pages_both_save_and_are_told(admin_client, li, question):
    first, second = address(question), f"{address(question)}?choices-page=3"
    mine, theirs = form(admin_client, first), form(li, second)
    row = rows(theirs, "choices", value="p0100")
    assert saved(li.post(second, theirs | {f"{row}-label": "别名县"}))
    own = rows(mine, "choices", value="p0001")
    response = admin_client.post(first, mine | {f"{own}-label": "东阴新区"})
    assert saved(response), errors(response)
    assert Choice.objects.get(question=question, value="p0100").label == "别名县"
    assert Choice.objects.get(question=question, value="p0001").label == "东阴新区"
    assert question.choices.count() == 153
    assert f"李四（lisi）修改选项：别名县（选项 {PLACES['p0100']} → 别名县）" in text(admin_client.get(response.url))


def test_two_on_the_same_row_are_asked(admin_client, li, question):
    place = address(question)
    mine, theirs = form(admin_client, place), form(li, place)
    row = rows(theirs, "choices", value="p0001")
    assert saved(li.post(place, theirs | {f"{row}-label": "甲"}))
    refused = admin_client.post(place, mine | {f"{row}-label": "乙"})
    assert not saved(refused)
    assert f"{row}-label" in errors(refused)
    assert Choice.objects.get(question=question, value="p0001").label == "甲"
    assert len(refused.context["inline_admin_formsets"][0].formset.forms) == parts.ROWS


def test_an_option_deleted_meanwhile_is_not_made_anew(admin_client, li, question):
    mine, theirs = form(admin_client, address(question)), form(li, f"{address(question)}?choices-search=p0001")
    assert saved(li.post(address(question), theirs | {"choices-0-DELETE": "on"}))
    response = admin_client.post(address(question), mine | {"help": "写全名"})
    assert saved(response), errors(response)
    assert not Choice.objects.filter(question=question, value="p0001").exists()


def test_many_are_changed_and_added_in_a_spreadsheet(upload, confirm, question, request):
    book = request.getfixturevalue("book")
    sheet = book["选项"]
    put(sheet, row_of(sheet, 选项的值="p0001"), 选项="东阴新区")
    for number, label in enumerate(("新一县", "新二县"), start=sheet.max_row + 1):
        put(sheet, number, 问题="education", 选项的值=f"new{number}", 选项=label)
    assert confirm(upload(book)).status_code == 302
    found = list(question.choices.all())
    assert [one.label for one in found[-2:]] == ["新一县", "新二县"]
    assert found[4].label == "东阴新区"
    assert Choice.history.first().history_change_reason == "从表格导入"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"问题": "nothing"}, "没有键是“nothing”的问题"),
        ({"问题": "employed"}, "不是选择题，没有选项"),
        ({"选项的值": "New One"}, "选项的值只能用小写字母、数字和下划线"),
        ({"选项": ""}, "请写选项"),
        ({"顺序": "-1"}, "不能小于 0"),
    ],
)
def test_a_line_that_cannot_be_an_option_is_refused_at_its_place(upload, book, cells, sentence):
    sheet = book["选项"]
    put(sheet, sheet.max_row + 1, **({"问题": "education", "选项的值": "new", "选项": "新"} | cells))
    page = upload(book)
    assert sentence in text(page)
    assert not page.context["token"]
