"""A form that is sent after the session ended: what was typed comes back after the log-in, to whoever typed it."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.admin.access import held
from policies.models import Policy, Release
from tests.admin.access.test_login import code, enrol
from tests.admin.pages import address, errors, fields, list_fields, saved
from tests.admin.workbooks import AMOUNT, IMPORT, file, put_rent
from tests.pages import text

PASSWORD = "only-for-this-test-7"
LOGIN, HELD = reverse("admin:login"), reverse("admin:held")
POLICIES = reverse("admin:policies_policy_changelist")
INPUT = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


@pytest.fixture
def wang(db):
    return User.objects.create_superuser("wangwu", password=PASSWORD)


@pytest.fixture
def client(wang):
    """As in earnest: forgeries are looked for."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(wang)
    return client


def hidden(response) -> dict[str, str]:
    return {name: unescape(value) for name, value in INPUT.findall(response.content.decode())}


def opened(client, page) -> dict:
    """What a browser would send from this page: with the token and whose page it is."""
    response = client.get(page)
    found = fields(response) if "adminform" in response.context else list_fields(response)
    return found | {name: hidden(response)[name] for name in ("csrfmiddlewaretoken", "typed_by")}


def idle(client):
    Session.objects.update(expire_date=timezone.now())


def out(client):
    """In another window."""
    client.post(reverse("admin:logout"), {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def renewed(client):
    user = User.objects.get()
    user.set_password(PASSWORD + "!")
    user.save()
    user.set_password(PASSWORD)
    user.save()


def log_in(client, page, username="wangwu", password=PASSWORD):
    return client.post(LOGIN, hidden(page) | {"username": username, "password": password})


def again(client, **pressed):
    """Sent once more from the page that gives it back."""
    page = client.get(HELD)
    action = re.search(r'<form method="post" action="([^"]*)">', page.content.decode()).group(1)
    return client.post(unescape(action), hidden(page) | pressed)


@pytest.mark.parametrize("ends", [idle, out, renewed])
def test_however_the_session_ended_what_was_typed_is_saved_after_the_log_in(client, rent, ends):
    page = opened(client, address(rent)) | {"office": "人社局 <三楼> & 二楼", "_save": "保存"}
    ends(client)
    response = client.post(address(rent), page)
    assert response.status_code == 403
    assert "写的内容还在，登录以后接着保存" in text(response)
    assert "no-store" in response["Cache-Control"]
    assert "人社局" not in response.content.decode(), "what was typed is not to be read there"
    response = log_in(client, response)
    assert response.url == HELD
    assert "政策：青年租房补助" in text(client.get(HELD))
    rent.refresh_from_db()
    assert rent.office == "区人才办", "nothing is saved without a press"
    assert saved(again(client))
    rent.refresh_from_db()
    assert rent.office == "人社局 <三楼> & 二楼"
    assert client.get(HELD).status_code == 302, "it is kept no longer"


def test_a_log_in_in_another_window_makes_no_forgery_of_an_open_page(client, rent):
    page = opened(client, address(rent)) | {"office": "人社局"}
    out(client)
    assert log_in(client, client.get(LOGIN)).status_code == 302
    response = client.post(address(rent), page)
    assert response.url == HELD
    assert saved(again(client))
    rent.refresh_from_db()
    assert rent.office == "人社局"


def test_it_can_be_looked_at_first_with_what_others_saved_meanwhile(client, rent):
    page = opened(client, address(rent)) | {"office": "人社局", "recurring_amount": "7000"}
    idle(client)
    response = client.post(address(rent), page)
    rent.recurring_amount, rent.phone = 6500, "123"
    rent.save()
    log_in(client, response)
    response = again(client, _look_first="1")
    assert "还没有保存" in errors(response)[""]
    assert "用哪一个？" in errors(response)["recurring_amount"]
    typed = fields(response)
    assert (typed["office"], typed["recurring_amount"], typed["phone"]) == ("人社局", "7000", "123")
    rent.refresh_from_db()
    assert rent.office == "区人才办"


def test_wrong_passwords_and_the_lock_lose_nothing(client, rent, settings):
    page = opened(client, address(rent)) | {"office": "人社局"}
    idle(client)
    response = client.post(address(rent), page)
    for _ in range(5):
        response = log_in(client, response, password="wrong")
        assert hidden(response)["held"]
    assert response.status_code == 429
    assert "写的内容还在" in text(response)
    from axes.models import AccessAttempt

    AccessAttempt.objects.all().delete()
    response = client.post(LOGIN, hidden(response))
    assert "写的内容还在" in text(response)
    assert log_in(client, response).url == HELD
    assert saved(again(client))


def test_the_second_factor_comes_before_it(client, rent, settings, wang):
    settings.STAFF_OTP_REQUIRED = True
    fresh = Client()
    fresh.force_login(wang)
    device, _ = enrol(fresh)
    page = opened(fresh, address(rent)) | {"office": "人社局"}
    idle(fresh)
    response = log_in(fresh, fresh.post(address(rent), page))
    response = fresh.get(response.url, follow=True)
    assert "输入验证码" in text(response)
    assert "office" not in hidden(response)
    device.refresh_from_db()
    device.throttle_reset()
    response = fresh.post(response.wsgi_request.get_full_path(), {"token": code(device, 1), "next": HELD})
    assert response.url == HELD
    assert saved(again(fresh))
    rent.refresh_from_db()
    assert rent.office == "人社局"


def test_another_account_gets_nothing(client, rent):
    User.objects.create_superuser("zhaoliu", password=PASSWORD)
    page = opened(client, address(rent)) | {"office": "人社局"}
    idle(client)
    response = client.post(address(rent), page)
    assert "不是同一个人" in text(client.get(log_in(client, response, "zhaoliu").url, follow=True))
    assert held.HELD not in client.session
    # Nor by sending the page itself.
    response = client.post(address(rent), page | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    assert (response.status_code, "不是同一个人" in text(response)) == (403, True)
    rent.refresh_from_db()
    assert rent.office == "区人才办"


def test_rights_are_looked_at_anew(client, rent, wang):
    page = opened(client, address(rent)) | {"office": "人社局"}
    idle(client)
    response = client.post(address(rent), page)
    User.objects.update(is_superuser=False)
    log_in(client, response)
    response = again(client)
    assert response.status_code == 403
    rent.refresh_from_db()
    assert rent.office == "区人才办"


@pytest.mark.parametrize("who", ["", "1", "1:abc:def", "99"])
def test_a_page_that_does_not_say_whose_it_is_leads_to_the_log_in_as_any_other(client, rent, who):
    page = opened(client, address(rent)) | {"typed_by": who}
    idle(client)
    response = client.post(address(rent), page)
    assert response.url.startswith(LOGIN)
    assert "office" not in response.url


def test_nothing_forged_or_old_is_given_back(client, rent, wang, monkeypatch):
    mine = signing.dumps([str(wang.pk), address(rent), [["office", ["x"]]]], salt="another")
    for token in ("", "x", mine):
        session = client.session
        session[held.HELD] = token
        session.save()
        assert client.get(HELD).status_code == 302
    monkeypatch.setattr(held, "HELD_SECONDS", -1)
    page = opened(client, address(rent))
    idle(client)
    log_in(client, client.post(address(rent), page))
    assert client.get(HELD).url == reverse("admin:index")


def test_passwords_are_never_held(client):
    page = reverse("admin:auth_user_add")
    typed = opened(client, page) | {"username": "neu", "password1": "geheim-geheim-1", "password2": "geheim-geheim-1"}
    idle(client)
    response = client.post(page, typed)
    _, path, kept = signing.loads(hidden(response)["held"], salt=held.SALT)
    assert path == page
    assert dict(map(tuple, kept))["username"] == ["neu"]
    assert not {name for name, _ in kept if "password" in name or name in ("csrfmiddlewaretoken", "typed_by")}


def test_a_file_is_to_be_chosen_again(client, catalogue, book):
    page = reverse(IMPORT)
    sent = hidden(client.get(page))
    idle(client)
    response = client.post(page, {"file": file(book), **sent})
    assert response.url.startswith(LOGIN)
    assert "请重新选文件" in text(client.get(response.url))


def test_a_spreadsheet_that_was_looked_at_is_confirmed_after_the_log_in(client, rent, book):
    put_rent(book, **{AMOUNT: 6500})
    page = reverse(IMPORT)
    seen = hidden(client.post(page, {"file": file(book), **hidden(client.get(page))}))
    idle(client)
    response = client.post(page, urlencode(seen), content_type="application/x-www-form-urlencoded")
    log_in(client, response)
    assert saved(again(client))
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


def test_amounts_in_the_list_and_the_note_of_a_release_come_back(client, rent):
    from tests.admin.pages import line

    page = opened(client, POLICIES)
    page |= {f"{line(page, rent)}-recurring_amount": "6500"}
    idle(client)
    log_in(client, client.post(POLICIES, page))
    assert saved(again(client))
    assert Policy.objects.get(pk=rent.pk).recurring_amount == 6500
    publish = reverse("admin:policies_release_add")
    page = opened(client, publish) | {"note": "", "legal_basis": "局务会"}
    shown = hidden(client.get(publish))
    page |= {name: shown[name] for name in ("seen", "offer")}
    idle(client)
    log_in(client, client.post(publish, page))
    response = again(client)
    assert response.context["adminform"].form["legal_basis"].value() == "局务会"
    assert not Release.objects.exists()


def test_every_form_of_the_staff_pages_says_whose_it_is():
    without = {"held.html", "login.html", "locked.html", "token_form.html", "change_password.html"}
    for template in (Path(__file__).parents[3] / "templates" / "admin").rglob("*.html"):
        forms = template.read_text(encoding="utf-8").split("{% csrf_token %}")[1:]
        for form in forms if template.name not in without else ():
            assert "includes/typed_by.html" in form.partition("</form>")[0], template


def test_a_job_of_a_notice_is_called_by_its_notice(rf, admin_user, rent):
    source = rent.citations.first().source
    request = rf.get("/")
    request.user = admin_user
    place = held._place(admin.site, request, reverse("admin:policies_source_job", args=[source.pk, "repeal"]))
    assert place == f"政策文件：{source}"
