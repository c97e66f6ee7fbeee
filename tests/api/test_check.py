"""The public check on the shipped policies: its shape, and what the cast of persons gets."""

import json
from decimal import Decimal

import pytest

from tests.api.test_schema import description, valid
from tests.changing import serve
from tests.persons import BACHELOR_2026, BUYER_2024, FOUNDER, MASTER_2025, MASTER_2026, replace, without

__all__ = ["description"]

POLICY_KEYS = {
    "code", "name", "status", "state", "budget_spent_on", "doubtful", "received", "tier", "maybe_more", "eligible_from",
    "eligible_until", "award", "findings", "missing", "payments_received",
}  # fmt: skip
AWARD_KEYS = {
    "form", "basis", "once", "recurring", "per", "times", "payee", "worth", "counted_from", "total", "within", "low",
    "high", "capped", "missing",
}  # fmt: skip
FINDING_KEYS = {
    "question", "operator", "needed", "answered", "verdict", "gap", "tier", "alternative", "branch", "basis", "source",
    "clause",
}  # fmt: skip


@pytest.fixture
def told(ask):
    """The answer to a person's check, with its policies by code."""

    def check(person):
        content = ask(person).json()
        content["policies"] = {policy["code"]: policy for policy in content["policies"]}
        return content

    return check


def brief(policy):
    return policy["status"], policy["eligible_from"], policy["eligible_until"]


def test_the_shape_is_the_public_interface(ask):
    content = ask(MASTER_2025).json()
    assert content.keys() == {"release", "region", "on", "policies", "best", "relevant_questions"}
    assert content["release"].keys() == {"number", "sha256", "published_at", "effective_at"}
    assert content["best"].keys() == {"total", "within", "low", "high", "discount", "policies", "left_out", "undecided"}
    assert (content["region"], content["on"]) == ("qujiang", "2026-11-22")
    for policy in content["policies"]:
        assert policy.keys() == POLICY_KEYS
        assert (policy["award"] is None) == (policy["status"] in ("ineligible", "unknown"))
        assert policy["award"] is None or policy["award"].keys() == AWARD_KEYS
        assert all(finding.keys() == FINDING_KEYS for finding in policy["findings"])


def test_an_award_says_what_it_is(told):
    assert told(MASTER_2025)["policies"]["qj-rent-subsidy"]["award"] == {
        "form": "cash",
        "basis": "fixed",
        "once": None,
        "recurring": {"amount": 6000, "period": "year", "count": 3},
        "per": "household",
        "times": 1,
        "payee": "person",
        "worth": None,
        "counted_from": None,
        "total": 18000,
        "within": 18000,
        "capped": False,
        "low": 18000,
        "high": 18000,
        "missing": [],
    }


def test_a_finding_says_what_was_needed_and_what_is_missing(told):
    findings = told(BACHELOR_2026)["policies"]["qj-home-visit"]["findings"]
    insured = next(finding for finding in findings if finding["question"] == "social_insurance_months")
    assert (insured["operator"], insured["needed"], insured["answered"], insured["verdict"], insured["gap"]) == (
        "at_least", 12, 8, "no", 4,
    )  # fmt: skip
    assert (insured["basis"], insured["source"]) == ("stated", "QJ40")
    assert insured["clause"]


def test_cents_count_and_come_back_as_they_were_sent(ask):
    """「超过 200 元」 is met by 200.50; whole yuan stay whole numbers in the answer."""

    def deposit(amount):
        body = {"on": "2026-11-22", "answers": dict(BUYER_2024.answers) | {"housing_fund_employer_monthly": "AMOUNT"}}
        response = ask(json.dumps(body).replace('"AMOUNT"', amount))
        found = json.loads(response.content, parse_float=Decimal)["policies"]
        policy = next(one for one in found if one["code"] == "qz-housing-fund-match")
        finding = next(one for one in policy["findings"] if one["question"] == "housing_fund_employer_monthly")
        return finding["verdict"], finding["answered"], finding["gap"]

    assert deposit("200.50") == ("yes", Decimal("200.50"), None)
    assert deposit("200.01") == ("yes", Decimal("200.01"), None)
    assert deposit("199.50") == ("no", Decimal("199.50"), Decimal("0.51"))
    whole = deposit("200"), deposit("200.00")
    assert whole == (("no", 200, Decimal("0.01")),) * 2
    assert all(isinstance(answered, int) for _, answered, _ in whole)


