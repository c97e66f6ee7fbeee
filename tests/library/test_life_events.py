"""A life event has a start page; its questions are asked first, in its order, and then the result is shown."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from policies.answers import cookie
from policies.publishing import live
from tests.pages import text
from tests.persons import MASTER_2025

BUYING = reverse("life_event", args=["buying-a-home"])
FIRST = reverse("first", args=["buying-a-home"])


def asked(page):
    """The key of the question on the page."""
    return re.search(r'name="question" value="(\w+)"', page.content.decode())[1]


def begin(client, region="qujiang", event="buying-a-home"):
    return client.post(reverse("check"), {"region": region, "event": event}, follow=True)


def answer(client, page, value):
    key = asked(page)
    return client.post(
        FIRST, {"region": "qujiang", "question": key, "passed": "", f"{key}-shown": "", key: value}, follow=True
    )


def test_every_event_has_a_page_and_the_start_page_and_the_catalogue_lead_to_it(client, live_catalogue):
    of_qujiang = [one["code"] for one in live_catalogue.life_events_of("qujiang")]
    assert of_qujiang == ["just-graduated", "buying-a-home", "founding"]
    for place in ("start", "policies"):
        html = client.get(reverse(place)).content.decode()
        assert all(f'href="{reverse("life_event", args=[code])}"' in html for code in of_qujiang)
    for code, event in live_catalogue.life_events.items():
        shown = text(client.get(reverse("life_event", args=[code])), "main")
        assert event["name"] in shown
        assert all(live_catalogue.questions[key]["label"] in shown for key in event["asks"])


def test_its_questions_come_in_its_order_and_then_the_result(client, live_catalogue, visit):
    page, seen = begin(client), []
    answers = {
        "home_purchase": "planning",
        "education": "master",
        "work_status": "employed",
        "employer_type": "private",
    }
    while page.request["PATH_INFO"] == FIRST:
        seen.append(asked(page))
        assert "我要买房" in text(page, "main")
        page = answer(client, page, answers.get(seen[-1], ""))
    assert page.request["PATH_INFO"] == reverse("result")
    order = live_catalogue.life_events["buying-a-home"]["asks"]
    assert seen == [key for key in order if key in seen]
    assert seen[:2] == ["home_purchase", "education"], "there is no day of a purchase that is only planned"
    assert visit.answers().values["employer_type"] == "private"
    assert "接着补答，能知道更多" in text(page)
    assert f'href="{reverse("more")}"' in page.content.decode()


def test_what_was_answered_is_not_asked_again(client, visit):
    visit(MASTER_2025)
    page = begin(client)
    assert page.request["PATH_INFO"] == reverse("result")


@pytest.mark.parametrize("event", ["xyz", "", "liandu-founding"])
def test_an_event_that_is_not_of_the_region_begins_the_whole_check(client, event):
    page = begin(client, event=event)
    assert page.request["PATH_INFO"].startswith("/check/")
    assert "/first/" not in page.request["PATH_INFO"]


def test_an_event_of_elsewhere_leads_to_its_own_page(client, visit):
    visit(MASTER_2025)
    page = client.get(reverse("first", args=["liandu-founding"]))
    assert page["Location"] == reverse("life_event", args=["liandu-founding"])


@pytest.mark.parametrize("name", ["life_event", "first"])
def test_an_event_that_never_was_is_not_there(client, visit, name):
    visit(MASTER_2025)
    assert client.get(reverse(name, args=["xyz"])).status_code == 404


def test_an_answer_to_an_event_that_is_gone_is_kept(client, visit):
    begin(client)
    form = {"region": "qujiang", "question": "education", "education-shown": "", "education": "master"}
    page = client.post(reverse("first", args=["gone"]), form)
    assert page.status_code == 200
    assert visit.answers().values == {"education": "master"}


def test_an_address_of_before_leads_to_the_new_one(client, shipped, monkeypatch):
    events = [
        one | ({"formerly": ["home-buying"]} if one["code"] == "buying-a-home" else {})
        for one in shipped.document["life_events"]
    ]
    renamed = replace(shipped, document=shipped.document | {"life_events": events})
    monkeypatch.setattr(live._live, "catalogue", renamed)
    assert client.get(reverse("life_event", args=["home-buying"]))["Location"] == BUYING


def test_what_an_event_asks_first_is_asked_somewhere_in_its_region(live_catalogue):
    for event in live_catalogue.life_events.values():
        below = [code for code in live_catalogue.regions if event["region"] in live_catalogue.lineage(code)]
        asked_there = set().union(*(live_catalogue.ruleset(code).questions for code in below))
        assert set(event["asks"]) <= asked_there, event["code"]


def test_an_answer_that_does_not_fit_in_is_asked_for_again(client, monkeypatch):
    page = begin(client)
    key, before = asked(page), client.cookies[cookie.NAME].value
    monkeypatch.setattr(cookie, "MAX_BYTES", len(before))
    again = answer(client, page, "bought")
    assert asked(again) == key == "home_purchase"
    assert "答案太多" in text(again)
    assert client.cookies[cookie.NAME].value == before
