"""Cookies under HTTPS bear `__Host-`; what was set under the plain name is still read, and cleared with the other."""

import pytest
from django.test import Client
from django.urls import reverse

from policies.answers import cookie, host_cookies
from policies.library import appearance
from tests.pages import text
from tests.persons import MASTER_2025
from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]

HOST = "__Host-"
BEGIN = {"region": "qujiang"}


@pytest.fixture
def https(settings):
    """As settings.py has it with DJANGO_HTTPS, without the redirect."""
    settings.COOKIE_PREFIX = HOST
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = f"{HOST}sessionid", f"{HOST}csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def assert_held(morsel):
    """What browsers ask of a cookie with such a name, and that no script sees it."""
    assert morsel.key.startswith(HOST)
    assert (morsel["secure"], morsel["path"], morsel["domain"], morsel["httponly"]) == (True, "/", "", True)
    assert morsel["samesite"] == "Lax"


@pytest.mark.usefixtures("https")
def test_every_cookie_of_citizens_bears_it(client, live_catalogue):
    asked = (
        client.get(reverse("start")),
        client.post(reverse("appearance"), {"size": "large"}),
        client.post(reverse("resume"), {"code": resume_code()}),
    )
    found = [morsel for response in asked for morsel in response.cookies.values()]
    assert {morsel.key for morsel in found} == {
        f"{HOST}{name}" for name in ("csrftoken", "look", "answers", "messages")
    }
    for morsel in found:
        assert_held(morsel)


def resume_code():
    from policies.answers import resume

    return resume.code_of(MASTER_2025.on())


@pytest.mark.usefixtures("https")
def test_the_session_of_staff_bears_it(db, django_user_model):
    django_user_model.objects.create_superuser("wang", password="only-for-this-test-7")
    given = {"username": "wang", "password": "only-for-this-test-7", "next": reverse("admin:index")}
    response = Client().post(reverse("admin:login"), given)
    assert_held(response.cookies[f"{HOST}sessionid"])
    assert "sessionid" not in response.cookies


def test_plain_http_keeps_plain_names(client, live_catalogue):
    response = client.post(reverse("resume"), {"code": resume_code()})
    assert cookie.NAME in response.cookies
    assert not response.cookies[cookie.NAME]["secure"]


def test_cookies_of_before_are_read_and_written_anew(client, visit, settings):
    visit(MASTER_2025)
    client.cookies[appearance.NAME] = "large.auto"
    settings.COOKIE_PREFIX = HOST
    response = client.get(reverse("answers"))
    assert "硕士" in text(response)
    assert 'class="large"' in response.content.decode()
    response = client.post(reverse("marks"), {"have": "qz-social-insurance"})
    assert response.cookies[f"{HOST}{cookie.NAME}"].value


def test_the_new_name_wins_over_the_old(rf, settings):
    settings.COOKIE_PREFIX = HOST
    request = rf.get("/")
    request.COOKIES = {"look": "normal.dark"}
    assert host_cookies.read(request, "look") == "normal.dark"
    request.COOKIES[f"{HOST}look"] = "large.light"
    assert host_cookies.read(request, "look") == "large.light"


def test_clearing_clears_both(client, visit, settings):
    visit(MASTER_2025)
    settings.COOKIE_PREFIX = HOST
    client.cookies[f"{HOST}{cookie.NAME}"] = client.cookies[cookie.NAME].value
    response = client.post(reverse("clear"))
    assert {response.cookies[name]["max-age"] for name in (cookie.NAME, f"{HOST}{cookie.NAME}")} == {0}
    assert response.cookies[f"{HOST}{cookie.NAME}"]["secure"], "a browser would not take the clearing"
