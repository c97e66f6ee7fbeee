"""A catalogue some of whose policies say otherwise from a day on."""

from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import schema
from policies.publishing import live

RENT, VISIT = "qj-rent-subsidy", "qj-home-visit"
DAY = "2027-01-01"


def change(code="y2027", starts_on=DAY, **said):
    return {"code": code, "starts_on": starts_on, **said}


def yearly(amount, **more):
    return {"form": "cash", "per": "household", "recurring": {"amount": amount, "period": "year", "count": 3}} | more


# 6000 → 7200 for those who start in 2027.
RAISED_FOR_NEW = change(measured_at="job_start_date", award=yearly(7200))
RAISED = change(award=yearly(7200))


def with_policy(catalogue, code, **said):
    """The catalogue in which this policy also says that, in normal form."""
    entry = dict(catalogue.policies[code]) | said
    entry = schema.Policy.model_validate(entry).model_dump(mode="json", by_alias=True)
    policies = [entry if one["code"] == code else one for one in catalogue.document["policies"]]
    return Catalogue(catalogue.document | {"policies": policies}, sha256="", origin="pack")


def serve(monkeypatch, catalogue, code, **said):
    """The same, live in this process."""
    found = with_policy(catalogue, code, **said)
    monkeypatch.setattr(live._live, "catalogue", found)
    return found
