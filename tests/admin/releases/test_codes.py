"""A code that was published is not typed over; the page that changes it keeps the old one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import address, fields, form, rows
from tests.admin.people import member, signed_in
from tests.admin.workbooks import row_of, titles
from tests.pages import text

PAGE = "admin:policies_release_rename"
BACK = "admin:policies_release_changelist"


def found(kind, **columns):
    from policies import models

    return getattr(models, kind).objects.get(**columns)


@pytest.fixture
def published(catalogue):
    from policies.publishing.publish import publish

    return publish()


# On which page, which inline and row of it (none: the page's own), and the field of the code.
FIELDS = [
    (("Policy", {"code": "town-rent"}), None, "code"),
    (("Policy", {"code": "town-home"}), ("tiers", {"code": "doctor"}), "code"),
    (("Question", {"key": "education"}), None, "key"),
    (("Question", {"key": "education"}), ("choices", {"value": "doctor"}), "value"),
    (("Region", {"code": "town"}), None, "code"),
    (("Source", {"code": "TOWN"}), None, "code"),
    (("Section", {"code": "study"}), None, "code"),
    (("ExclusionGroup", {"code": "rent"}), None, "code"),
    (("Parameter", {"key": "wage"}), None, "key"),
]


@pytest.mark.parametrize(("page", "inside", "name"), FIELDS)
def test_a_published_code_is_shown_and_cannot_be_typed_over(admin_client, published, page, inside, name):
    row = found(page[0], **page[1])
    opened = admin_client.get(address(row))
    posted = fields(opened)
    field = f"{rows(posted, inside[0], **inside[1])}-{name}" if inside else name
    assert f'name="{field}"' in opened.text
    tag = next(part for part in opened.text.split("<input") if f'name="{field}"' in part).split(">")[0]
    assert "readonly" in tag
    old = posted[field]
    response = admin_client.post(address(row), {**posted, field: "another"})
    assert response.status_code == 200
    assert f"{old} 已经发布过，不能在这里改" in response.text
    assert "改代码" in response.text
    row.refresh_from_db()
    owner = getattr(row, inside[0]).filter(**inside[1]).exists() if inside else getattr(row, name) == old
    assert owner
    # Left as it is, the page is saved.
    assert admin_client.post(address(row), posted).status_code == 302


def test_a_code_that_was_never_published_may_be_typed_over(admin_client, catalogue):
    from policies.publishing import releases
    from policies.publishing.publish import publish

    releases.cancel(publish(effective_at=timezone.now() + timedelta(days=1)), None)
    row = found("Policy", code="town-rent")
    posted = form(admin_client, address(row))
    assert admin_client.post(address(row), {**posted, "code": "town-flat"}).status_code == 302
    row.refresh_from_db()
    assert row.code == "town-flat"


def test_a_new_choice_and_a_draft_have_codes_to_be_typed(admin_client, published):
    draft = found("Policy", code="city-fair")
    assert draft.state == "draft"
    posted = form(admin_client, address(draft))
    assert admin_client.post(address(draft), {**posted, "code": "city-market"}).status_code == 302
    page = admin_client.get(address(found("Question", key="education"))).text
    empty = next(part for part in page.split("<input") if 'name="choices-__prefix__-value"' in part).split(">")[0]
    assert "readonly" not in empty


def test_a_renamed_code_that_waits_for_its_publication_is_locked_too(admin_client, published):
    row = found("Policy", code="town-rent")
    admin_client.post(reverse(PAGE), {"kind": "policies", "old": "town-rent", "new": "town-flat"})
    posted = form(admin_client, address(row))
    response = admin_client.post(address(row), {**posted, "code": "town-house"})
    assert "town-flat 已经发布过，不能在这里改" in response.text


def test_the_page_renames_says_how_much_and_signs_the_history(published):
    from policies.models import Policy

    client = signed_in(member("boss", "发布", last_name="王"))
    assert reverse(PAGE) in client.get(reverse(BACK)).text
    response = client.post(reverse(PAGE), {"kind": "choices", "old": "education/doctor", "new": "phd"}, follow=True)
    assert "已把代码 education/doctor 改为 phd，共改了 3 行。发布以后对外生效，旧代码照样认得。" in response.text
    record = found("Choice", value="phd").history.first()
    assert (record.history_change_reason, record.history_user_name) == (
        "代码 education/doctor 改为 phd",
        "王（boss）",
    )
    client.post(reverse(PAGE), {"kind": "policies", "old": "town-rent", "new": "town-flat"})
    assert Policy.objects.get(code="town-flat").formerly == ["town-rent"]


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"kind": "policies", "old": "town-flat", "new": "x"}, "没有改：没有代码是“town-flat”的政策"),
        ({"kind": "policies", "old": "town-rent", "new": "town-home"}, "没有改：“town-home”已经是政策"),
        ({"kind": "policies", "old": "town-rent", "new": "<b>"}, "没有改：新代码“&lt;b&gt;”不能用"),
        ({"kind": "policies", "old": "", "new": ""}, "这个字段是必填项"),
        ({"kind": "everything", "old": "town-rent", "new": "x"}, "没有这个选项，请从列出的里面重新选"),
        ({"kind": "policies", "old": "town-rent\0", "new": "x"}, "不允许"),
        ({"kind": "policies", "old": "t" * 131, "new": "x" * 61}, "60"),
    ],
)
def test_what_cannot_be_renamed_is_said_on_the_page(admin_client, published, posted, sentence):
    response = admin_client.post(reverse(PAGE), posted)
    assert response.status_code == 200
    assert sentence in response.text
    assert found("Policy", code="town-rent").formerly == []


@pytest.mark.parametrize(
    ("groups", "regions", "status"),
    [(("发布",), (), 200), (("发布",), ("town",), 403), (("编辑",), (), 403), (("审计",), (), 403)],
)
def test_publishers_of_all_regions_rename_and_nobody_else(published, groups, regions, status):
    client = signed_in(member("somebody", *groups, regions=regions))
    assert client.get(reverse(PAGE)).status_code == status
    if status == 403:
        assert reverse(PAGE) not in client.get(reverse(BACK)).text
        posted = {"kind": "policies", "old": "town-rent", "new": "town-flat"}
        assert client.post(reverse(PAGE), posted).status_code == 403
        assert found("Policy", code="town-rent").formerly == []


def test_a_spreadsheet_from_before_a_renaming_is_read(admin_client, book, upload, confirm):
    from policies.catalogue.rows.rename import rename

    for said in (
        ("policies", "town-home", "town-house"),
        ("tiers", "town-house/bachelor", "first"),
        ("questions", "education", "degree"),
        ("parameters", "wage", "lowest_wage"),
        ("choices", "degree/doctor", "phd"),
    ):
        rename(*said)
    sheet = book["金额"]
    row = row_of(sheet, 政策代码="town-home", 档次代码="bachelor")
    sheet.cell(row, titles(sheet)["一次性：金额（元）"]).value = 300
    page = upload(book)
    assert "一次性：金额（元） 200 300" in text(page, "changes")
    confirm(page)
    assert found("Tier", code="first").once_amount == 300
