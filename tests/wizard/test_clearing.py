"""「清除我的答案」 clears at once; only the page that says so can take it back, and not for long."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from policies.answers import cookie, undo
from policies.publishing import live
from tests.pages import text
from tests.persons import MASTER_2025, Person

CLEAR, RESTORE = reverse("clear"), reverse("restore")


def kept_on(response):
    return re.search(r'name="kept" value="([^"]+)"', response.content.decode())[1]


def cleared(client, visit):
    visit(MASTER_2025)
    before = client.cookies[cookie.NAME].value
    return before, client.post(CLEAR)


def test_clearing_removes_the_cookie_at_once(client, visit):
    _, response = cleared(client, visit)
    assert client.cookies[cookie.NAME].value == ""
    assert "你的答案已经清除" in text(response, "main")
    assert "no-store" in response.headers["Cache-Control"]
    assert set(response.cookies) <= {cookie.NAME, "csrftoken"}, "nothing is put aside in another cookie"


def test_a_slip_is_taken_back_with_everything(client, visit):
    before, response = cleared(client, visit)
    back = client.post(RESTORE, {"kept": kept_on(response)}, follow=True)
    assert client.cookies[cookie.NAME].value == before
    assert "刚才的答案恢复了" in text(back)
    assert "硕士" in text(back)


def test_after_two_minutes_nobody_can(client, visit, monkeypatch):
    _, response = cleared(client, visit)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 60 * undo.MINUTES + 1)
    back = client.post(RESTORE, {"kept": kept_on(response)}, follow=True)
    assert client.cookies[cookie.NAME].value == ""
    assert "找不回来了" in text(back)


@pytest.mark.parametrize("kept", ["", "x", "a:b:c", "{cookie}"])
def test_nothing_but_what_that_page_held_brings_answers(client, visit, kept):
    before, _ = cleared(client, visit)
    client.post(RESTORE, {"kept": kept.format(cookie=before)})
    assert client.cookies[cookie.NAME].value == ""


def test_only_that_page_holds_them(client, visit):
    cleared(client, visit)
    again = client.post(CLEAR, follow=True)
    assert "已经清除" in text(again)
    assert 'name="kept"' not in again.content.decode()
    assert 'name="kept"' not in client.get(reverse("start")).content.decode()


def test_where_there_is_nothing_to_take_back_nothing_is_offered(client, visit):
    visit(Person({}))
    response = client.post(CLEAR)
    assert response.headers["Location"] == reverse("start")
    assert client.cookies[cookie.NAME].value == ""


def test_clearing_works_without_a_catalogue_too(client, visit, monkeypatch):
    monkeypatch.setattr(live._live, "catalogue", None)
    visit(MASTER_2025)
    client.post(CLEAR)
    assert client.cookies[cookie.NAME].value == ""


@pytest.mark.parametrize("address", [CLEAR, RESTORE])
def test_no_link_and_no_other_site_can_clear_or_bring_back(visit, live_catalogue, address):
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 405
    assert stranger.post(address).status_code == 403
