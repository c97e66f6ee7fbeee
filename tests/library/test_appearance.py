"""Large text and colours are remembered without login, and nothing else can be done with that form."""

import pytest
from django.test import Client
from django.urls import reverse

from policies.library.appearance import NAME

LOOK = reverse("appearance")


def html(client, address="/"):
    return client.get(address).content.decode()


def test_the_phone_decides_until_the_visitor_does(client):
    page = html(client)
    assert '<html lang="zh-CN">' in page
    assert 'dark.css" media="screen and (prefers-color-scheme: dark)"' in page


@pytest.mark.parametrize(
    ("asked", "classes", "dark"),
    [
        ({"size": "large"}, "large", "screen and (prefers-color-scheme: dark)"),
        ({"theme": "dark"}, "dark", "screen"),
        ({"theme": "light"}, "light", None),
        ({"size": "large", "theme": "dark"}, "large dark", "screen"),
    ],
)
def test_a_choice_holds_on_every_page(client, asked, classes, dark):
    client.post(LOOK, asked)
    for address in ("/", reverse("policies"), "/nothing-here"):
        page = html(client, address)
        assert f'<html lang="zh-CN" class="{classes}">' in page
        assert f'dark.css" media="{dark}"' in page if dark else "dark.css" not in page


def test_one_choice_leaves_the_other(client):
    client.post(LOOK, {"theme": "dark"})
    client.post(LOOK, {"size": "large"})
    client.post(LOOK, {"size": "huge"})
    assert 'class="large dark"' in html(client)


def test_it_goes_back_to_where_it_was_asked(client):
    response = client.post(LOOK, {"size": "large", "next": "/policies/?q=租房"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/policies/?q=")


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "x", ""],
)
def test_it_leads_nowhere_else(client, address):
    assert client.post(LOOK, {"size": "large", "next": address}).headers["Location"] == "/"


def test_it_needs_no_token_and_no_get(live_catalogue):
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(LOOK, {"size": "large"}).status_code == 302
    assert visitor.get(LOOK).status_code == 405


@pytest.mark.parametrize("broken", ["", "x", "large.x", "a.b.c", "<b>.dark", "." * 4000])
def test_a_broken_cookie_does_no_harm(client, broken):
    client.cookies[NAME] = broken
    assert client.get("/").status_code == 200


def test_a_page_made_for_one_look_is_not_kept_for_another(client):
    assert "Cookie" in client.get(reverse("policies")).headers["Vary"]
