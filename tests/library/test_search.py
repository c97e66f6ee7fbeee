"""The catalogue is searched with words and three filters, all in the address, and works without script."""

from dataclasses import replace

import pytest
from django.urls import reverse

from policies.publishing import live
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


RENT = "qj-rent-subsidy"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("租房补贴", RENT),
        ("房租补助", RENT),
        ("租房，补贴", RENT),
        ("租房、补贴！", RENT),
        ("租房補貼", RENT),
        ("zufang", RENT),
        ("zfbt", RENT),
        ("zfbz", RENT),
        ("zufangbutie", RENT),
        ("ｚｕｆａｎｇ　ｂｕ", RENT),
        ("zufang补贴", RENT),
        ("社保补助", "qj-social-insurance"),
        ("社保补助", "qz-social-insurance"),
        ("体检补助", "qj-health-check-subsidy"),
        ("lvsetongdao", "qj-talent-green-channel"),
        ("医生", "qz-talent-home-grant"),
        ("老师", "qz-talent-home-grant"),
        ("大专", "qj-rent-subsidy"),
        ("专科", "qj-home-visit"),
        ("研究生", "qz-talent-rent"),
        ("研究生 体检", "qj-health-check-free"),
        ("硕士", "qj-rent-subsidy"),
        ("硕士租房", "qz-talent-rent"),
        ("买房", "qz-home-purchase"),
    ],
)
def test_a_policy_is_found_by_what_people_call_it(client, words, code):
    assert code in found(client, q=words)


def test_nothing_is_found_by_a_synonym_of_a_synonym(client, live_catalogue):
    """A doctor and a master are both 研究生, but neither is the other."""
    masters, doctors = found(client, q="硕士 租房"), found(client, q="博士后")
    assert "qz-postdoc" in doctors
    assert "qz-postdoc" not in masters
    assert {"qz-postdoc"} <= set(found(client, q="研究生"))


def test_what_a_policy_is_called_comes_before_what_it_says_and_what_it_asks(client, live_catalogue):
    names = [live_catalogue.policies[code]["name"] for code in found(client, q="租房补贴")]
    assert names[0] == "低保家庭成员租房补贴"
    assert names.index("青年租房补助") < names.index("租房补贴余额提取")
    order = found(client, q="社保")
    places = [
        next(
            number
            for number, text in enumerate((policy["name"], policy["summary"], ""))
            if "社保" in text or "社会保险" in text or not text
        )
        for policy in (live_catalogue.policies[code] for code in order)
    ]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


def test_the_condition_in_which_the_word_stands_is_shown(client):
    assert "条件里有：教师、医生岗位的全日制博士" in text(client.get(POLICIES, {"q": "医生"}), "main")
    assert "条件里有" not in text(client.get(POLICIES, {"q": "青年租房补助"}), "main")


@pytest.mark.parametrize("words", ["社保补偿", "zufng", "租房 没有这个词"])
def test_where_nothing_is_found_the_nearest_are_offered(client, words, live_catalogue):
    page = client.get(POLICIES, {"q": words})
    nearest = [fit.policy["code"] for fit in page.context["search"].nearest]
    assert page.context["search"].found == []
    assert 1 <= len(nearest) <= 5
    assert {"qj-social-insurance" if "社保" in words else RENT} <= set(nearest)
    assert "最接近的" in text(page, "main")
    assert f'href="{reverse("policy", args=[nearest[0]])}"' in page.content.decode()


def test_what_another_place_has_is_offered_where_this_one_has_nothing(client):
    page = client.get(POLICIES, {"q": "甲醇汽车", "region": "qujiang"})
    assert page.context["search"].found == []
    assert [fit.policy["code"] for fit in page.context["search"].nearest] == ["jz-methanol-car"]
    assert "不限地区和类别，有这些" in text(page, "main")


def test_words_made_of_punctuation_find_nothing(client):
    page = client.get(POLICIES, {"q": "，。"})
    assert page.context["search"].found == page.context["search"].nearest == []


def test_a_release_from_before_there_were_synonyms_is_searched_all_the_same(client, live_catalogue, monkeypatch):
    document = {name: entries for name, entries in live_catalogue.document.items() if name != "synonyms"}
    monkeypatch.setattr(live._live, "catalogue", replace(live_catalogue, document=document))
    assert found(client, q="青年租房补助") == [RENT]
    assert found(client, q="专科") == []


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
    [{"region": "atlantis"}, {"audience": "cat", "category": "'"}, {"q": "长" * 5000}, {"region": "lishui"}],
)
def test_what_it_does_not_know_is_left_out(client, asked, live_catalogue):
    response = client.get(POLICIES, asked)
    assert response.status_code == 200
    assert len(response.context["search"].words) <= 60


def test_only_the_whole_catalogue_is_for_search_engines(client):
    assert "noindex" not in client.get(POLICIES).content.decode()
    assert "noindex" in client.get(POLICIES, {"q": "租房"}).content.decode()
