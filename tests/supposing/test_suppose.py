"""「如果…」: what is ready made, one question answered otherwise, and taking it over as answering it would."""

import gzip
import json
from dataclasses import replace as other
from html import unescape

import pytest
from django.utils.http import urlencode

from policies.answers import cookie
from policies.results.gather import page_of
from policies.supposing.ready_made import ready_made
from policies.supposing.supposable import supposable
from policies.supposing.supposed import Supposer
from tests.pages import text
from tests.persons import (
    BACHELOR_2026,
    BUYER_2024,
    CAST,
    FOUNDER,
    MASTER_2025,
    MASTER_2026,
    UNDECIDED,
    replace,
    without,
)

HTMX = {"HX-Request": "true"}
KB = 1024
# Signed, and at work from a day to come.
SIGNED = replace(MASTER_2026, job_start_date="2027-01-04", social_insurance_months=0, pension_months=0)


def supposer(person, catalogue):
    return Supposer(page_of(person.on(), catalogue))


def test_the_visitor_is_assessed_once_for_the_page_and_its_forms(shipped):
    found = supposer(MASTER_2026, shipped)
    assert supposable(found.check)
    assert found.check.assessment is found.page.assessment
    assert found.check.facts is found.page.assessment.facts


@pytest.mark.parametrize("name", CAST)
def test_every_near_miss_is_ready_made_and_none_is_out_of_reach(name, shipped):
    """Of each the change is offered once; what it is offered for may be had then, or hangs on a question that is named.
    The answers are not touched by it, and what brings more comes first."""
    found = supposer(CAST[name], shipped)
    several = ready_made(found)
    everything = [*several.free, *several.at_a_cost]
    won = {one.code for each in everything for one in (*each.supposition.won, *each.supposition.later)}
    opened = {one.code for each in everything for one in each.supposition.opened if each.supposition.hangs_on}
    assert {near.card.code for near in found.page.near} <= won | opened
    assert len({each.taken for each in everything}) == len(everything)
    for part in (several.free, several.at_a_cost):
        brings = [each.supposition.brings[1].certain for each in part]
        assert brings == sorted(brings, reverse=True)
    assert all(each.supposition.brings[1].certain >= 0 and not each.supposition.lost for each in several.free)
    assert found.page.answers == CAST[name].on()
    for each in everything:
        waits_for = dict(each.lines).get("要看", "").split("、")
        assert set(waits_for).isdisjoint(each.laid_aside)


def test_what_would_rule_out_what_may_still_come_is_not_for_free(client, visit, shipped):
    """Who did not say when the work began may have the rent of those who did, and has it no more without work."""
    person = without(MASTER_2025, "job_start_date")
    several = ready_made(supposer(person, shipped))
    assert not [each.title for each in several.free if each.supposition.ruled_out]
    ruled_out = {one.code for each in several.at_a_cost for one in each.supposition.ruled_out}
    assert "qz-talent-rent" in ruled_out
    visit(person)
    assert "<dt>不可能有了</dt>" in client.get("/result/if", headers=HTMX).content.decode()


@pytest.mark.parametrize("name", ["master_2026", "founder"])
def test_what_is_taken_over_is_what_was_said(client, visit, shipped, name):
    """By the figures of the page that follows; the cookie is as before until then."""
    visit(CAST[name])
    before = visit.answers()
    page = client.get("/result/if", headers=HTMX)
    assert cookie.NAME not in page.cookies
    assert len(gzip.compress(page.content)) < 8 * KB
    several = ready_made(supposer(CAST[name], shipped))
    for one in [*several.free, *several.at_a_cost]:
        assert one.taken in unescape(page.content.decode())
        visit.keep(before)
        assert client.post("/result/if", {"answers": one.taken}).headers["Location"] == "/result"
        after = page_of(visit.answers(), shipped)
        assert after.answers.values == one.answers.values
        assert after.best == one.supposition.after.best
        assert (
            one.supposition.brings[0].certain == after.money.best.certain - page_of(before, shipped).money.best.certain
        )


def section_of(catalogue, key):
    return catalogue.questions[key]["section"]


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("work_status", "founder"),
        ("housing", "talent_apartment"),
        ("social_insurance_months", "14"),
        ("home_purchase", "planning"),
    ],
)
def test_taking_over_is_answering_the_question(client, visit, shipped, key, sent):
    """With what no longer belongs laid aside, and months counted on, exactly as the question's own form does it."""
    asked = other(MASTER_2026.on(), as_of=MASTER_2026.on().as_of.replace(day=1))
    visit.keep(asked)
    shown = still_shown(visit, key)
    client.post(f"/check/{section_of(shipped, key)}", {key: sent, f"{key}-shown": shown})
    expected = visit.answers()
    visit.keep(asked)
    tried = client.post(f"/result/if/{key}", {key: sent, f"{key}-shown": shown})
    assert visit.answers() == asked
    client.post("/result/if", {"answers": tried.context["tried"].one.taken})
    found = visit.answers()
    assert (found.values, found.kept, found.stated_on) == (expected.values, expected.kept, expected.stated_on)
    assert expected.values[key] != asked.values[key]