@pytest.mark.parametrize(
    ("amount", "verdict", "gap"), [("199.50", "no", "0.50"), ("200", "yes", None), ("301", "no", "0.5")]
)
def test_both_ends_of_a_between_are_needed_and_the_gap_is_to_the_nearer(
    ask, description, live_catalogue, monkeypatch, amount, verdict, gap
):
    between = {"question": "housing_fund_employer_monthly", "between": {"from": 200, "to": "300.5"}}
    serve(monkeypatch, live_catalogue, "qz-housing-fund-match", conditions=[between])
    body = {"on": "2026-11-22", "answers": dict(BUYER_2024.answers) | {"housing_fund_employer_monthly": "AMOUNT"}}
    response = ask(json.dumps(body).replace('"AMOUNT"', amount))
    valid(description, "CheckResult", response.json())
    found = json.loads(response.content, parse_float=Decimal)["policies"]
    (finding,) = [
        one
        for policy in found
        for one in policy["findings"]
        if policy["code"] == "qz-housing-fund-match" and one["operator"] == "between"
    ]
    assert finding["needed"] == {"from": 200, "to": Decimal("300.50")}
    assert (finding["verdict"], finding["gap"]) == (verdict, Decimal(gap) if gap else None)


def test_the_master_who_rents(told):
    check = told(MASTER_2025)
    policies, best = check["policies"], check["best"]
    assert brief(policies["qj-rent-subsidy"]) == ("eligible", None, "2029-09-01")
    assert brief(policies["qj-home-visit"]) == ("eligible", None, "2030-06-30")
    assert brief(policies["qz-talent-rent"]) == ("eligible", None, "2028-09-01")
    assert policies["qz-talent-rent"]["award"]["basis"] == "at_least"
    assert policies["qz-talent-rent"]["award"]["total"] == 43416
    assert policies["qz-talent-rent"]["award"]["within"] == 28944
    assert (policies["qj-health-check-free"]["tier"], policies["qj-health-check-free"]["award"]["worth"]) == (
        "double-first-class-master", 1600,
    )  # fmt: skip
    assert (best["total"], best["within"], best["low"], best["high"]) == (48816, 34344, 45816, None)
    assert {"code": "qj-rent-subsidy", "for": "qz-talent-rent", "less": 10944} in best["left_out"]
    assert {one["code"] for one in best["undecided"]} == {"qj-social-insurance", "qz-employment-subsidy"}
    assert {one["reason"] for one in best["undecided"]} == {"unspecified"}


def test_the_master_who_came_lately_is_told_what_is_missing(told):
    policies = told(MASTER_2026)["policies"]
    assert brief(policies["qj-rent-subsidy"])[:2] == ("upcoming", "2027-03-20")
    assert brief(policies["qj-home-visit"])[:2] == ("upcoming", "2027-03-22")
    failing = [finding for finding in policies["qj-rent-subsidy"]["findings"] if finding["verdict"] == "no"]
    assert [(finding["question"], finding["gap"]) for finding in failing] == [("job_start_date", 4)]


SIGNED = replace(
    MASTER_2025, job_start_date="2026-12-13", newly_introduced=True, social_insurance_months=0, pension_months=0
)


