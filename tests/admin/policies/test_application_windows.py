"""When applications are taken, as a clerk types it on the page of a policy and in a workbook."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from policies.models import ApplicationWindow, Expectation, Policy, Question
from tests import loaded
from tests.admin.pages import add_row, address, errors, fields, saved
from tests.admin.workbooks import EXPORT, IMPORT, file, put, row_of, titles
from tests.catalogue import windows_pack
from tests.pages import text


@pytest.fixture
def windows(db):
    loaded.pack(windows_pack)


def policy(code):
    return Policy.objects.get(code=code)


def question(key):
    return Question.objects.get(key=key).pk


def said(code):
    names = ("opens", "closes", "from_months", "to_months", "to_days", "every", "open_days", "starts_on", "ends_on")
    rows = ApplicationWindow.objects.filter(policy__code=code).order_by("position")
    return [{name: value for name in names if (value := getattr(row, name)) not in (None, "")} for row in rows]


def test_a_page_saved_as_it_is_changes_nothing(admin_client, windows):
    from policies.catalogue import rows

    before = rows.read()
    for one in Policy.objects.filter(code__in=["hc-winter", "hc-post", "hc-voucher", "hc-tuition"]):
        response = admin_client.post(address(one), fields(admin_client.get(address(one))))
        assert saved(response), errors(response)
    assert rows.read() == before


def test_they_are_added_as_one_writes_a_day(admin_client, windows):
    page = fields(admin_client.get(address(policy("hc-settle"))))
    add_row(page, "application_windows", opens="9月1日", closes="10-31")
    add_row(page, "application_windows", measured_at=question("graduation_date"), to_months=12)
    response = admin_client.post(address(policy("hc-settle")), page)
    assert saved(response), errors(response)
    assert said("hc-settle") == [{"opens": "09-01", "closes": "10-31"}, {"to_months": 12}]


def test_one_that_comes_once_is_typed_and_extended(admin_client, windows):
    page = fields(admin_client.get(address(policy("hc-settle"))))
    add_row(page, "application_windows", starts_on="2026-11-01", ends_on="2026-12-15")
    assert saved(admin_client.post(address(policy("hc-settle")), page))
    assert said("hc-settle") == [{"starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 15)}]
    page = fields(admin_client.get(address(policy("hc-settle"))))
    page["application_windows-0-ends_on"] = "2026-12-31"
    assert saved(admin_client.post(address(policy("hc-settle")), page))
    assert said("hc-settle") == [{"starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 31)}]


def test_what_changes_on_a_day_is_typed_with_that_day(admin_client, windows):
    """The change is a line of the same page, and has no number yet."""
    page = fields(admin_client.get(address(policy("hc-march"))))
    add_row(page, "changes", starts_on="2027-01-01")
    page["application_windows-0-until"] = "new:2027-01-01:"
    add_row(page, "application_windows", opens="05-01", closes="05-31", since="new:2027-01-01:")
    response = admin_client.post(address(policy("hc-march")), page)
    assert saved(response), errors(response)
    rows = ApplicationWindow.objects.filter(policy__code="hc-march").order_by("position")
    assert [(str(one), str(one.since or ""), str(one.until or "")) for one in rows] == [
        ("每年 03-01 到 03-31", "", "2027-01-01 起"),
        ("每年 05-01 到 05-31", "2027-01-01 起", ""),
    ]


def test_a_change_that_a_window_names_is_not_deleted_alone(admin_client, windows):
    page = fields(admin_client.get(address(policy("hc-tuition"))))
    page["changes-0-DELETE"] = "on"
    response = admin_client.post(address(policy("hc-tuition")), page)
    assert not saved(response)
    assert "application_windows" in str(errors(response))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"opens": "2月30日", "closes": "3月31日"}, "opens", "没有 2 月 30 日这一天，请改"),
        ({"starts_on": "2027-02-30", "ends_on": "2027-03-31"}, "starts_on", "请写日期，要有这一天，例如 2027-01-01"),
        ({"opens": "三月", "closes": "3-31"}, "opens", "请写几月几日，例如 03-01；现在写的是“三月”"),
        ({"opens": "每年春天" * 500, "closes": "3-31"}, "opens", f"现在写的是“{'每年春天' * 10}…”"),
        ({"opens": "3-1"}, "closes", "两个都要写"),
        ({"starts_on": "2026-11-01"}, "ends_on", "两个都要写"),
        ({"starts_on": "2026-11-01", "ends_on": "2026-10-31"}, "ends_on", "不能早于开始的日期"),
        ({"starts_on": "2026-11-01", "ends_on": "2026-11-30", "opens": "3-1", "closes": "3-31"}, "measured_at", "几行"),
        ({"to_months": 3}, "measured_at", "写成几行"),
        ({"opens": "3-1", "closes": "3-31", "to_months": 3}, "measured_at", "写成几行"),
        ({"measured_at": "graduation_date", "to_months": 3, "to_days": 9}, "to_days", "只写一个"),
        ({"measured_at": "graduation_date", "to_months": 3, "open_days": 9}, "every", "要先选每隔多久一次"),
        # What the whole catalogue says of it.
        ({"opens": "1-1", "closes": "12-31"}, "closes", "全年每一天都能申请"),
        ({"measured_at": "graduation_date", "from_months": 9, "to_months": 3}, "to_months", "没有一天可以申请"),
        ({"measured_at": "graduation_date", "every": "quarter", "open_days": 99}, "open_days", "最多开放 88 天"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(admin_client, windows, typed, field, sentence):
    if "measured_at" in typed:
        typed = typed | {"measured_at": question(typed["measured_at"])}
    page = fields(admin_client.get(address(policy("hc-settle"))))
    add_row(page, "application_windows", **typed)
    response = admin_client.post(address(policy("hc-settle")), page)
    assert not saved(response)
    found = {name: messages for name, messages in errors(response).items() if sentence in str(messages)}
    assert len(found) == 1, errors(response)
    assert next(iter(found)).endswith(field), found
    assert said("hc-settle") == []


def test_a_workbook_shows_and_takes_them(admin_client, windows):
    book = load_workbook(io.BytesIO(admin_client.get(reverse(EXPORT)).content))
    sheet = book["申报期"]
    row = row_of(sheet, 政策代码="hc-march")
    assert [sheet.cell(row, titles(sheet)[one]).value for one in ("每年从几月几日", "到几月几日")] == ["03-01", "03-31"]
    put(sheet, row, 到几月几日="4月15日")
    put(sheet, row_of(sheet, 政策代码="hc-cert"), 几个月以内=24)
    put(sheet, row_of(sheet, 政策代码="hc-post", 每隔多久一次="每季（3 个月）"), 每隔多久一次="每半年")
    page = admin_client.post(reverse(IMPORT), {"file": file(book)})
    assert "03-31 04-15" in text(page, "changes")
    admin_client.post(reverse(IMPORT), {"confirmed": page.context["token"]})
    assert said("hc-march") == [{"opens": "03-01", "closes": "04-15"}]
    assert said("hc-cert") == [{"to_months": 24}]
    assert said("hc-post")[0]["every"] == "half_year"


def test_a_day_that_is_not_there_is_refused_in_a_workbook(admin_client, windows):
    book = load_workbook(io.BytesIO(admin_client.get(reverse(EXPORT)).content))
    put(book["申报期"], row_of(book["申报期"], 政策代码="hc-march"), 到几月几日="2月30日")
    page = admin_client.post(reverse(IMPORT), {"file": file(book)})
    assert "没有 2 月 30 日这一天" in text(page, "mistakes")


def test_a_copy_has_them_too(admin_client, windows):
    admin_client.post(reverse("admin:policies_policy_copy", args=[policy("hc-winter").pk]))
    assert said("hc-winter-copy") == said("hc-winter")


def test_a_list_of_changes_says_them(windows):
    from policies.catalogue import rows
    from policies.catalogue.changes.changes import changes

    before = rows.read()
    ApplicationWindow.objects.filter(policy__code="hc-march").update(closes="04-15")
    ApplicationWindow.objects.create(policy=policy("hc-settle"), opens="12-01", closes="01-31")
    ApplicationWindow.objects.filter(policy__code="hc-cert").delete()
    assert [sentence for change in changes(before, rows.read()) for sentence in change.sentences] == [
        "春季生活补贴：申报期：每年 3 月（《湖城的申报通知》二，以当年通知为准）"
        " → 每年 3 月 1 日到 4 月 15 日（《湖城的申报通知》二，以当年通知为准）",
        "毕业生求职补贴：申报期：删除“毕业后 12 个月以内”",
        "安家补贴：申报期：新增“每年 12 月 1 日到第二年 1 月 31 日”",
    ]


def test_todays_result_becomes_what_is_expected(windows):
    from policies.admin.personas.adopting import adopt
    from policies.catalogue import rows
    from policies.publishing.personas import run

    ApplicationWindow.objects.filter(policy__code="hc-march").update(closes="04-15")
    document = rows.read()
    deviating = [one for one in run(document, document["personas"]) if one.deviations]
    assert "申请到哪天应为 2027 年 3 月 31 日，实际 2027 年 4 月 15 日" in str(deviating[0].deviations)
    adopt(deviating)
    document = rows.read()
    assert [one.deviations for one in run(document, document["personas"]) if one.deviations] == []
    expected = Expectation.objects.get(persona__code="hc-in-march", policy__code="hc-march")
    assert str(expected.apply_until) == "2027-04-15"
