"""The shipped pack, live in this process as a release would be, and visitors with answers in their cookie."""

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from policies.answers import cookie
from tests.persons import DAY


@pytest.fixture(scope="session")
def shipped():
    # Modules that need Django's models are imported here: this file is read before Django is set up.
    from policies.publishing import stored

    return stored.from_pack()


@pytest.fixture(autouse=True)
def live_catalogue(shipped):
    from policies.publishing import live

    live.serve(shipped)
    yield shipped
    live.reset()


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)


class Visit:
    """`visit(PERSON)` gives the client that person's cookie; `visit.answers()` are those of its cookie now,
    `visit.check()` is the check they make."""

    def __init__(self, client, catalogue):
        self.client, self.catalogue = client, catalogue

    def __call__(self, person, *, declined=(), without=(), received=()):
        answers = replace(person.on(), received=frozenset(received))
        for key in without:
            answers = answers.without(key)
        for key in declined:
            answers = answers.without(key, declined=True)
        self.keep(answers)

    def keep(self, answers):
        response = HttpResponse()
        cookie.save(response, answers)
        self.client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value

    def check(self):
        from policies.wizard.check import Check

        return Check(self.catalogue, self.answers())

    def answers(self, text=None):
        request = RequestFactory().get("/")
        request.COOKIES[cookie.NAME] = text or self.client.cookies[cookie.NAME].value
        return cookie.load(request, self.catalogue)


@pytest.fixture
def visit(client, live_catalogue):
    return Visit(client, live_catalogue)
