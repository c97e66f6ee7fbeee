"""Every bound says that it is one; nothing unpublished looks like a number."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from policies.calculator.awards import amounts
from policies.calculator.best_set import Best, WhyUndecided
from policies.calculator.dated_awards import reckoned
from policies.calculator.ruleset import Award, Basis, Factor, Formula, Part, Recurring
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words.asides import aside
from policies.catalogue.words.awards import Lasting

QUESTIONS = {
    "members": {"name": "家人"},
    "area": {"name": "购房面积"},
    "bought": {"name": "购房"},
    "guests": {"name": "客人"},
}
DAY = date(2026, 11, 22)
UNPUBLISHED = Part(None, Basis.UNSPECIFIED)


def yearly(amount, count=None, basis=Basis.FIXED, period="year"):
    return Recurring(Part(amount, basis), period, count)


PRICE = Formula(Decimal("0.3"), (Factor(question="area"),))
AWARDS = {
    "once": (Award("cash", once=Part(2400)), "2,400 元，只发一次"),
    "at most once": (Award("cash", once=Part(200000, Basis.UP_TO)), "至多 20 万元，只发一次"),
    "yearly for years": (
        Award("cash", recurring=yearly(6000, 3), per="household"),
        "每年 6,000 元，最长 3 年，按最长年限合计 18,000 元，一户一份",
    ),
    "yearly, a lower bound": (
        Award("cash", recurring=yearly(14472, 3, Basis.AT_LEAST)),
        "每年至少 14,472 元，最长 3 年，按最长年限合计至少 43,416 元",
    ),
    "monthly": (
        Award("cash", recurring=yearly(100, 120, period="month"), payee="housing_fund"),
        "每月 100 元，最长 10 年，按最长年限合计 12,000 元，打进你的住房公积金账户",
    ),
    "monthly for half a year": (
        Award("cash", recurring=yearly(200, 6, period="month"), per="hire", payee="firm"),
        "每人每月 200 元，最长 6 个月，按 1 人算，按最长期限合计 1,200 元，发给单位",
    ),
    "yearly without end": (
        Award("reimbursement", recurring=yearly(200, basis=Basis.UP_TO)),
        "每年至多 200 元，文件没有写最多领几年，凭票报销",
    ),
    "once and yearly": (
        Award("cash", once=Part(20000), recurring=yearly(8000, 10), counted_from="bought"),
        "10 万元，一次 20,000 元，另外每年 8,000 元，最长 10 年，总额按最长年限合计，从购房那年算起",
    ),
    "for each member": (
        Award("cash", recurring=yearly(1500, 3), per="family_member", times="members"),
        "每口人每年 1,500 元，最长 3 年，按 3 人算，按最长年限合计 13,500 元",
    ),
    "capped": (
        Award("cash", recurring=yearly(5000, 3), per="hire", times="members", cap=40000, payee="firm"),
        "每人每年 5,000 元，最长 3 年，按 3 人算，按最长年限合计 40,000 元，已封顶，发给单位",
    ),
    "capped once": (Award("cash", once=Part(480000), cap=400000), "40 万元，只发一次，已封顶"),
    "a cap on what is for each of several": (
        Award("cash", recurring=yearly(5000, 3), per="hire", times="guests", cap=50000),
        "每人每年 5,000 元，最长 3 年，合计最多 50,000 元，合计要看客人",
    ),
    "a cap not known yet": (
        Award("cash", once=Part(480000), cap=Formula(Decimal(1), (Factor("area"),))),
        "至多 48 万元，只发一次，还有封顶，合计要看购房面积",
    ),
    "unpublished": (Award("cash", once=UNPUBLISHED), "金额以主管部门公布为准，只发一次"),
    "unpublished yearly": (
        Award("cash", recurring=Recurring(UNPUBLISHED, "year", 3)),
        "金额以主管部门公布为准，每年发，最长 3 年",
    ),
    "not a word about it": (Award("cash"), "金额以主管部门公布为准"),
    "partly unpublished": (
        Award("cash", once=Part(20000), recurring=Recurring(UNPUBLISHED, "year", 3)),
        "至少 20,000 元，一次 20,000 元，另外每年一笔，最长 3 年，其余金额以主管部门公布为准",
    ),
    "the one-off part unpublished": (
        Award("cash", once=UNPUBLISHED, recurring=yearly(6000, 3)),
        "至少 18,000 元，一次性的一笔，另外每年 6,000 元，最长 3 年，其余金额以主管部门公布为准",
    ),
    "the yearly part at most": (
        Award("cash", once=Part(3000), recurring=Recurring(Part(6000, Basis.UP_TO), "year", 3)),
        "至多 21,000 元，一次 3,000 元，另外每年至多 6,000 元，最长 3 年，总额按最长年限合计",
    ),
    "an answer is missing": (Award("discount", once=Part(PRICE)), "金额要看购房面积，买的时候直接抵减，不发现金"),
    "a number of members is missing": (
        Award("cash", recurring=yearly(1500, 3), per="family_member", times="guests"),
        "每口人每年 1,500 元，最长 3 年，合计要看客人",
    ),
    "loan": (Award("loan", worth=300000), "最高 30 万元，贷款，要还"),
    "loan without a ceiling": (Award("loan"), "额度以主管部门公布为准，贷款，要还"),
    "service": (Award("service", worth=1600), "每年价值 1,600 元，不发现金"),
    "service without a price": (Award("service"), "服务或优惠，不发现金"),
}


@pytest.mark.parametrize(("award", "words"), AWARDS.values(), ids=AWARDS)
def test_an_award(award, words):
    assert str(award_sentences.award(amounts(award, {"members": 3}, {}, DAY), QUESTIONS)) == words


def test_a_discount_is_what_is_paid_less():
    text = award_sentences.award(amounts(Award("discount", once=Part(PRICE)), {"area": 1000000}, {}, DAY), QUESTIONS)
    assert (text.bound, text.digits, text.unit) == ("少付", "30", "万元")


@pytest.mark.parametrize(
    ("award", "words"),
    [
        (Award("cash", recurring=yearly(6000, 3)), "18,000 元"),
        (Award("cash", recurring=yearly(14472, 3, Basis.AT_LEAST)), "至少 43,416 元"),
        (Award("cash", once=UNPUBLISHED), "金额以主管部门公布为准"),
        (Award("service", worth=1600), "每年价值 1,600 元"),
    ],
)
def test_the_whole_of_an_award(award, words):
    assert award_sentences.whole(amounts(award, {}, {}, DAY), QUESTIONS) == words


def best(total, low, high, within=None, certain=None):
    """Of what lasts, unless it says otherwise."""
    within, certain = total if within is None else within, low if certain is None else certain
    return Best(
        total, within, certain, low, high, discount=0, policies=(), left_out=(), undecided=(), upper=within - certain
    )


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (best(2400, 2400, 2400), "2,400 元"),
        (best(48816, 45816, None), "至少 45,816 元，另有至多 3,000 元"),
        (best(3000, 0, 3000), "至多 3,000 元"),
        (best(3000, 0, None), "已公布金额的至多 3,000 元"),
        (best(112200, 112000, 112200), "至少 112,000 元，另有至多 200 元"),
        (best(18000, 18000, 18000, within=6000, certain=6000), "6,000 元，到期以后可能还有 12,000 元"),
        (best(3000, 0, 3000, within=2000), "至多 2,000 元，到期以后可能还有 1,000 元"),
    ],
)
def test_bounds_are_never_added_up(of, words):
    assert str(award_sentences.total(of)) == words


def test_no_known_amount_is_no_sum():
    assert award_sentences.total(best(0, 0, None)) is None


@pytest.mark.parametrize(
    ("award", "lasting", "words"),
    [
        (
            Award("cash", recurring=yearly(6000, 3)),
            Lasting(1, 6000, "现在开始领"),
            "每年 6,000 元，现在开始领，到期前能领 1 次，共 6,000 元；文件最长 3 年",
        ),
        (
            Award("cash", once=Part(20000), recurring=yearly(8000, 10, Basis.UP_TO)),
            Lasting(2, 36000, "从那天开始领"),
            "至多 36,000 元，一次 20,000 元，另外每年至多 8,000 元，从那天开始领，到期前能领 2 次；文件最长 10 年",
        ),
        (
            Award("cash", recurring=Recurring(Part(100), "month")),
            Lasting(5, 500, "现在开始领"),
            "每月 100 元，现在开始领，到期前能领 5 个月，共 500 元；文件没有写最多领几年",
        ),
        (
            Award("cash", recurring=Recurring(UNPUBLISHED, "year", 3)),
            Lasting(2, None, "现在开始领"),
            "金额以主管部门公布为准，每年发，现在开始领，到期前能领 2 次；文件最长 3 年",
        ),
    ],
)
def test_an_award_that_ends_before_its_longest_term_says_what_comes_until_then(award, lasting, words):
    assert str(award_sentences.award(amounts(award, {}, {}, DAY), QUESTIONS, lasting)) == words


@pytest.mark.parametrize("doubt", WhyUndecided)
def test_every_doubt_about_a_choice_has_words(doubt):
    assert award_sentences.undecided("租房补助", doubt).startswith("和租房补助只能选一种")


LATER = {
    "more": (Award("cash", recurring=yearly(7200, 3)), "从 2027 年 1 月 1 日起每年 7,200 元"),
    "with a bound of its own part": (
        Award("cash", once=Part(900, Basis.UP_TO), recurring=yearly(7200, 3)),
        "从 2027 年 1 月 1 日起每年 7,200 元",
    ),
    "at most": (Award("cash", recurring=yearly(7200, 3, Basis.UP_TO)), "从 2027 年 1 月 1 日起每年至多 7,200 元"),
    "by an answer": (
        Award("cash", recurring=Recurring(Part(PRICE), "year", 3)),
        "从 2027 年 1 月 1 日起的金额要看购房面积",
    ),
    "not published": (
        Award("cash", recurring=Recurring(UNPUBLISHED, "year", 3)),
        "从 2027 年 1 月 1 日起的金额以主管部门公布为准",
    ),
}


@pytest.mark.parametrize(("then", "words"), LATER.values(), ids=LATER)
def test_what_later_payments_are_is_said(then, words):
    now, then = (amounts(one, {}, {}, DAY) for one in (Award("cash", recurring=yearly(6000, 3)), then))
    shown = replace(now, later=((date(2027, 1, 1), then),))
    assert award_sentences.award(shown, QUESTIONS).terms[1] == words


@pytest.mark.parametrize(
    ("several", "words"),
    [
        (
            (Award("cash", recurring=yearly(6000, 3)), Award("cash", recurring=yearly(7200, 3))),
            "每年 6,000 元 或 每年 7,200 元，要看购房",
        ),
        ((Award("loan", worth=800000), Award("loan", worth=1000000)), "最高 80 万元 或 最高 100 万元，要看购房"),
        (
            (Award("cash", once=Part(500)), Award("cash", once=UNPUBLISHED)),
            "500 元 或 金额以主管部门公布为准，要看购房",
        ),
    ],
)
def test_of_an_award_of_which_nobody_knows_which_it_is_all_are_said(several, words):
    event = replace(several[0], later=((date(2027, 1, 1), several[1]),), event="bought")
    shown = reckoned(event, {}, {}, DAY)
    assert award_sentences.award(shown, QUESTIONS).unit == words
    assert award_sentences.whole(shown, QUESTIONS) == words


@pytest.mark.parametrize(
    ("name", "said", "whole"),
    [
        ("青年租房补助", "18,000 元", "青年租房补助（18,000 元）"),
        ("政府性融资担保（10–30 万元）", "最高 30 万元", "政府性融资担保（10–30 万元），最高 30 万元"),
        ("创业带动就业补贴", "50,000 元（已封顶）", "创业带动就业补贴，50,000 元（已封顶）"),
    ],
)
def test_no_brackets_stand_beside_or_in_brackets_behind_a_name(name, said, whole):
    assert name + aside(name, said) == whole
