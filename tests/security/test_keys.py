"""A new secret ends nothing: what the one before signed is read while it is named among those of before."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from policies.admin.access import held
from policies.answers import cookie, resume
from qujiang import protection
from tests.admin.people import member, signed_in
from tests.persons import MASTER_2025
from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]

OLD, NEW = "the-key-of-before-that-is-long-enough", "a-new-key-made-for-its-place-just-now"
MARKED = re.compile(rb'data-account="(\w+)" data-draft-key="(\w+)"')


@pytest.fixture
def rotate(settings):
    settings.SECRET_KEY = OLD

    def rotated(*before):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, list(before)

    return rotated


def test_answers_are_read_and_signed_anew(rotate, client, visit):
    visit(MASTER_2025)
    before = visit.answers()
    rotate(OLD)
    assert visit.answers() == before
    client.post(reverse("marks"), {"have": "qz-social-insurance"})
    rotate()
    assert visit.answers().received == {"qz-social-insurance"}


def test_a_resume_code_opens(rotate, client, live_catalogue):
    code = resume.code_of(MASTER_2025.on())
    rotate(OLD)
    response = client.post(reverse("resume"), {"code": f"https://example.cn/resume#{code}"})
    assert response.status_code == 302
    assert cookie.NAME in response.cookies
    rotate()
    with pytest.raises(resume.Unusable):
        resume.read(code, live_catalogue)


@pytest.mark.django_db
def test_staff_stay_logged_in_and_go_on_without_the_key_of_before(rotate):
    clerk = signed_in(member("wang", is_superuser=True))
    rotate(OLD)
    assert clerk.get(reverse("admin:password_change")).status_code == 200
    rotate()
    assert clerk.get(reverse("admin:password_change")).status_code == 200, "the session was not renewed"


@pytest.mark.django_db
def test_two_requests_that_are_under_way_together_log_nobody_out(rotate):
    """Both bring the cookie of before; what the first changes must not end the second."""
    first = signed_in(member("wang", is_superuser=True))
    second = Client()
    second.cookies.update(first.cookies)
    rotate(OLD)
    for clerk in (first, second):
        response = clerk.get(reverse("admin:password_change"))
        assert response.status_code == 200
        assert response.cookies.get("sessionid") is None or response.cookies["sessionid"].value


@pytest.mark.django_db
def test_another_password_ends_the_sessions_of_before_all_the_same(rotate):
    wang = member("wang", is_superuser=True)
    clerk = signed_in(wang)
    rotate(OLD)
    wang.set_password("another-for-this-test-8")
    wang.save()
    assert clerk.get(reverse("admin:password_change")).status_code == 302


@pytest.mark.django_db
def test_staff_are_logged_out_where_nobody_named_the_key_of_before(rotate):
    clerk = signed_in(member("wang", is_superuser=True))
    rotate()
    assert clerk.get(reverse("admin:password_change")).status_code == 302


@pytest.mark.django_db
def test_a_staff_page_that_lay_open_meanwhile_is_still_its_accounts(rotate):
    wang = member("wang", is_superuser=True)
    clerk = signed_in(wang)
    page = clerk.get(reverse("admin:policies_source_add")).content
    mark = held.typed_by(wang)
    account, key = MARKED.search(page).groups()
    rotate(OLD)
    assert held.writer({held.TYPED_BY: mark}) == str(wang.pk)
    session = clerk.get(reverse("admin:session")).json()
    assert account.decode() in session["before"], "the script that saves takes it for another account's"
    page = clerk.get(reverse("admin:policies_source_add")).content
    assert MARKED.search(page)[1] != account
    assert b'data-drafts-before="%s:%s"' % (account, key) in page, "drafts of before cannot be read"
    assert Client().get(reverse("admin:session")).json() == {"account": ""}


def test_keys_of_before_are_given_with_commas_or_a_line_each():
    assert protection.keys_of_before("KEYS", "") == []
    assert protection.keys_of_before("KEYS", f"{OLD},{NEW}") == [OLD, NEW]
    assert protection.keys_of_before("KEYS", f"{OLD}\n{NEW}\n") == [OLD, NEW]


def test_a_key_of_before_that_is_too_short_stops_the_start_and_is_not_repeated():
    with pytest.raises(ImproperlyConfigured, match=r"^KEYS: key 2 of 2 must be at least 32") as refused:
        protection.keys_of_before("KEYS", f"{OLD},hunter2")
    assert "hunter2" not in str(refused.value)
