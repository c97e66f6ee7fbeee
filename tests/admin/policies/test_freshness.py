"""Policies that nobody compared with their sources for long are found, and marked once that is done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.admin.policies.freshness import DAYS, overdue
from policies.models import Policy
from tests.pages import text

LIST = "admin:policies_policy_changelist"


def checked(policy, days_ago):
    policy.checked_on = None if days_ago is None else timezone.localdate() - timedelta(days=days_ago)
    policy.save()


@pytest.mark.parametrize(("days_ago", "found"), [(None, True), (DAYS + 1, True), (DAYS, False), (0, False)])
def test_overdue_is_what_was_not_checked_for_longer_than_that(rent, days_ago, found):
    checked(rent, days_ago)
    assert (rent in overdue(Policy.objects.all(), timezone.localdate())) is found


def test_drafts_and_closed_policies_are_never_overdue(rent):
    checked(rent, None)
    for state in ("draft", "closed"):
        rent.state = state
        rent.save()
        assert rent not in overdue(Policy.objects.all(), timezone.localdate())


def test_the_list_is_filtered(admin_client, rent, home):
    checked(rent, 0)
    checked(home, DAYS + 1)
    shown = text(admin_client.get(reverse(LIST), {"checked": "overdue"}), "result_list")
    assert "购房补助" in shown
    assert "青年租房补助" not in shown


def test_several_are_marked_as_checked_today(admin_client, rent, home):
    checked(rent, DAYS + 1)
    checked(home, None)
    before = rent.history.count()
    chosen = {"action": "mark_checked", "_selected_action": [rent.pk, home.pk]}
    page = admin_client.post(reverse(LIST), chosen, follow=True)
    assert "2 条政策已标记为今天" in text(page)
    for policy in (rent, home):
        policy.refresh_from_db()
        assert policy.checked_on == timezone.localdate()
    assert rent.history.count() == before + 1
    assert "另外 2 条没有变" in text(admin_client.post(reverse(LIST), chosen, follow=True))


def test_whoever_may_only_look_does_not_mark(client, django_user_model, rent):
    from django.contrib.auth.models import Permission

    checked(rent, None)
    visitor = django_user_model.objects.create(username="visitor", is_staff=True)
    visitor.user_permissions.add(Permission.objects.get(codename="view_policy"))
    client.force_login(visitor)
    client.post(reverse(LIST), {"action": "mark_checked", "_selected_action": [rent.pk]})
    rent.refresh_from_db()
    assert rent.checked_on is None
