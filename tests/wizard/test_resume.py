"""「稍后继续」: a link that brings the answers back, on any device; the code is in no address and no log."""

import logging
import re

import pytest
from django.urls import reverse

from policies.answers import cookie, resume, typed
from tests.persons import MASTER_2025, MASTER_2026

RESUME = reverse("resume")


def text(response):
    return response.content.decode()


@pytest.fixture
def code(visit):
    return resume.code_of(MASTER_2025.on())


def test_the_answers_go_into_a_link_behind_the_hash(client, visit, live_catalogue):
    visit(MASTER_2025)
    link = re.search(r'<textarea id="link"[^>]*>(.*?)</textarea>', text(client.get(RESUME)))[1]
    address, code = link.split("#")
    assert address == f"http://testserver{RESUME}"
    assert resume.read(code, live_catalogue).values == MASTER_2025.values


def test_the_link_is_a_picture_too(client, visit):
    visit(MASTER_2025)
    picture = re.search(r'<svg [^>]*class="qr".*?</svg>', text(client.get(RESUME)))[0]
    assert "style" not in picture


def test_a_link_too_long_for_a_picture_has_none(client, visit, monkeypatch):
    monkeypatch.setattr(resume, "code_of", lambda *_: "x" * 3000)
    visit(MASTER_2025)
    assert "svg" in text(client.get(RESUME))
    assert 'class="qr"' not in text(client.get(RESUME))


def test_without_answers_there_is_just_the_way_back_in(client):
    page = text(client.get(RESUME))
    assert 'id="link"' not in page
    assert 'name="code"' in page
    assert "data-at-once" in page


def test_a_pasted_code_brings_the_answers_back(client, visit, code):
    response = client.post(RESUME, {"code": code})
    assert response.headers["Location"] == reverse("result")
    assert visit.answers().values == MASTER_2025.values
    assert "回来了" in text(client.get(response.headers["Location"]))


def test_one_goes_on_where_something_is_still_open(client, visit):
    code = resume.code_of(MASTER_2025.on().without("housing"))
    assert client.post(RESUME, {"code": code}).headers["Location"] == reverse("section", args=["housing"])


def test_answers_already_here_are_not_thrown_away_unasked(client, visit):
    visit(MASTER_2026)
    page = text(client.get(RESUME))
    assert "data-at-once" not in page
    assert "会换掉" in page


def test_a_code_that_cannot_be_used_changes_nothing(client, visit, code):
    visit(MASTER_2026)
    response = client.post(RESUME, {"code": code[:-3]})
    assert resume.DAMAGED in text(response)
    assert "没有变" in text(response)
    assert code[:-3] in text(response), "what was pasted"
    assert text(response).count(" autofocus") == 1
    assert visit.answers().values == MASTER_2026.values


def test_a_short_code_is_for_the_office_and_says_so(client, visit, live_catalogue):
    short = typed.code_of(MASTER_2025.on(), live_catalogue)
    for text_typed in (
        short,
        short.replace("-", ""),
        f"短码：{short.lower()}",
        short[:-1] + ("A" if short[-1] != "A" else "B"),
    ):
        shown = text(client.post(RESUME, {"code": text_typed}))
        assert typed.FOR_THE_OFFICE in shown
        assert resume.DAMAGED not in shown
    assert typed.FOR_THE_OFFICE not in text(client.post(RESUME, {"code": resume.code_of(MASTER_2025.on())[:60]}))


def test_without_a_code_one_is_told_to_paste_it(client, live_catalogue):
    assert "请先把链接或接续码粘贴到框里" in text(client.post(RESUME, {"code": " "}))


def test_the_code_stands_in_no_address_and_no_log_line(client, code, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.post(RESUME, {"code": code})
        client.post(RESUME, {"code": code[:-3]})
    assert code[:20] not in response.headers["Location"]
    assert code[:20] not in caplog.text


def test_neither_page_nor_code_is_stored_on_the_way(client, visit):
    visit(MASTER_2025)
    assert "no-store" in client.get(RESUME).headers["Cache-Control"]
    assert cookie.NAME not in client.get(RESUME).cookies


def test_no_query_is_made(client, visit, code, django_assert_num_queries, db):
    visit(MASTER_2025)
    with django_assert_num_queries(0):
        client.get(RESUME)
        client.post(RESUME, {"code": code})
