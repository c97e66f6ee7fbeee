"""Nothing that a visitor answers, sends or asks for is in any line of the log, nor in a report of an error."""

import json
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from policies.catalogue.catalogue import Catalogue
from qujiang import logs
from tests.logged import logged
from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]

TELEPHONE, SCHOOL, ADDRESS = "13800138000", "衢州某某学校", "203.0.113.9"
NUMBERS = {"date": "1997-03-19", "months": 173, "int": 7391, "money": 98765}


def answer(question):
    kind = question["type"]
    if kind == "choice":
        return question["choices"][-1]["value"]
    return True if kind == "bool" else NUMBERS[kind]


@pytest.fixture
def answers(live_catalogue):
    """One to every question."""
    return {key: answer(question) for key, question in live_catalogue.questions.items()}


@pytest.fixture
def walk(client, live_catalogue, answers):
    """Through every kind of page, rightly and wrongly."""
    client.raise_request_exception = False
    strict = Client(enforce_csrf_checks=True)

    def walked():
        sent = {key: str(value) for key, value in answers.items()}
        client.post(reverse("check"), {"region": "qujiang"})
        wrong = dict.fromkeys(sent, f"{TELEPHONE}x{SCHOOL}")
        for code in live_catalogue.sections:
            address = reverse("section", args=[code])
            client.post(address, sent)
        client.post(address, wrong, headers={"hx-request": "true"})
        strict.post(address, sent)
        client.get(address, sent)
        for page in (
            "start",
            "answers",
            "more",
            "result",
            "calendars",
            "bringing-back",
            "seen",
            "marks",
            "suppose",
            "policies",
            "resume",
            "measures",
            "about",
        ):
            for method in (client.get, client.post):
                method(reverse(page), sent | {"q": TELEPHONE, "code": TELEPHONE})
        client.get(f"/{SCHOOL}/{TELEPHONE}", sent)
        client.get(f"/policies/{TELEPHONE}")
        client.get("/", headers={"host": "elsewhere.example", "referer": f"https://x.example/{TELEPHONE}"})
        strict.post("/check/", sent, secure=True, headers={"referer": f"https://x.example/{TELEPHONE}?a={SCHOOL}"})
        client.generic("POST", "/check/", json.dumps(sent), f"multipart/form-data; a={TELEPHONE}")
        client.get("/", {"a": f"{TELEPHONE}\0"})
        for body in (answers, answers | {"age": TELEPHONE}, {TELEPHONE: SCHOOL}):
            client.post("/api/v1/check", {"answers": body}, content_type="application/json")
        client.post("/api/v1/check", f"{{{TELEPHONE}", content_type="application/json")
        client.get(f"/api/v1/{TELEPHONE}", sent)
        client.post(reverse("admin:login"), {"username": TELEPHONE, "password": SCHOOL})
        gunicorn = logging.getLogger("gunicorn.error")
        gunicorn.warning(f"Invalid request from ip={ADDRESS}: Invalid HTTP request line: 'GET /?a={TELEPHONE}'")
        gunicorn.error("Error handling request %s", f"/?a={TELEPHONE}", exc_info=LookupError(TELEPHONE))
        gunicorn.error("Error handling request", exc_info=SystemExit(TELEPHONE))

    return walked


def found(log, answers):
    """What of the answers and of all else that was sent stands in the log."""
    words = {str(value) for value in answers.values() if not isinstance(value, bool)} | {TELEPHONE, SCHOOL, ADDRESS}
    escaped = {word.encode("unicode_escape").decode() for word in words}
    return {word for word in words | escaped if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", log)}


def without_clocks(log):
    """Times and numbers of requests are made up by the log itself."""
    lines = [json.loads(line) for line in log.splitlines()]
    return "\n".join(json.dumps({**line, "time": "", "request_id": ""}, ensure_ascii=False) for line in lines)


@pytest.mark.django_db
def test_nothing_of_it_is_logged(walk, answers):
    with logged() as log:
        walk()
    written = without_clocks(log.getvalue())
    assert written.count("\n") > 12, "there is something to look at"
    assert "Invalid request: Invalid HTTP request line" in written
    assert written.count("Error handling a request") == 2
    assert "builtins.SystemExit" in written
    assert not found(written, answers)


@pytest.mark.django_db
def test_nor_where_it_fails(walk, answers, monkeypatch):
    """Words of exceptions repeat what they could not use."""

    def fail(*arguments):
        try:
            int(TELEPHONE + SCHOOL)
        except ValueError as error:
            raise LookupError(answers) from error

    monkeypatch.setattr(Catalogue, "ruleset", fail)
    with logged() as log:
        walk()
    written = without_clocks(log.getvalue())
    assert "builtins.LookupError" in written
    assert "in fail" in written, "where it was raised is told"
    assert not found(written, answers)


def test_a_report_has_what_the_log_has_and_no_more():
    """Neither local variables nor the words of an exception, also outside of a request."""
    formatter = logs.Json(discreet=True)
    secret = TELEPHONE
    try:
        raise LookupError(secret)
    except LookupError:
        record = logging.getLogger("policies").makeRecord("policies", logging.ERROR, __file__, 1, "it broke", (), None)
        record.exc_info = __import__("sys").exc_info()
    written = formatter.format(record)
    assert json.loads(written)["message"] == "it broke"
    assert "LookupError" in json.loads(written)["exception"]
    assert TELEPHONE not in written


@pytest.mark.parametrize("said", ["0123456789abcdef0123456789abcdef", "3d6f0a2b-8c11-4c3e-9a55-0f1e2d3c4b5a"])
def test_a_proxys_number_is_taken_and_sent_back(client, live_catalogue, said):
    with logged() as log:
        response = client.get("/nothing", headers={"x-request-id": said})
    assert response["X-Request-ID"] == said
    assert json.loads(log.getvalue().splitlines()[-1])["request_id"] == said


@pytest.mark.parametrize(
    "said", ["", TELEPHONE, "330802199703191234", "x" * 32, "0123456789abcdef0123456789abcdef\n", "../" * 11]
)
def test_any_other_is_replaced(client, live_catalogue, said):
    made = [client.get("/", headers={"x-request-id": said})["X-Request-ID"] for _ in range(2)]
    assert said not in made
    assert made[0] != made[1]
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in made)
