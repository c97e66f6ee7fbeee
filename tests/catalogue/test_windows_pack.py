"""Application windows from a pack to rows and back, refused where they make no sense, and shown by people."""

import pytest

from policies.publishing.personas import run
from tests.catalogue import windows_pack
from tests.catalogue.made_packs import load

POLICIES = "lake/policies.yaml"
MARCH = "{opens: 03-01, closes: 03-31, source: HC2, clause: 二, note: 以当年通知为准}"
YEAR_AFTER = "{measured_at: graduation_date, to_months: 12}"
QUARTERLY = "{measured_at: job_start_date, from_months: 6, every: quarter, open_days: 30}"
ONCE = "{starts_on: 2026-11-01, ends_on: 2026-11-30, note: 第一期}"
AUTUMN = "{opens: 09-01, closes: 12-31, until: earlier}"
SPRING = "{opens: 03-01, closes: 03-31, since: earlier}"
WINTER = "      - {opens: 12-01, closes: 01-31}\n      - {opens: 09-01, closes: 10-31}"


@pytest.fixture
def document(tmp_path):
    return load(windows_pack.write(tmp_path / "pack"))


@pytest.mark.parametrize(
    ("old", "new", "noticed"),
    [
        ("closes: 03-31, source", "closes: 03-30, source", "hc-in-march"),
        ("opens: 03-01, closes: 03-31, source", "opens: 03-02, closes: 03-31, source", "hc-on-the-last-days"),
        ("opens: 12-01", "opens: 12-02", "hc-one-day-late"),
        ("closes: 01-31", "closes: 01-30", "hc-on-the-last-days"),
        ("to_months: 12", "to_months: 13", "hc-one-day-late"),
        ("to_months: 12", "to_months: 11", "hc-on-the-last-days"),
        ("from_months: 6", "from_months: 7", "hc-on-the-last-days"),
        ("every: quarter", "every: half_year", "hc-one-day-late"),
        ("open_days: 30", "open_days: 31", "hc-one-day-late"),
        ("to_days: 1000", "to_days: 2000", "hc-in-march"),
        ("starts_on: 2026-12-20", "starts_on: 2026-12-21", "hc-one-day-late"),
        ("ends_on: 2026-11-30", "ends_on: 2026-11-29", "hc-on-the-last-days"),
        ("ends_on: 2026-11-30", "ends_on: 2026-12-01", "hc-one-day-late"),
        ("starts_on: 2026-12-01, note", "starts_on: 2026-12-02, note", "hc-on-the-last-days"),
        ("to_months: 12, until", "to_months: 11, until", "hc-on-the-last-days"),
        ("to_months: 24", "to_months: 23", "hc-in-march"),
    ],
)
def test_they_notice_every_change(tmp_path, old, new, noticed):
    document = load(windows_pack.write(tmp_path / "pack", (POLICIES, old, new)))
    deviating = [one.persona["code"] for one in run(document, document["personas"]) if one.deviations]
    assert noticed in deviating


def test_only_what_is_said_stands_in_the_document(document):
    march, *_ = [one for one in document["policies"] if one["code"] == "hc-march"]
    assert march["application_windows"] == [
        {"opens": "03-01", "closes": "03-31", "source": "HC2", "clause": "二", "note": "以当年通知为准"}
    ]
    settle, *_ = [one for one in document["policies"] if one["code"] == "hc-settle"]
    assert "application_windows" not in settle
    expected = document["personas"][0]["expected"]
    assert "can_apply" not in next(one for one in expected if one["policy"] == "hc-settle")


@pytest.mark.django_db
def test_rows_say_what_it_is_about(document):
    from policies.catalogue import rows
    from policies.models import ApplicationWindow

    rows.write(document)
    assert [str(one) for one in ApplicationWindow.objects.filter(policy__code="hc-winter")] == [
        "每年 12-01 到 01-31",
        "每年 09-01 到 10-31",
    ]