def test_the_master_who_has_signed_and_starts_in_three_weeks(told):
    """Nothing that needs work before the first day of work; months of insurance grow from it."""
    check = told(SIGNED)
    policies = check["policies"]
    assert brief(policies["qj-employment-subsidy"]) == ("upcoming", "2026-12-13", "2029-12-13")
    assert brief(policies["qz-employment-subsidy"]) == ("upcoming", "2026-12-13", "2029-12-13")
    assert brief(policies["qz-talent-rent"]) == ("upcoming", "2026-12-13", "2029-12-13")
    assert brief(policies["qj-social-insurance"])[:2] == ("upcoming", "2026-12-13")
    assert brief(policies["qz-social-insurance"])[:2] == ("upcoming", "2027-01-13")
    assert brief(policies["qj-home-visit"])[:2] == ("upcoming", "2027-12-13")
    assert brief(policies["qj-rent-subsidy"])[:2] == ("upcoming", "2027-12-13")
    assert check["best"]["total"] == 0
    failing = [finding for finding in policies["qj-rent-subsidy"]["findings"] if finding["verdict"] == "no"]
    assert [(finding["question"], finding["gap"]) for finding in failing] == [
        ("work_status", None),
        ("job_start_date", 12),
    ]


def test_nothing_that_asks_for_work_is_certain_before_the_first_day_of_work(ask):
    """Whoever can be eligible by a job in this way can be it from that day at the earliest."""
    seeking = replace(without(SIGNED, "job_start_date", "employer_type"), work_status="seeking")
    now = {policy["code"] for policy in ask(seeking).json()["policies"] if policy["status"] == "eligible"}
    for policy in ask(SIGNED).json()["policies"]:
        if policy["status"] == "eligible":
            assert policy["code"] in now
        if policy["status"] == "upcoming":
            assert policy["eligible_from"] >= "2026-12-13"


@pytest.mark.parametrize(
    ("region", "work", "wanted"),
    [
        ("qujiang", "employed", True),
        ("jinzhong", "founder", True),
        ("liandu", "founder", True),
        ("liandu", "seeking", False),
    ],
)
def test_the_first_day_of_work_is_asked_for_wherever_it_may_be_to_come(ask, region, work, wanted):
    answers = {"education": "bachelor", "graduation_date": "2025-06-30", "age": 30, "work_status": work}
    content = ask({"region": region, "on": "2023-09-01" if region == "liandu" else "2026-11-22", "answers": answers})
    assert ("job_start_date" in content.json()["relevant_questions"]) == wanted


def test_the_bachelor_of_a_local_school(told):
    check = told(BACHELOR_2026)
    policies = check["policies"]
    assert brief(policies["qj-rent-subsidy"]) == ("upcoming", "2027-03-20", "2030-03-20")
    assert brief(policies["qj-home-visit"]) == ("upcoming", "2027-03-22", "2031-03-15")
    assert brief(policies["qj-health-check-subsidy"])[:2] == ("upcoming", "2027-03-22")
    assert policies["qz-low-income-rent"]["status"] == "unknown"
    assert brief(policies["qz-talent-rent"]) == ("eligible", None, "2029-03-20")
    assert check["best"]["total"] == 45816


def test_the_founder(told):
    check = told(FOUNDER)
    policies, best = check["policies"], check["best"]
    assert policies["qz-job-creation"]["award"]["total"] == 50000
    assert policies["qj-founder-apartment"]["status"] == "eligible"
    assert {"code": "qj-nankong-elite", "for": "qz-double-lead", "less": 2000000} in best["left_out"]
    assert policies["qz-double-lead"]["award"]["total"] == 4000000
    assert (best["total"], best["low"]) == (4250200, 4050000)


