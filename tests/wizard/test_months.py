"""A month without its day is an answer; the day is asked only where it can still change something."""

import json

from policies.calculator.calendar import Month
from tests.pages import text
from tests.persons import MASTER_2025, MASTER_2026


def test_a_month_that_settles_everything_is_not_asked_about_again(client, visit):
    """Graduated in June 2025, on whatever day: nothing in 衢江 turns on it but the last day of a right."""
    visit(MASTER_2025)
    sent = client.post("/check/education", {"graduation_date": "2025.6", "graduation_date-shown": "2025-06-30"})
    assert sent["Location"] == "/result"
    assert visit.answers().values["graduation_date"] == Month(2025, 6)
    page = client.get("/check/education")
    assert text(page, "graduation_date-day") == ""
    assert "2025 年 6 月 ，" in text(client.get("/check/answers")).replace("，修改", " ，修改")


def test_the_day_is_asked_where_it_decides_and_need_not_be_known(client, visit):
    """Started in March 2026: whether one year is full by then decides from which day the rent subsidy is due."""
    visit(MASTER_2026)
    sent = client.post("/check/work", {"job_start_date": "2026年3月", "job_start_date-shown": "2026-03-20"})
    assert sent["Location"] == "/check/work#job_start_date"
    page = client.get("/check/work")
    assert "你写的是 2026 年 3 月。是哪一天会影响结果" in text(page, "job_start_date-day")
    # Left as it is, one goes on; ticked, it is not asked again, and the month still counts.
    left = {"job_start_date": "2026-03", "job_start_date-shown": "2026-03"}
    assert client.post("/check/work", left)["Location"] == "/result"
    client.post("/check/work", {**left, "job_start_date-unsure": "on"})
    answers = visit.answers()
    assert answers.values["job_start_date"] == Month(2026, 3)
    assert "job_start_date" in answers.declined
    assert text(client.get("/check/work"), "job_start_date-day") == ""
    # The day, written later, takes the tick's place although it was left.
    later = {"job_start_date": "2026-03-20", "job_start_date-shown": "2026-03-", "job_start_date-unsure": "on"}
    client.post("/check/work", later)
    assert visit.answers().values["job_start_date"] == MASTER_2026.values["job_start_date"]
    assert "job_start_date" not in visit.answers().declined


def test_whoever_said_unsure_and_now_writes_a_month_is_asked_for_the_day(client, visit):
    visit(MASTER_2026, declined=["job_start_date"])
    typed = {"job_start_date": "2026.3", "job_start_date-shown": "-", "job_start_date-unsure": "on"}
    assert client.post("/check/work", typed)["Location"] == "/check/work#job_start_date"
    assert "job_start_date" not in visit.answers().declined


def test_the_api_takes_a_month_and_says_when_the_day_matters(client):
    def check(**answers):
        body = {"on": "2026-11-22", "answers": {**MASTER_2026.answers, **answers}}
        found = client.post("/api/v1/check", json.dumps(body), content_type="application/json").json()
        return found, next(one for one in found["policies"] if one["code"] == "qj-rent-subsidy")

    found, rent = check(job_start_date="2026-03")
    started = next(one for one in rent["findings"] if one["question"] == "job_start_date")
    assert (started["verdict"], started["answered"], started["gap"]) == ("no", "2026-03", 5)
    # Not before the last of its days is it certain.
    assert (rent["status"], rent["eligible_from"]) == ("upcoming", "2027-03-31")
    assert "job_start_date" in found["relevant_questions"]
    assert "job_start_date" in rent["missing"]
    found, _ = check(graduation_date="2026-06")
    assert "graduation_date" not in found["relevant_questions"]
    for wrong in ("2026-13", "202603", "2026"):
        body = {"answers": {"job_start_date": wrong}}
        assert client.post("/api/v1/check", json.dumps(body), content_type="application/json").status_code == 422
    body = json.dumps({"on": "2026-11"})
    refused = client.post("/api/v1/check", body, content_type="application/json")
    assert "哪一天" in refused.json()["errors"]["on"]
