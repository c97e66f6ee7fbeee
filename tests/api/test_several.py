"""Several of a few through the interface: sent as a list, said back as a list, and described so."""

import jsonschema_rs
import pytest

from policies.api import openapi, reference
from tests.api.test_schema import valid
from tests.wizard.test_searched import live_catalogue, places  # noqa: F401 - fixtures

POOR, ILL = "low_income", "disabled"


@pytest.fixture
def ask(client, live_catalogue):  # noqa: F811 - the fixture above
    def post(answer):
        body = {"region": "river", "on": "2026-11-22", "answers": {"hardships": answer}}
        return client.post("/api/v1/check", body, content_type="application/json")

    return post


def findings(response, code):
    policy = next(one for one in response.json()["policies"] if one["code"] == code)
    return policy["status"], [
        (one["answered"], one["verdict"]) for one in policy["findings"] if one["question"] == "hardships"
    ]


def test_what_is_ticked_is_a_list_in_one_order(ask):
    for answer in ([POOR, ILL], [ILL, POOR]):
        status, found = findings(ask(answer), "jc-both")
        assert (status, found) == ("eligible", [([ILL, POOR], "yes"), ([ILL, POOR], "yes")])


def test_none_of_them_is_an_empty_list_and_null_is_unknown(ask):
    assert findings(ask([]), "jc-none") == ("eligible", [([], "yes")])
    assert findings(ask(None), "jc-none") == ("unknown", [(None, "unknown")])
    assert "hardships" in ask(None).json()["relevant_questions"]
    assert "hardships" not in ask([]).json()["relevant_questions"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (POOR, "这一题可以选几项，请写选项的列表，都没有就写 []"),
        ({}, "这一题可以选几项，请写选项的列表"),
        ([1], "这一题可以选几项，请写选项的列表"),
        ([[POOR]], "这一题可以选几项，请写选项的列表"),
        ([POOR, "rich"], '请从列出的选项里选。你写的是“["rich"]”'),
        ([POOR, POOR], "同一项写了两次，请只写一次"),
    ],
)
def test_what_is_no_list_of_its_choices_is_refused(ask, answer, sentence):
    response = ask(answer)
    assert response.status_code == 422
    assert sentence in response.json()["errors"]["answers.hardships"]


def test_a_list_is_no_answer_where_one_is_chosen(client, live_catalogue):  # noqa: F811
    body = {"region": "river", "answers": {"home_place": ["p0019"]}}
    response = client.post("/api/v1/check", body, content_type="application/json")
    assert "请从列出的选项里选一个" in response.json()["errors"]["answers.home_place"]


def test_it_is_described(client, live_catalogue):  # noqa: F811
    described = openapi.schema(live_catalogue)
    answer = described["components"]["schemas"]["Answers"]["properties"]["hardships"]
    validator = jsonschema_rs.validator_for(answer)
    assert all(map(validator.is_valid, ([], [POOR], [POOR, ILL], None)))
    assert not any(map(validator.is_valid, (POOR, ["rich"], [POOR, POOR])))
    assert "可以选几项，[] 是都没有" in answer["description"]
    assert f'"hardships": [\n      "{POOR}"\n    ]' in reference.example(described)
    assert client.get("/api/v1/").status_code == 200


def test_what_is_answered_is_what_is_described(ask, client, live_catalogue):  # noqa: F811
    described = openapi.schema(live_catalogue)
    for answer in ([POOR], [], None):
        valid(described, "CheckResult", ask(answer).json())
    valid(described, "Questions", client.get("/api/v1/questions").json())
