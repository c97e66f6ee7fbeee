"""The cookie brings back what was answered; one that was tampered with, or is too old, brings nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory

from policies.answers import Answers, cookie, packed
from policies.calculator.calendar import Month
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.papers import short

CATALOGUE = Catalogue(
    document={
        "regions": [{"code": "here", "name": "本区"}],
        "questions": [
            {"key": "education", "type": "choice", "choices": [{"value": "bachelor"}, {"value": "master"}]},
            {"key": "graduation_date", "type": "date"},
            {"key": "insured", "type": "months", "unit": "个月"},
            {"key": "new_here", "type": "bool"},
            {"key": "deposit", "type": "money", "unit": "元"},
        ],
        "policies": [{"code": "rent", "region": "here", "steps": [{"text": "申请", "materials": ["身份证"]}]}],
    },
    sha256="",
    origin="pack",
)
ANSWERS = Answers(
    region="here",
    as_of=date(2026, 11, 22),
    values={"education": "master", "graduation_date": date(2025, 6, 30), "insured": 14},
    declined=frozenset({"new_here"}),
    received=frozenset({"rent"}),
)
CONTENT = {"v": 1, "r": "here", "d": "2026-11-22", "a": {"insured": 14}, "n": [], "g": []}


def saved(answers=ANSWERS):
    response = HttpResponse()
    cookie.save(response, answers)
    return response.cookies[cookie.NAME]


def loaded(text):
    request = RequestFactory().get("/")
    request.COOKIES[cookie.NAME] = text
    return cookie.load(request, CATALOGUE)


def signed(content):
    return signing.dumps(content, salt=cookie.SALT, compress=True)


def test_answers_come_back_as_they_were():
    assert loaded(saved().value) == ANSWERS


def test_a_month_comes_back_with_what_is_not_known_of_its_day():
    known = ANSWERS.with_value("graduation_date", Month(2025, 6)).without_day("graduation_date")
    assert loaded(saved(known).value) == known


def test_the_name_of_a_check_and_its_last_calendar_file_come_back():
    named = replace(ANSWERS, check="name", exported=("digest", 7))
    assert loaded(saved(named).value) == named
    assert loaded(signed(CONTENT)).check == ""
    for broken in ({"c": 1}, {"x": ["x", 1]}):
        assert (loaded(signed(CONTENT | broken)).check, loaded(signed(CONTENT | broken)).exported) == ("", ("", 0))
    for broken in (["x", -1], ["x", 2**31], [1], "x"):
        answers = loaded(signed(CONTENT | {"c": "name", "x": broken}))
        assert (answers.check, answers.exported) == ("name", ("", 0))


def test_how_much_was_received_comes_back_and_a_cookie_of_before_has_none():
    (code,) = ANSWERS.received
    paid = replace(ANSWERS, payments={code: 2})
    assert loaded(saved(paid).value) == paid
    assert loaded(signed(CONTENT)).payments == {}
    for broken in ([1], {code: -1}, {code: True}, {code: "2"}, {code: 1201}, {"gone": 1}):
        assert loaded(signed(CONTENT | {"q": broken})).payments == {}


def test_papers_come_back_those_that_are_gone_do_not_and_a_cookie_of_before_has_none():
    ready = replace(ANSWERS, papers=frozenset({short("身份证")}))
    assert loaded(saved(ready).value) == ready
    assert loaded(signed(CONTENT)).papers == frozenset()
    for broken in (1, ["x"], "x", "gone", short("身份证")[1:]):
        assert loaded(signed(CONTENT | {"m": broken})).papers == frozenset()


def test_cents_come_back_to_the_cent():
    paid = ANSWERS.with_value("deposit", Decimal("200.5"))
    assert loaded(saved(paid).value) == paid
    assert loaded(signed(CONTENT | {"a": {"deposit": 200}})).values == {"deposit": 200}
    assert loaded(signed(CONTENT | {"a": {"deposit": "200.505", "insured": 1}})).values == {"insured": 1}


def test_cookie_is_out_of_reach_of_scripts_and_other_sites_and_lasts_two_hours():
    morsel = saved()
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    assert morsel["max-age"] == 7200


def test_cookie_goes_over_https_only_where_the_site_does(settings):
    settings.SESSION_COOKIE_SECURE = True
    assert saved()["secure"]


def test_answers_cannot_be_read_without_unpacking():
    assert "master" not in saved().value


def test_no_cookie_is_no_answers():
    assert cookie.load(RequestFactory().get("/"), CATALOGUE) is None


def test_two_hours_are_checked_in_the_signature_too(monkeypatch):
    text = saved().value
    monkeypatch.setattr(cookie, "MAX_AGE", -1)
    assert loaded(text) is None


GOOD = signed(CONTENT)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("garbage", id="garbage"),
        pytest.param("a:b:c", id="three parts"),
        pytest.param("\x00\udcff::", id="no text at all"),
        pytest.param(GOOD[:-1], id="truncated signature"),
        pytest.param(GOOD[1:], id="truncated content"),
        pytest.param(signing.dumps(CONTENT, salt="another", compress=True), id="signed for something else"),
        pytest.param(signing.dumps(CONTENT, key="another key", salt=cookie.SALT, compress=True), id="forged"),
        pytest.param(
            signed({**CONTENT, "a": {"insured": "x" * 9000, **{f"k{n}": n * n for n in range(2000)}}}), id="oversized"
        ),
        pytest.param(signed([]), id="a list"),
        pytest.param(signed(None), id="null"),
        pytest.param(signed({**CONTENT, "v": 3}), id="another format"),
        pytest.param(signed({"v": 1}), id="parts missing"),
        pytest.param(signed({**CONTENT, "r": 7}), id="region is a number"),
        pytest.param(signed({**CONTENT, "r": "gone"}), id="region no longer known"),
        pytest.param(signed({**CONTENT, "d": "22 November"}), id="no date"),
        pytest.param(signed({**CONTENT, "a": [1]}), id="answers are a list"),
        pytest.param(signed({**CONTENT, "n": "education"}), id="declined is a text"),
        pytest.param(signed({**CONTENT, "n": [["education"]]}), id="declined holds lists"),
        pytest.param(signed({**CONTENT, "g": [1]}), id="received holds numbers"),
        pytest.param(signed({**CONTENT, "v": 2, "t": 7}), id="days are a number"),
        pytest.param(signed({**CONTENT, "v": 2, "t": ["7"]}), id="days are texts"),
        pytest.param(signed({**CONTENT, "v": 2, "t": [10**9]}), id="days beyond the calendar"),
    ],
)
def test_cookie_that_cannot_be_used_is_no_answers(text):
    assert loaded(text) is None


def test_the_untampered_one_can_be_used():
    assert loaded(GOOD).values == {"insured": 14}


def test_each_answer_comes_back_with_its_own_day():
    later = ANSWERS.dated("insured", date(2026, 12, 5)).dated("education", date(2026, 11, 23))
    assert loaded(saved(later).value) == later
    assert later.day_of("insured") == date(2026, 12, 5)
    assert later.day_of("graduation_date") == later.as_of


def test_answers_of_one_day_take_no_more_room_than_before_they_had_days():
    assert packed.pack(ANSWERS).keys() == CONTENT.keys()


def test_the_first_format_is_still_read_and_all_its_answers_are_of_one_day():
    answers = loaded(signed({**CONTENT, "a": {"insured": 14, "education": "master"}}))
    assert {answers.day_of(key) for key in answers.values} == {date(2026, 11, 22)}


def test_the_day_of_an_answer_that_is_left_out_goes_with_it():
    content = {**CONTENT, "v": 2, "a": {"gone": 1, "insured": 14}, "t": [3, 8]}
    assert loaded(signed(content)).stated_on == {"insured": date(2026, 11, 30)}


def test_what_the_release_no_longer_knows_is_left_out():
    values = {"insured": 14, "gone": "master", "education": "phd", "new_here": 1}
    content = {**CONTENT, "a": values, "n": ["gone", "new_here"], "g": ["gone", "rent"]}
    answers = loaded(signed(content))
    assert answers.values == {"insured": 14}
    assert answers.declined == {"new_here"}
    assert answers.received == {"rent"}


def test_answers_that_would_not_fit_are_refused_with_a_sentence():
    many = replace(ANSWERS, received=frozenset(f"{n * 7919 % 10007:x}{n:o}" for n in range(3000)))
    with pytest.raises(cookie.TooLarge, match="放不下"):
        saved(many)