def still_shown(visit, key):
    from policies.wizard import still

    return still.text_of(visit.answers().values[key])


def test_only_what_one_can_still_change_is_to_be_tried(shipped):
    def keys(person):
        return {one["key"] for one in supposable(supposer(person, shipped).check)}

    master = keys(MASTER_2026)
    assert {"work_status", "home_purchase", "housing", "social_insurance_months", "talent_points"} <= master
    assert master.isdisjoint({"education", "graduation_date", "quzhou_hukou", "job_start_date", "insured_hires"})
    assert "job_start_date" in keys(SIGNED)
    assert "home_purchase" not in keys(BUYER_2024)


def test_a_change_that_loses_something_says_what_and_how_much(client, visit):
    visit(MASTER_2026)
    sent = {"housing": "talent_apartment", "housing-shown": "renting"}
    page = client.post("/result/if/housing", sent, headers=HTMX)
    # What comes of it is printed, not what there is to tick.
    assert 'class="on-paper"' in page.content.decode()
    assert 'class="on-paper"' not in client.get("/result/if/housing", headers=HTMX).content.decode()
    said = text(page, "trying")
    assert "如果：住房是“人才公寓”" in said
    assert "少了人才租房补助（至少 43,416 元）" in said
    assert "以后有2027 年 3 月 20 日起：青年租房补助（18,000 元）" in said
    assert "今天能确定的合计少 43,416 元；连以后定了日子的一起算，合计少 25,416 元" in said


def test_what_a_firm_is_paid_is_told_apart_and_in_no_sum(client, visit):
    """The founder's own firm gets something for whom it hires."""
    visit(FOUNDER)
    sent = {"insured_hires": "0", "insured_hires-shown": "4"}
    said = text(client.post("/result/if/insured_hires", sent), "trying")
    assert "今天能确定的合计不变" in said
    assert "发给单位" in said


def test_what_is_said_of_an_amount_has_no_brackets_in_or_beside_brackets(client, visit):
    """Of a name that ends in brackets, and of an amount that has some."""
    visit(FOUNDER)
    sent = {"work_status": "seeking", "work_status-shown": "founder"}
    said = text(client.post("/result/if/work_status", sent), "trying")
    assert "政府性融资担保（10–30 万元），最高 30 万元；" in said
    assert "创业带动就业补贴，50,000 元（已封顶），发给单位；" in said
    assert "共富社保贷（最高 30 万元）；" in said
    assert "））" not in said
    assert "）（" not in said


def test_what_hangs_on_a_question_says_which(client, visit):
    visit(MASTER_2026)
    said = text(client.post("/result/if/work_status", {"work_status": "founder", "work_status-shown": "employed"}))
    assert "可能有青年驿站、创业孵化平台场租、物业优惠、创业孵化平台物流补贴、创业带动就业补贴" in said
    # What is to be answered again is said as that alone.
    assert "要看入驻创业孵化平台、初次创业、招用并交满 1 年社保的员工" in said
    assert "要重答入职" in said


@pytest.mark.parametrize(
    ("key", "sent", "expected"),
    [
        ("job_start_date", "2040-01-01", "只算得到 2031 年 11 月 22 日，请写早一点的日子"),
        ("job_start_date", "后天", "请写年、月、日"),
        ("job_start_date", "2027-01-04", "这和你现在的回答一样"),
        ("job_start_date", "", "试不出来"),
        ("talent_points", "-3", "不能写负数"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "swap"])
def test_what_cannot_be_supposed_is_said(client, visit, key, sent, expected, headers):
    visit(SIGNED)
    before = visit.answers()
    shown = still_shown(visit, key)
    page = client.post(f"/result/if/{key}", {key: sent, f"{key}-shown": shown}, headers=headers)
    assert page.status_code == 200
    assert expected in text(page, "trying")
    assert visit.answers() == before


NO_LONGER = "现在算不了"


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[]",
        "3",
        '{"nothing": "x"}',
        '{"housing": 3}',
        '{"housing": "castle"}',
        "[" * 9999,
        '{"housing": "renting"}',
        '{"education": "doctor"}',
        '{"housing": "talent_apartment", "education": "doctor"}',
        '{"housing": ""}',
    ],
    ids=[
        "nothing",
        "broken",
        "a-list",
        "a-number",
        "gone",
        "no-text",
        "no-choice",
        "deep",
        "the-same",
        "nobodys-to-change",
        "with-what-can-be",
        "unsure",
    ],
)
def test_what_can_no_longer_be_taken_over_leaves_all_as_it_was(client, visit, sent):
    visit(MASTER_2025)
    before = visit.answers()
    assert NO_LONGER in text(client.post("/result/if", {"answers": sent}, follow=True))
    assert visit.answers().values == before.values


