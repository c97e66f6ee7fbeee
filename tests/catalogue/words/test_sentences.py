"""Codes and numbers become the Chinese that a visitor reads."""

from datetime import date
from decimal import Decimal

import pytest

from policies.calculator.ruleset import Between
from policies.catalogue.words import sentences

QUESTIONS = {
    "education": {
        "key": "education",
        "type": "choice",
        "name": "学历",
        "choices": [
            {"value": "associate", "label": "大专"},
            {"value": "bachelor", "label": "本科"},
            {"value": "doctor", "label": "博士"},
        ],
    },
    "local": {"key": "local", "type": "bool", "name": "户籍", "yes": "是本地户籍", "no": "不是本地户籍"},
    "insured": {"key": "insured", "type": "months", "name": "累计社保", "unit": ""},
    "area": {"key": "area", "type": "int", "name": "面积", "unit": "平方米"},
    "points": {"key": "points", "type": "int", "name": "积分", "unit": ""},
    "price": {"key": "price", "type": "money", "name": "单价", "unit": "元/平方米"},
    "deposit": {"key": "deposit", "type": "money", "name": "缴存", "unit": "元"},
    "graduation": {"key": "graduation", "type": "date", "name": "毕业"},
    "job": {"key": "job", "type": "date", "name": "入职"},
    "birth": {"key": "birth", "type": "date", "name": "出生"},
}


@pytest.mark.parametrize(
    ("question", "operator", "operand", "sentence"),
    [
        ("education", "is", "bachelor", "学历：本科"),
        ("education", "is_not", "bachelor", "学历：不是本科"),
        ("education", "at_least", "bachelor", "学历：本科及以上"),
        ("education", "at_least", "doctor", "学历：博士"),
        ("education", "at_most", "bachelor", "学历：本科及以下"),
        ("education", "at_most", "associate", "学历：大专"),
        ("education", "more_than", "associate", "学历：高于大专"),
        ("education", "less_than", "doctor", "学历：低于博士"),
        ("education", "in", ["associate"], "学历：大专"),
        ("education", "in", ["associate", "doctor"], "学历：大专 或 博士"),
        ("education", "in", ("associate", "bachelor", "doctor"), "学历：大专、本科 或 博士"),
        ("education", "not_in", ["doctor"], "学历：不是博士"),
        ("education", "not_in", ["associate", "doctor"], "学历：不是大专，也不是博士"),
        ("area", "not_in", (60, 90), "面积不是 60 平方米，也不是 90 平方米"),
        ("deposit", "not_in", ["200.5", 300], "缴存不是 200.50 元，也不是 300 元"),
        ("local", "is", True, "是本地户籍"),
        ("local", "is", False, "不是本地户籍"),
        ("local", "is_not", True, "不是本地户籍"),
        ("insured", "at_least", 12, "累计社保至少 12 个月"),
        ("area", "less_than", 60, "面积少于 60 平方米"),
        ("area", "at_most", 90, "面积最多 90 平方米"),
        ("area", "is", 90, "面积为 90 平方米"),
        ("points", "at_least", 100, "积分至少 100"),
        ("deposit", "more_than", 200, "缴存超过 200 元"),
        ("area", "between", Between(60, 90), "面积在 60 到 90 平方米之间，含两端"),
        ("area", "between", {"from": 60, "to": 90}, "面积在 60 到 90 平方米之间，含两端"),
        ("area", "between", Between(90, 90), "面积为 90 平方米"),
        ("points", "between", Between(0, 1000), "积分在 0 到 1,000 之间，含两端"),
        ("insured", "between", Between(6, 12), "累计社保在 6 到 12 个月之间，含两端"),
        ("price", "between", Between(8000, Decimal("9999.5")), "单价在 8,000 到 9,999.50 元/平方米之间，含两端"),
        ("deposit", "between", {"from": "200.5", "to": 300}, "缴存在 200.50 到 300 元之间，含两端"),
        ("deposit", "between", Between(90_000, 200_000), "缴存在 90,000 元到 20 万元之间，含两端"),
        ("graduation", "months_since_at_least", 0, "已毕业"),
        ("job", "months_since_at_least", 12, "入职满 12 个月"),
        ("graduation", "months_since_at_most", 6, "毕业 6 个月以内"),
        ("graduation", "months_since_at_most", 60, "毕业 5 年以内"),
        ("job", "months_since_more_than", 12, "入职超过 12 个月"),
        ("job", "months_since_more_than", 0, "入职那天已经过去"),
        ("job", "months_since_less_than", 24, "入职不满 2 年"),
        ("job", "months_since_less_than", 0, "还没有到入职那天"),
        ("job", "days_since_at_least", 30, "入职满 30 天"),
        ("job", "days_since_at_least", 0, "已入职"),
        ("job", "days_since_at_most", 90, "入职 90 天以内"),
        ("birth", "age_at_least", 18, "年满 18 周岁（按出生日期）"),
        ("birth", "age_at_most", 35, "35 周岁以下（含 35 周岁，按出生日期）"),
        ("birth", "age_more_than", 40, "超过 40 周岁（41 周岁起，按出生日期）"),
        ("birth", "age_less_than", 35, "不满 35 周岁（按出生日期）"),
        ("job", "before", date(2024, 1, 1), "入职早于 2024 年 1 月 1 日"),
        ("job", "before", "2024-01-01", "入职早于 2024 年 1 月 1 日"),
        ("job", "on_or_after", date(2024, 1, 1), "入职在 2024 年 1 月 1 日及以后"),
        ("graduation", "same_year_as", "today", "今年毕业"),
        ("graduation", "same_year_as", "job", "毕业和入职在同一年"),
    ],
)
def test_what_a_condition_needs(question, operator, operand, sentence):
    assert sentences.needed(QUESTIONS, question, operator, operand) == sentence


