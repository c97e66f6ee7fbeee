"""What goes wrong on phones: double taps, the back button, two tabs, a lost cookie, rules that change in between."""

import copy
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from policies.answers import cookie
from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.pages import text
from tests.persons import MASTER_2025, REGION, Person

EDUCATION, WORK, HOUSING = (reverse("section", args=[code]) for code in ("education", "work", "housing"))
HTMX = {"HX-Request": "true"}
# What whoever stops being employed is asked anew.
OF_THE_EMPLOYMENT = {"job_start_date", "post", "service_agreement_years"}


@pytest.fixture
def nobody(visit):
    visit(Person({}))


@pytest.fixture
def publish(live_catalogue):
    """`publish(change)`: what `change` makes of a copy of the document is live as release 8."""

    def replace_live(change):
        document = copy.deepcopy(live_catalogue.document)
        change(document)
        effective_at = datetime(2026, 11, 22, 8, tzinfo=UTC)
        live.serve(Catalogue(document, sha256="8", origin="database", number=8, effective_at=effective_at))

    return replace_live


def test_a_form_sent_twice_is_the_same_as_once(client, visit, nobody):
    typed = {"education": "bachelor", "school_group": "other"}
    first = client.post(EDUCATION, typed)
    once = visit.answers()
    client.post(EDUCATION, typed)
    assert visit.answers() == once
    assert first.status_code == 302


def test_going_back_and_sending_an_old_form_keeps_what_came_later(client, visit, nobody):
    client.post(EDUCATION, {"education": "master"})
    client.post(WORK, {"work_status": "employed"})
    client.post(EDUCATION, {"education": "bachelor"})
    assert visit.answers().values == {"education": "bachelor", "work_status": "employed"}


def test_two_tabs_in_different_sections_keep_both(client, visit, nobody):
    client.get(EDUCATION)
    client.get(HOUSING)
    client.post(HOUSING, {"home_purchase": "none"}, headers=HTMX)
    client.post(EDUCATION, {"education": "master"}, headers=HTMX)
    assert visit.answers().values == {"education": "master", "home_purchase": "none"}


def test_an_older_tab_of_the_same_section_takes_nothing_away(client, visit, nobody):
    client.post(EDUCATION, {"education": "master"})
    client.post(EDUCATION, {"graduation_date": "2025-06-30", "full_time_degree": "yes"})
    client.post(EDUCATION, {"education": "master", "graduation_date": ""})
    assert {"graduation_date", "full_time_degree"} <= visit.answers().values.keys()


def test_unsure_in_another_tab_stays_too(client, visit, nobody):
    client.post(EDUCATION, {"education": "master", "graduation_date": "", "graduation_date-unsure": "on"})
    client.post(EDUCATION, {"education": "master", "graduation_date": ""})
    assert visit.answers().declined == {"graduation_date"}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without script", "with script"])
def test_a_cookie_lost_half_way_loses_no_more_than_it_must(client, visit, headers):
    visit(MASTER_2025)
    client.get(WORK)
    del client.cookies[cookie.NAME]
    client.post(WORK, {"region": REGION, "work_status": "founder"}, headers=headers)
    assert visit.answers().values == {"work_status": "founder"}
    assert "前面各段的答案已经失效" in text(client.get(WORK))


def test_a_release_in_the_middle_keeps_the_answers_and_the_result_names_it(client, visit, publish):
    visit(MASTER_2025)
    client.get(WORK)
    rent = "qj-rent-subsidy"

    def pay_more(document):
        next(policy for policy in document["policies"] if policy["code"] == rent)["award"]["recurring"]["amount"] = 6500

    publish(pay_more)
    client.post(WORK, {"work_status": "employed"})
    assert visit.answers().values == MASTER_2025.values
    result = text(client.get(reverse("result")))
    assert "第 8 次发布" in result
    assert "6,500" in result


def test_an_option_that_a_release_took_away_is_asked_anew(client, visit, publish):
    visit(Person({"education": "master", "work_status": "employed", "newly_introduced": True}))
    client.get(WORK)

    def no_longer_asked(document):
        status = next(question for question in document["questions"] if question["key"] == "work_status")
        status["choices"] = [choice for choice in status["choices"] if choice["value"] != "student"]

    publish(no_longer_asked)
    page = text(client.post(WORK, {"work_status": "student", "newly_introduced": "no"}))
    assert "请从列出的选项里选一个" in page
    assert visit.answers().values["newly_introduced"] is False
    assert visit.answers().values["education"] == "master"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without script", "with script"])
def test_a_section_that_a_release_took_away_leads_on_with_the_answers(client, visit, publish, headers):
    visit(MASTER_2025)
    client.get(WORK)

    def one_section_less(document):
        document["sections"] = [section for section in document["sections"] if section["code"] != "work"]
        for question in document["questions"]:
            question["section"] = "education" if question["section"] == "work" else question["section"]

    publish(one_section_less)
    response = client.post(WORK, {"work_status": "founder"}, headers=headers)
    assert reverse("check") in (response.headers.get("Location"), response.headers.get("HX-Redirect"))
    kept = {key: value for key, value in MASTER_2025.values.items() if key not in OF_THE_EMPLOYMENT}
    assert visit.answers().values == kept | {"work_status": "founder"}
    assert "规则刚刚更新" in text(client.get(EDUCATION))


def test_what_cannot_be_read_in_a_section_that_is_gone_is_named(client, visit, publish):
    visit(MASTER_2025)

    def one_section_less(document):
        document["sections"] = [section for section in document["sections"] if section["code"] != "work"]
        for question in document["questions"]:
            question["section"] = "education" if question["section"] == "work" else question["section"]

    publish(one_section_less)
    response = client.post(WORK, {"job_start_date": "去年秋天", "newly_introduced": "no"}, follow=True)
    page = text(response)
    assert "“你哪天开始在本地工作？”没有记下" in page
    assert "你写的是“去年秋天”" in page
    assert visit.answers().values == MASTER_2025.values | {"newly_introduced": False}
