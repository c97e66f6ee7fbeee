"""Marks on the result: what the visitor has already, and what they would rather choose. They live in the cookie."""

import pytest
from django.test import Client
from django.urls import reverse

from policies.answers import cookie
from tests.pages import text
from tests.persons import BACHELOR_2026, MASTER_2025

RESULT, MARKS = reverse("result"), reverse("marks")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def master(client, visit):
    visit(MASTER_2025)
    return client


def codes(response, part):
    return [getattr(one, "card", one).code for one in getattr(response.context["page"], part)]


def test_what_is_held_already_moves_and_is_no_longer_counted(master, visit):
    response = master.post(MARKS, {"have": "qz-social-insurance"}, follow=True)
    assert response.redirect_chain == [(f"{RESULT}#qz-social-insurance", 302)]
    assert codes(response, "received") == ["qz-social-insurance"]
    assert "至少28,944元" in text(response, "main")
    assert visit.answers().received == {"qz-social-insurance"}


def test_its_rivals_are_left_out_for_it(master):
    response = master.post(MARKS, {"have": "qj-rent-subsidy"}, follow=True)
    assert "已享受 青年租房补助" in text(response, "qz-talent-rent")
    assert "改选这一项看看" not in text(response, "qz-talent-rent")


def test_a_mark_can_be_taken_back_and_sent_twice(master, visit):
    for _ in range(2):
        master.post(MARKS, {"have": "qz-social-insurance"})
    assert visit.answers().received == {"qz-social-insurance"}
    for _ in range(2):
        master.post(MARKS, {"have_not": "qz-social-insurance"})
    assert visit.answers().received == frozenset()
    assert visit.answers().values == MASTER_2025.values


def test_the_other_choice_is_shown_in_place_of_the_best(master):
    response = master.post(MARKS, {"choose": "qj-rent-subsidy"}, follow=True)
    assert "qj-rent-subsidy" in codes(response, "eligible")
    assert "qz-talent-rent" in codes(response, "left_out")
    shown = text(response, "main")
    assert "20,400元 另有至多 3,000 元" in shown
    assert "按你自己选的搭配" in shown
    assert "改选它至少多领 10,944 元" in text(response, "qz-talent-rent")


def test_choosing_the_best_again_leads_back(master, visit):
    before = master.get(RESULT)
    master.post(MARKS, {"choose": "qj-rent-subsidy"})
    after = master.post(MARKS, {"choose": "qz-talent-rent"}, follow=True)
    assert visit.answers().preferred == {"qz-talent-rent"}
    assert codes(after, "eligible") == codes(before, "eligible")
    assert "取总额最高的搭配" in text(after, "main")


def test_a_choice_that_cannot_be_had_changes_nothing(client, visit):
    visit(BACHELOR_2026)
    before = client.get(RESULT)
    after = client.post(MARKS, {"choose": "qj-rent-subsidy"}, follow=True)
    assert codes(after, "eligible") == codes(before, "eligible")


@pytest.mark.parametrize("posted", [{}, {"have": "no-such"}, {"have": "jz-scenic-free"}, {"received": "x"}])
def test_what_is_no_mark_is_passed_over(master, visit, posted):
    assert master.post(MARKS, posted).status_code == 302
    assert visit.answers().received == frozenset()


def test_with_script_just_the_result_is_sent_and_its_news_read_out(master):
    response = master.post(MARKS, {"have": "qz-social-insurance"}, headers=HTMX)
    html = response.content.decode()
    assert "<html" not in html
    assert '<div id="result">' in html
    assert "你可以申领 6 项，合计至少 28,944 元" in html.partition('id="told"')[2]
    assert "HX-Request" in response.headers["Vary"]
    assert "no-store" in response.headers["Cache-Control"]


def test_without_answers_there_is_nothing_to_mark(client):
    assert client.post(MARKS, {"have": "qj-home-visit"}).headers["Location"] == reverse("check")
    answer = client.post(MARKS, {"have": "qj-home-visit"}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == reverse("check")


def test_a_mark_from_elsewhere_is_refused(visit, client):
    visit(MASTER_2025)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[cookie.NAME] = client.cookies[cookie.NAME].value
    assert strict.post(MARKS, {"have": "qj-home-visit"}).status_code == 403


def test_marks_are_posted_only(master):
    assert master.get(MARKS).status_code == 405


def test_of_three_years_two_received_leave_one_in_the_sum(master, visit):
    master.post(MARKS, {"have": "qj-rent-subsidy"})
    response = master.post(MARKS, {"paid_of": "qj-rent-subsidy", "payments": "2 年"}, follow=True)
    assert response.redirect_chain == [(f"{RESULT}#qj-rent-subsidy", 302)]
    assert visit.answers().payments == {"qj-rent-subsidy": 2}
    shown = text(response, "main")
    assert "8,400元 另有至多 3,000 元" in shown  # 6,000 of rent and 2,400 of insurance
    assert "没领完的已享受的青年租房补助，剩下的也算在内" in shown
    assert "已经领了 2 年，还能领 1 次，共 6,000 元。" in text(response, "qj-rent-subsidy")
    assert "2026 年至少 8,400 元" in shown


def test_a_number_of_years_can_be_taken_back(master, visit):
    master.post(MARKS, {"paid_of": "qj-rent-subsidy", "payments": "2"})
    master.post(MARKS, {"paid_of": "qj-rent-subsidy", "payments": " "})
    assert (visit.answers().received, visit.answers().payments) == ({"qj-rent-subsidy"}, {})
    master.post(MARKS, {"paid_of": "qj-rent-subsidy", "payments": "1"})
    master.post(MARKS, {"have_not": "qj-rent-subsidy"})
    assert (visit.answers().received, visit.answers().payments) == (frozenset(), {})


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
@pytest.mark.parametrize("typed", ["4", "两年", "-1", "1.5"])
def test_a_number_that_cannot_be_is_told_where_it_was_typed(master, visit, typed, headers):
    master.post(MARKS, {"have": "qj-rent-subsidy"})
    response = master.post(MARKS, {"paid_of": "qj-rent-subsidy", "payments": typed}, headers=headers)
    assert response.status_code == 200
    assert f"你写的是“{typed}”" in text(response, "had-qj-rent-subsidy-error")
    assert f'value="{typed}" aria-invalid="true"' in response.content.decode()
    assert visit.answers().payments == {}


def test_what_is_paid_once_is_not_asked_about(master):
    response = master.post(MARKS, {"have": "qz-social-insurance"}, follow=True)
    assert 'id="had-qz-social-insurance"' not in response.content.decode()


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "no-script"])
def test_a_full_cookie_is_told_and_the_result_stays_as_it_was(master, visit, monkeypatch, headers):
    master.get(RESULT)
    monkeypatch.setattr(cookie, "MAX_BYTES", len(master.cookies[cookie.NAME].value))
    response = master.post(MARKS, {"have": "qz-social-insurance"}, headers=headers, follow=True)
    assert "答案太多，浏览器放不下。" in response.content.decode()
    assert codes(response, "received") == []
    assert visit.answers().received == frozenset()