@pytest.mark.parametrize(
    ("operator", "count", "sentence"),
    [
        ("months_since_at_least", 0, "毕业当天或以后入职"),
        ("months_since_at_least", 12, "入职时毕业已满 12 个月"),
        ("months_since_at_most", 12, "入职在毕业后 12 个月以内"),
        ("months_since_more_than", 12, "入职时毕业已超过 12 个月"),
        ("months_since_more_than", 0, "毕业以后（不含当天）入职"),
        ("months_since_less_than", 12, "入职时毕业不满 12 个月"),
        ("months_since_less_than", 0, "毕业以前（不含当天）入职"),
        ("days_since_at_least", 30, "入职时毕业已满 30 天"),
        ("days_since_at_most", 30, "入职在毕业后 30 天以内"),
        ("age_at_least", 18, "入职时年满 18 周岁（按毕业日期）"),
        ("same_year_as", True, "毕业和入职在同一年"),
    ],
)
def test_measured_at_another_event(operator, count, sentence):
    assert sentences.needed(QUESTIONS, "graduation", operator, count, "job") == sentence


@pytest.mark.parametrize(
    ("question", "answer", "given", "sentence"),
    [
        ("education", "bachelor", True, "你的回答：本科"),
        ("local", False, True, "你的回答：不是本地户籍"),
        ("insured", 14, True, "你的回答：14 个月"),
        ("price", 11000, True, "你的回答：11,000 元/平方米"),
        ("price", Decimal("11000.5"), True, "你的回答：11,000.50 元/平方米"),
        ("deposit", Decimal("200.5"), True, "你的回答：200.50 元"),
        ("deposit", "200.5", True, "你的回答：200.50 元"),
        ("deposit", 0, False, "按你的其他回答：0 元"),
        ("graduation", date(2025, 6, 30), True, "你的回答：2025 年 6 月 30 日"),
        ("job", "none", False, "按你的其他回答：还没有入职"),
        ("education", None, False, "你还没有回答"),
    ],
)
def test_what_was_answered(question, answer, given, sentence):
    assert sentences.answered(QUESTIONS[question], answer, given=given) == sentence