@pytest.mark.parametrize("key", ["nothing", "education", "also_work"])
def test_a_question_that_is_gone_or_nobodys_to_change_leads_back_to_the_result(client, visit, key):
    visit(MASTER_2025)
    assert NO_LONGER in text(client.get(f"/result/if/{key}", follow=True))
    assert client.get(f"/result/if/{key}", headers=HTMX).headers["HX-Redirect"] == "/result"


def test_a_full_cookie_is_said_and_nothing_taken_over(client, visit, monkeypatch):
    visit(MASTER_2025)
    before = visit.answers()
    monkeypatch.setattr(cookie, "MAX_BYTES", len(client.cookies[cookie.NAME].value))
    response = client.post("/result/if", {"answers": json.dumps({"talent_points": "123456"})}, follow=True)
    assert "答案太多，浏览器放不下" in text(response)
    assert visit.answers().values == before.values


def test_who_has_answered_nothing_is_sent_to_the_questions(client):
    assert client.get("/result/if").headers["Location"] == "/check/"
    assert (
        client.post(
            "/result/if/housing", urlencode({"housing": "renting"}), content_type="application/x-www-form-urlencoded"
        ).headers["Location"]
        == "/check/"
    )


def test_where_nothing_is_near_that_is_said(client, visit):
    visit(UNDECIDED)
    page = client.get("/result/if")
    assert "没有现成的可以试" in text(page)
    assert 'href="/result/if/work_status"' in page.content.decode()


def test_the_result_leads_there_and_works_nothing_out_for_it(client, visit, monkeypatch):
    monkeypatch.setattr("policies.supposing.views.ready_made", None)
    visit(MASTER_2025)
    page = client.get("/result").content.decode()
    assert 'hx-get="/result/if"' in page
    assert 'href="/result/if">打开' in page
    assert 'id="if"' not in client.get("/result?view=print").content.decode()


# Who graduated in January and may be counted as a new graduate for a year.
LATE = replace(BACHELOR_2026, graduation_date="2026-01-10", job_start_date="2027-02-01", pension_months=0)


@pytest.mark.parametrize(
    ("start", "expected", "of_own"),
    [
        (
            "2027-02-01",
            "入职在 2026 年 11 月 22 日到 2027 年 1 月 10 日最划算：连以后定了日子的一起算，能确定的合计 45,816 元",
            "你填的 2027 年 2 月 1 日不在最好的日子里。",
        ),
        (
            "2026-12-01",
            "没有哪一天比你现在的回答更划算。入职在 2026 年 11 月 22 日到 2027 年 1 月 10 日和它一样：",
            "你填的 2026 年 12 月 1 日就是最好的日子之一。",
        ),
    ],
    ids=["better", "as-good-already"],
)
def test_the_best_day_is_said_to_the_day(client, visit, start, expected, of_own):
    """By the figures of the result on the days about it; nothing is answered by asking for it."""
    visit(replace(LATE, job_start_date=start))
    before = visit.answers()
    sent = {"job_start_date": start, "job_start_date-shown": start, "best": "1"}
    page = client.post("/result/if/job_start_date", sent, headers=HTMX)
    assert expected in text(page, "trying")
    assert of_own in text(page, "trying")
    assert visit.answers() == before
    assert len(gzip.compress(page.content)) < 8 * KB
    one = page.context["tried"].one
    assert (one.texts if one else {}) == ({"job_start_date": "2026-11-22"} if start == "2027-02-01" else {})


def test_the_days_about_the_best_are_as_said(shipped):
    """In all that is certain, today and from later days, by a check of each day."""

    def certain(start):
        return supposer(replace(LATE, job_start_date=start), shipped).supposing.before.in_all.certain

    assert [certain(day) for day in ("2026-11-22", "2027-01-10", "2027-01-11")] == [45816, 45816, 20400]


def test_only_of_a_day_to_come_one_can_ask_for_the_best(client, visit):
    visit(LATE)
    assert "什么时候最好" in text(client.get("/result/if/job_start_date"))
    page = client.post("/result/if/housing", {"housing": "", "housing-shown": "renting", "best": "1"})
    assert not page.context["tried"].best
    assert "什么时候最好" not in text(page)
