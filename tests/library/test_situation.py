"""The catalogue is sorted by a situation that is posted, and says how each policy stands with whoever has answers."""

import pytest
from django.urls import reverse

from policies.library.standing import OUT, stands
from policies.results.gather import page_of
from policies.results.page import PARTS
from tests import persons
from tests.pages import text
from tests.persons import DAY

POLICIES = reverse("policies")
CAST = {name: one for name, one in vars(persons).items() if isinstance(one, persons.Person)}


def posted(client, **fields):
    return client.post(POLICIES, fields)


def codes(page):
    return {one["code"] for one in page.context["search"].found}


def test_what_one_can_sort_by_is_what_most_policies_look_at(client):
    asked = client.get(POLICIES).context["search"].situation.asked
    assert [one.question["key"] for one in asked] == ["education", "work_status", "employer_type", "home_purchase"]


@pytest.mark.parametrize(
    ("fields", "gone", "stays"),
    [
        ({"of-education": "below_associate"}, "qj-rent-subsidy", "qj-startup-loan"),
        ({"of-education": "master"}, "qj-org-hiring", "qj-rent-subsidy"),
        ({"of-work_status": "student"}, "qj-rent-subsidy", "qj-youth-station"),
        # Who says what kind of employer it is has one.
        ({"of-employer_type": "government"}, "qj-rent-subsidy", "qj-youth-station"),
        ({"of-home_purchase": "none"}, "qz-home-purchase", "qj-rent-subsidy"),
    ],
)
def test_what_certainly_goes_against_a_situation_is_not_listed(client, fields, gone, stays):
    page = posted(client, **fields)
    assert gone not in codes(page)
    assert stays in codes(page)


@pytest.mark.parametrize("fields", [{}, {"of-education": "xyz"}, {"of-xyz": "1"}, {"education": "master"}])
def test_what_is_no_choice_of_a_question_sorts_nothing_out(client, live_catalogue, fields):
    assert codes(posted(client, **fields)) == set(live_catalogue.policies)


def test_a_situation_is_in_no_address_and_kept_nowhere(client):
    page = posted(client, **{"of-education": "master", "region": "qujiang", "sort": "amount"})
    html = page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "?of-" not in html
    assert "of-education=" not in html
    assert '<input type="hidden" name="of-education" value="master">' in html
    assert '<input type="hidden" name="region" value="qujiang">' in html
    assert codes(client.get(POLICIES, {"of-education": "below_associate"})) == codes(client.get(POLICIES))


def test_without_answers_the_page_may_be_kept_and_with_some_it_may_not(client, visit):
    assert "Cache-Control" not in client.get(POLICIES).headers
    visit(persons.MASTER_2025)
    page = client.get(POLICIES)
    assert "no-store" in page["Cache-Control"]
    assert "Cookie" in page["Vary"]
    assert "你：可申领" in text(page, "main")


@pytest.mark.parametrize("name", CAST)
def test_a_policy_stands_as_the_result_says(live_catalogue, name):
    answers = CAST[name].on()
    page, found = page_of(answers, live_catalogue), stands(answers, live_catalogue, DAY).by_code
    parts = {anchor.replace("-", "_"): words for anchor, words in PARTS.items()}
    lists = {words: getattr(page, name) for name, words in parts.items()}
    said = {getattr(one, "card", one).code: words for words, several in lists.items() for one in several}
    assert found.keys() == said.keys()
    # Of what is nearly there, the catalogue says as well that it does not fit.
    assert {code: one.words.partition("，")[0] for code, one in found.items()} == {
        code: OUT if words == PARTS["near"] else words for code, words in said.items()
    }
