"""Two administrators on the page of one account: neither takes back what the other did."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from policies.models import Region, StaffRegion
from tests.admin.pages import errors, fields, saved
from tests.pages import text


@pytest.fixture
def zhang(catalogue):
    return User.objects.create(username="zhangsan", is_staff=True, first_name="三", last_name="张")


@pytest.fixture
def one(admin_user):
    return signed_in(admin_user)


@pytest.fixture
def other(db):
    return signed_in(User.objects.create(username="boss", is_staff=True, is_superuser=True))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user):
    return reverse("admin:auth_user_change", args=[user.pk])


def opened(client, user):
    return sent(client.get(page(user)))


def sent(response):
    return fields(response) | {"seen_page": response.context["seen_page"]}


def test_who_mends_a_name_does_not_let_in_again_who_was_deactivated(one, other, zhang):
    mine = opened(one, zhang)
    theirs = opened(other, zhang)
    del theirs["is_active"]
    editors = Group.objects.get(name="编辑")
    assert saved(other.post(page(zhang), theirs | {"groups": [str(editors.pk)]}))
    response = one.post(page(zhang), mine | {"first_name": "山"})
    assert saved(response), errors(response)
    assert "别人也改过" in text(one.get(response.url))
    zhang.refresh_from_db()
    assert (zhang.is_active, zhang.first_name, list(zhang.groups.all())) == (False, "山", [editors])


def test_what_both_changed_is_asked(one, other, zhang):
    mine = opened(one, zhang)
    assert saved(other.post(page(zhang), opened(other, zhang) | {"first_name": "珊"}))
    response = one.post(page(zhang), mine | {"first_name": "山"})
    assert "别人改成了“珊”（你打开时是“三”），你写的是“山”。用哪一个？" in errors(response)["first_name"]
    again = one.post(page(zhang), sent(response))
    assert "用哪一个？" in errors(again)["first_name"]
    assert saved(one.post(page(zhang), sent(again) | {"first_name-chosen": "mine"}))
    zhang.refresh_from_db()
    assert zhang.first_name == "山"


def test_regions_given_by_one_stay_when_the_other_saves(one, other, zhang):
    region = Region.objects.first()
    mine, theirs = opened(one, zhang), opened(other, zhang)
    theirs |= {"staff_regions-TOTAL_FORMS": "1", "staff_regions-0-region": str(region.pk)}
    assert saved(other.post(page(zhang), theirs))
    assert saved(one.post(page(zhang), mine | {"first_name": "山"}))
    assert StaffRegion.objects.filter(user=zhang, region=region).exists()


@pytest.mark.parametrize(
    "seen", ["", "x", "[]", "{}", '{"page": {"": 1}, "asked": []}', '{"page": {}, "asked": ["a"]}']
)
def test_a_page_that_does_not_say_what_it_showed_overwrites_nothing(one, zhang, seen):
    response = one.post(page(zhang), opened(one, zhang) | {"seen_page": seen, "first_name": "山"})
    assert "用哪一个？" in errors(response)["first_name"]
