"""How much is read: little for citizens, more for staff, and of headers what gunicorn is told."""

import io
import runpy
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from gunicorn.config import Config
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.http.parser import RequestParser

from policies.answers import resume
from qujiang import limits
from tests.pages import text
from tests.persons import MASTER_2025
from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]

ROOT = Path(__file__).resolve().parents[2]
FORM = "application/x-www-form-urlencoded"
PASTE = reverse("resume")


def post(client, place, body, content_type=FORM):
    return client.post(place, body, content_type=content_type)


@pytest.mark.parametrize("place", [PASTE, "/check/work", "/view", "/result/marks", "/check/clear", "/nothing-here"])
def test_a_citizens_form_has_256_kib_at_most(client, live_catalogue, place):
    answered = [post(client, place, b"code=" + b"x" * (size - 5)) for size in (256 * 1024, 256 * 1024 + 1)]
    assert answered[0].status_code < 500
    assert answered[0].status_code not in (400, 413)
    assert answered[1].status_code == 413
    assert "提交的内容太大了" in text(answered[1])
    assert answered[1].has_header("Content-Security-Policy")
    assert answered[1].has_header("Permissions-Policy")


@pytest.mark.parametrize("multipart", [False, True], ids=["urlencoded", "multipart"])
def test_a_citizens_form_has_fewer_than_2000_fields(client, live_catalogue, multipart):
    def answer(count):
        fields = {f"field-{number}": "" for number in range(count)} | {"code": "x"}
        return client.post(PASTE, fields) if multipart else post(client, PASTE, "&".join(f"{key}=" for key in fields))

    assert answer(1900).status_code == 200
    refused = answer(2000)
    assert refused.status_code == 400
    assert "一次提交的项目太多了" in text(refused)


def test_the_largest_shipped_form_is_far_below(client, visit, live_catalogue):
    visit(MASTER_2025)
    most = max(client.get(f"/check/{section}").content.count(b" name=") for section in live_catalogue.sections)
    assert 20 < most < limits.CITIZENS_FIELDS / 10


def test_a_resume_link_is_found_in_a_whole_chat(client, live_catalogue):
    """As long as what is read of it, each sign of three bytes written as nine."""
    code = resume.code_of(MASTER_2025.on())
    chat = ("聊" * (resume.LONGEST - len(code) - 1)) + " " + code
    response = client.post(PASTE, {"code": chat}, QUERY_STRING="")
    assert response.status_code == 302
    from urllib.parse import urlencode

    written = urlencode({"code": chat})
    assert len(written) > 170_000
    assert post(client, PASTE, written).status_code == 302


def test_the_interface_looks_itself(client, live_catalogue):
    """In JSON, with the header that lets a page of another site read it."""
    body = b'{"answers": {}, "region": "' + b"x" * 300_000 + b'"}'
    response = post(client, "/api/v1/check", body, "application/json")
    assert (response.status_code, list(response.json()["errors"])) == (422, ["body"])
    assert response["Access-Control-Allow-Origin"] == "*"


def test_only_who_shows_a_session_sends_staff_a_file(client, db):
    """Of whoever is not in, no more is read than may have been typed into a page whose session ended."""
    place, large = reverse("admin:policies_policy_import"), b"x" * (limits.LOGIN_BYTES + 1)
    said = [client.post(place, {"file": SimpleUploadedFile("one.xlsx", large)}).status_code]
    client.cookies[configured.SESSION_COOKIE_NAME] = "some"
    said.append(client.post(place, {"file": SimpleUploadedFile("one.xlsx", large)}).status_code)
    assert said == [413, 302]


def test_even_staff_send_64_mib_at_most(client):
    """Nothing of it is read, so what it is said to be is enough."""
    client.cookies[configured.SESSION_COOKIE_NAME] = "some"
    asked = {"CONTENT_LENGTH": str(limits.STAFF_BYTES + 1), "wsgi.input": io.BytesIO()}
    assert client.generic("POST", reverse("admin:login"), b"", FORM, **asked).status_code == 413


@pytest.mark.parametrize(("said", "status"), [("", 200), ("0", 200), ("-1", 400), ("１", 400), ("1e9", 400)])
def test_a_length_that_is_no_number_is_refused(client, live_catalogue, said, status):
    assert client.generic("POST", PASTE, b"", FORM, CONTENT_LENGTH=said).status_code == status


@pytest.fixture(scope="module")
def gunicorn():
    """Its configuration, as it reads ours."""
    found = Config()
    for name, value in runpy.run_path(str(ROOT / "gunicorn.conf.py")).items():
        if name in found.settings and name.startswith("limit_request"):
            found.set(name, value)
    return found


def parsed(config, line, *headers):
    text = "\r\n".join([line, "Host: example.cn", *headers, "", ""])
    return next(RequestParser(config, iter([text.encode()]), ("198.51.100.7", 1)))


def test_a_visitor_with_every_cookie_gets_through(gunicorn):
    cookies = "; ".join([f"__Host-answers={'x' * 4000}", "__Host-look=large.dark", f"__Host-csrftoken={'x' * 64}"])
    request = parsed(gunicorn, f"GET /policies/?q={'%E7' * 300} HTTP/1.1", f"Cookie: {cookies}")
    assert ("COOKIE", cookies) in request.headers


@pytest.mark.parametrize(
    ("line", "headers", "refused"),
    [
        (f"GET /{'x' * 4094} HTTP/1.1", [], LimitRequestLine),
        ("GET / HTTP/1.1", [f"Cookie: {'x' * 8200}"], LimitRequestHeaders),
        ("GET / HTTP/1.1", [f"X-{number}: 1" for number in range(64)], LimitRequestHeaders),
    ],
    ids=["line", "length", "number"],
)
def test_a_head_that_no_browser_sends_is_refused(gunicorn, line, headers, refused):
    with pytest.raises(refused):
        parsed(gunicorn, line, *headers)
