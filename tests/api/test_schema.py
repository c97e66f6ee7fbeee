"""The description of the interface is true: what it promises is what is answered."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

EXAMPLES = 200 if os.environ.get("CI") == "true" else 20

# A schema cannot say that 1.0 is no integer, that a day exists, which policies a region has: such bodies are refused.
BEYOND_A_SCHEMA = [positive_data_acceptance]


@pytest.fixture(scope="module")
def application():
    """As Django's own test client: a request does not look at the connection that another test has left open."""
    from qujiang.wsgi import application

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield application
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def described(shipped, application):
    from policies.publishing import live

    live.serve(shipped)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize(
    ("name", "mode"),
    [(name, GenerationMode.POSITIVE) for name in ("check", "policies", "policy", "questions", "release")]
    + [("check", GenerationMode.NEGATIVE)],
)
def test_what_is_answered_is_what_the_schema_says(described, name, mode):
    operation = described.find_operation_by_id(name)

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def answered(case):
        # The client in between does not unpack what is compressed.
        case.call_and_validate(excluded_checks=BEYOND_A_SCHEMA, headers={"Accept-Encoding": "identity"})

    answered()


def test_the_answers_are_those_of_the_live_questions(client, live_catalogue):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    answers = described["components"]["schemas"]["Answers"]
    assert answers["properties"].keys() == live_catalogue.questions.keys()
    assert answers["properties"]["education"]["enum"][-2:] == ["doctor", None]
    assert answers["additionalProperties"] is False


def test_the_documentation_names_every_address_and_question(client, live_catalogue):
    page = client.get("/api/v1/").content.decode()
    described = client.get("/api/v1/openapi.json").json()
    assert all(path in page for path in described["paths"])
    assert all(f"<code>{key}</code>" in page for key in live_catalogue.questions)


def test_the_example_of_the_documentation_can_be_sent(client, live_catalogue):
    from policies.api import openapi, reference

    body = reference.example(openapi.schema(live_catalogue))
    assert client.post("/api/v1/check", body, content_type="application/json").status_code == 200
