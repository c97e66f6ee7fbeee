"""A day on which the money is spent: refused where it does nothing, and seen in list and preview as of today."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.models import Policy
from tests.admin.pages import address, errors, fields, form, saved
from tests.pages import text

LIST = reverse("admin:policies_policy_changelist")
UNTIL = "资金到 2026 年 12 月 30 日为止还有"


@pytest.fixture
def spent(home):
    """Until the end of the year there is money."""
    home.budget_spent_on = date(2026, 12, 31)
    home.save()
    return home


@pytest.fixture(params=[date(2026, 12, 30), date(2026, 12, 31)], ids=["the-day-before", "that-day"])
def there(request, monkeypatch):
    """Whether there still is money today."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: request.param)
    return request.param < date(2026, 12, 31)


@pytest.mark.parametrize("state", ["open", "planned", "closed", "draft"])
def test_a_day_beside_another_state_is_refused_at_its_field(admin_client, home, state):
    page = form(admin_client, address(home))
    response = admin_client.post(address(home), page | {"state": state, "name": "新名字"})
    assert errors(response) == {
        "budget_spent_on": "状态是“资金已用完”，资金用完日期才起作用：这一天以前照常受理，从这一天起算用完。"
        "请把状态改成“资金已用完”，或者删掉这个日期"
    }
    assert fields(response)["name"] == "新名字"
    assert saved(admin_client.post(address(home), page | {"state": state, "budget_spent_on": ""}))


def test_the_list_says_how_it_stands_today(admin_client, spent, there):
    listed = text(admin_client.get(LIST, {"q": "town-home"}), "result_list")
    assert (f"受理中，{UNTIL}" in listed) is there
    assert ("资金已用完" in listed) is not there


def test_the_filter_goes_by_today(admin_client, spent, there):
    def found(state):
        shown = admin_client.get(LIST, {"state__exact": state}).context["cl"].queryset
        return set(shown.values_list("code", flat=True))

    assert ("town-home" in found("open")) is there
    assert ("town-home" in found("budget_spent")) is not there
    assert "town-rent" in found("open")
    assert found("closed") == set(Policy.objects.filter(state="closed").values_list("code", flat=True))


def test_the_preview_says_up_to_when_and_after_that_that_it_is_spent(admin_client, spent):
    preview = reverse("admin:policies_policy_preview", args=[spent.pk])
    shown = text(admin_client.get(preview))
    assert f"{UNTIL}，从第二天起用完。" in shown
    assert "预算已用完" not in shown
    Policy.objects.filter(pk=spent.pk).update(budget_spent_on=date(2026, 11, 22))
    assert "预算已用完" in text(admin_client.get(preview))
