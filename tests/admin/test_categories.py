"""The categories of policies as a clerk keeps them: added, drawn, renamed, put in order, not deleted while in use."""

import pytest
from django.urls import reverse

from policies.catalogue import rows as all_rows
from policies.catalogue.document import categories
from policies.models import Category, Policy
from policies.models.choices import Icon
from tests.admin.pages import address, errors, form, saved
from tests.admin.people import member, signed_in
from tests.pages import text

LIST, ADD = (reverse(f"admin:policies_category_{page}") for page in ("changelist", "add"))


def of(code):
    return Category.objects.get(code=code)


@pytest.fixture
def added(admin_client, catalogue):
    page = form(admin_client, ADD) | {"name": "养老", "code": "old-age", "icon": "heart"}
    response = admin_client.post(ADD, page)
    assert saved(response), errors(response)
    return of("old-age")


@pytest.fixture
def edit(admin_client, catalogue):
    def save(row, **columns):
        return admin_client.post(address(row), form(admin_client, address(row)) | columns)

    return save


def test_the_list_says_what_each_is_drawn_by_and_how_many_have_it(admin_client, catalogue):
    page = admin_client.get(LIST)
    shown = text(page)
    assert "安居 房子housing3 项20" in shown
    content = page.content.decode()
    assert '#home"/></svg> 房子' in content
    assert f'href="/admin/policies/policy/?category__id__exact={of("housing").pk}"' in content
    of_it = admin_client.get(f"/admin/policies/policy/?category__id__exact={of('housing').pk}").context["cl"]
    assert {one.code for one in of_it.queryset} == set(
        Policy.objects.filter(category__code="housing").values_list("code", flat=True)
    )


def test_every_icon_is_offered_as_a_drawing_with_its_name(admin_client, db):
    content = admin_client.get(ADD).content.decode()
    for icon in Icon:
        assert f'#{icon.value}"/></svg> {icon.label}</label>' in content


def test_a_new_one_comes_last_and_policies_can_have_it(admin_client, added, rent):
    assert [one["code"] for one in all_rows.read()["categories"]] == [
        *(one["code"] for one in categories.USUAL),
        "old-age",
    ]
    page = form(admin_client, address(rent)) | {"category": added.pk}
    response = admin_client.post(address(rent), page)
    assert saved(response), errors(response)
    assert next(one for one in all_rows.read()["policies"] if one["code"] == "town-rent")["category"] == "old-age"


def test_it_is_renamed_drawn_and_ordered_anew(edit):
    assert saved(edit(of("housing"), name="住有所居", icon="bed", position="1"))
    assert all_rows.read()["categories"][0] == {"code": "housing", "name": "住有所居", "icon": "bed"}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "name", "这个字段是必填项"),
        ({"code": "Old Age"}, "code", "只能用小写字母、数字和短横，以字母开头"),
        ({"code": "housing"}, "code", "“housing”已经是“安居”的代码，请换一个"),
        ({"icon": "back"}, "icon", "没有这个选项，请从列出的里面重新选"),
        ({"icon": ""}, "icon", "这个字段是必填项"),
    ],
)
def test_what_is_typed_wrongly_is_said_at_its_field(admin_client, catalogue, typed, field, sentence):
    page = form(admin_client, ADD) | {"name": "养老", "code": "old-age", "icon": "heart"} | typed
    found = errors(admin_client.post(ADD, page))
    assert set(found) == {field}
    assert sentence in found[field]
    assert Category.objects.count() == 9


def test_a_name_that_another_one_has_is_refused_at_its_field(edit):
    found = errors(edit(of("life"), name="安居"))
    assert found["name"] == "不止一个类别叫“安居”，市民分不清，请改名"
    assert of("life").name == "生活"


def test_one_in_use_is_not_deleted_and_the_page_says_by_what(admin_client, catalogue, rent):
    delete = reverse("admin:policies_category_delete", args=[of("housing").pk])
    page = admin_client.get(delete)
    assert "“安居”还在用，不能删除。请先改掉或删掉下面用到它的地方" in text(page)
    assert f'<a href="{address(rent)}">政策：青年租房补助（town-rent）</a>' in page.content.decode()
    admin_client.post(delete, {"post": "yes"})
    assert Category.objects.filter(code="housing").exists()
    several = {"action": "delete_selected", "_selected_action": [of("housing").pk, of("life").pk]}
    assert "选中的类别还在用，不能删除" in text(admin_client.post(LIST, several))


