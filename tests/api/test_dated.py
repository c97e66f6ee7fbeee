"""Changes with a day, through the interface: every start date on every day gets what is written by hand for it."""

from dataclasses import replace
from datetime import date

import pytest

from policies.api.request import CheckBody
from policies.api.text import table
from policies.catalogue.document.plain_values import typed
from tests.api.test_schema import description, valid
from tests.changing import DAY, RAISED, RAISED_FOR_NEW, RENT, VISIT, change, serve, yearly
from tests.persons import MASTER_2025, REGION

__all__ = ["description"]

DAYS = ["2026-11-22", "2026-12-31", "2027-01-01", "2028-06-01"]
MORE_MONTHS = {"question": "job_start_date", "months_since_at_least": 24}


@pytest.fixture
def asked(client, live_catalogue, monkeypatch):
    """`asked(person, on, …)`: the answer to a check, with the rent subsidy as it is said to be."""

    def answer(person=MASTER_2025, on="2026-11-22", code=RENT, **said):
        serve(monkeypatch, live_catalogue, code, **said)
        body = {"region": REGION, "on": on, "as_of": "2026-11-22", "answers": dict(person.answers)}
        response = client.post("/api/v1/check", body, content_type="application/json")
        assert response.status_code == 200, response.content
        content = response.json()
        del content["release"]
        return content, next(one for one in content["policies"] if one["code"] == code)

    return answer


def rivals(content):
    """What can be had, chosen or not."""
    return [*content["best"]["policies"], *(one["code"] for one in content["best"]["left_out"])]


def who_starts(day):
    return replace(MASTER_2025, answers={**MASTER_2025.answers, "job_start_date": day})


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize(
    ("start", "amount"),
    [("2025-09-01", 6000), ("2026-12-31", 6000), ("2027-01-01", 7200), ("2027-03-01", 7200), ("2027-02", 7200)],
)
def test_who_starts_in_2027_gets_more_on_each_of_four_days(asked, start, amount, on):
    found, rent = asked(who_starts(start), on, changes=[RAISED_FOR_NEW])
    by_hand, _ = asked(who_starts(start), on, award=yearly(amount), changes=[])
    assert found == by_hand
    if rent["award"]:
        assert rent["award"]["recurring"]["amount"] == amount
        assert rent["award"]["total"] == 3 * amount


@pytest.mark.parametrize(
    ("on", "paid"),
    [
        ("2026-11-22", [6000, 7200, 7200]),
        ("2026-12-31", [6000, 7200, 7200]),
        ("2027-01-01", [7200] * 3),
        ("2028-06-01", [7200] * 3),
    ],
)
def test_by_the_day_each_payment_is_at_what_is_in_force(asked, on, paid):
    found, rent = asked(on=on, changes=[RAISED])
    award = rent["award"]
    assert (award["recurring"]["amount"], award["total"], award["low"]) == (paid[0], sum(paid), sum(paid))
    turns = [{"from": DAY, "recurring": {"amount": 7200, "period": "year", "count": 3}}]
    assert award.get("changes", []) == (turns if paid[0] == 6000 else [])
    assert RENT in rivals(found)


def test_who_does_not_say_when_is_asked_and_nothing_is_guessed(asked, description):
    person = replace(MASTER_2025, answers={k: v for k, v in MASTER_2025.answers.items() if k != "job_start_date"})
    free = [one for one in _conditions() if one["question"] != "job_start_date"]
    found, rent = asked(person, changes=[RAISED_FOR_NEW], conditions=free)
    award = rent["award"]
    assert (rent["status"], rent["missing"], award["missing"]) == ("eligible", ["job_start_date"], ["job_start_date"])
    assert (award["total"], award["low"], award["high"], award["recurring"]["amount"]) == (None, 18000, 21600, None)
    assert [one["total"] for one in award["one_of"]] == [18000, 21600]
    assert "job_start_date" in found["relevant_questions"]
    valid(description, "CheckResult", found | {"release": _release()})


def _conditions():
    from policies.publishing import live

    return [dict(one) for one in live.current().policies[RENT]["conditions"]]


def _release():
    return {"number": None, "sha256": "", "published_at": None, "effective_at": None}


def test_findings_say_on_which_days_they_hold(asked, description):
    conditions = [*_conditions(), MORE_MONTHS | {"since": "y2027"}]
    for changes, measured_at in (([change()], None), ([change(measured_at="graduation_date")], "graduation_date")):
        found, rent = asked(on="2027-01-01", changes=changes, conditions=conditions)
        dated = [one for one in rent["findings"] if "since" in one]
        told = [{"day": DAY, "measured_at": measured_at}] if measured_at is None else []
        assert [(one["since"], one["until"]) for one in dated] == [(turn, None) for turn in told]
        valid(description, "CheckResult", found | {"release": _release()})


