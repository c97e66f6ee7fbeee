"""A policy is copied whole, as a draft, and its form opens."""

import pytest
from django.urls import reverse

from policies.admin.policies.copying import free_code
from policies.catalogue import rows as all_rows
from policies.models import Policy, Tier
from tests.admin.pages import address, form, saved
from tests.pages import text

LIST = "admin:policies_policy_changelist"


@pytest.fixture
def copy(admin_client):
    return lambda policy: admin_client.post(reverse("admin:policies_policy_copy", args=[policy.pk]))


def entry(code):
    return next(policy for policy in all_rows.read()["policies"] if policy["code"] == code)


OWN = ("code", "name", "state", "budget_spent_on", "checked_on")


@pytest.mark.parametrize("code", ["town-rent", "town-home", "city-rent"])
def test_the_copy_says_the_same_as_a_draft(copy, catalogue, code):
    before = entry(code)
    response = copy(Policy.objects.get(code=code))
    made = Policy.objects.get(code=f"{code}-copy")
    assert response.headers["Location"] == address(made)
    copied = entry(made.code)
    assert {name: copied[name] for name in copied if name not in OWN} == {
        name: before[name] for name in before if name not in OWN
    }
    assert (copied["state"], copied["checked_on"], copied["name"]) == ("draft", None, f"{before['name']}（副本）")
    assert entry(code) == before


def test_conditions_of_a_tier_belong_to_the_copys_tier(copy, home):
    copy(home)
    made = Policy.objects.get(code="town-home-copy")
    tiers = set(Tier.objects.filter(policy=made))
    assert {row.tier for row in made.thresholds.exclude(tier=None)} <= tiers
    assert {row.tier for row in made.factors.exclude(tier=None)} <= tiers


def test_the_copy_is_edited_and_opened_like_any_other(admin_client, copy, rent):
    copy(rent)
    made = Policy.objects.get(code="town-rent-copy")
    page = form(admin_client, address(made))
    assert saved(admin_client.post(address(made), page | {"code": "town-rent-2027", "state": "open"}))


def test_the_history_says_where_it_comes_from(copy, rent):
    copy(rent)
    assert Policy.objects.get(code="town-rent-copy").history.get().history_change_reason == f"复制自 {rent}"


def test_codes_of_copies_are_free_and_fit(copy, rent):
    copy(rent)
    assert free_code("town-rent") == "town-rent-copy-2"
    assert len(free_code("a" * 60)) == 60


def test_one_is_copied_from_the_list(admin_client, rent, home):
    chosen = {"action": "copy_selected", "_selected_action": [rent.pk]}
    assert admin_client.post(reverse(LIST), chosen).headers["Location"] == address(
        Policy.objects.get(code="town-rent-copy")
    )
    chosen["_selected_action"] = [rent.pk, home.pk]
    assert "一次复制一条" in text(admin_client.post(reverse(LIST), chosen, follow=True))
    assert not Policy.objects.filter(code="town-home-copy").exists()


def test_the_button_stands_on_the_page_and_only_posts(admin_client, rent):
    page = admin_client.get(address(rent)).content.decode()
    place = reverse("admin:policies_policy_copy", args=[rent.pk])
    assert f'<form method="post" action="{place}">' in page
    assert admin_client.get(place).status_code == 405


def test_whoever_may_not_add_does_not_copy(client, django_user_model, rent):
    from django.contrib.auth.models import Permission

    editor = django_user_model.objects.create(username="editor", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__in=("view_policy", "change_policy")))
    client.force_login(editor)
    assert client.post(reverse("admin:policies_policy_copy", args=[rent.pk])).status_code == 403
    assert not Policy.objects.filter(code="town-rent-copy").exists()
