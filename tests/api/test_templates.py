"""What is written once for many: nobody's answer says anything of whoever asked before."""

from datetime import date, timedelta

import orjson
import pytest

from policies.api import templates
from policies.api.request import read_check
from policies.api.response import check
from policies.catalogue.catalogue import Catalogue
from tests.persons import CAST, DAY, MASTER_2025, REGION

DAYS = [DAY, DAY + timedelta(days=400)]
RECEIVED = [{}, {"received": ["qj-rent-subsidy"]}]


def answer(person, catalogue, on=DAY, **more):
    body = {"region": REGION, "on": on.isoformat(), "as_of": DAY.isoformat(), "answers": dict(person.answers), **more}
    return orjson.dumps(check(read_check(body, catalogue, DAY), catalogue))


def fresh(catalogue):
    return Catalogue(catalogue.document, sha256=catalogue.sha256, origin="pack")


@pytest.mark.parametrize("most", [70, 1])
def test_who_asked_before_changes_nothing(live_catalogue, monkeypatch, most):
    """Also where no more is kept than one way for each policy, so that all is let go again and again."""
    monkeypatch.setattr(templates, "MOST_OF_A_POLICY", most)
    shared = fresh(live_catalogue)
    asked = [(person, on, more) for person in CAST.values() for on in DAYS for more in RECEIVED]
    alone = [answer(person, fresh(live_catalogue), on, **more) for person, on, more in asked]
    for _ in range(2):
        assert [answer(person, shared, on, **more) for person, on, more in asked] == alone
        asked.reverse(), alone.reverse()


def test_what_is_out_of_reach_has_the_state_of_the_day(live_catalogue):
    said = {"state": "budget_spent", "budget_spent_on": "2026-12-31"}
    policies = [one | said if one["code"] == "qj-home-visit" else one for one in live_catalogue.document["policies"]]
    catalogue = Catalogue(live_catalogue.document | {"policies": policies}, sha256="", origin="pack")
    nobody = MASTER_2025.answers | {"education": "below_associate"}
    for on, state in ((date(2026, 12, 30), "open"), (date(2026, 12, 31), "budget_spent"), (date(2026, 12, 30), "open")):
        body = {"region": REGION, "on": on.isoformat(), "answers": nobody}
        found = orjson.loads(orjson.dumps(check(read_check(body, catalogue, on), catalogue)))["policies"]
        (one,) = (one for one in found if one["code"] == "qj-home-visit")
        assert (one["status"], one["state"]) == ("ineligible", state)
