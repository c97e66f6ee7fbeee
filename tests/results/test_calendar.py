"""The dates of a result as a calendar file: RFC 5545 to the letter, the same events each time, none of the answers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.pages import text
from tests.persons import BACHELOR_2026, FOUNDER, MASTER_2025

ALL = reverse("calendars")


@pytest.fixture
def file_of(client, visit):
    def fetched(person, address=ALL):
        visit(person)
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return response.content

    return fetched


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def dated(content):
    return {(str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events(content)}


def test_starts_and_ends_are_whole_days(file_of):
    content = file_of(BACHELOR_2026)
    assert ("青年租房补助：从这天起符合条件", date(2027, 3, 20)) in dated(content)
    assert ("青年租房补助：符合条件的最后一天", date(2030, 3, 20)) in dated(content)
    assert ("人才租房补助：符合条件的最后一天", date(2029, 3, 20)) in dated(content)
    for event in events(content):
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)


def test_lines_end_in_crlf_and_are_folded_between_characters(file_of):
    content = file_of(BACHELOR_2026)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    for line in lines:
        assert len(line) <= 75
        line.decode()  # no character is cut in two


def test_what_calendars_ask_for_is_there(file_of):
    calendar = Calendar.from_ical(file_of(MASTER_2025))
    assert (calendar["VERSION"], calendar["METHOD"], calendar["CALSCALE"]) == ("2.0", "PUBLISH", "GREGORIAN")
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "URL"} <= event.keys()
        assert event.decoded("DTSTAMP").utcoffset() == timedelta(0)
        assert str(event["URL"]).startswith("http://testserver/policies/")


def test_an_event_keeps_its_identity(file_of):
    first, again = ([str(event["UID"]) for event in events(file_of(BACHELOR_2026))] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first)


def test_reminders_ring_at_nine_and_never_in_the_past(file_of):
    start, end = events(file_of(BACHELOR_2026, reverse("calendar", args=["qj-rent-subsidy"])))
    nine = timedelta(hours=9)
    assert [alarm.decoded("TRIGGER") for alarm in start.walk("VALARM")] == [nine, nine - timedelta(days=7)]
    assert [alarm.decoded("TRIGGER") for alarm in end.walk("VALARM")] == [
        nine - timedelta(days=7),
        nine - timedelta(days=30),
    ]
    assert "还有 7 天：青年租房补助：从这天起符合条件" in [str(alarm["DESCRIPTION"]) for alarm in start.walk("VALARM")]


def test_a_day_that_is_close_has_no_reminder_long_before(file_of, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2027, 3, 18))
    start, _ = events(file_of(BACHELOR_2026, reverse("calendar", args=["qj-rent-subsidy"])))
    assert len(start.walk("VALARM")) == 1


def test_none_of_the_answers_is_in_it(file_of):
    content = str(file_of(BACHELOR_2026).decode()).replace("\r\n ", "")
    for answer in ("你的回答", "本科", "衢州学院", "2026 年 3 月 20 日"):
        assert answer not in content


def test_each_upcoming_policy_has_its_own_file(client, visit):
    visit(BACHELOR_2026)
    page = client.get(reverse("result"))
    assert f'href="{reverse("calendar", args=["qj-rent-subsidy"])}"' in page.content.decode()
    assert f'href="{ALL}"' in page.content.decode()
    assert "加到手机日历" in text(page, "qj-rent-subsidy")


@pytest.mark.parametrize("code", ["qj-health-check-free", "no-such-policy"])
def test_a_policy_without_a_date_has_no_file(client, visit, code):
    visit(MASTER_2025)
    assert client.get(reverse("calendar", args=[code])).status_code == 404


def test_without_dates_none_is_offered(client, visit):
    visit(FOUNDER)
    assert ALL not in client.get(reverse("result")).content.decode()
    assert client.get(ALL).status_code == 404


def test_without_answers_there_is_no_file(client):
    assert client.get(ALL).headers["Location"] == reverse("check")


WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36 XWEB/1160 MicroMessenger/8.0.49"


def test_in_wechat_the_dates_are_text_to_copy(client, visit):
    visit(BACHELOR_2026)
    client.defaults["HTTP_USER_AGENT"] = WECHAT
    response = client.get(ALL)
    assert response.headers["Content-Type"].startswith("text/html")
    copied = text(response, "dates")
    for day in (
        "2027 年 3 月 20 日 青年租房补助：从这天起符合条件",
        "2029 年 3 月 20 日 人才租房补助：符合条件的最后一天",
    ):
        assert day in copied
    assert "微信里加不了手机日历" in text(response, "main")
    assert f'href="{reverse("resume")}#take-along"' in response.content.decode()
    one = text(client.get(reverse("calendar", args=["qj-rent-subsidy"])), "dates")
    assert "青年租房补助" in one
    assert "人才租房补助" not in one


def test_in_wechat_nothing_is_promised_that_only_a_browser_can_do(client, visit):
    visit(BACHELOR_2026)
    own = text(client.get(reverse("result")))
    client.defaults["HTTP_USER_AGENT"] = WECHAT
    result = text(client.get(reverse("result")))
    assert "加到手机日历" in own
    assert "加到手机日历" not in result
    assert "微信里不能打印" in result
    printed = client.get(reverse("result"), {"view": "print"})
    assert "在浏览器菜单里选“打印”" not in text(printed)
    assert "复制链接，在浏览器打开" in text(printed)
    resume = text(client.get(reverse("resume")))
    assert "打开手机自带的浏览器，把链接粘贴到地址栏" in resume
