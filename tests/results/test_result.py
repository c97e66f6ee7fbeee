"""The result page tells each person what they can have, how much, until when, why, and what to do next."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.urls import reverse

from policies.answers import cookie
from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.pages import text
from tests.persons import (
    BACHELOR_2026,
    BUYER_2024,
    CAST,
    FOUNDER,
    MASTER_2025,
    MASTER_2026,
    UNDECIDED,
    Person,
    someone,
    without,
)
from tests.persons import replace as changed

RESULT = reverse("result")


@pytest.fixture
def result(client, visit):
    def shown(person, **marks):
        visit(person, **marks)
        return client.get(RESULT)

    return shown


@pytest.mark.parametrize(
    ("policy", "amount"),
    [
        ("qj-rent-subsidy", "每年 6,000 元，最长 3 年，按最长年限合计 18,000 元"),
        ("qj-home-visit", "每年至多 1,000 元 最长 3 年"),
        ("qz-social-insurance", "2,400 元 只发一次"),
        ("qj-health-check-free", "每年价值 1,600 元"),
        ("qj-employment-subsidy", "金额以主管部门公布为准"),
        ("qz-talent-rent", "每年至少 14,472 元 现在开始领，到期前能领 2 次，共至少 28,944 元；文件最长 3 年"),
    ],
)
def test_the_master_sees_what_there_is_to_have(result, policy, amount):
    shown = text(result(MASTER_2025), policy)
    assert amount.replace(" ", "") in shown.replace(" ", "")


def test_the_headline_counts_and_adds_up_without_adding_bounds(result):
    shown = text(result(MASTER_2025), "main")
    assert "你可以申领 7 项" in shown
    assert "至少31,344元 另有至多 3,000 元到期以后可能还有 14,472 元" in shown
    assert "青年就业补贴（金额未公布）" in shown


def test_this_years_part_stands_below_the_sum(result):
    shown = text(result(MASTER_2025), "main")
    assert "今年至少 16,872 元，另有至多 1,000 元" in shown


def test_the_picture_says_the_same_in_words_and_in_a_table(result):
    response = result(MASTER_2025)
    shown = text(response, "main")
    assert "2026 年至少 16,872 元，另有至多 1,000 元；2027 年至少 14,472 元，另有至多 1,000 元；" in shown
    assert "2028 年至多 1,000 元，可能还有 14,472 元。" in shown
    assert "按现在开始领来算" in shown
    assert "每年发：人才租房补助 14,472 发一次：高校毕业生社会保险补贴 2,400 另外至多：探亲交通补贴 1,000" in shown
    assert "可能还有：人才租房补助 14,472" in shown
    assert text(response, "years-table").endswith("合计31,3443,00014,472")
    assert response.content.decode().count('class="up_to"') == 4  # three bars and the legend


def test_what_is_counted_from_an_event_says_so(result):
    assert "从购房那年起算的，从那年算" in text(result(BUYER_2024), "main")


def test_bounds_are_explained_with_their_policies(result):
    shown = text(result(MASTER_2025), "years-bounds")
    assert "“至少”：人才租房补助的标准" in shown
    assert "“至多”：探亲交通补贴只公布了上限" in shown


def test_a_sum_without_what_nobody_published_says_why_it_is_a_lower_bound(result):
    person = someone(
        education="bachelor",
        graduation_date="2024-06-30",
        work_status="employed",
        employer_type="private",
        job_start_date="2024-07-15",
        newly_introduced=True,
        home_purchase="none",
        housing="renting",
        social_insurance_months=28,
        pension_months=28,
    )
    page = result(person)
    assert page.context["page"].money.total.bound == "至少"
    assert "“至少”：" in text(page, "years-bounds")
    assert "青年就业补贴的金额还说不准，没有算进去" in text(page, "years-bounds")


def test_a_discount_is_summed_apart(result):
    buyer = someone(
        talent_points=120,
        home_purchase="planning",
        planning_talent_home=True,
        home_area=100,
        home_unit_price=10000,
        owned_area=0,
        used_purchase_benefit=False,
    )
    response = result(buyer)
    assert "直接抵减，不发现金" in text(response, "qj-talent-home-discount")
    assert "另外省下27 万元" in text(response, "result")


def test_until_when(result):
    assert "符合到2030 年 6 月 30 日" in text(result(MASTER_2025), "qj-home-visit")


def test_why_with_answer_and_clause(result):
    shown = text(result(MASTER_2025), "qj-home-visit")
    assert "5 条都满足" in shown
    assert "累计社保至少 12 个月 你的回答：14 个月 答记者问" in shown
    assert "新闻发布会" in shown


def test_what_the_source_does_not_say_is_marked_with_its_note(result):
    shown = text(result(MASTER_2025), "qj-employment-subsidy")
    assert "入职 3 年以内" in shown
    assert "按理解推定" in shown
    assert "没有写从哪天算起" in shown


def test_steps_say_whether_a_document_has_them(result):
    shown = text(result(MASTER_2025), "qz-talent-rent")
    assert "文件写明" in shown
    assert "一般做法" in shown
    assert "材料：毕业证书" in shown


def test_cautions_come_with_the_policy(result):
    response = result(MASTER_2025)
    assert "区、县参照执行" in text(response, "qz-talent-rent")
    assert "文件另有“符合条件”的要求，具体条件未公布" in text(response, "qj-gongfu-loan")


def test_what_gives_way_says_for_what_and_by_how_much(result):
    shown = text(result(MASTER_2025), "left-out")
    assert "已选 人才租房补助 到期前至少 28,944 元" in shown
    assert "没选 青年租房补助 18,000 元" in shown
    assert "按到期前能领的算，改选它至少少领 10,944 元" in shown


def test_what_gives_way_says_how_long_it_lasts(result):
    page = result(MASTER_2025).context["page"]
    for rival in page.left_out:
        shown = text(result(MASTER_2025), rival.card.code)
        assert f"符合到{rival.card.until or '五年内不会到期'}" in shown.replace("符合到 ", "符合到")


def test_a_choice_that_is_not_certain_says_why(result):
    assert "和大学生到衢就业补贴只能选一种，哪一种更高还说不准" in text(result(MASTER_2025), "qj-employment-subsidy")


@pytest.mark.parametrize(
    ("policy", "missing"),
    [
        ("qj-rent-subsidy", "入职满 12 个月 你的回答：2026 年 3 月 20 日，还差 4 个月"),
        ("qj-home-visit", "累计社保至少 12 个月 你的回答：8 个月，还差 4 个月"),
    ],
)
def test_who_came_lately_is_told_what_is_missing(result, policy, missing):
    response = result(MASTER_2026)
    assert missing in text(response, policy)
    assert policy not in response.content.decode().partition('id="left-out"')[0].partition('id="eligible"')[2]


def test_what_time_brings_has_its_day(result):
    shown = text(result(BACHELOR_2026), "qj-rent-subsidy")
    assert "还有 118 天" in shown
    assert "哪天开始2027 年 3 月 20 日" in shown
    assert "到时也不能变的 8 条，今天都满足" in shown


def test_what_comes_later_says_what_it_excludes(result):
    assert "和人才租房补助只能选一种，到时再比" in text(result(BACHELOR_2026), "qj-rent-subsidy")


def test_a_doubtful_window_is_uncertain_and_names_the_office(result):
    shown = text(result(BACHELOR_2026), "qz-low-income-rent")
    assert "入职在 2023 年 1 月 1 日到 2025 年 12 月 31 日之间 你的回答：2026 年 3 月 20 日" in shown
    assert "文件没有写清，要问市" in shown


def test_the_founder_sees_the_cap_and_the_better_project(result):
    response = result(FOUNDER)
    assert "按最长年限合计 50,000 元，已封顶" in text(response, "qz-job-creation")
    assert "改选它少领 200 万元" in text(response, "qj-nankong-elite")


def test_what_does_not_fit_names_the_condition_and_the_answer(result):
    shown = text(result(MASTER_2025), "qj-health-check-subsidy")
    assert "学历：本科及以下 你的回答：硕士" in shown


def test_what_only_follows_from_an_answer_is_not_held_against_anyone_twice(result):
    shown = text(result(MASTER_2025), "qz-job-creation")
    assert "工作状态：自己创业 你的回答：在单位上班" in shown
    assert "按你的其他回答" not in shown


def test_ways_of_which_one_is_enough_stand_together(result):
    shown = text(result(MASTER_2025), "qz-talent-home-grant")
    assert "下面几种情况符合一种就行" in shown
    assert "服务协议至少 3 年 你的回答：0 年，还差 3 年" in shown
    assert "工作状态：自己创业" in shown


def test_what_fails_only_by_our_reading_is_for_asking_first(result):
    shown = text(result(MASTER_2025), "doubtful")
    assert "创业担保贷款" in shown
    assert "工作状态：自己创业" in shown
    assert "按理解推定" in shown


def test_what_is_open_leads_to_its_question(result):
    response = result(without(MASTER_2025, "quzhou_hukou"))
    page = response.content.decode()
    assert "你是衢州籍吗" in text(response, "qj-home-visit")
    assert f'href="{reverse("section", args=["family"])}#quzhou_hukou"' in page


def test_a_question_that_cannot_be_asked_yet_is_not_counted(result):
    shown = text(result(UNDECIDED), "unknown")
    assert "补答" in shown
    assert "专业技术岗" not in shown


def test_who_has_nothing_to_claim_yet_is_told_so(result):
    response = result(Person({"education": "below_associate"}))
    assert "现在还没有可申领的" in text(response, "main")
    assert "再答几个问题，也许就有了" in text(response, "eligible")


def test_a_spent_budget_is_shown_with_its_day_and_outside_the_sum(result, live_catalogue, monkeypatch):
    spent = [
        policy | {"state": "budget_spent", "budget_spent_on": "2026-09-01"}
        if policy["code"] == "qj-home-visit"
        else policy
        for policy in live_catalogue.document["policies"]
    ]
    document = live_catalogue.document | {"policies": spent}
    monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))
    response = result(MASTER_2025)
    assert "2026 年 9 月 1 日用完" in text(response, "qj-home-visit")
    assert "另有至多" not in text(response, "main").partition("可申领6 项")[0]


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_every_policy_stands_on_the_page_once(result, person):
    response = result(person)
    page = response.context["page"]
    codes = [card.result.code for card in page.cards.values()]
    html = response.content.decode()
    assert [code for code in codes if html.count(f'id="{code}"') != 1] == []


def test_the_result_names_its_day_and_says_what_it_is_not(result):
    shown = text(result(MASTER_2025))
    assert "衢江区，按 2026 年 11 月 22 日算" in shown
    assert "自查结果不是审批结论" in shown


def test_the_result_names_its_release(result, live_catalogue, monkeypatch):
    third = Catalogue(live_catalogue.document, sha256="", origin="database", number=3, effective_at=datetime.now(UTC))
    monkeypatch.setattr(live._live, "catalogue", third)
    assert "规则第 3 次发布" in text(result(MASTER_2025), "result")


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_on_paper_everything_is_open(client, visit, person):
    visit(person)
    html = client.get(RESULT, {"view": "print"}).content.decode()
    folded = [part for part in re.findall("<details[^>]*>", html) if not part.endswith(" open>")]
    assert folded == []


def test_the_result_is_not_kept_by_anyone(result):
    response = result(MASTER_2025)
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.content.decode()


@pytest.mark.django_db
def test_the_result_needs_no_database(result, django_assert_num_queries):
    with django_assert_num_queries(0):
        result(MASTER_2025)


def test_without_answers_there_is_a_way_to_give_some(client):
    response = client.get(RESULT, follow=True)
    assert response.redirect_chain[-1][0] == reverse("start")
    assert "一个问题都还没有回答" in text(response)


def test_another_regions_policies_held_already_are_no_mistake(client, visit):
    answers = replace(MASTER_2025.on(), received=frozenset({"jz-scenic-free", "qz-talent-rent"}))
    response = HttpResponse()
    cookie.save(response, answers)
    client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value
    shown = client.get(RESULT)
    assert text(shown, "received").startswith("已享受 1 项")
    assert "人才租房补助" in text(shown, "received")
    assert "已享受 人才租房补助" in text(shown, "qj-rent-subsidy")


def test_a_way_that_takes_several_conditions_shows_them_together(result):
    """A bachelor who is neither 双一流 nor of a shortage major: one of the two would not be enough."""
    page = result(changed(BACHELOR_2026, school_group="other"))
    shown = text(page, "qz-talent-rent")
    assert "下面几种情况符合一种就行，现在都不符合" in shown
    assert "同时满足这几条双一流高校毕业" in shown
    together = shown.split("同时满足这几条", 1)[1]
    assert together.index("双一流高校毕业") < together.index("急需紧缺专业")
    assert "学历：硕士 或 博士" in shown, "where nothing else is missing, one choice or the other will do"


def test_a_card_says_by_which_published_number_the_amount_is_reckoned(result):
    said = "最低月工资标准按 2,010 元/月算，省里最低一档，本地实际标准可能更高。"
    assert said in text(result(MASTER_2025), "qz-talent-rent")
    assert said not in text(result(MASTER_2025), "qj-rent-subsidy")


def test_an_end_that_is_not_exact_is_told_as_certain_and_as_possible(result):
    parent = changed(MASTER_2025, child_starting_school=True, family_size_in_quzhou=3)
    shown = text(result(parent), "qz-child-school-transport")
    assert "符合到确定到 2026 年 12 月 31 日，可能到 2028 年 12 月 31 日为止" in shown
    assert "到期前能领 1 次，共 4,500 元；文件最长 3 年" in shown
