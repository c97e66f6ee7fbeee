"""A calendar whose entries bring one back: only if asked, only until their day, and the server keeps nothing."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.urls import reverse
from icalendar import Calendar

from policies.answers import cookie, packed, resume
from policies.answers.resume import GRACE, MONTHS
from policies.calculator.calendar import add_months
from tests.pages import text
from tests.persons import BACHELOR_2026, BUYER_2024, CAST, DAY, FOUNDER, MASTER_2025, MASTER_2026

PAGE, PLAIN, RESUME = reverse("bringing-back"), reverse("calendars"), reverse("resume")
MARK = re.compile(r"#@(\d{4}-\d\d-\d\d)@")


@pytest.fixture
def got(client, visit):
    def asked(person):
        visit(person)
        return client.post(PAGE).json()

    return asked


def entries(calendar):
    return [
        (event.decoded("DTSTART"), str(event["DESCRIPTION"])) for event in Calendar.from_ical(calendar).walk("VEVENT")
    ]


@pytest.mark.parametrize("person", [MASTER_2026, BACHELOR_2026])
def test_each_entry_within_thirteen_months_has_a_place_for_its_own_code(got, live_catalogue, person):
    file = got(person)
    last = add_months(DAY, MONTHS)
    days = set()
    for day, description in entries(file["calendar"]):
        assert MARK.findall(description) == ([day.isoformat()] if day <= last else [])
        days |= {day} if day <= last else set()
    assert file["codes"].keys() == {day.isoformat() for day in days}
    assert len(days) > 1
    for code in file["codes"].values():
        assert resume.read(code, live_catalogue).values == person.values


def test_the_file_as_it_is_taken_otherwise_has_no_link_and_no_answer(client, visit):
    visit(MASTER_2026)
    calendar = client.get(PLAIN).content.decode().replace("\r\n ", "")
    assert RESUME not in calendar
    assert "@" not in calendar


def test_all_else_in_the_file_is_what_the_other_one_says(client, got):
    plain = entries(client.get(PLAIN).content) if got(MASTER_2026) else []
    linked = entries(got(MASTER_2026)["calendar"])
    assert [(day, text.rpartition("\n")[0] if MARK.search(text) else text) for day, text in linked] == plain


def test_a_file_with_links_takes_the_place_of_whatever_was_imported_before(client, visit):
    """Its links are others each time, so it is always the newer one; nothing is in it twice."""
    visit(MASTER_2026)
    first = client.post(PAGE).json()["calendar"]
    second = client.post(PAGE).json()["calendar"]
    third = client.get(PLAIN).content.decode()

    def numbered(calendar):
        events = Calendar.from_ical(calendar).walk("VEVENT")
        return {str(event["UID"]) for event in events}, {event["SEQUENCE"] for event in events}

    names = [numbered(one)[0] for one in (first, second, third)]
    numbers = [max(numbered(one)[1]) for one in (first, second, third)]
    assert names[0] == names[1] == names[2]
    assert numbers == sorted(set(numbers))


def test_it_is_a_choice_with_what_there_is_to_know(client, visit):
    visit(MASTER_2026)
    page = text(client.get(PAGE))
    assert "你的日历看得到链接" in page
    assert f"最长 {MONTHS} 个月" in page or f"{MONTHS} 个月以后，不带链接" in page
    assert "要打开 JavaScript" in page
    html = client.get(PAGE).content.decode()
    assert re.search(r'<form[^>]* id="with-links"[^>]* hidden', html), "nothing without a script"
    assert f'href="{PLAIN}"' in html
    assert not re.search(r'<input[^>]*type="password"[^>]*\bname=', html), "it would be sent"
    assert "resume#" not in html


def test_where_nothing_lies_within_thirteen_months_there_is_no_form(client, visit):
    visit(MASTER_2025)
    html = client.get(PAGE).content.decode()
    assert "with-links" not in html
    assert "calendar.js" not in html, "it would look for the form"
    assert "带不了链接" in html
    assert client.post(PAGE).json()["codes"] == {}


@pytest.mark.parametrize("person", [FOUNDER, BUYER_2024])
def test_without_a_day_to_remember_the_result_says_so(client, visit, person):
    visit(person)
    for ask in (client.get, client.post):
        assert ask(PAGE)["Location"] == reverse("result")
    assert "没有要记的日子" in text(client.get(reverse("result")))


def test_the_app_that_takes_no_calendar_gets_none(client, visit):
    visit(MASTER_2026)
    agent = {"user-agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"}
    page = client.get(PAGE, headers=agent).content.decode()
    assert "with-links" not in page
    assert "calendar.js" not in page
    assert PAGE in client.get(RESUME).content.decode()
    assert PAGE not in client.get(RESUME, headers=agent).content.decode()


def test_no_query_is_made_and_nothing_of_it_is_logged(client, visit, django_assert_num_queries, db, caplog):
    visit(MASTER_2026)
    with django_assert_num_queries(0), caplog.at_level(logging.DEBUG):
        response = client.post(PAGE)
    assert "no-store" in response["Cache-Control"]
    for code in response.json()["codes"].values():
        assert code[:20] not in caplog.text


@pytest.fixture
def days_later(monkeypatch):
    """Moves both clocks: that of days and that of signatures."""
    from django.core.signing import time
    from django.utils import timezone

    began = time.time()

    def move(days):
        monkeypatch.setattr(timezone, "localdate", lambda: DAY + timedelta(days))
        monkeypatch.setattr(time, "time", lambda: began + days * 24 * 60 * 60)

    return move


@pytest.mark.parametrize("ahead", [0, 1, 31, 200, (add_months(DAY, MONTHS) - DAY).days])
def test_a_code_is_good_until_its_own_day_and_some_days_more(live_catalogue, days_later, ahead):
    """Sooner or later than the thirty days of other codes."""
    code = resume.code_of(MASTER_2025.on(), until=DAY + timedelta(ahead))
    for days in (0, ahead, ahead + GRACE.days):
        days_later(days)
        assert resume.read(code, live_catalogue).values == MASTER_2025.values
    for days in (ahead + GRACE.days + 1, ahead + 500):
        days_later(days)
        with pytest.raises(resume.Unusable, match=r"失效"):
            resume.read(code, live_catalogue)


def test_no_day_makes_a_code_last_longer_than_thirteen_months(live_catalogue, days_later):
    code = resume.code_of(MASTER_2025.on(), until=date(2099, 1, 1))
    days_later(411)
    with pytest.raises(resume.Unusable):
        resume.read(code, live_catalogue)


def test_the_day_stays_in_the_code(client, visit, live_catalogue):
    """What comes out of it are answers like any other, whose next code is good for thirty days."""
    client.post(RESUME, {"code": resume.code_of(MASTER_2025.on(), until=DAY + timedelta(200))})
    assert "u" not in packed.pack(visit.answers())
    assert signing.loads(resume.code_of(visit.answers()), salt=resume.SALT).get("u") is None


LOCKED = f"k1.{'A' * 22}.{'b' * 900}"


@pytest.mark.parametrize(
    "pasted",
    [
        LOCKED,
        f"https://example.org/resume#{LOCKED}",
        LOCKED[:60],
        f"p1.{'A' * 22}.{'b' * 900}",
        f"https://example.org/resume#{LOCKED[:300]}\n{LOCKED[300:]}",
    ],
)
def test_what_only_a_browser_can_open_is_told_as_that_and_changes_nothing(client, visit, pasted):
    visit(MASTER_2026)
    response = client.post(RESUME, {"code": pasted, "over": "yes"})
    assert resume.SEALED in text(response)
    assert visit.answers().values == MASTER_2026.values


@pytest.mark.parametrize("name", [name for name, person in CAST.items() if person not in (FOUNDER, BUYER_2024)])
def test_a_code_beyond_its_day_is_a_sentence_and_the_answers_stay(client, visit, days_later, name):
    code = resume.code_of(MASTER_2025.on(), until=DAY)
    days_later(GRACE.days + 1)
    visit(CAST[name])
    before = client.cookies[cookie.NAME].value
    response = client.post(RESUME, {"code": code, "over": "yes"})
    assert resume.OVER in text(response)
    assert "没有变" in text(response)
    assert client.cookies[cookie.NAME].value == before
