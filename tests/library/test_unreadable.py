"""Whatever cannot be read is refused in a sentence, on every kind of page, and leaves no traceback in the log."""

import io
import json

import pytest
from django.http import HttpRequest, UnreadablePostError
from django.test import Client
from django.urls import reverse

from qujiang import logs
from tests.logged import logged
from tests.pages import text

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=xx"
PAGES = {
    "a section": "/check/work",
    "the start": "/check/",
    "the result": "/result",
    "resuming": "/resume",
    "no such page": "/nothing",
    "the log-in": "/admin/login/",
    "a staff form": "/admin/policies/policy/add/",
}


def parts(number, head='form-data; name="a{}"'):
    each = "".join(f"--xx\r\nContent-Disposition: {head.format(n)}\r\n\r\nv\r\n" for n in range(number))
    return f"{each}--xx--\r\n"


BODIES = {
    "no boundary": ("multipart/form-data", "abc", 400),
    "a boundary too long": (f"multipart/form-data; boundary={'x' * 300}", "abc", 400),
    "101 files": (PARTS, parts(101, 'form-data; name="a{}"; filename="f"'), 400),
    "5001 fields": (FORM, "&".join(["a=1"] * 5001), 400),
    "2100 parts": (PARTS, parts(2100), 400),
    "too large": (FORM, "a=" + "x" * 2_700_000, 413),
    "too large a part": (PARTS, parts(1).replace("\r\nv\r\n", f"\r\n{'x' * 2_700_000}\r\n"), 413),
    "a part's head too large": (PARTS, parts(1, 'form-data; name="' + "a" * 3000 + '"'), 400),
    "broken base64": (
        PARTS,
        parts(1, 'form-data; name="a"; filename="f"\r\nContent-Transfer-Encoding: base64').replace(
            "\r\nv\r\n", "\r\nabcde\r\n"
        ),
        400,
    ),
}


@pytest.fixture
def strict():
    """A browser that has the cookie of the forms."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    return client


@pytest.fixture
def log():
    with logged(logs.Lines) as written:
        yield written


def refused(response, status, log):
    assert response.status_code == status
    said = text(response) if response["Content-Type"].startswith("text/html") else response.content.decode()
    assert any("一" <= letter <= "鿿" for letter in said), said
    assert "Traceback" not in log.getvalue()
    assert "ERROR" not in log.getvalue()
    return said


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("page", PAGES)
def test_a_body_that_cannot_be_read(strict, live_catalogue, log, page, body):
    kind, content, status = BODIES[body]
    if body == "2100 parts" and PAGES[page].startswith("/admin/"):
        content = parts(5001)  # staff fill in larger forms
    said = refused(strict.generic("POST", PAGES[page], content, kind), status, log)
    assert ("没有保存" in said) == PAGES[page].startswith("/admin/")


@pytest.mark.parametrize("body", BODIES)
def test_to_a_script_that_swaps_a_part_of_the_page_the_sentence_alone(strict, live_catalogue, log, body):
    kind, content, status = BODIES[body]
    response = strict.generic("POST", "/check/work", content, kind, headers={"hx-request": "true"})
    assert "<" not in refused(response, status, log)


HEADS = {
    "a null in the query": {"QUERY_STRING": "q=%00"},
    "a null in the path": {"PATH_INFO": "/policies/\0"},
    "another host": {"HTTP_HOST": "elsewhere.example"},
    "no host": {"HTTP_HOST": "a b"},
    "a length that is none": {"CONTENT_LENGTH": "abc"},
    "a negative length": {"CONTENT_LENGTH": "-5"},
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "page", ["/", "/policies/", "/result", "/nothing", "/admin/login/", "/api/v1/policies", "/readyz"]
)
def test_a_head_that_cannot_be_read(client, live_catalogue, log, page, head):
    extra = {"PATH_INFO": page} | HEADS[head]
    if page != "/" and head == "a null in the path":
        extra["PATH_INFO"] = f"{page}\0"
    refused(client.get("/", **extra), 400, log)


def test_a_body_of_unsaid_length(client, live_catalogue, log):
    refused(
        client.post("/check/", "a=b", content_type=FORM, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked"), 411, log
    )


@pytest.mark.parametrize(
    "charset", ["utf-16", "rot13", "idna", "base64", "undefined", "unicode_escape", "utf-7", "latin1"]
)
@pytest.mark.parametrize(
    ("page", "kind"), [("/check/", FORM), ("/check/", "multipart/form-data"), ("/api/v1/check", "application/json")]
)
def test_another_charset(log, live_catalogue, page, kind, charset):
    answered = served(page, f"{kind}; boundary=xx; charset={charset}", b"a=%ff")
    assert answered.pop("status") == "400 Bad Request"
    assert "UTF-8" in answered.pop("body")
    assert "Traceback" not in log.getvalue()


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "no-such-charset"])
def test_a_charset_that_is_ours_or_none_is_no_mistake(live_catalogue, charset):
    assert served("/", f"text/html; charset={charset}", b"", "GET")["status"] == "200 OK"


def served(page, kind, body, method="POST"):
    """By the server's own entry, which the test client goes round."""
    from django.test import RequestFactory

    from qujiang.wsgi import application

    said = {}
    environ = RequestFactory().generic(method, page).environ
    environ |= {
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "HTTP_HOST": "localhost",
    }
    content = b"".join(application(environ, lambda status, heads: said.update(status=status, heads=heads)))
    return said | {"body": content.decode()}


@pytest.mark.parametrize("body", ["no boundary", "101 files", "too large"])
def test_callers_of_the_interface_get_json(client, live_catalogue, log, body):
    kind, content, _ = BODIES[body]
    response = client.generic("POST", "/api/v1/check", content, kind)
    assert json.loads(refused(response, 422, log))["errors"].keys() == {"body"}


def test_a_body_that_breaks_off(client, live_catalogue, log, monkeypatch):
    def broken_off(request):
        raise UnreadablePostError("the line is gone")

    monkeypatch.setattr(HttpRequest, "body", property(broken_off))
    client.raise_request_exception = False
    response = client.post("/api/v1/check", "{}", content_type="application/json")
    assert json.loads(refused(response, 400, log))["errors"].keys() == {"body"}
    refused(client.post(reverse("check"), "a=b", content_type=FORM), 400, log)


def test_a_mistake_of_ours_is_json_for_callers_of_the_interface(client, live_catalogue, monkeypatch):
    from policies.api import response

    monkeypatch.setattr(response, "release", None)
    client.raise_request_exception = False
    answered = client.get("/api/v1/release")
    assert (answered.status_code, answered.json().keys()) == (500, {"errors"})
    assert answered["Access-Control-Allow-Origin"] == "*"
