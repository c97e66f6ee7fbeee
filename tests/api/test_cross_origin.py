"""A page of any other site may ask, and reads every answer, errors too; nothing about the visitor goes with it."""

import pytest

ELSEWHERE = {"headers": {"origin": "https://elsewhere.example"}}
GET = ["/api/v1/", "/api/v1/policies", "/api/v1/policies/qj-rent-subsidy", "/api/v1/questions", "/api/v1/release"]
GET += ["/api/v1/openapi.json"]


def readable_elsewhere(response):
    """And nothing was kept, and no cookie counts."""
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.has_header("Access-Control-Allow-Credentials")
    assert not response.cookies
    return response


@pytest.mark.parametrize("address", GET)
def test_what_is_to_be_got(client, live_catalogue, address):
    assert readable_elsewhere(client.get(address, **ELSEWHERE)).status_code == 200
    assert readable_elsewhere(client.head(address, **ELSEWHERE)).status_code == 200


def test_a_check(ask):
    response = readable_elsewhere(ask({"answers": {"education": "master"}}, **ELSEWHERE))
    assert response.json()["policies"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", "/api/v1/check", 422),
        ("get", "/api/v1/check", 405),
        ("delete", "/api/v1/policies", 405),
        ("get", "/api/v1/policies/no-such", 404),
        ("get", "/api/v1/no-such", 404),
        ("post", "/api/v1/no-such", 404),
    ],
)
def test_errors_can_be_read(client, live_catalogue, method, address, status):
    response = readable_elsewhere(getattr(client, method)(address, **ELSEWHERE))
    assert (response.status_code, response.json().keys()) == (status, {"errors"})


def test_even_where_the_server_fails(client, live_catalogue, monkeypatch):
    monkeypatch.setattr("policies.api.response.check", lambda *_: 1 / 0)
    client.raise_request_exception = False
    response = client.post("/api/v1/check", {"answers": {}}, content_type="application/json", **ELSEWHERE)
    assert readable_elsewhere(response).status_code == 500


def test_even_before_the_first_release(client):
    from policies.publishing import live

    live.serve(None)
    assert readable_elsewhere(client.get("/api/v1/release", **ELSEWHERE)).status_code == 503
    assert readable_elsewhere(preflight(client, "/api/v1/check", "POST")).status_code == 204


def test_a_host_that_is_not_ours_is_an_error_like_any_other(client):
    assert readable_elsewhere(client.get("/api/v1/openapi.json", headers={"host": "other.example"})).status_code == 400


def preflight(client, address, method):
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": method}
    return client.options(address, headers=asked | {"access-control-request-headers": "content-type"})


@pytest.mark.parametrize(
    ("address", "methods"),
    [("/api/v1/check", ["POST"]), *((address, ["GET", "HEAD"]) for address in GET)],
)
def test_a_browser_that_asks_first_is_told(client, live_catalogue, address, methods):
    response = readable_elsewhere(preflight(client, address, methods[0]))
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"].split(", ") == methods
    assert response["Allow"].split(", ") == [*methods, "OPTIONS"]
    assert response["Access-Control-Allow-Headers"] == "Content-Type"
    assert int(response["Access-Control-Max-Age"]) > 0


def test_the_answer_to_a_preflight_lets_a_wrong_address_be_read(client, live_catalogue):
    assert preflight(client, "/api/v1/checks", "POST").status_code == 204


def test_a_cookie_changes_nothing(client, ask):
    body = {"on": "2026-11-22", "answers": {"education": "master"}}
    without = ask(body).content
    client.cookies["answers"], client.cookies["theme"] = "x", "dark"
    assert readable_elsewhere(ask(body, **ELSEWHERE)).content == without


@pytest.mark.parametrize("address", ["/", "/result", "/readyz", "/api/v2/"])
def test_pages_stay_to_themselves(client, live_catalogue, address):
    assert not client.get(address, **ELSEWHERE).has_header("Access-Control-Allow-Origin")
