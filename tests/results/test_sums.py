"""The three sums of the headline: what fits now, what opens on known days, what answers may add; each as the interface
has it."""

import pytest
from django.urls import reverse

from policies.calculator.awards import PAID_FORMS
from policies.calculator.best_set import summed
from policies.results.gather import page_of
from tests.pages import text
from tests.persons import BACHELOR_2026, CAST, DAY, MASTER_2026, without
from tests.persons import replace as changed

CHECK, RESULT = "/api/v1/check", reverse("result")


@pytest.fixture
def ask(client):
    def answered(person):
        body = {"region": person.region, "on": DAY.isoformat(), "answers": dict(person.answers)}
        return client.post(CHECK, body, content_type="application/json").json()

    return answered


def own(answer, codes):
    """What the interface says of these policies falls due to the person, in yuan."""
    awards = [one["award"] for one in answer["policies"] if one["code"] in codes]
    paid = [one for one in awards if one["form"] in PAID_FORMS and one["payee"] != "firm"]
    return sum(one["low"] if one["within"] is None else one["within"] for one in paid)


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_the_sums_of_now_and_of_known_days_are_the_interfaces_and_exclude_nothing(shipped, ask, person):
    page, answer = page_of(person.on(), shipped), ask(person)
    assert page.money.best.within == own(answer, answer["best"]["policies"])
    opening = [result.code for result in page.sums.opening]
    stands = {one["code"]: one["status"] for one in answer["policies"]}
    assert {stands[code] for code in opening} <= {"upcoming"}
    assert summed(page.sums.opening, (), ()).within == own(answer, opening)
    rivals, beside = page.assessment.relations.rivals, [*page.best.policies, *opening]
    assert not [code for code in opening if not rivals.get(code, frozenset()).isdisjoint(beside)]


@pytest.mark.parametrize("key", ["quzhou_hukou", "talent_points", "low_income_household", "graduation_date"])
@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_no_answer_adds_more_than_is_said(shipped, ask, person, key):
    page = page_of(without(person, key).on(), shipped)
    most = page.sums.at_most
    before = ask(without(person, key))
    now = own(before, before["best"]["policies"])
    given = {"talent_points": (0, 60, 400), "graduation_date": ("2020-06-30", "2026-06-30")}.get(key, (True, False))
    for value in given:
        answer = ask(changed(person, **{key: value}))
        assert most is None or own(answer, answer["best"]["policies"]) - now <= most, value


def test_the_page_tells_them_apart(client, visit):
    visit(BACHELOR_2026)
    page = client.get(RESULT)
    assert text(page, "on-known-days") == "到了日子再加至多 3,200 元"
    shown, since = text(page, "main"), "2027 年 3 月 22 日起"
    assert f"探亲交通补贴 {since}、青年体检补贴 {since}，前提是其他情况不变；没有写年限的只算一年" in shown
    assert text(page, "so-far").endswith("还有 1 项没有确定，问了负责部门才知道。")
    visit(without(MASTER_2026, "quzhou_hukou"))
    assert "补答以后至多再多 3,000 元，这是上限，不是承诺。" in text(client.get(RESULT), "so-far")
    visit(CAST["undecided"])
    shown = text(client.get(RESULT), "so-far")
    assert "补答以后最多再多多少，现在还说不准。" in shown, "of much nobody published the amount"
