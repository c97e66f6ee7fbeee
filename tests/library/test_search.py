"""The catalogue is searched with words and three filters, all in the address, and works without script."""

import pytest
from django.urls import reverse

from tests.pages import text

POLICIES = reverse("policies")


def found(client, **asked):
    return [policy["code"] for policy in client.get(POLICIES, asked).context["search"].found]


def options(client, name, **asked):
    filters = client.get(POLICIES, asked).context["search"].filters
    return {option.value: option for one in filters if one.name == name for option in one.options}


def test_without_a_question_every_policy_is_there(client, live_catalogue):
    response = client.get(POLICIES)
    html = response.content.decode()
    assert [code for code in live_catalogue.policies if f'href="{reverse("policy", args=[code])}"' not in html] == []
    assert f"一共 {len(live_catalogue.policies)} 项" in text(response, "main")


@pytest.mark.parametrize(
    ("words", "code"),
    [("租房补助", "qj-rent-subsidy"), ("房租 非公企业", "qj-rent-subsidy"), ("新１１５　人才", "qz-115-talent")],
)
def test_all_words_must_be_in_the_name_the_summary_or_the_office(client, words, code):
    assert code in found(client, q=words)
    assert found(client, q=f"{words} 没有这个词") == []


def test_the_office_is_searched_too(client, live_catalogue):
    office = live_catalogue.policies["qj-rent-subsidy"]["office"]
    assert "qj-rent-subsidy" in found(client, q=office)


def test_a_regions_policies_come_with_those_that_hold_there_too(client, live_catalogue):
    regions = {live_catalogue.policies[code]["region"] for code in found(client, region="qujiang")}
    assert regions == {"qujiang", "quzhou"}
    assert {live_catalogue.policies[code]["region"] for code in found(client, region="quzhou")} == {"quzhou"}


def test_filters_narrow_together(client, live_catalogue):
    codes = found(client, region="qujiang", audience="organisation", category="employment")
    assert "qj-org-internship-base" in codes
    assert all(live_catalogue.policies[code]["audience"] == "organisation" for code in codes)
    assert all(live_catalogue.policies[code]["category"] == "employment" for code in codes)


def test_an_option_says_how_many_there_would_be(client):
    for value, option in options(client, "category", region="liandu").items():
        assert option.count == len(found(client, region="liandu", category=value))


def test_what_was_asked_stays_in_the_form(client):
    page = client.get(POLICIES, {"q": "<租房>", "category": "housing"})
    assert 'value="&lt;租房&gt;"' in page.content.decode()
    assert options(client, "category", category="housing")["housing"].chosen


def test_when_nothing_is_found_the_page_says_what_to_do(client):
    page = client.get(POLICIES, {"q": "xyz"})
    assert "没有找到这样的政策" in text(page, "main")
    assert "换一个词再找" in text(page, "main")
    assert f'href="{reverse("check")}"' in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [{"region": "atlantis"}, {"audience": "cat", "category": "'"}, {"q": "\x00" + "长" * 5000}, {"region": "lishui"}],
)
def test_what_it_does_not_know_is_left_out(client, asked, live_catalogue):
    response = client.get(POLICIES, asked)
    assert response.status_code == 200
    assert len(response.context["search"].words) <= 60


def test_only_the_whole_catalogue_is_for_search_engines(client):
    assert "noindex" not in client.get(POLICIES).content.decode()
    assert "noindex" in client.get(POLICIES, {"q": "租房"}).content.decode()