@pytest.mark.django_db
def test_a_question_that_is_renamed_is_so_in_its_windows(document):
    from django.core.management import call_command

    from policies.catalogue import rows

    rows.write(document)
    call_command("rename", "question", "job_start_date", "hired_on")
    (post,) = [one for one in rows.read()["policies"] if one["code"] == "hc-post"]
    assert [one["measured_at"] for one in post["application_windows"]] == ["hired_on", "hired_on"]


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        (MARCH, "{opens: 02-30, closes: 03-31}", "opens", "没有 2 月 30 日这一天"),
        (MARCH, "{opens: 02-29, closes: 02-29}", "closes", "平年就没有一天可以申请"),
        (MARCH, "{opens: 03-01, closes: 13-01}", "closes", "没有 13 月 1 日这一天"),
        (MARCH, "{opens: 三月, closes: 03-31}", "opens", "请写几月几日，例如 03-01"),
        (MARCH, "{opens: 2026-03-01, closes: 03-31}", "opens", "请写几月几日，例如 03-01"),
        (MARCH, "{opens: 3, closes: 03-31}", "opens", "请写几月几日，例如 03-01"),
        (MARCH, "{opens: 03-01}", "0", "两个都要写"),
        (MARCH, "{closes: 03-31}", "0", "两个都要写"),
        (MARCH, "{note: 每年}", "0", "写每年从几月几日到几月几日"),
        (MARCH, "{opens: 03-01, closes: 02-29}", "closes", "全年每一天都能申请"),
        (MARCH, "{opens: 01-01, closes: 12-31}", "closes", "全年每一天都能申请"),
        (MARCH, "{opens: 03-01, closes: 03-31, to_months: 3}", "to_months", "另写一条"),
        (MARCH, "{opens: 03-01, closes: 03-31, measured_at: graduation_date}", "measured_at", "另写一条"),
        (MARCH, "{opens: 03-01, closes: 03-31, weeks: 3}", "weeks", ""),
        (WINTER, "      - {opens: 12-01, closes: 01-31}\n      - {opens: 12-01, closes: 01-31}", "1", "写的时间一样"),
        (YEAR_AFTER, "{measured_at: graduated, to_months: 12}", "measured_at", "没有“graduated”这个问题"),
        (YEAR_AFTER, "{measured_at: employed, to_months: 12}", "measured_at", "日期题"),
        (YEAR_AFTER, "{measured_at: graduation_date}", "measured_at", "还要写那件事以后多久"),
        (YEAR_AFTER, "{measured_at: graduation_date, open_days: 3}", "measured_at", "还要写那件事以后多久"),
        (YEAR_AFTER, "{to_months: 12}", "to_months", "写每年从几月几日到几月几日"),
        (YEAR_AFTER, "{measured_at: graduation_date, to_months: 0}", "to_months", ""),
        (YEAR_AFTER, "{measured_at: graduation_date, to_months: 12, to_days: 9}", "to_days", "只写一个"),
        (YEAR_AFTER, "{measured_at: graduation_date, from_months: 2, to_days: 9}", "to_days", "截止也要按月写"),
        (YEAR_AFTER, "{measured_at: graduation_date, from_months: 13, to_months: 12}", "to_months", "没有一天可以申请"),
        (
            YEAR_AFTER,
            "{measured_at: graduation_date, to_months: 12}\n      - {measured_at: graduation_date, from_months: 18}",
            "to_months",
            "合起来没有一天可以申请",
        ),
        (YEAR_AFTER, "{measured_at: graduation_date, to_months: 12, source: HC9}", "source", "HC9"),
        (QUARTERLY, "{measured_at: job_start_date, every: month}", "every", ""),
        (QUARTERLY, "{measured_at: job_start_date, every: quarter, to_months: 6}", "to_months", "另写一条"),
        (QUARTERLY, "{measured_at: job_start_date, every: quarter, open_days: 89}", "open_days", "每次最多开放 88 天"),
        (QUARTERLY, "{measured_at: job_start_date, from_months: 6, open_days: 30}", "open_days", "一起写"),
        (ONCE, "{starts_on: 2026-11-01}", "0", "两个都要写"),
        (ONCE, "{ends_on: 2026-11-01}", "0", "两个都要写"),
        (ONCE, "{starts_on: 2026-11-31, ends_on: 2026-12-05}", "starts_on", ""),
        (ONCE, "{starts_on: 2026-12-01, ends_on: 2026-11-30}", "ends_on", "请改其中一个"),
        (ONCE, "{starts_on: 2026-11-01, ends_on: 2026-11-30, opens: 03-01}", "opens", "另写一条"),
        (ONCE, "{starts_on: 2026-11-01, ends_on: 2026-11-30, to_days: 9}", "to_days", "另写一条"),
        (ONCE, "{starts_on: 2026-12-20, ends_on: 2027-01-10}", "1", "写的时间一样"),
        (AUTUMN, "{opens: 09-01, closes: 12-31, until: earler}", "until", "没有“earler”这次变化，是不是 earlier"),
        (SPRING, "{opens: 03-01, closes: 03-31, since: earlier, until: earlier}", "until", "没有一天用得上"),
        (
            "{measured_at: graduation_date, to_months: 24, since: longer}",
            "{measured_at: job_start_date, to_months: 24, since: longer}",
            "since",
            "这次变化按“graduation_date”的日期算",
        ),
    ],
)
def test_an_impossible_window_is_refused_at_its_place(tmp_path, old, new, place, sentence):
    from policies.catalogue.packs import reading

    with pytest.raises(reading.BrokenPack) as refused:
        load(windows_pack.write(tmp_path / "pack", (POLICIES, old, new)))
    (mistake,) = refused.value.mistakes
    assert mistake.problem.path[2] == "application_windows"
    assert mistake.problem.path[-1] == (int(place) if place.isdecimal() else place)
    assert mistake.problem.message
    assert sentence in mistake.problem.message
    lines = (tmp_path / "pack" / POLICIES).read_text("utf-8").splitlines()
    assert "{" in lines[mistake.place.line - 1] or "application_windows" in lines[mistake.place.line - 1]
