"""The API is asked as anybody would ask it, about the shipped policies on the day of the cast."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.persons import DAY, REGION
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]


@pytest.fixture
def ask(client, live_catalogue):
    """Posts a check and gives the response; a person of the cast, or any body."""

    def post(body, **headers):
        if hasattr(body, "answers"):
            body = {"region": body.region or REGION, "on": DAY.isoformat(), "answers": dict(body.answers)}
        return client.post("/api/v1/check", body, content_type="application/json", **headers)

    return post


@pytest.fixture(scope="module")
def application():
    """As Django's own test client: a request does not look at the connection that another test has left open."""
    from qujiang.wsgi import application

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield application
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
