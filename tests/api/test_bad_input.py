"""Whatever is sent: 422 with one message for each field, or an answer, and never a 500."""

import json
import os
import random
import string

import pytest

EXAMPLES = 3_000 if os.environ.get("CI") == "true" else 500


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        pytest.param({"regions": "qujiang"}, {"regions"}, id="unknown-key"),
        pytest.param({"region": "beijing"}, {"region"}, id="unknown-region"),
        pytest.param({"region": ["qujiang"]}, {"region"}, id="region-as-a-list"),
        pytest.param({"on": "2026-02-30"}, {"on"}, id="no-such-day"),
        pytest.param({"on": "20261122"}, {"on"}, id="date-in-another-form"),
        pytest.param({"on": 1}, {"on"}, id="date-as-a-number"),
        pytest.param({"as_of": "1899-12-31"}, {"as_of"}, id="too-early"),
        pytest.param({"on": "2101-01-01"}, {"on"}, id="too-late"),
        pytest.param({"received": "qj-rent-subsidy"}, {"received"}, id="received-is-no-list"),
        pytest.param({"received": ["jz-talent-award"]}, {"received"}, id="received-elsewhere"),
        pytest.param({"received": [[]]}, {"received"}, id="received-lists"),
        pytest.param({"payments_received": ["qj-rent-subsidy"]}, {"payments_received"}, id="payments-are-a-list"),
        pytest.param(
            {"payments_received": {"qj-rent-subsidy": 4}}, {"payments_received.qj-rent-subsidy"}, id="payments-too-many"
        ),
        pytest.param(
            {"payments_received": {"qj-rent-subsidy": True}}, {"payments_received.qj-rent-subsidy"}, id="payments-true"
        ),
        pytest.param(
            {"payments_received": {"qz-social-insurance": 1}},
            {"payments_received.qz-social-insurance"},
            id="payments-of-what-is-paid-once",
        ),
        pytest.param(
            {"payments_received": {"jz-talent-award": 1}},
            {"payments_received.jz-talent-award"},
            id="payments-elsewhere",
        ),
        pytest.param({"received": [None]}, {"received"}, id="received-nothing"),
        pytest.param({"answers": []}, {"answers"}, id="answers-as-a-list"),
        pytest.param({"answers": {"edcation": "master"}}, {"answers.edcation"}, id="unknown-question"),
        pytest.param({"answers": {"education": "phd"}}, {"answers.education"}, id="unknown-choice"),
        pytest.param({"answers": {"education": ["master"]}}, {"answers.education"}, id="choice-as-a-list"),
        pytest.param({"answers": {"age": True}}, {"answers.age"}, id="true-is-no-number"),
        pytest.param({"answers": {"age": 30.0}}, {"answers.age"}, id="1.0-is-no-whole-number"),
        pytest.param({"answers": {"age": "30"}}, {"answers.age"}, id="text-is-no-number"),
        pytest.param({"answers": {"age": -1}}, {"answers.age"}, id="negative"),
        pytest.param({"answers": {"age": 10**30}}, {"answers.age"}, id="huge"),
        pytest.param({"answers": {"home_unit_price": 9800.505}}, {"answers.home_unit_price"}, id="a-third-decimal"),
        pytest.param({"answers": {"home_unit_price": "9800.50"}}, {"answers.home_unit_price"}, id="money-as-text"),
        pytest.param({"answers": {"home_unit_price": True}}, {"answers.home_unit_price"}, id="true-is-no-money"),
        pytest.param({"answers": {"quzhou_hukou": 1}}, {"answers.quzhou_hukou"}, id="1-is-not-true"),
        pytest.param({"answers": {"graduation_date": "2026-02-30"}}, {"answers.graduation_date"}, id="30-february"),
        pytest.param({"answers": {"graduation_date": "none"}}, {"answers.graduation_date"}, id="only-rules-say-none"),
        pytest.param(
            {"on": "2026-11-22", "answers": {"home_purchase_date": "2026-11-23"}},
            {"answers.home_purchase_date"},
            id="a-purchase-in-the-future",
        ),
        pytest.param(
            {"on": "x", "answers": {"education": 1, "age": "\x00"}},
            {"on", "answers.education", "answers.age"},
            id="all-at-once",
        ),
        pytest.param([], {"body"}, id="a-list"),
        pytest.param(None, {"body"}, id="null"),
    ],
)
def test_each_field_gets_its_message(ask, body, fields):
    response = ask(json.dumps(body))
    assert response.status_code == 422
    errors = response.json()["errors"]
    assert errors.keys() == fields
    assert all(any("一" <= character <= "鿿" for character in message) for message in errors.values())


def test_an_amount_in_scientific_notation_is_refused(ask):
    response = ask(b'{"answers": {"home_unit_price": 1e3}}')
    assert (response.status_code, list(response.json()["errors"])) == (422, ["answers.home_unit_price"])


