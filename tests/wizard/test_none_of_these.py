"""One tick says 「没有」 to all that hardly anybody has, and takes nothing else along."""

import re
from html import unescape

import pytest
from django.urls import reverse

from policies.answers import cookie
from policies.wizard.none_of_these import CAME_TICKED, TICK
from tests.persons import BACHELOR_2026, FOUNDER
from tests.wizard.test_section import HTMX, asked

STARTUP = reverse("section", args=["startup"])
RARE = [
    "talent_code",
    "has_honours",
    "startup_mentor",
    "referred_talent",
    "contest_award",
    "nankong_grade",
    "leading_project_grade",
]
ALL = " ".join(RARE)
NEGATIVE = dict.fromkeys(RARE[:5], False) | dict.fromkeys(RARE[5:], "none")


def tick(response):
    """(what the tick covers, whether it is set); None where there is none."""
    found = re.search(rf'name="{TICK}" value="([a-z_ ]+)"( checked)?>', response.content.decode())
    return found and (found[1].split(), bool(found[2]))


def rare(visit):
    return {key: value for key, value in visit.answers().values.items() if key in RARE}


@pytest.fixture
def bachelor(visit):
    visit(BACHELOR_2026, without=RARE)


def test_the_tick_names_what_it_covers_and_stands_before_it(client, bachelor, live_catalogue):
    response = client.get(STARTUP)
    page = unescape(response.content.decode())
    assert tick(response) == (RARE, False)
    names = "、".join(live_catalogue.questions[key]["name"] for key in RARE)
    assert f'<label for="none-of-these-tick">下面这些我都没有<br><small>{names}</small></label>' in page
    assert page.index('id="none-of-these"') < page.index('id="talent_code"')


def test_what_is_not_under_the_tick_comes_before_it(client, visit):
    visit(FOUNDER, without=RARE)
    response = client.get(STARTUP)
    page = response.content.decode()
    covered, _ = tick(response)
    before, after = page.split('id="none-of-these"')
    assert "in_incubator" not in covered
    assert 'id="in_incubator"' in before
    assert all(f'id="{key}"' in after for key in covered)
    assert asked(response)[-len(covered) :] == covered


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["with script", "without"])
def test_the_tick_answers_what_it_covers(client, visit, bachelor, headers):
    response = client.post(STARTUP, {TICK: ALL}, headers=headers)
    assert rare(visit) == NEGATIVE
    if not headers:
        assert response.headers["Location"] == reverse("result")
    assert tick(client.get(STARTUP)) == (RARE, True)


def test_what_was_answered_otherwise_is_left_alone(client, visit):
    visit(BACHELOR_2026, without=RARE, declined=["has_honours"])
    client.post(STARTUP, {TICK: ALL, "contest_award": "yes", "has_honours": ""})
    assert rare(visit) == {**{k: v for k, v in NEGATIVE.items() if k != "has_honours"}, "contest_award": True}
    assert "has_honours" in visit.answers().declined


def test_only_what_the_visitor_saw_is_answered(client, visit, bachelor):
    client.post(STARTUP, {TICK: "talent_code startup_mentor referred_talent"})
    assert set(rare(visit)) == {"talent_code", "startup_mentor", "referred_talent"}


def test_no_other_question_can_be_answered_by_the_tick(client, visit):
    visit(FOUNDER, without=["first_startup", "in_incubator", "low_income_household"])
    client.post(STARTUP, {TICK: "first_startup in_incubator low_income_household nonsense"})
    assert not {"first_startup", "in_incubator", "low_income_household"} & visit.answers().values.keys()


def test_each_can_still_be_changed(client, visit, bachelor):
    client.post(STARTUP, {TICK: ALL}, headers=HTMX)
    changed = client.post(STARTUP, {TICK: ALL, CAME_TICKED: ALL, "contest_award": "yes"}, headers=HTMX)
    assert rare(visit) == NEGATIVE | {"contest_award": True}
    assert tick(changed) == ([key for key in RARE if key != "contest_award"], True)


def test_taking_the_tick_away_takes_its_answers_back(client, visit, bachelor):
    client.post(STARTUP, {TICK: ALL}, headers=HTMX)
    response = client.post(
        STARTUP, {CAME_TICKED: ALL, "talent_code": "no", "contest_award": "yes", "nankong_grade": "none"}, headers=HTMX
    )
    assert rare(visit) == {"contest_award": True}
    assert tick(response) == ([key for key in RARE if key != "contest_award"], False)


def test_a_tick_that_never_was_takes_nothing_back(client, visit, bachelor):
    client.post(STARTUP, {"talent_code": "no"}, headers=HTMX)
    client.post(STARTUP, {"has_honours": "no"}, headers=HTMX)
    assert rare(visit) == {"talent_code": False, "has_honours": False}


def test_for_one_or_two_questions_there_is_no_tick(client, bachelor):
    client.post(STARTUP, dict.fromkeys(RARE[:5], "yes"))
    assert set(RARE[5:]) <= set(asked(client.get(STARTUP)))
    assert tick(client.get(STARTUP)) is None


def test_a_release_from_before_there_was_such_an_answer_shows_none(client, bachelor, live_catalogue, monkeypatch):
    for key in RARE:
        monkeypatch.delitem(live_catalogue.questions[key], "negative")
    response = client.get(STARTUP)
    assert tick(response) is None
    assert set(RARE) <= set(asked(response))


def test_a_section_sent_off_after_the_cookie_ran_out_keeps_the_tick(client, visit, live_catalogue):
    client.post(STARTUP, {"region": BACHELOR_2026.region, TICK: ALL})
    assert cookie.NAME in client.cookies
    assert rare(visit) == NEGATIVE
