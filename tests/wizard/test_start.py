"""A check begins with a region, goes on where it was, and can be cleared."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from policies.answers import cookie
from policies.publishing import live
from tests.persons import MASTER_2025, REGION

CHECK = reverse("check")


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_choosing_a_region_leads_to_its_first_section(client, live_catalogue):
    response = client.post(CHECK, {"region": REGION})
    first = next(iter(live_catalogue.sections))
    assert response.headers["Location"] == reverse("section", args=[first])
    assert client.get(response.headers["Location"]).status_code == 200


def test_the_start_page_offers_the_way_in(client):
    page = client.get(reverse("start")).content.decode()
    assert f'action="{CHECK}"' in page
    assert f'value="{REGION}"' in page


def test_a_check_under_way_goes_on(client, visit):
    visit(MASTER_2025)
    before = client.cookies[cookie.NAME].value
    assert client.get(CHECK).headers["Location"] == reverse("section", args=["education"])
    assert visit.answers() == visit.answers(before)


def test_the_same_region_again_keeps_the_answers(client, visit):
    visit(MASTER_2025)
    client.post(CHECK, {"region": REGION})
    assert visit.answers().values == MASTER_2025.values


def test_without_a_region_the_visitor_chooses_one_first(client):
    assert client.get(CHECK).headers["Location"] == reverse("start")


@pytest.mark.parametrize("region", ["atlantis", "lishui"], ids=["that nobody knows", "without questions"])
def test_a_region_that_cannot_be_checked_leads_back_to_the_choice_with_the_answers(client, visit, region):
    visit(MASTER_2025)
    response = client.post(CHECK, {"region": region})
    assert response.headers["Location"] == reverse("start")
    assert "另选一个" in messages_of(response)[0]
    assert visit.answers().values == MASTER_2025.values


def test_before_the_first_release_a_page_says_so(client):
    live._live.catalogue = None
    for address in (CHECK, reverse("section", args=["education"]), reverse("answers")):
        response = client.get(address)
        assert response.status_code == 503
        assert "还没有发布" in response.content.decode()


def test_questions_are_never_stored_by_browser_or_proxy(client, visit):
    visit(MASTER_2025)
    for address in (reverse("section", args=["education"]), reverse("answers")):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_no_citizens_request_makes_a_query(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get(reverse("start"))
        client.post(CHECK, {"region": REGION})
        client.get(reverse("section", args=["education"]))
        client.post(reverse("section", args=["education"]), {"education": "master"})
        client.post(reverse("section", args=["education"]), {"education": "x"}, headers={"HX-Request": "true"})
        client.get(reverse("answers"))
        client.get(reverse("result"))
        client.post(reverse("clear"))


def test_all_answers_are_listed_with_a_way_to_change_them(client, visit, live_catalogue):
    visit(MASTER_2025)
    page = client.get(reverse("answers")).content.decode()
    assert "硕士" in page
    assert "2025 年 6 月 30 日" in page.replace("\u00a0", " ")
    assert f'href="{reverse("section", args=["work"])}#job_start_date"' in page
    assert "insured_hires" not in page, "a question that is not asked"


def test_declined_and_open_questions_are_told_apart(client, visit):
    visit(MASTER_2025, declined={"talent_points"}, without={"talent_points", "talent_code"})
    page = client.get(reverse("answers")).content.decode()
    assert "不清楚" in page
    assert "还没有回答" in page
