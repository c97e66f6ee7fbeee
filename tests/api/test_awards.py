"""How a sum is paid, as the interface says it, and within what it describes."""

from datetime import date
from decimal import Decimal

import orjson
import pytest

from policies.api import openapi, response
from policies.calculator import Facts, assess
from policies.catalogue.catalogue import Catalogue
from tests.api.test_schema import valid
from tests.catalogue import awards_pack

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    from policies.catalogue.packs import reading

    document = reading.load([awards_pack.write(tmp_path_factory.mktemp("awards"))])[0]
    return Catalogue(document, "0" * 64, "pack")


def awards(catalogue, **answers):
    rules = catalogue.ruleset("river")
    known = Facts.resolve(rules, {"resident": True, **answers}, DAY)
    described = openapi.schema(catalogue)
    answered = orjson.loads(response.written(response.assessed(assess(rules, known, DAY), catalogue)))
    for result in answered["policies"]:
        valid(described, "PolicyResult", result)
    return {result["code"]: result["award"] for result in answered["policies"]}


def test_it_says_how_a_sum_is_paid(catalogue):
    found = awards(catalogue, premium_paid=Decimal("5000.5"), had_so_far=25000)
    assert found["jc-settle"]["once"] == {
        "amount": 100000,
        "instalments": {"period": "year", "shares": ["0.4", "0.3", "0.3"], "amounts": [40000, 30000, 30000]},
    }
    assert found["jc-thirds"]["once"]["instalments"] == {
        "period": "half_year",
        "shares": ["1/3", "1/3", "1/3"],
        "amounts": [3333, 3333, 3334],
    }
    assert found["jc-quarterly"]["recurring"] == {"amount": 900, "period": "quarter", "count": 8}
    assert (found["jc-youth"]["total"], found["jc-youth"]["capped"]) == (5000, True)
    heating = found["jc-heating"]
    assert (heating["first_on"], heating["last_on"], heating["total"]) == ("2027-01-01", "2027-12-31", 6000)
    assert "first_on" not in found["jc-settle"]


def test_it_says_why_it_is_more(catalogue):
    found = awards(catalogue, children=2)["jc-family"]
    assert (found["recurring"]["amount"], found["raised"]) == (
        6668,
        {"question": "children", "share": "1/3", "amount": None},
    )
    unknown = awards(catalogue)["jc-family"]
    assert [one["recurring"]["amount"] for one in unknown["one_of"]] == [7501, 6668, 5001]
    assert (unknown["total"], unknown["low"], unknown["missing"]) == (None, 15003, ["children"])
    assert "raised" not in awards(catalogue, children=0)["jc-family"]


def test_what_is_missing_leaves_a_most(catalogue):
    found = awards(catalogue)
    assert (found["jc-premium"]["total"], found["jc-premium"]["high"]) == (None, 9000)
    assert (found["jc-youth"]["high"], found["jc-youth"]["missing"]) == (18000, ["had_so_far"])


def test_documents_are_as_described(catalogue):
    described = openapi.schema(catalogue)
    for policy in catalogue.document["policies"]:
        valid(described, "PolicyAward", policy["award"])
