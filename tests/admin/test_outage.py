"""Staff are told plainly while the database is away, and nothing that they typed is lost; citizens notice nothing."""

import html
import re
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.urls import reverse

from policies.models import Synonym
from policies.publishing import live
from qujiang import logs, outage
from tests.logged import logged
from tests.pages import text

FORM = "application/x-www-form-urlencoded"
ADD = "/admin/policies/synonym/add/"
TYPED = {"name": "租房", "words": "房租\n租金", "position": "1", "_save": "“保存”<&>"}


@contextmanager
def away(error=OperationalError):
    def lost(*arguments):
        raise error("connection refused")

    with pytest.MonkeyPatch.context() as outage:
        outage.setattr(connection, "cursor", lost)
        yield


@pytest.fixture
def staff(admin_client):
    admin_client.raise_request_exception = False
    return admin_client


def told(response):
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "no-store" in response["Cache-Control"]
    said = text(response, "content")
    assert "数据库" in said
    assert "答案" not in said, "that is for citizens"
    return said


def sent_again(response):
    page = response.content.decode()
    assert f'<form method="post" action="{ADD}">' in page
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    }


@pytest.mark.parametrize("page", ["/admin/", "/admin/policies/policy/", "/admin/trail/", "/admin/session/", ADD])
def test_a_page_that_cannot_be_opened(staff, page):
    with logged(logs.Lines) as log, away():
        said = told(staff.get(page))
    assert "现在打不开" in said
    assert "Traceback" not in log.getvalue()
    assert "OperationalError: connection refused" in log.getvalue()


def test_what_was_not_saved_is_on_the_page_and_is_sent_again(staff, catalogue):
    with away(InterfaceError):
        response = staff.post(ADD, urlencode(TYPED), content_type=FORM)
    assert "刚才这一步没有保存" in told(response)
    assert sent_again(response) == TYPED
    assert not Synonym.objects.filter(name=TYPED["name"]).exists()
    again = staff.post(ADD, sent_again(response))
    assert again.status_code == 302, text(again, "content")
    assert Synonym.objects.filter(name=TYPED["name"]).exists()


def test_what_broke_off_while_it_was_made_final_is_not_said_to_be_lost(rf):
    def commit():
        raise OperationalError("server closed the connection unexpectedly")

    with pytest.raises(OperationalError) as broken_off:
        commit()
    response = outage.page(rf.post(ADD, urlencode(TYPED), content_type=FORM), broken_off.value)
    assert "可能已经保存，也可能没有" in told(response)
    assert sent_again(response) == TYPED


def test_passwords_do_not_come_back(client, db):
    client.raise_request_exception = False
    with away():
        response = client.post(reverse("admin:login"), {"username": "clerk", "password": "secret-word"})
    told(response)
    assert b"secret-word" not in response.content


def test_a_process_that_knows_it_does_not_ask(client, monkeypatch):
    monkeypatch.setattr(live, "known_to_be_away", lambda: True)
    told(client.get("/admin/"))
    assert client.get("/livez").status_code == 200


def test_a_mistake_of_ours_speaks_to_staff_too(staff, monkeypatch):
    monkeypatch.setattr(Synonym, "save", None)
    response = staff.post(ADD, urlencode(TYPED), content_type=FORM)
    assert response.status_code == 500
    assert "问题在程序这边，刚才这一步没有保存" in text(response, "content")
    assert sent_again(response) == TYPED
