"""Tokens of forms: Django reads them, no two are alike, and none is made for a page without a form."""

from __future__ import annotations

from collections import Counter

from django.middleware import csrf
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, CSRF_TOKEN_LENGTH
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from qujiang import form_tokens
from tests.wizard.conftest import live_catalogue, shipped

__all__ = ["live_catalogue", "shipped"]
SECRETS = st.text(CSRF_ALLOWED_CHARS, min_size=CSRF_SECRET_LENGTH, max_size=CSRF_SECRET_LENGTH)


@given(SECRETS)
def test_django_finds_the_secret_in_it(secret):
    token = form_tokens.masked(secret)
    csrf._check_token_format(token)
    assert len(token) == CSRF_TOKEN_LENGTH
    assert csrf._unmask_cipher_token(token) == secret


def test_every_letter_of_a_mask_is_as_likely_as_any_other():
    found = Counter("".join(form_tokens.masked("a" * CSRF_SECRET_LENGTH)[:CSRF_SECRET_LENGTH] for _ in range(2000)))
    usual = 2000 * CSRF_SECRET_LENGTH / len(CSRF_ALLOWED_CHARS)
    assert set(found) == set(CSRF_ALLOWED_CHARS)
    # Six deviations: once in ten million runs by chance; letters that come twice as often would be thirty away.
    assert all(abs(many - usual) < 6 * usual**0.5 for many in found.values())


def test_a_mask_is_drawn_until_it_is_long_enough(monkeypatch):
    drawn = iter([b"\xff" * 48, b"\xff" * 40 + b"a" * 8, bytes(48)])
    monkeypatch.setattr(form_tokens.secrets, "token_bytes", lambda size: next(drawn))
    assert form_tokens.masked("a" * CSRF_SECRET_LENGTH) == "a" * CSRF_TOKEN_LENGTH


def test_a_new_visitor_is_given_the_cookie_that_fits(client, live_catalogue):
    page = client.get(reverse("start"))
    token, secret = page.context["csrf_token"], client.cookies["csrftoken"].value
    assert csrf._does_token_match(str(token), secret)
    again = client.get(reverse("start"))
    assert str(again.context["csrf_token"]) != str(token)
    assert csrf._does_token_match(str(again.context["csrf_token"]), secret)
    assert client.cookies["csrftoken"].value == secret


def test_a_page_without_a_form_of_its_own_sets_no_cookie(client, live_catalogue):
    assert "csrftoken" not in client.get(reverse("about")).cookies


def test_a_form_with_another_token_is_refused(live_catalogue):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    token = str(strict.get(reverse("start")).context["csrf_token"])
    other = token[:-1] + ("a" if token[-1] != "a" else "b")
    asked = {"region": "qujiang"}
    assert strict.post(reverse("check"), asked | {"csrfmiddlewaretoken": other}).status_code == 403
    assert strict.post(reverse("check"), asked | {"csrfmiddlewaretoken": token}).status_code == 302
