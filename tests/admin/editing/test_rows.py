"""Every kind of row has its list, its add page and its change page, in Chinese and with a bounded number of queries."""

import subprocess
import sys

import pytest
from django.contrib import admin
from django.urls import reverse

from policies import models
from tests.admin.pages import add_row, address, errors, fields, form, saved
from tests.pages import text

ROWS = [
    models.Region,
    models.Source,
    models.Section,
    models.Category,
    models.Question,
    models.Parameter,
    models.ExclusionGroup,
    models.Policy,
    models.Synonym,
]
of_each_kind = pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)


def listed(model) -> str:
    return reverse(f"admin:policies_{model._meta.model_name}_changelist")


@of_each_kind
def test_list_add_and_change(admin_client, catalogue, model):
    assert model._meta.verbose_name in text(admin_client.get(listed(model)))
    add = admin_client.get(reverse(f"admin:policies_{model._meta.model_name}_add"))
    assert f"增加 {model._meta.verbose_name}" in text(add)
    for row in model.objects.all():
        place = address(row)
        response = admin_client.post(place, fields(admin_client.get(place)))
        assert saved(response), errors(response)


@of_each_kind
def test_a_code_that_is_taken_is_told_with_whose_it_is(rf, catalogue, admin_user, model):
    row, column = model.objects.first(), key(model)
    request = rf.get("/")
    request.user = admin_user
    bound = admin.site.get_model_admin(model).get_form(request)({column: getattr(row, column)})
    whose = "别处用着的" if str(row) == getattr(row, column) else f"“{row}”的"
    label = model._meta.get_field(column).verbose_name
    assert bound.errors[column] == [f"“{getattr(row, column)}”已经是{whose}{label}，请换一个"]


def test_two_new_rows_with_one_code_are_told_in_our_words(admin_client, catalogue):
    question = models.Question.objects.get(key="education")
    page = form(admin_client, address(question))
    for _ in range(2):
        add_row(page, "choices", value="same", label="一样")
    found = errors(admin_client.post(address(question), page))
    assert "重复，请改其中一行" in found["choices"]


@of_each_kind
def test_a_list_takes_the_same_queries_whatever_its_length(
    admin_client, catalogue, model, django_assert_num_queries, django_assert_max_num_queries
):
    admin_client.get(listed(model))
    with django_assert_max_num_queries(16) as counted:
        admin_client.get(listed(model))
    for number in range(5):
        row = model.objects.exclude(**{f"{key(model)}__startswith": "copy"}).first()
        row.pk = None
        row._state.adding = True
        setattr(row, key(model), f"copy{number}")
        row.save()
    with django_assert_num_queries(len(counted)):
        assert "copy" in text(admin_client.get(listed(model)))


def key(model) -> str:
    return {models.Question: "key", models.Parameter: "key", models.Synonym: "name"}.get(model, "code")


def test_the_titles_are_ours(admin_client):
    page = admin_client.get(reverse("admin:index"))
    assert "衢江青年补贴自查 · 后台" in text(page, "header")
    assert "政策和问卷" in text(page)
    assert f'href="{reverse("admin:policies_release_add")}">发布</a>' in page.content.decode()


def test_a_source_in_use_cannot_be_deleted_and_the_page_says_by_what(admin_client, catalogue):
    source = models.Source.objects.get(code="TOWN")
    shown = text(admin_client.get(reverse("admin:policies_source_delete", args=[source.pk])))
    assert "“TOWN 某区的办法”还在用，不能删除" in shown
    assert "政策：青年租房补助（town-rent） › 出处：TOWN 某区的办法 一" in shown


@pytest.mark.parametrize(
    ("model", "code"),
    [(models.Region, "town"), (models.Category, "housing"), (models.ExclusionGroup, "rent"), (models.Source, "TOWN")],
)
def test_what_a_policy_names_is_said_to_be_in_use_whoever_may_delete_the_policy(admin_client, catalogue, model, code):
    """Of a policy that was published nobody may."""
    place = reverse(f"admin:policies_{model._meta.model_name}_delete", args=[model.objects.get(code=code).pk])
    shown = text(admin_client.get(place))
    assert "还在用，不能删除。请先改掉或删掉下面用到它的地方" in shown
    assert "政策：青年租房补助（town-rent）" in shown
    assert admin_client.post(place, {"post": "yes"}).status_code == 200
    assert model.objects.filter(code=code).exists()


def test_the_same_for_several_at_once(admin_client, catalogue):
    chosen = list(models.Question.objects.values_list("pk", flat=True))
    response = admin_client.post(listed(models.Question), {"action": "delete_selected", "_selected_action": chosen})
    shown = text(response)
    assert "选中的问题还在用，不能删除" in shown
    assert "政策：购房补助（town-home） › 条件：学历 是：博士" in shown


def test_two_values_of_one_day_are_refused(admin_client, catalogue):
    place = address(models.Parameter.objects.get(key="wage"))
    page = form(admin_client, place)
    page["values-1-starts_on"] = page["values-0-starts_on"]
    assert "重复" in errors(admin_client.post(place, page))["values"]
    assert models.ParameterValue.objects.filter(starts_on="2024-01-01").exists()


def test_a_new_dated_value_is_added(admin_client, catalogue):
    place = address(models.Parameter.objects.get(key="wage"))
    page = form(admin_client, place)
    page |= {
        "values-TOTAL_FORMS": "3",
        "values-2-starts_on": "2026-01-01",
        "values-2-value": "2200",
        "values-2-basis": "fixed",
    }
    assert saved(admin_client.post(place, page))
    assert models.ParameterValue.objects.get(starts_on="2026-01-01").value == 2200


def test_regions_cannot_stand_above_one_another(admin_client, catalogue):
    city, town = models.Region.objects.get(code="city"), models.Region.objects.get(code="town")
    page = form(admin_client, address(city))
    found = errors(admin_client.post(address(city), page | {"parent": str(town.pk)}))
    assert found
    city.refresh_from_db()
    assert city.parent is None


def test_whoever_may_only_look_finds_no_way_to_publish(client, django_user_model, catalogue):
    from django.contrib.auth.models import Permission

    visitor = django_user_model.objects.create(username="visitor", is_staff=True)
    visitor.user_permissions.add(Permission.objects.get(codename="view_policy"))
    client.force_login(visitor)
    page = client.get(listed(models.Policy))
    assert reverse("admin:policies_release_add") not in page.content.decode()
    policy = models.Policy.objects.get(code="town-rent")
    assert client.get(address(policy)).status_code == 200
    assert client.post(address(policy), {}).status_code == 403
    assert client.get(reverse("admin:policies_release_add")).status_code == 403


def test_the_citizens_process_does_not_load_what_checks_documents():
    script = (
        "import django, sys; django.setup(); import policies.admin;"
        "heavy = {'pydantic', 'yaml', 'openpyxl'};"
        "sys.exit(' '.join(heavy & {name.partition('.')[0] for name in sys.modules}) or None)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
