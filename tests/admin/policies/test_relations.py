"""How policies stand to one another, as a clerk enters it, on the page of a policy, in a workbook and with a notice."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from policies.models import ExclusionGroup, Policy, Relation, Source
from tests import loaded
from tests.admin.pages import add_row, address, errors, fields, saved
from tests.admin.workbooks import EXPORT, IMPORT, file, put, row_of
from tests.catalogue import between_pack
from tests.pages import text


@pytest.fixture
def hill(db):
    loaded.pack(between_pack)


def policy(code):
    return Policy.objects.get(code=code)


def test_a_page_saved_as_it_is_changes_nothing(admin_client, hill):
    from policies.catalogue import rows

    before = rows.read()
    for one in Policy.objects.all():
        response = admin_client.post(address(one), fields(admin_client.get(address(one))))
        assert saved(response), errors(response)
    assert rows.read() == before


def test_they_are_added_and_named_in_the_history(admin_client, hill):
    page = fields(admin_client.get(address(policy("sc-talent"))))
    add_row(page, "relations", kind="excludes", other=policy("sc-travel").pk, clause="六")
    response = admin_client.post(address(policy("sc-talent")), page)
    assert saved(response), errors(response)
    assert str(Relation.objects.get(policy__code="sc-talent")) == "不能同时享受：交通补贴（sc-travel）"
    history = text(admin_client.get(reverse("admin:policies_policy_history", args=[policy("sc-talent").pk])))
    assert "不能同时享受：交通补贴" in history


@pytest.mark.parametrize(
    ("columns", "field", "sentence"),
    [
        ({"kind": "excludes", "other": "sc-talent"}, "other", "要写另一项政策，“人才生活补贴”写的是它自己"),
        ({"kind": "group", "group": "talent"}, "group", "这里不要再写一遍"),
        ({"kind": "excludes", "group": "housing"}, "", "“也在不重复享受组”的只选哪一组，别的关系只选哪一项政策"),
        ({"kind": "group", "other": "sc-rent"}, "", "“也在不重复享受组”的只选哪一组，别的关系只选哪一项政策"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(admin_client, hill, columns, field, sentence):
    named = {
        "other": lambda code: policy(code).pk,
        "group": lambda code: ExclusionGroup.objects.get(code=code).pk,
        "kind": str,
    }
    page = fields(admin_client.get(address(policy("sc-talent"))))
    row = add_row(page, "relations", **{name: named[name](value) for name, value in columns.items()})
    response = admin_client.post(address(policy("sc-talent")), page)
    assert not saved(response)
    found = errors(response)
    assert sentence in str(found), found
    assert not any("excludes" in said for said in found.values()), found
    assert any(name.startswith(row) and name.endswith(field) for name in found), found


def test_a_policy_that_others_name_is_not_deleted(admin_client, hill):
    rent = policy("sc-rent")
    Policy.objects.filter(pk=rent.pk).update(state="draft")
    shown = text(admin_client.post(reverse("admin:policies_policy_delete", args=[rent.pk]), {"post": "yes"}))
    assert Policy.objects.filter(pk=rent.pk).exists()
    assert "不能同时享受：租房补贴（sc-rent）" in shown


def test_a_copy_stands_to_others_as_its_original(admin_client, hill):
    admin_client.post(reverse("admin:policies_policy_copy", args=[policy("sc-travel").pk]))
    assert Relation.objects.get(policy__code="sc-travel-copy").other == policy("sc-rent")


def test_it_is_found_by_what_it_names(admin_client, hill):
    found = admin_client.get(reverse("admin:policies_policy_changelist"), {"q": "领了租房补贴的不再"})
    assert [one.code for one in found.context["cl"].result_list] == ["sc-travel"]


def test_a_workbook_shows_them_and_takes_their_remarks(admin_client, hill):
    book = load_workbook(io.BytesIO(admin_client.get(reverse(EXPORT)).content))
    sheet = book["政策之间的关系"]
    put(sheet, row_of(sheet, 政策代码="sc-travel", 关系="不能同时享受"), 条款="第五条")
    page = admin_client.post(reverse(IMPORT), {"file": file(book)})
    assert "五 第五条" in text(page, "changes")
    admin_client.post(reverse(IMPORT), {"confirmed": page.context["token"]})
    assert Relation.objects.get(policy__code="sc-travel").clause == "第五条"


def test_a_notice_knows_what_rests_on_it(admin_client, hill):
    notice = Source.objects.get(code="SC1")
    shown = text(admin_client.get(reverse("admin:policies_source_policies", args=[notice.pk])))
    assert "不能同时享受：租房补贴（sc-rent）：五" in shown


def test_what_not_everybody_gets_is_entered_in_words(admin_client, hill):
    wedding = policy("sc-wedding")
    page = fields(admin_client.get(address(wedding))) | {"limited": "每年 20 对"}
    response = admin_client.post(address(wedding), page)
    assert saved(response), errors(response)
    assert policy("sc-wedding").limited == "每年 20 对"
    history = text(admin_client.get(reverse("admin:policies_policy_history", args=[wedding.pk])))
    assert "名额有限" in history


def test_a_question_for_the_couple_needs_the_rule_and_a_condition(admin_client, hill):
    party, claims = policy("sc-party"), policy("sc-family").couple_question
    page = fields(admin_client.get(address(party))) | {"couple_question": claims.pk}
    assert "就要照文件写“夫妻只能一方享受”" in str(errors(admin_client.post(address(party), page)))
    page |= {"one_of_couple": "由一方申领"}
    found = errors(admin_client.post(address(party), page))
    assert "条件里也要用这一题" in found["couple_question"], found