def test_the_buyer_whose_trial_has_ended_since(told):
    check = told(BUYER_2024)
    policies, best = check["policies"], check["best"]
    assert policies["qz-home-purchase"]["award"]["total"] == 100000
    assert policies["qz-housing-fund-match"]["award"]["total"] == 12000
    assert policies["qz-talent-home-grant"]["status"] == "eligible"
    assert policies["qz-talent-home-grant"]["award"]["basis"] == "unspecified"
    assert {"code": "qz-talent-home-grant", "for": "qz-home-purchase", "reason": "unspecified"} in best["undecided"]
    assert (best["total"], best["low"]) == (112200, 112000)


def test_null_and_absent_are_both_unknown(told):
    left_out = dict(MASTER_2025.answers)
    housing = left_out.pop("housing")
    absent, null = told(replace(MASTER_2025, housing=None)), told(type(MASTER_2025)(left_out))
    assert housing
    assert absent == null
    assert absent["policies"]["qj-rent-subsidy"]["status"] == "unknown"
    assert "housing" in absent["relevant_questions"]


def test_months_grow_from_the_day_the_answers_were_given(ask):
    answers = dict(BACHELOR_2026.answers)
    content = ask({"on": "2027-03-22", "as_of": "2026-11-22", "answers": answers}).json()
    assert {p["code"]: p["status"] for p in content["policies"]}["qj-home-visit"] == "eligible"
    content = ask({"on": "2027-03-22", "answers": answers}).json()
    assert {p["code"]: p["status"] for p in content["policies"]}["qj-home-visit"] == "upcoming"


def test_what_is_received_is_left_out_of_the_sum(ask):
    content = ask({"on": "2026-11-22", "received": ["qj-rent-subsidy"], "answers": dict(MASTER_2025.answers)}).json()
    assert content["best"]["total"] == 48816 - 43416
    assert {"code": "qz-talent-rent", "for": "qj-rent-subsidy", "less": None} in content["best"]["left_out"]


def test_of_what_was_received_for_two_years_the_third_is_in_the_sum(ask):
    body = {"on": "2026-11-22", "payments_received": {"qj-rent-subsidy": 2}, "answers": dict(MASTER_2025.answers)}
    content = ask(body).json()
    rent = next(policy for policy in content["policies"] if policy["code"] == "qj-rent-subsidy")
    assert (rent["received"], rent["payments_received"]) == (True, 2)
    assert (rent["award"]["total"], rent["award"]["within"]) == (18000, 6000)
    assert content["best"]["within"] == 6000 + 2400 + 3000
    assert {"code": "qz-talent-rent", "for": "qj-rent-subsidy", "less": None} in content["best"]["left_out"]


@pytest.mark.parametrize(("region", "prefixes"), [("quzhou", {"qz"}), ("jinzhong", {"jz"}), ("liandu", {"ld"})])
def test_a_region_has_its_own_policies(ask, region, prefixes):
    content = ask({"region": region, "answers": {"education": "master"}}).json()
    assert {policy["code"][:2] for policy in content["policies"]} == prefixes


def test_nothing_at_all_is_a_check_too(ask):
    content = ask({}).json()
    assert content["region"] == "qujiang"
    assert content["best"]["total"] == 0


def test_a_check_is_not_kept_by_anybody(ask):
    assert ask({})["Cache-Control"] == "no-store"


def test_the_lists(client):
    policies = client.get("/api/v1/policies").json()["policies"]
    assert all(policy.keys().isdisjoint({"internal_note"}) for policy in policies)
    code = policies[0]["code"]
    assert client.get(f"/api/v1/policies/{code}").json() == policies[0]
    assert client.get("/api/v1/policies/no-such").status_code == 404
    assert client.get("/api/v1/questions").json()["questions"][0]["key"] == "education"
    assert client.get("/api/v1/release").json().keys() == {"number", "sha256", "published_at", "effective_at"}


def test_without_a_release_there_is_nothing_to_check(client):
    from policies.publishing import live

    live.serve(None)
    response = client.post("/api/v1/check", {}, content_type="application/json")
    assert response.status_code == 503
    assert response.json() == {"errors": {"release": "还没有发布政策"}}
