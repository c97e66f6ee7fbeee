"""The dates of a result as a calendar file: RFC 5545 to the letter, the same events each time, none of the answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from policies.answers import cookie, resume
from tests.changing import RENT, serve
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
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    # With a method it would be a message between people, and need an organizer.
    assert "METHOD" not in calendar
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "URL"} <= event.keys()
        assert event.decoded("DTSTAMP").utcoffset() == timedelta(0)
        assert str(event["URL"]).startswith("http://testserver/policies/")


def names(content):
    return {str(event["UID"]) for event in events(content)}


def numbers(content):
    return {event["SEQUENCE"] for event in events(content)}


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)`: the moment, on the day of the tests."""

    def at(seconds):
        moment = datetime(2026, 11, 22, 8, tzinfo=UTC) + timedelta(seconds=seconds)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(0)
    return at


def test_a_check_exported_again_is_the_same_file(client, visit, clock):
    visit(BACHELOR_2026)
    first = client.get(ALL).content
    clock(60)
    assert client.get(ALL).content == first
    assert len(names(first)) == len(events(first)) > 2


def test_the_file_of_one_policy_is_a_part_of_the_whole(client, visit, clock):
    visit(BACHELOR_2026)
    whole = client.get(ALL).content
    clock(60)
    part = client.get(reverse("calendar", args=["qj-rent-subsidy"])).content
    assert names(part) < names(whole)
    assert numbers(part) == numbers(whole)
    assert client.get(ALL).content == whole


def test_two_persons_in_one_calendar_keep_both_their_dates(client, visit):
    visit(BACHELOR_2026)
    one = client.get(ALL).content
    client.post(reverse("clear"))
    visit(BACHELOR_2026)
    other = client.get(ALL).content
    assert dated(one) == dated(other)
    assert not names(one) & names(other)


def test_after_a_change_the_number_is_higher_on_the_same_day_too(client, visit, clock):
    visit(BACHELOR_2026)
    first = client.get(ALL).content
    changed = replace(visit.answers(), values={**visit.answers().values, "job_start_date": date(2026, 4, 2)})
    visit.keep(changed)
    second = client.get(ALL).content
    assert names(second) & names(first)
    assert dated(second) != dated(first)
    assert min(numbers(second)) > max(numbers(first))
    back = replace(visit.answers(), values=BACHELOR_2026.values)
    visit.keep(back)
    third = client.get(ALL).content
    assert dated(third) == dated(first)
    assert min(numbers(third)) > max(numbers(second))


def test_the_number_grows_on_a_device_that_does_not_know_of_the_last_file(client, visit, clock):
    visit(BACHELOR_2026)
    client.get(ALL)
    code = resume.code_of(visit.answers())
    clock(3600)
    visit.keep(replace(visit.answers(), values={**visit.answers().values, "job_start_date": date(2026, 4, 2)}))
    here = client.get(ALL).content
    clock(7200)
    client.post(reverse("resume"), {"code": code})
    visit.keep(replace(visit.answers(), values={**visit.answers().values, "job_start_date": date(2026, 4, 3)}))
    there = client.get(ALL).content
    assert names(there) == names(here)
    assert min(numbers(there)) > max(numbers(here))


def test_a_clock_set_back_lowers_no_number(client, visit, clock):
    visit(BACHELOR_2026)
    first = client.get(ALL).content
    clock(-3600)
    visit.keep(replace(visit.answers(), values={**visit.answers().values, "job_start_date": date(2026, 4, 2)}))
    assert min(numbers(client.get(ALL).content)) > max(numbers(first))


def test_a_check_has_its_name_from_its_first_answer_on(client, visit, live_catalogue):
    """So that a link saved before the first export leads to the same dates."""
    client.post(reverse("check"), {"region": "qujiang"})
    name = visit.answers().check
    assert len(name) >= 11
    visit.keep(replace(visit.answers(), values=BACHELOR_2026.values))
    code = resume.code_of(visit.answers())
    before = client.get(ALL).content
    client.post(reverse("clear"))
    client.post(reverse("resume"), {"code": code})
    assert visit.answers().check == name
    assert names(client.get(ALL).content) == names(before)
    assert name not in before.decode()


def test_looking_at_the_headers_changes_nothing(client, visit):
    visit(BACHELOR_2026)
    assert cookie.NAME not in client.head(ALL).cookies


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


def bought_for_good(monkeypatch, live_catalogue, **award):
    """青年租房补助 as a policy that pays each year from the day of the first job on."""
    paid = {"form": "cash", "recurring": {"amount": 3000, "period": "month", "count": 40}}
    said = {"award": {**paid, "counted_from": "job_start_date", **award}, "tiers": [], "group": None}
    serve(monkeypatch, live_catalogue, RENT, group_inferred=False, **said)


def test_a_payment_stands_on_its_day_with_its_amount(monkeypatch, live_catalogue, client, visit):
    bought_for_good(monkeypatch, live_catalogue)
    visit(MASTER_2025)
    content = client.get(reverse("calendar", args=[RENT])).content
    paid = [event for event in events(content) if "发放" in event["SUMMARY"]]
    started = MASTER_2025.on().values["job_start_date"]
    assert 0 < len(paid) <= 24
    for event in paid:
        assert str(event["SUMMARY"]).endswith("，3,000 元")
        assert event.decoded("DTSTART").day == started.day
        assert "前提是已经申领并通过审核" in str(event["DESCRIPTION"])
        assert not event.walk("VALARM")
    assert len({str(event["UID"]) for event in paid}) == len(paid)
    assert ("没有列进来" in str(paid[-1]["DESCRIPTION"])) == (len(paid) == 24)


@pytest.mark.parametrize("award", [{"counted_from": None}, {"recurring": {"basis": "unspecified", "period": "month"}}])
def test_nobody_is_told_a_day_that_hangs_on_when_it_is_claimed(monkeypatch, live_catalogue, client, visit, award):
    bought_for_good(monkeypatch, live_catalogue, **award)
    visit(MASTER_2025)
    assert "发放" not in client.get(ALL).content.decode().replace("\r\n ", "")