@pytest.mark.parametrize(
    ("question", "operator", "by", "sentence"),
    [
        ("insured", "at_least", 4, "还差 4 个月"),
        ("deposit", "more_than", 201, "还差 201 元"),
        ("deposit", "more_than", Decimal("0.51"), "还差 0.51 元"),
        ("area", "at_most", 5, "超出 5 平方米"),
        ("job", "months_since_at_least", 4, "还差 4 个月"),
        ("job", "months_since_at_most", 9, "超出 9 个月"),
        ("job", "months_since_more_than", 1, "还差 1 个月"),
        ("job", "months_since_less_than", 1, "超出 1 个月"),
        ("job", "days_since_at_least", 10, "还差 10 天"),
        ("job", "days_since_at_most", 10, "超出 10 天"),
        ("birth", "age_at_least", 2, "还差 2 岁"),
        ("birth", "age_at_most", 1, "超出 1 岁"),
        ("birth", "age_more_than", 1, "还差 1 岁"),
        ("birth", "age_less_than", 1, "超出 1 岁"),
    ],
)
def test_what_it_misses_by(question, operator, by, sentence):
    assert sentences.gap(QUESTIONS[question], operator, by) == sentence


@pytest.mark.parametrize(
    ("ends_on", "event", "sentence"),
    [
        (None, None, "政策从 2023 年 1 月 1 日起执行"),
        (date(2025, 12, 31), None, "政策从 2023 年 1 月 1 日到 2025 年 12 月 31 日执行"),
        (None, "job", "入职在 2023 年 1 月 1 日及以后"),
        (date(2025, 12, 31), "job", "入职在 2023 年 1 月 1 日到 2025 年 12 月 31 日之间"),
    ],
)
def test_when_a_policy_runs(ends_on, event, sentence):
    assert sentences.window(date(2023, 1, 1), ends_on, event and QUESTIONS[event]) == sentence


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0 元"),
        (6000, "6,000 元"),
        (50000, "50,000 元"),
        (100000, "10 万元"),
        (Decimal("100000.5"), "100,000.50 元"),
        (112000, "112,000 元"),
        (4050000, "405 万元"),
        (10000000, "1,000 万元"),
    ],
)
def test_yuan(amount, words):
    assert sentences.yuan(amount) == words


@pytest.mark.parametrize(
    ("clause", "words"),
    [("20", "第 20 条"), ("19（7）", "第 19 条（7）"), ("二（三）", "二（三）"), ("40条答问", "40条答问")],
)
def test_a_bare_number_is_that_of_an_article(clause, words):
    assert sentences.clause(clause) == words


PLACES = {
    "key": "place",
    "type": "choice",
    "name": "户口所在地",
    "choices": [{"value": f"p{number}", "label": f"第{number}县"} for number in range(300)],
}
LONG, SHORT = [f"p{number}" for number in range(300)], [f"p{number}" for number in range(12)]


@pytest.mark.parametrize(
    ("many", "operator", "sentence"),
    [
        (False, "in", "户口所在地：第0县、第1县、第2县等 300 项里的一项"),
        (False, "not_in", "户口所在地：不是第0县、第1县、第2县等 300 项里的任何一项"),
        (True, "in", "户口所在地：包括第0县、第1县、第2县等 300 项里的至少一项"),
        (True, "not_in", "户口所在地：不包括第0县、第1县、第2县等 300 项里的任何一项"),
    ],
)
def test_a_long_list_is_said_briefly_where_there_are_many_conditions(many, operator, sentence):
    questions = {"place": PLACES | {"many": many}}
    assert sentences.briefly(questions, "place", operator, LONG) == sentence
    labels = [choice["label"] for choice in PLACES["choices"]]
    whole = sentences.needed(questions, "place", operator, LONG)
    assert all(label in whole for label in labels), "the staff screens name all"
    assert sentences.all_named(questions, "place", operator, LONG) == labels, "the policy's page, folded"
    assert sentences.all_named(questions, "place", operator, SHORT) == []
    assert sentences.briefly(questions, "place", operator, SHORT) == sentences.needed(
        questions, "place", operator, SHORT
    )
