"""The check says how a policy stands on the day asked for, and from when on its money is spent."""

from datetime import date

import pytest

from policies.api.request import CheckBody
from policies.api.text import table
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.plain_values import typed
from policies.publishing import live
from tests.persons import DAY, MASTER_2025, REGION

CODE = "qj-home-visit"


@pytest.fixture
def spent(live_catalogue, monkeypatch):
    said = {"state": "budget_spent", "budget_spent_on": "2026-12-31"}
    policies = [one | said if one["code"] == CODE else one for one in live_catalogue.document["policies"]]
    catalogue = Catalogue(live_catalogue.document | {"policies": policies}, sha256="", origin="pack")
    monkeypatch.setattr(live._live, "catalogue", catalogue)
    return catalogue


def policy(client, on):
    body = {"region": REGION, "on": on, "as_of": DAY.isoformat(), "answers": dict(MASTER_2025.answers)}
    content = client.post("/api/v1/check", body, content_type="application/json").json()
    return next(one for one in content["policies"] if one["code"] == CODE), content["best"]


def test_the_state_is_that_of_the_day_asked_for(client, spent):
    """Asked for one day after the other: what is kept of the first is not the answer to the second."""
    for on, state in (("2026-12-30", "open"), ("2026-12-31", "budget_spent"), ("2026-12-30", "open")):
        found, best = policy(client, on)
        assert (found["status"], found["state"], found["budget_spent_on"]) == ("eligible", state, "2026-12-31")
        assert (CODE in best["policies"]) is (state == "open")
        assert (found["eligible_until"] == "2026-12-30") is (state == "open")


def told(catalogue, person, on=DAY):
    answers = {key: typed(catalogue.questions[key]["type"], value) for key, value in person.answers.items()}
    lines = table(CheckBody(REGION, on, DAY, (), answers), catalogue).splitlines()
    return next(line for line in lines if line.startswith(f"  {catalogue.policies[CODE]['name']} ")), lines


def test_the_table_says_up_to_when(spent):
    row, lines = told(spent, MASTER_2025)
    assert row.endswith("；资金到 2026 年 12 月 30 日为止还有")
    assert "资金用完前能领 1 次" in row
    assert not any(line.startswith("预算已用完") for line in lines)
    row, lines = told(spent, MASTER_2025, date(2026, 12, 31))
    assert "；从 2026 年 12 月 31 日起资金用完" in row
    assert "预算已用完 1 项" in lines
