"""Whatever goes wrong, the visitor gets a page in Chinese that says what to do."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.pages import text
from tests.persons import MASTER_2025


@pytest.mark.parametrize("address", ["/nothing-here", "/check/nothing-here", "/policies/nothing-here"])
def test_an_address_that_is_not_there(client, visit, address):
    visit(MASTER_2025)
    response = client.get(address)
    assert response.status_code == 404
    assert "没有这个页面" in text(response, "main")
    assert f'href="{reverse("check")}"' in response.content.decode()


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/policies/city-rent/", "/policies/city-rent"),
        ("/result/?view=print", "/result?view=print"),
        ("/api/v1/release/", "/api/v1/release"),
    ],
)
def test_a_slash_too_many_leads_to_the_page(client, live_catalogue, address, right):
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (301, right)


def test_what_is_sent_to_such_an_address_is_not_led_away(client, live_catalogue):
    assert client.post("/api/v1/check/", "{}", content_type="application/json").status_code == 404


@pytest.mark.parametrize("address", ["/nothing-here/", "///", "//example.org/", "/policies//"])
def test_other_addresses_with_slashes_are_not_there(client, live_catalogue, address):
    # The test client itself would read the second as a host.
    assert client.get("/", PATH_INFO=address).status_code == 404


def test_a_form_without_its_cookie(live_catalogue):
    response = Client(enforce_csrf_checks=True).post(reverse("check"), {"region": "qujiang"})
    assert response.status_code == 403
    assert "允许 Cookie" in text(response, "main")


@pytest.mark.parametrize("name", ["start", "check", "result"])
def test_before_the_first_release(client, monkeypatch, name):
    monkeypatch.setattr(live._live, "catalogue", None)
    response = client.get(reverse(name))
    assert response.status_code == 503
    assert "政策规则还没有发布" in text(response, "main")
    assert response.headers["Retry-After"]
    assert "no-store" in response.headers["Cache-Control"]


def test_what_was_sent_meanwhile_is_kept_on_the_page_and_can_be_sent_again(client, visit, monkeypatch):
    visit(MASTER_2025)
    address = reverse("section", args=["work"])
    with monkeypatch.context() as gone:
        gone.setattr(live._live, "catalogue", None)
        response = client.post(address, {"work_status": "founder", "job_start_date": '"2025.3.1'})
    assert response.status_code == 503
    page = response.content.decode().partition("<main")[2].partition("</main>")[0]
    assert f'<form method="post" action="{address}">' in page
    sent_again = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page))
    assert sent_again.pop("csrfmiddlewaretoken")
    assert sent_again == {"work_status": "founder", "job_start_date": "&quot;2025.3.1"}
    client.post(address, sent_again)
    assert visit.answers().values["work_status"] == "founder"


@pytest.mark.django_db
def test_a_mistake_of_ours(client, visit, monkeypatch, django_assert_num_queries):
    def break_down(*arguments):
        raise ZeroDivisionError

    visit(MASTER_2025)
    monkeypatch.setattr(Catalogue, "ruleset", break_down)
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get(reverse("result"))
    assert response.status_code == 500
    assert "这一页出错了" in text(response, "main")
