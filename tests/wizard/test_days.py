"""Every answer counts from the day it was given, and an answer left as it was shown keeps its day."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from policies.answers import Answers, cookie, resume
from policies.calculator import Facts, assess
from tests.pages import text
from tests.persons import REGION
from tests.wizard.test_tabs import form_of

BEGUN, TODAY, LATER = date(2026, 11, 1), date(2026, 11, 29), date(2026, 12, 5)
DEGREE = {
    "education": "bachelor",
    "graduation_date": date(2025, 6, 30),
    "full_time_degree": True,
    "double_first_class": False,
    "quzhou_hukou": False,
}
WORK, INSURANCE = (reverse("section", args=[code]) for code in ("work", "insurance"))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """`clock(day)` makes it that day."""

    def move(day):
        monkeypatch.setattr(timezone, "localdate", lambda: day)

    move(TODAY)
    return move


@pytest.fixture
def begun(client):
    """`begun(**answers)`: a check of 1 November with these answers."""

    def given(**answers):
        response = HttpResponse()
        cookie.save(response, Answers(REGION, BEGUN, DEGREE | answers))
        client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value

    return given


def result_of(visit, catalogue, code, on):
    answers = visit.answers()
    ruleset = catalogue.ruleset(REGION)
    facts = Facts.resolve(ruleset, answers.values, answers.as_of, answers.stated_on)
    return assess(ruleset, facts, on).by_code[code]


EMPLOYED = {"work_status": "employed", "newly_introduced": "yes"}
NINE = {"social_insurance_months": "9", "pension_months": "9"}
KNOWN = {"work_status": "employed", "employer_type": "private", "job_start_date": date(2025, 8, 1)}
INSURED = {"social_insurance_months": 9, "pension_months": 9}


def test_months_typed_into_an_older_check_count_from_today(client, visit, live_catalogue):
    code = resume.code_of(Answers(REGION, BEGUN, DEGREE))
    client.post(reverse("resume"), {"code": code})
    client.post(WORK, EMPLOYED)
    client.post(INSURANCE, NINE)
    answers = visit.answers()
    assert (answers.as_of, answers.day_of("education")) == (BEGUN, BEGUN)
    assert {answers.day_of(key) for key in ("work_status", *NINE)} == {TODAY}
    starts = date(2027, 2, 28)
    assert result_of(visit, live_catalogue, "qj-home-visit", TODAY).eligible_from == starts
    assert "2027 年 2 月 28 日" in text(client.get(reverse("result")))
    calendar = Calendar.from_ical(client.get(reverse("calendars")).content)
    found = {str(event["SUMMARY"]): event.decoded("DTSTART") for event in calendar.walk("VEVENT")}
    assert found["探亲交通补贴：从这天起符合条件"] == starts
    wanted = {"answers": {"education": "bachelor", "graduation_date": "2025-06-30", "quzhou_hukou": False}}
    wanted["answers"] |= {"work_status": "employed", "social_insurance_months": 9}
    asked = client.post("/api/v1/check", {"on": "2026-11-29", **wanted}, content_type="application/json").json()
    api = {policy["code"]: policy["eligible_from"] for policy in asked["policies"]}
    assert api["qj-home-visit"] == "2027-02-28"


def test_an_answer_left_as_it_was_shown_keeps_its_day(client, visit, begun, clock):
    begun(**KNOWN, **INSURED)
    clock(LATER)
    untouched = form_of(client.get(INSURANCE))
    assert untouched["social_insurance_months"] == "10"
    client.post(INSURANCE, untouched)
    answers = visit.answers()
    assert (answers.values["pension_months"], answers.day_of("pension_months")) == (9, BEGUN)


def test_a_changed_answer_is_of_today_and_the_one_beside_it_is_not(client, visit, begun, clock):
    begun(**KNOWN, **INSURED)
    clock(LATER)
    client.post(INSURANCE, form_of(client.get(INSURANCE)) | {"social_insurance_months": "9"})
    answers = visit.answers()
    # 9 is what was typed before; by now it would count as 10.
    assert (answers.values["social_insurance_months"], answers.day_of("social_insurance_months")) == (9, LATER)
    assert answers.day_of("pension_months") == BEGUN


def test_the_same_number_can_be_said_to_be_that_of_today(client, visit, begun, live_catalogue):
    begun(**KNOWN, **INSURED)
    assert result_of(visit, live_catalogue, "qj-home-visit", TODAY).eligible_from == date(2027, 2, 1)
    client.post(INSURANCE, form_of(client.get(INSURANCE)) | {"social_insurance_months-today": "on"})
    assert visit.answers().stated_on == {"social_insurance_months": TODAY}
    assert result_of(visit, live_catalogue, "qj-home-visit", TODAY).eligible_from == date(2027, 2, 28)
    assert 'name="social_insurance_months-today"' not in client.get(INSURANCE).content.decode()


def test_my_answers_say_when_a_number_was_given_and_what_it_counts_as_today(client, begun, clock):
    begun(**KNOWN, **INSURED)
    clock(LATER)
    page = text(client.get(reverse("answers")))
    assert page.count("2026 年 11 月 1 日答的，到今天算 10 个月") == 2
    assert "2026 年 11 月 1 日答的，到今天算 10 个月" in text(client.get(INSURANCE))


def test_an_answer_of_today_and_one_that_stands_still_say_no_day(client, begun, clock):
    begun(**KNOWN | {"work_status": "seeking"}, **INSURED)
    clock(LATER)
    assert "答的" not in text(client.get(reverse("answers")))


def test_months_stand_still_from_the_day_work_ends_and_keep_what_they_came_to(client, visit, begun, clock):
    begun(**KNOWN, **INSURED)
    clock(LATER)
    client.post(WORK, {"work_status": "seeking"})
    answers = visit.answers()
    assert (answers.values["social_insurance_months"], answers.day_of("social_insurance_months")) == (
        10,
        date(2026, 12, 1),
    )


def test_months_that_stood_still_grow_from_the_day_work_is_answered(client, visit, begun, live_catalogue):
    begun(work_status="seeking", **INSURED)
    client.post(WORK, {"work_status": "employed"})
    assert result_of(visit, live_catalogue, "qj-home-visit", TODAY).eligible_from == date(2027, 2, 28)


def test_a_slip_that_is_taken_back_at_once_changes_no_day(client, visit, begun):
    begun(**KNOWN, **INSURED)
    client.post(WORK, {"work_status": "seeking"})
    client.post(WORK, {"work_status": "employed"})
    answers = visit.answers()
    assert (answers.values["social_insurance_months"], answers.day_of("social_insurance_months")) == (9, BEGUN)


def test_every_shipped_question_answered_on_a_day_of_its_own_fits_the_cookie(live_catalogue):
    of_type = {"bool": True, "int": 12345, "months": 123, "money": 123456, "date": date(2025, 6, 30)}
    values = {
        key: question["choices"][-1]["value"] if question["type"] == "choice" else of_type[question["type"]]
        for key, question in live_catalogue.questions.items()
    }
    days = {key: date.fromordinal(BEGUN.toordinal() + number % 30) for number, key in enumerate(values)}
    response = HttpResponse()
    cookie.save(response, Answers(REGION, BEGUN, values, stated_on=days))
    assert len(response.cookies[cookie.NAME].value) < 0.6 * cookie.MAX_BYTES
