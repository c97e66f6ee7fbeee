"""Life events as a clerk keeps them: added with their questions in order, refused without, given another code."""

import pytest
from django.urls import reverse

from policies.catalogue import rows as all_rows
from policies.catalogue.rows.rename import rename
from policies.models import LifeEvent, Question
from tests.admin.pages import add_row, address, errors, form, saved

ADD = reverse("admin:policies_lifeevent_add")


def questions(page, *keys):
    for place, key in enumerate(keys):
        add_row(page, "asks", question=str(Question.objects.get(key=key).pk), position=str(place))
    return page


@pytest.fixture
def add(admin_client, catalogue):
    def post(*keys, region="city"):
        from policies.models import Region

        page = form(admin_client, ADD) | {"name": "我要买房", "code": "buying", "summary": "先看。", "icon": "home"}
        page["region"] = str(Region.objects.get(code=region).pk)
        return admin_client.post(ADD, questions(page, *keys))

    return post


def written():
    return {one["code"]: one for one in all_rows.read()["life_events"]}


def test_one_is_added_with_its_questions_in_the_order_they_are_given(add):
    response = add("price", "education", "area")
    assert saved(response), errors(response)
    assert written()["buying"] == {
        "code": "buying",
        "region": "city",
        "name": "我要买房",
        "summary": "先看。",
        "icon": "home",
        "asks": ["price", "education", "area"],
    }


def test_one_without_a_question_is_refused(add):
    response = add()
    assert not saved(response)
    assert "buying" not in written()


def test_codes_of_it_and_of_its_questions_can_be_others(catalogue):
    rename("questions", "employed", "at_work")
    rename("life_events", "moving-in", "new-here")
    assert written()["new-here"]["asks"] == ["at_work", "trade_school"]
    assert written()["new-here"]["formerly"] == ["moving-in"]


def test_its_page_shows_it_and_saves_it_unchanged(admin_client, catalogue):
    before = all_rows.read()
    place = address(LifeEvent.objects.get(code="moving-in"))
    assert saved(admin_client.post(place, form(admin_client, place)))
    assert all_rows.read() == before
