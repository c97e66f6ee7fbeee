"""A choice of which several may be ticked, and one that is searched, are supposed and taken over like any other."""

import json

import pytest

from policies.answers import begun
from policies.results.gather import page_of
from policies.supposing.supposed import Supposer
from tests.persons import DAY
from tests.wizard.test_searched import places  # noqa: F401 - fixture


@pytest.fixture
def live_catalogue(places):  # noqa: F811
    """With hardships as something that may change: else the page does not offer to suppose others."""
    from policies.catalogue.catalogue import Catalogue
    from policies.publishing import live

    changed = [one | {"changeable": True} if one["key"] == "hardships" else one for one in places.document["questions"]]
    catalogue = Catalogue(document={**places.document, "questions": changed}, sha256="changed", origin="pack")
    live.serve(catalogue)
    yield catalogue
    live.reset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("disabled low_income", {"disabled", "low_income"}), ("low_income", {"low_income"}), ("0", set())],
)
def test_what_is_ticked_is_sent_as_its_form_sends_it(client, visit, live_catalogue, text, expected):
    visit.keep(begun("river", DAY).with_value("hardships", frozenset({"disabled"})))
    supposer = Supposer(page_of(visit.answers(), live_catalogue))
    posted = supposer.sent({"hardships": text})
    assert posted.answers.values["hardships"] == expected
    assert supposer.supposed(posted, ["hardships"]).texts == {"hardships": text}
    client.post("/result/if", {"answers": json.dumps({"hardships": text})})
    assert visit.answers().values["hardships"] == expected


def test_the_form_of_such_a_question_tries_it_out(client, visit, live_catalogue):
    visit.keep(begun("river", DAY).with_value("hardships", frozenset({"disabled"})))
    supposer = Supposer(page_of(visit.answers(), live_catalogue))
    sent = {"hardships-several": "1", "hardships-shown": "disabled", "hardships-has-low_income": "low_income"}
    posted = supposer.taken({"hardships": ""}, sent)
    assert posted.answers.values["hardships"] == {"low_income"}
