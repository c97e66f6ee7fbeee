"""Who may do what: the groups, and the regions whose rows are theirs to change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from simple_history.models import HistoricalRecords

from policies.admin.access import scope
from policies.models import Category, ExclusionGroup, Parameter, Policy, Question, Region, Section, Source, StaffRegion
from tests.admin.pages import add_row, address, errors, form, saved
from tests.admin.people import member, signed_in
from tests.pages import text

POLICIES = reverse("admin:policies_policy_changelist")
ADD = reverse("admin:policies_policy_add")


@pytest.fixture
def elsewhere(catalogue):
    """A policy of another region."""
    region = Region.objects.create(code="elsewhere", name="外地")
    source = Source.objects.create(
        code="ELSE", region=region, title="外地的办法", issued_on="2024-01-01", starts_on="2024-01-01"
    )
    life = Category.objects.get(code="life")
    policy = Policy.objects.create(
        code="else-gift", region=region, name="外地礼包", summary="送礼包。", category=life, form="service"
    )
    policy.citations.create(source=source, clause="一")
    return policy


@pytest.fixture
def of_town(catalogue):
    return member("town-editor", "编辑", regions=("town",))


def test_each_group_may_do_its_own(client, rent):
    looks = {"编辑": (True, False, False), "发布": (False, True, False), "审计": (False, False, True)}
    for number, (group, (edits, publishes, audits)) in enumerate(looks.items()):
        client = signed_in(member(f"member{number}", group))
        page = client.get(address(rent))
        assert page.status_code == 200, "everybody may look"
        assert ('name="_save"' in page.content.decode()) == edits
        assert (client.get(reverse("admin:policies_release_add")).status_code == 200) == publishes
        assert (client.get(reverse("admin:trail")).status_code == 200) == audits
        assert client.get(reverse("admin:policies_policy_history", args=[rent.pk])).status_code == 200
        assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_migrating_again_brings_the_groups_back_to_what_they_are(db):
    from django.contrib.auth.models import Group

    from policies.admin.access import groups

    before = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    Group.objects.get(name="编辑").permissions.clear()
    groups.make()
    assert before == {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
    }
    assert "add_release" in before["发布"]
    assert not {"add_release", "view_trail"} & before["编辑"]


def test_an_editor_without_regions_may_change_all(elsewhere, rent):
    client = signed_in(member("editor", "编辑"))
    for policy in (elsewhere, rent):
        assert saved(client.post(address(policy), form(client, address(policy)) | {"office": "人社局"}))


def test_an_editor_of_one_region_looks_at_the_others_only(of_town, elsewhere, rent):
    client = signed_in(of_town)
    assert saved(client.post(address(rent), form(client, address(rent)) | {"office": "人社局"}))
    assert "外地礼包" in text(client.get(POLICIES), "result_list")
    page = client.get(address(elsewhere))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert "citations-0-clause" not in page.content.decode(), "nor its inlines"
    assert client.post(address(elsewhere), {"office": "我"}).status_code == 403
    elsewhere.state = "draft"
    elsewhere.save()
    assert client.post(reverse("admin:policies_policy_delete", args=[elsewhere.pk]), {"post": "yes"}).status_code == 403
    elsewhere.refresh_from_db()
    assert elsewhere.office == ""


def test_what_all_regions_share_is_not_one_regions_to_change(of_town, catalogue):
    client = signed_in(of_town)
    shared = Question.objects.filter(region=None).first()
    for row in (shared, Section.objects.first(), Region.objects.get(code="town")):
        assert client.post(address(row), {"name": "我"}).status_code == 403
    for kind in ("section", "region"):
        assert client.get(reverse(f"admin:policies_{kind}_add")).status_code == 403


def test_what_can_be_chosen_ends_where_the_region_and_those_above_it_end(of_town, elsewhere, rent):
    other = Question.objects.filter(region=None).first()
    other.pk, other.key, other.region, other._state.adding = None, "elsewhere_only", elsewhere.region, True
    other.save()
    ExclusionGroup.objects.create(code="else-group", region=elsewhere.region, name="外地组")
    page = signed_in(of_town).get(address(rent))
    form = page.context["adminform"].form
    assert {str(name) for _, name in form.fields["region"].choices} == {str(rent.region)}
    assert "外地组" not in {name for _, name in form.fields["group"].choices}
    shown = page.content.decode()
    assert "elsewhere_only" not in shown
    assert "外地的办法" not in shown
    assert "CITY" in shown, "the region above"


def test_a_row_is_not_moved_into_another_region(of_town, elsewhere, rent):
    client = signed_in(of_town)
    page = form(client, address(rent))
    found = errors(client.post(address(rent), page | {"region": str(elsewhere.region_id)}))
    assert found["region"]
    page = form(client, ADD) | {
        "name": "新",
        "code": "new",
        "summary": "新。",
        "category": Category.objects.get(code="life").pk,
        "form": "service",
    }
    add_row(page, "citations", source=Source.objects.get(code="ELSE").pk, clause="一")
    found = errors(client.post(ADD, page | {"region": str(elsewhere.region_id)}))
    assert {"region", "citations-0-source"} <= set(found)


def test_several_at_once_are_not_deleted_either(of_town, elsewhere, catalogue):
    Parameter.objects.create(key="gifts", region=elsewhere.region, name="礼包", unit="个")
    client = signed_in(of_town)
    chosen = [Parameter.objects.get(key="gifts").pk]
    place = reverse("admin:policies_parameter_changelist")
    client.post(place, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert Parameter.objects.filter(key="gifts").exists()


def test_whatever_saves_in_a_request_is_stopped(of_town, elsewhere, rent, rf):
    """An import, a copy, a list: none of them reaches further than the pages do."""
    request = rf.post("/admin/")
    request.user = of_town
    HistoricalRecords.context.request = request
    try:
        rent.office = "人社局"
        rent.save()
        citation = elsewhere.citations.get()
        for change in (elsewhere.save, citation.save, citation.delete):
            with pytest.raises(PermissionDenied, match="不归你负责的地区"), transaction.atomic():
                change()
        elsewhere.region = rent.region
        with pytest.raises(PermissionDenied), transaction.atomic():
            elsewhere.save()
    finally:
        del HistoricalRecords.context.request


def test_a_region_that_somebody_is_bound_to_is_not_deleted(admin_client, of_town):
    """Or their rights would end by covering everything."""
    lonely = Region.objects.create(code="lonely", name="孤岛")
    StaffRegion.objects.create(user=of_town, region=lonely)
    place = reverse("admin:policies_region_delete", args=[lonely.pk])
    assert "负责的地区：town-editor：孤岛" in text(admin_client.post(place, {"post": "yes"}))
    assert Region.objects.filter(pk=lonely.pk).exists()


def test_the_superuser_has_no_bounds(admin_user, catalogue):
    StaffRegion.objects.create(user=admin_user, region=Region.objects.get(code="town"))
    assert scope.region_ids(admin_user) is None


def test_people_are_added_bound_and_deactivated_and_never_deleted(admin_client, admin_user, catalogue):
    from django.contrib.auth.models import Group, User

    place = reverse("admin:auth_user_add")
    password = "plum-orchard-92"
    columns = {"username": "lisi", "password1": password, "password2": password}
    assert saved(admin_client.post(place, columns))
    user = User.objects.get(username="lisi")
    assert user.is_staff
    place = reverse("admin:auth_user_change", args=[user.pk])
    page = form(admin_client, place)
    page |= {"last_name": "李", "first_name": "四", "groups": Group.objects.get(name="编辑").pk}
    add_row(page, "staff_regions", region=Region.objects.get(code="town").pk)
    response = admin_client.post(place, page)
    assert saved(response), errors(response)
    assert scope.region_ids(User.objects.get(pk=user.pk)) == {Region.objects.get(code="town").pk}
    assert admin_client.post(reverse("admin:auth_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403

    people = reverse("admin:auth_user_changelist")
    admin_client.post(people, {"action": "deactivate", "_selected_action": [user.pk, admin_user.pk]})
    user.refresh_from_db()
    admin_user.refresh_from_db()
    assert (user.is_active, admin_user.is_active) == (False, True), "nobody deactivates themselves"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("short-7", "密码太短，至少要有 12 个字符。"), ("123456789012", "数字"), ("password1234", "常见")],
)
def test_a_weak_password_is_refused(admin_client, password, sentence):
    columns = {"username": "lisi", "password1": password, "password2": password}
    response = admin_client.post(reverse("admin:auth_user_add"), columns)
    assert not saved(response)
    assert sentence in str(response.context["adminform"].form.errors)
