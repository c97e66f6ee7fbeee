"""The description of the interface is true: what it promises is what is answered."""

import os
from typing import Literal, get_args, get_origin

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from policies.api import openapi
from policies.catalogue.document import schema
from tests.persons import CAST

EXAMPLES = 200 if os.environ.get("CI") == "true" else 20

# A schema cannot say that 1.0 is no integer, that a day exists, which policies a region has: such bodies are refused.
BEYOND_A_SCHEMA = [positive_data_acceptance]


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
    education, nothing = answers["properties"]["education"]["anyOf"]
    assert (education["enum"][-1], nothing) == ("doctor", {"type": "null"})
    assert answers["additionalProperties"] is False


def test_the_documentation_names_every_address_and_question(client, live_catalogue):
    page = client.get("/api/v1/").content.decode()
    described = client.get("/api/v1/openapi.json").json()
    assert all(path in page for path in described["paths"])
    assert all(f"<code>{key}</code>" in page for key in live_catalogue.questions)


def test_the_example_of_the_documentation_can_be_sent(client, live_catalogue):
    from policies.api import reference

    body = reference.example(openapi.schema(live_catalogue))
    assert client.post("/api/v1/check", body, content_type="application/json").status_code == 200


@pytest.fixture
def description(live_catalogue):
    return openapi.schema(live_catalogue)


def closed(schema):
    """The same, in which an object may hold nothing but what is named."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    named = {"additionalProperties": False} if "properties" in schema and "type" in schema else {}
    return named | {key: closed(value) for key, value in schema.items()}


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_nothing_is_answered_that_is_not_described(ask, description, person):
    valid(description, "CheckResult", ask(person).json())


@pytest.mark.parametrize(
    ("address", "name"), [("policies", "Policies"), ("questions", "Questions"), ("release", "Release")]
)
def test_no_list_holds_what_is_not_described(client, description, address, name):
    valid(description, name, client.get(f"/api/v1/{address}").json())


def valid(description, name, content):
    whole = closed(description) | {"$ref": f"#/components/schemas/{name}"}
    jsonschema_rs.validator_for(whole, validate_formats=True).validate(content)


DOCUMENTED = {
    "Policy": schema.Policy,
    "PolicyTier": schema.Tier,
    "PolicyAward": schema.Award,
    "Between": schema.Between,
    "AwardPart": schema.Part,
    "RecurringPart": schema.RecurringPart,
    "AwardCap": schema.Cap,
    "Instalments": schema.Instalments,
    "Uplift": schema.Uplift,
    "Formula": schema.Formula,
    "Factor": schema.Factor,
    "PolicyWindow": schema.Window,
    "Citation": schema.Citation,
    "Step": schema.Step,
    "PolicyChange": schema.PolicyChange,
    "ChangedTier": schema.TierChange,
    "ApplicationWindow": schema.ApplicationWindow,
    "Condition": schema.Condition,
    "Question": schema.Question,
    "Choice": schema.Choice,
}


@pytest.mark.parametrize(("name", "model"), DOCUMENTED.items(), ids=DOCUMENTED)
def test_every_field_of_a_document_is_described(description, name, model):
    schemas = description["components"]["schemas"]
    described = schemas[name]["properties"]
    if name == "Condition":
        described = described | schemas["Alternative"]["properties"]
    assert described.keys() == {field.alias or key for key, field in model.model_fields.items()} - {"internal_note"}


def test_what_policies_may_say_is_all_described(description):
    """Each list of words is that of the document, and of the calculator."""
    schemas = description["components"]["schemas"]
    for name, model in DOCUMENTED.items():
        for key, field in model.model_fields.items():
            if get_origin(field.annotation) is Literal:
                words = set(get_args(field.annotation)) - {"draft"}
                assert set(schemas[name]["properties"][field.alias or key]["enum"]) == words, (name, key)


def test_generators_understand_it(description):
    """No list of types, every array with its items, every object with its properties, no reference to nowhere."""
    names = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    for part in parts(description["components"]["schemas"]):
        assert not isinstance(part.get("type"), list), part
        assert part.get("type") != "array" or "items" in part, part
        assert part.get("type") != "object" or part.get("properties") or "additionalProperties" in part, part
        assert part.get("$ref", next(iter(names))) in names


def parts(value):
    if isinstance(value, list):
        for one in value:
            yield from parts(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from parts(one)


def test_it_says_where_it_is_and_that_nobody_has_to_log_in(client, live_catalogue):
    described = client.get("/api/v1/openapi.json", headers={"host": "localhost:9000"}).json()
    assert described["servers"] == [{"url": "http://localhost:9000"}]
    assert described["security"] == []
    assert "securitySchemes" not in described["components"]