@pytest.mark.parametrize("field", ["region", "on", "as_of", "received", "payments_received", "answers"])
def test_null_is_the_same_as_not_given(ask, field):
    """Generated clients write it for what they were not given."""
    body = {"region": "qujiang", "on": "2026-11-22", "received": [], "answers": {"education": "master"}}
    without = {key: value for key, value in body.items() if key != field}
    response = ask(without | {field: None})
    assert response.status_code == 200
    assert response.json() == ask(without).json()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("age", True, "“true”"),
        ("age", [None, False], "“[null, false]”"),
        ("age", [0.5], "“[0.5]”"),
        ("home_unit_price", 9800.505, "“9800.505”"),
        ("age", 1.0, "“1.0”"),
        ("age", {"a": "甲"}, '“{"a": "甲"}”'),
        ("quzhou_hukou", "True", "“True”"),
        ("education", False, "“false”"),
        ("graduation_date", True, "“true”"),
        ("social_insurance_months", False, "“false”"),
    ],
)
def test_a_message_repeats_what_was_sent_as_json(ask, field, value, said):
    message = ask({"answers": {field: value}}).json()["errors"][f"answers.{field}"]
    assert message.endswith(f"你写的是{said}。")


def test_the_messages_for_days_speak_json_too(ask):
    assert "“true”" in ask({"on": True}).json()["errors"]["on"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut-off"),
        pytest.param(b"\xff\xfe", id="no-utf-8"),
        pytest.param(b'{"on": NaN}', id="nan"),
        pytest.param(b'{"answers": {"age": ' + b"9" * 5000 + b"}}", id="a-number-too-long-to-read"),
        pytest.param(b'{"on": "2026-11-22", "on": "2026-11-23"}', id="a-key-twice"),
        pytest.param(b"[" * 20000, id="deep"),
        pytest.param(b'{"answers":' * 5000 + b"{}" + b"}" * 5000, id="deep-and-closed"),
        pytest.param(b" " * (64 * 1024 + 1), id="too-long"),
    ],
)
def test_what_is_no_json_object(ask, text):
    response = ask(text)
    assert response.status_code == 422
    assert response.json()["errors"].keys() == {"body"}


def test_half_a_surrogate_pair_is_answered(ask):
    response = ask(b'{"answers": {"education": "\\ud800"}, "\\udfff": 1}')
    assert response.status_code == 422


def test_another_content_type_is_refused(client, live_catalogue):
    response = client.post("/api/v1/check", "{}", content_type="text/plain")
    assert response.status_code == 422
    assert "application/json" in response.json()["errors"]["body"]


def test_only_post(client, live_catalogue):
    response = client.get("/api/v1/check")
    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")
    assert response.json() == {"errors": {"method": "这个地址只接受 POST"}}


def test_what_is_not_there_is_said_in_json(client, live_catalogue):
    for address in ("/api/v1/checks", "/api/v1/checks/", "/api/v1/policies/a/b"):
        for response in (client.get(address), client.post(address, {})):
            assert (response.status_code, response.json().keys()) == (404, {"errors"})
    assert client.post("/api/v1/check/", {}).status_code == 404, "what was sent is not led to another address"


def test_thousands_of_bodies_are_all_answered(ask, live_catalogue):
    rng = random.Random(20261122)
    counts = {200: 0, 422: 0}
    for _ in range(EXAMPLES):
        response = ask(anything(rng, live_catalogue))
        counts[response.status_code] += 1
        if response.status_code == 422:
            assert response.json()["errors"]
    assert min(counts.values()) > EXAMPLES // 100


def anything(rng, catalogue):
    """A body that is nearly right, then often damaged."""
    questions = rng.sample(sorted(catalogue.questions), rng.randint(0, 12))
    body = {"answers": {key: value(rng, catalogue.questions[key]) for key in questions}}
    if rng.random() < 0.3:
        body["on"] = rng.choice(["2026-11-22", "1900-01-01", "2100-12-31", "2024-02-29", junk(rng)])
    if rng.random() < 0.2:
        body["region"] = rng.choice([*catalogue.regions, junk(rng)])
    if rng.random() < 0.2:
        body["received"] = rng.choice([[], ["qj-rent-subsidy"], [junk(rng)], junk(rng)])
    text = json.dumps(body)
    if rng.random() < 0.2:
        place = rng.randrange(len(text))
        text = text[:place] + rng.choice(string.printable) + text[place + rng.randint(0, 2) :]
    return text


def value(rng, question):
    if rng.random() < 0.1:
        return junk(rng)
    match question["type"]:
        case "choice":
            return rng.choice(question["choices"])["value"]
        case "bool":
            return rng.random() < 0.5
        case "date":
            return f"{rng.choice([1900, 2023, 2025, 2026, 2100])}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        case _:
            return rng.choice([0, 1, 12, 100, 10**9])


def junk(rng):
    nested = {"a": [None]}
    return rng.choice(
        [None, True, 0, -1, 1.0, 1e308, 10**40, "", "\x00", "none", "2026-02-30", "😀" * 10, [], {}, nested]
    )
