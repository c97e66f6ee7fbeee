"""Answers belong to the person: another region keeps them, asks anew what is about the place, and destroys nothing."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from policies.answers import Answers, belonging, counted, resume
from policies.models.figures import Event
from tests.pages import text
from tests.persons import DAY, MASTER_2025, REGION
from tests.wizard.test_section import asked, text_of
from tests.wizard.test_tabs import BOTH, HTMX, form_of

CHECK, INSURANCE, WORK = reverse("check"), *(reverse("section", args=[code]) for code in ("insurance", "work"))


@pytest.fixture
def local(live_catalogue):
    return {key for key, question in live_catalogue.questions.items() if question["local"]}


def move(client, region):
    return client.post(CHECK, {"region": region})


def test_another_region_keeps_what_is_about_the_person(client, visit, local):
    visit(MASTER_2025)
    response = move(client, "jinzhong")
    answers = visit.answers()
    assert answers.region == "jinzhong"
    assert answers.values == {key: value for key, value in MASTER_2025.values.items() if key not in local}
    assert {"education", "work_status", "graduation_date", "double_first_class"} <= answers.values.keys()
    assert "现在查的是晋中市" in str(next(iter(get_messages(response.wsgi_request))))


def test_months_paid_in_one_region_are_not_counted_in_another(client, visit):
    visit(MASTER_2025)
    move(client, "quzhou")
    assert not visit.answers().touched("social_insurance_months")
    page = client.get(INSURANCE)
    assert "social_insurance_months" in asked(page)
    assert "查衢江区的时候，你答的是“14 个月”" in text_of(page)
    client.post(INSURANCE, form_of(page) | {"social_insurance_months-still": "on"})
    assert visit.answers().values["social_insurance_months"] == 14


@pytest.mark.parametrize("through", [["jinzhong"], ["liandu", "quzhou"], ["quzhou", "jinzhong", "liandu"]])
def test_whoever_comes_back_finds_everything_as_it_was(client, visit, through):
    visit(MASTER_2025, declined=["talent_points"], received=["qj-home-visit"])
    before = visit.answers()
    for region in [*through, REGION]:
        move(client, region)
    after = visit.answers()
    assert (after.values, after.declined, after.received) == (before.values, before.declined, before.received)
    assert not after.kept
    assert "青年租房补助" in text(client.get(reverse("result")))


def test_what_was_answered_there_does_not_stand_over_what_was_answered_here(client, visit):
    visit(MASTER_2025)
    move(client, "quzhou")
    client.post(INSURANCE, {"social_insurance_months": "30"})
    move(client, REGION)
    assert visit.answers().values["social_insurance_months"] == 14
    move(client, "quzhou")
    assert visit.answers().values["social_insurance_months"] == 30


@BOTH
def test_a_tab_of_the_other_region_answers_for_that_region(client, visit, headers):
    visit(MASTER_2025)
    older = form_of(client.get(INSURANCE))
    move(client, "quzhou")
    client.post(INSURANCE, older | {"social_insurance_months": "15"}, headers=headers)
    assert not visit.answers().touched("social_insurance_months")
    move(client, REGION)
    assert visit.answers().values["social_insurance_months"] == 15


def test_a_policy_of_another_place_leads_to_its_check_with_the_answers(client, visit):
    visit(MASTER_2025)
    page = client.get(reverse("policy", args=["jz-startup-support"])).content.decode()
    assert "?region=jinzhong" in page
    client.get(reverse("start"), {"region": "jinzhong"})
    assert visit.answers().values == MASTER_2025.values, "looking destroys nothing"
    move(client, "jinzhong")
    assert "硕士" in text(client.get(reverse("answers")))


def test_my_answers_show_what_is_to_be_looked_at_again(client, visit):
    visit(MASTER_2025)
    move(client, "quzhou")
    page = text(client.get(reverse("answers")))
    assert "请再看一眼：查衢江区的时候，你答的是“14 个月”" in page.replace("\u00a0", " ")


def test_what_waits_goes_along_in_the_code(client, visit, live_catalogue):
    visit(MASTER_2025)
    move(client, "jinzhong")
    answers = visit.answers()
    assert resume.read(resume.code_of(answers), live_catalogue) == answers
    client.post(reverse("clear"))
    client.post(reverse("resume"), {"code": resume.code_of(answers)})
    move(client, REGION)
    assert visit.answers().values == MASTER_2025.values


def test_each_regions_check_is_counted_once(live_catalogue, monkeypatch):
    figures = []
    monkeypatch.setattr(counted.statistics, "add", lambda day, region, event, code="", by=1: figures.append(event))
    here = counted.seen(Answers(REGION, DAY, MASTER_2025.values), [])
    there = counted.seen(belonging.moved(here, "quzhou", live_catalogue), [])
    back = counted.seen(belonging.moved(there, REGION, live_catalogue), [])
    assert figures.count(Event.STARTED) == figures.count(Event.FINISHED) == 2
    assert back.counted == counted.FINISHED


def test_a_link_opened_over_answers_asks_first(client, visit):
    visit(MASTER_2025)
    code = resume.code_of(Answers(REGION, DAY, {"education": "bachelor"}))
    asks = client.post(reverse("resume"), {"code": code})
    assert asks.status_code == 200
    assert "这个浏览器里已经有答案" in text(asks)
    assert code in asks.content.decode()
    assert visit.answers().values == MASTER_2025.values
    client.post(reverse("resume"), form_of(asks) | {"code": code})
    assert visit.answers().values == {"education": "bachelor"}


def test_the_same_answers_again_need_no_question(client, visit):
    visit(MASTER_2025)
    code = resume.code_of(visit.answers())
    assert client.post(reverse("resume"), {"code": code}).status_code == 302


def test_in_a_region_without_a_picker_the_school_waits(client, visit):
    visit(MASTER_2025)
    education = reverse("section", args=["education"])
    client.post(education, {"school": "浙江大学"}, headers=HTMX)
    move(client, "liandu")
    move(client, REGION)
    assert visit.answers().school == "浙江大学"