@pytest.mark.parametrize(
    ("on", "status", "state", "until"),
    [("2026-12-31", "eligible", "open", "2026-12-31"), ("2027-01-01", "ineligible", "closed", None)],
)
def test_a_policy_closes_on_its_day(asked, description, on, status, state, until):
    found, rent = asked(on=on, changes=[change(state="closed")])
    assert (rent["status"], rent["state"], rent["eligible_until"]) == (status, state, until)
    assert (RENT in rivals(found)) is (status == "eligible")
    assert [one["needed"] for one in rent["findings"] if one["operator"] == "within"][-1:] == [
        {"starts_on": None, "ends_on": "2026-12-31", "doubtful_until": None}
    ]
    valid(description, "CheckResult", found | {"release": _release()})


def test_what_is_planned_is_to_come_from_the_day_on_which_it_opens(asked):
    _, before = asked(state="planned", changes=[change(state="open")])
    _, after = asked(on=DAY, state="planned", changes=[change(state="open")])
    assert (before["status"], before["state"], before["eligible_from"]) == ("upcoming", "planned", DAY)
    assert (after["status"], after["state"], after["eligible_from"]) == ("eligible", "open", None)


@pytest.mark.parametrize("on", ["2026-12-31", "2027-01-01"])
def test_a_policy_is_shown_as_of_today_with_what_is_to_come(client, live_catalogue, monkeypatch, description, on):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda: date.fromisoformat(on))
    changes = [
        RAISED | {"office": "新单位", "state": "budget_spent"},
        change("for-new", measured_at="graduation_date", award=None),
    ]
    conditions = [*_conditions(), MORE_MONTHS | {"since": "for-new"}]
    serve(monkeypatch, live_catalogue, RENT, changes=changes, conditions=conditions)
    found = client.get(f"/api/v1/policies/{RENT}").json()
    over = on == DAY
    assert (found["office"], found["state"]) == (("新单位", "budget_spent") if over else ("衢江区委人才办", "open"))
    assert found["award"]["recurring"]["amount"] == (7200 if over else 6000)
    assert [one["code"] for one in found["changes"]] == (["for-new"] if over else ["y2027", "for-new"])
    several = client.get("/api/v1/policies").json()
    assert found in several["policies"]
    valid(description, "Policies", several)


def line(catalogue, code, on, answers=MASTER_2025.answers):
    values = {key: typed(catalogue.questions[key]["type"], value) for key, value in answers.items()}
    lines = table(CheckBody(REGION, on, date(2026, 11, 22), (), values), catalogue).splitlines()
    return next(one for one in lines if one.startswith(f"  {catalogue.policies[code]['name']} "))


def test_the_table_says_it_in_words(live_catalogue, monkeypatch):
    raised = serve(monkeypatch, live_catalogue, RENT, changes=[RAISED])
    assert "每年 6,000 元，最长 3 年，从 2027 年 1 月 1 日起每年 7,200 元，按最长年限合计 20,400 元" in line(
        raised, RENT, date(2026, 12, 1)
    )
    closing = serve(monkeypatch, live_catalogue, VISIT, changes=[change(state="closed")])
    said = line(closing, VISIT, date(2026, 12, 1))
    assert "停止受理前能领 1 次" in said
    assert "从 2027 年 1 月 1 日起停止受理" in said
    assert line(closing, VISIT, date(2027, 1, 1)).endswith("没满足：受理到 2026 年 12 月 31 日为止")


@pytest.mark.parametrize(("on", "paid"), [("2026-12-31", [500, 1200, 1200]), ("2027-01-01", [1200] * 3)])
def test_who_has_no_such_event_gets_what_is_in_force_by_the_day(asked, on, paid):
    """Who is at school still has not started to work."""
    answers = {k: v for k, v in MASTER_2025.answers.items() if k not in ("job_start_date", "employer_type")}
    student = replace(MASTER_2025, answers=answers | {"work_status": "student"})
    raised = change(measured_at="job_start_date", award=yearly(1200))
    _, found = asked(student, on, VISIT, award=yearly(500), conditions=[], changes=[raised])
    assert (found["award"]["recurring"]["amount"], found["award"]["total"]) == (paid[0], sum(paid))
    assert found["missing"] == []