def test_one_that_no_policy_has_is_deleted(admin_client, added):
    admin_client.post(reverse("admin:policies_category_delete", args=[added.pk]), {"post": "yes"})
    assert not Category.objects.filter(code="old-age").exists()
    assert "类别：养老" in text(admin_client.get(reverse("admin:trail")))


def test_the_history_says_who_changed_what(edit, admin_client):
    edit(of("housing"), name="住有所居", icon="bed")
    shown = text(admin_client.get(reverse("admin:policies_category_history", args=[of("housing").pk])))
    assert "名称：安居 → 住有所居" in shown
    assert "图标：房子 → 床" in shown
    assert "clerk" in shown


def test_the_history_of_a_policy_names_the_category(edit, rent, admin_client):
    assert saved(edit(rent, category=of("life").pk))
    shown = text(admin_client.get(reverse("admin:policies_policy_history", args=[rent.pk])))
    assert "类别：安居 → 生活" in shown


def test_whoever_has_a_region_may_use_but_not_change_what_all_share(catalogue, rent):
    client = signed_in(member("town-editor", "编辑", regions=("town",)))
    assert client.get(ADD).status_code == 403
    assert client.post(address(of("housing")), {"name": "别的"}).status_code == 403
    assert of("housing").name == "安居"
    assert saved(client.post(address(rent), form(client, address(rent)) | {"category": of("life").pk}))


@pytest.mark.parametrize(("group", "status"), [("编辑", 200), ("发布", 403), ("审计", 403)])
def test_editors_add_them(catalogue, group, status):
    assert signed_in(member("somebody", group)).get(ADD).status_code == status


def test_the_publish_page_says_what_changes(edit, admin_client, rent):
    from policies.publishing.publish import publish

    publish()
    edit(of("housing"), name="住有所居")
    edit(rent, category=of("life").pk)
    shown = text(admin_client.get(reverse("admin:policies_release_add")))
    assert "名称：安居 → 住有所居" in shown
    assert "类别：住有所居 → 生活" in shown or "类别：安居 → 生活" in shown


def test_what_was_published_keeps_its_code_unless_it_is_renamed(admin_client, catalogue):
    from policies.publishing import live
    from policies.publishing.publish import publish

    publish()
    page = form(admin_client, address(of("housing"))) | {"code": "homes"}
    assert "已经发布过，不能在这里改" in errors(admin_client.post(address(of("housing")), page))["code"]
    rename = {"kind": "categories", "old": "housing", "new": "homes"}
    assert admin_client.post(reverse("admin:policies_release_rename"), rename).status_code == 302
    assert Policy.objects.get(code="town-rent").category.code == "homes"
    publish()
    assert live.refresh().now("categories", "housing") == "homes"


def test_going_back_brings_back_the_categories_of_then(catalogue, edit):
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    first = publish()
    before = all_rows.read()
    Category.objects.create(code="old-age", name="养老", icon="heart", position=200)
    edit(of("housing"), name="住有所居")
    Policy.objects.filter(code="town-rent").update(category=of("old-age"))
    publish()
    restore(first, by=None, note="改错了", legal_basis="", rows_too=True)
    assert all_rows.read() == before


def test_what_two_people_typed_is_put_together_and_what_both_did_is_asked(admin_client, edit):
    housing = of("housing")
    opened = form(admin_client, address(housing))
    edit(housing, name="住有所居")
    assert saved(admin_client.post(address(housing), opened | {"icon": "bed"}))
    assert (of("housing").name, of("housing").icon) == ("住有所居", "bed")
    opened = form(admin_client, address(housing))
    edit(housing, icon="coins")
    asked = admin_client.post(address(housing), opened | {"icon": "river"})
    assert of("housing").icon == "coins"
    assert "钱币" in errors(asked)["icon"]
    assert "svg" not in errors(asked)["icon"]
