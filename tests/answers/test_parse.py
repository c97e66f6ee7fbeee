"""What people type, and what JSON holds, becomes a typed answer or a sentence that says how to write it."""

import re
from datetime import date
from decimal import Decimal

import pytest

from policies.answers import UnreadableAnswer, parse, parse_text
from policies.calculator.calendar import Month
from policies.catalogue.document.plain_values import plain

TODAY = date(2026, 11, 22)
CHOICE = {"type": "choice", "choices": [{"value": "bachelor"}, {"value": "master"}]}
SEVERAL = CHOICE | {"many": True, "choices": [{"value": "ill", "label": "病"}, {"value": "poor", "label": "穷"}]}
BOOL = {"type": "bool"}
AREA = {"type": "int", "unit": "平方米"}
POINTS = {"type": "int", "unit": "分"}
MONTHS = {"type": "months", "unit": "个月"}
MONEY = {"type": "money", "unit": "元"}
PRICE = {"type": "money", "unit": "元/平方米"}
DATE = {"type": "date"}
PURCHASE = {"type": "date", "past_only": True}
GRADUATION = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        *[
            pytest.param(DATE, text, GRADUATION, id=text)
            for text in (
                "2025-06-30",
                "2025-6-30",
                "2025.6.30",
                "2025/6/30",
                "2025年6月30日",
                "2025年6月30号",
                "2025 年 6 月 30 日",
                "2025 6 30",
                "20250630",
                "２０２５－６－３０",
                "２０２５．６．３０",
                "2025。6。30",
                "2025—6—30",
                " 2025-06-30 ",
            )
        ],
        *[
            pytest.param(DATE, text, Month(2025, 6), id=text)
            for text in ("2025年6月", "2025.6", "2025-06", "2025/6", "202506", "2025 6", "２０２５．６", "2025年06月份")
        ],
        pytest.param(PURCHASE, "2026-11", Month(2026, 11), id="this month has begun"),
        pytest.param(DATE, "2028-02-29", date(2028, 2, 29), id="leap day"),
        pytest.param(DATE, "1900-01-01", date(1900, 1, 1), id="first day"),
        pytest.param(DATE, "2100-12-31", date(2100, 12, 31), id="last day"),
        pytest.param(PURCHASE, "2026-11-22", TODAY, id="past only includes today"),
        pytest.param(SEVERAL, "poor ill", frozenset({"ill", "poor"}), id="several"),
        pytest.param(SEVERAL, "0", frozenset(), id="none of several"),
        pytest.param(AREA, "0", 0, id="zero"),
        pytest.param(AREA, "９０", 90, id="full-width digits"),
        pytest.param(AREA, "90㎡", 90, id="square metre sign"),
        pytest.param(AREA, "90平米", 90, id="other word for the unit"),
        pytest.param(AREA, "90 平方米", 90, id="the unit itself"),
        pytest.param(POINTS, "120.0", 120, id="decimal that is whole"),
        pytest.param(POINTS, "007", 7, id="leading zeros"),
        pytest.param(MONTHS, "14", 14, id="months"),
        pytest.param(MONTHS, "14个月", 14, id="months with unit"),
        pytest.param(MONTHS, "14 个月", 14, id="months with spaced unit"),
        pytest.param(MONTHS, "１４月", 14, id="months with short unit"),
        pytest.param(MONTHS, "3年", 36, id="years"),
        pytest.param(MONTHS, "1年2个月", 14, id="years and months"),
        pytest.param(MONTHS, "1年零2个月", 14, id="years and months with zero"),
        pytest.param(MONTHS, "2年半", 30, id="years and a half"),
        pytest.param(MONEY, "12000", 12000, id="money"),
        pytest.param(MONEY, "12,000", 12000, id="thousands separator"),
        pytest.param(MONEY, "12，000元", 12000, id="full-width separator and unit"),
        pytest.param(MONEY, "1.2万", 12000, id="ten thousands"),
        pytest.param(MONEY, "1.2万元", 12000, id="ten thousands with unit"),
        pytest.param(MONEY, "￥300", 300, id="currency sign"),
        pytest.param(MONEY, "200.50", Decimal("200.5"), id="cents"),
        pytest.param(MONEY, "２００．５０元", Decimal("200.5"), id="full-width cents"),
        pytest.param(MONEY, "200.00", 200, id="no cents"),
        pytest.param(MONEY, "200.500", Decimal("200.5"), id="a third decimal that is nothing"),
        pytest.param(MONEY, "1.23456万", Decimal("12345.6"), id="ten thousands with cents"),
        pytest.param(PRICE, "9800元", 9800, id="first word of the unit"),
        pytest.param(PRICE, "9800元/平方米", 9800, id="whole unit"),
        pytest.param(CHOICE, "master", "master", id="choice"),
        pytest.param(BOOL, "yes", True, id="yes"),
        pytest.param(BOOL, "no", False, id="no"),
        pytest.param(BOOL, "不是", False, id="no in Chinese"),
    ],
)
def test_typed_answer_is_read(question, text, value):
    read = parse_text(question, text, TODAY)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("question", "text", "how"),
    [
        pytest.param(DATE, "2025年13月", "没有这个月份", id="month 13 without day"),
        pytest.param(DATE, "202500", "没有这个月份", id="month 0 without day"),
        pytest.param(DATE, "2025", "至少要写到月", id="year alone"),
        pytest.param(DATE, "1899年12月", "1900 到 2100", id="month too early"),
        pytest.param(PURCHASE, "2026年12月", "还没有到", id="purchase next month"),
        pytest.param(DATE, "去年夏天", "例如 2025-06-30", id="words"),
        pytest.param(DATE, "25.6.30", "例如 2025-06-30", id="short year"),
        pytest.param(DATE, "none", "例如 2025-06-30", id="the value for no date"),
        pytest.param(DATE, "2026-02-30", "没有这一天", id="impossible day"),
        pytest.param(DATE, "2025-02-29", "没有这一天", id="no leap year"),
        pytest.param(DATE, "2025-13-01", "没有这一天", id="month 13"),
        pytest.param(DATE, "0000-01-01", "没有这一天", id="year 0"),
        pytest.param(DATE, "1899-12-31", "1900 到 2100", id="too early"),
        pytest.param(DATE, "2101-01-01", "1900 到 2100", id="too late"),
        pytest.param(PURCHASE, "2026-11-23", "还没有到", id="purchase tomorrow"),
        pytest.param(POINTS, "-3", "负数", id="negative"),
        pytest.param(POINTS, "－３", "负数", id="full-width negative"),
        pytest.param(MONEY, "-1万", "负数", id="negative money"),
        pytest.param(MONTHS, "-1", "负数", id="negative months"),
        pytest.param(POINTS, "1000000001", "太大", id="too many"),
        pytest.param(MONTHS, "1201", "最多写 1200", id="more than a hundred years"),
        pytest.param(MONEY, "10万万", "例如 3000", id="ten thousand twice"),
        pytest.param(MONEY, "999999万", "太大", id="too much"),
        pytest.param(POINTS, "2.5", "整数", id="decimal"),
        pytest.param(MONEY, "200.505", "小数点后两位", id="a third decimal"),
        pytest.param(MONEY, "1.2345678万", "小数点后两位", id="a third decimal of ten thousands"),
        pytest.param(MONTHS, "1.03年", "整数", id="part of a month"),
        pytest.param(POINTS, "三年多", "只写数字", id="words for a number"),
        pytest.param(POINTS, "12+", "只写数字", id="about"),
        pytest.param(POINTS, "1,2", "只写数字", id="separator in the wrong place"),
        pytest.param(POINTS, "1e3", "只写数字", id="exponent"),
        pytest.param(AREA, "90岁", "只写数字", id="another unit"),
        pytest.param(MONTHS, "一年", "例如 14", id="Chinese numeral"),
        pytest.param(MONEY, "三千", "例如 3000", id="Chinese amount"),
        pytest.param(POINTS, "9" * 5000, "太长", id="5000 digits"),
        pytest.param(CHOICE, "phd", "选一个", id="no such choice"),
        pytest.param(BOOL, "maybe", "选一个", id="neither yes nor no"),
    ],
)
def test_unreadable_text_says_how_to_write_it_and_what_was_typed(question, text, how):
    with pytest.raises(UnreadableAnswer) as caught:
        parse_text(question, text, TODAY)
    assert how in str(caught.value)
    assert f"你写的是“{text[:20]}" in str(caught.value)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        pytest.param(CHOICE, "bachelor", "bachelor", id="choice"),
        pytest.param(BOOL, True, True, id="true"),
        pytest.param(POINTS, 0, 0, id="int"),
        pytest.param(MONTHS, 14, 14, id="months"),
        pytest.param(MONEY, 10**9, 10**9, id="money"),
        pytest.param(MONEY, Decimal("200.50"), Decimal("200.5"), id="cents"),
        pytest.param(MONEY, Decimal("200.00"), 200, id="no cents"),
        pytest.param(DATE, "2025-06-30", GRADUATION, id="date"),
        pytest.param(DATE, "2025-06", Month(2025, 6), id="month"),
    ],
)
def test_json_answer_is_read(question, raw, value):
    read = parse(question, raw, TODAY)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        pytest.param(POINTS, True, id="true is no int"),
        pytest.param(POINTS, 1.0, id="1.0 is no int"),
        pytest.param(POINTS, "1", id="text is no int"),
        pytest.param(POINTS, -1, id="negative"),
        pytest.param(POINTS, 10**9 + 1, id="too large"),
        pytest.param(POINTS, None, id="null"),
        pytest.param(MONTHS, float("nan"), id="NaN"),
        pytest.param(POINTS, Decimal("1.0"), id="1.0 is no int however exact"),
        pytest.param(MONEY, 200.5, id="a float is not exact"),
        pytest.param(MONEY, True, id="true is no money"),
        pytest.param(MONEY, "200.50", id="text is no money"),
        pytest.param(MONEY, Decimal("200.505"), id="a third decimal"),
        pytest.param(MONEY, Decimal("-0.01"), id="a cent less than nothing"),
        pytest.param(MONEY, Decimal("1000000000.01"), id="a cent too much"),
        pytest.param(MONEY, Decimal("1." + "0" * 60 + "1"), id="more digits than a context rounds to"),
        pytest.param(BOOL, 1, id="1 is no bool"),
        pytest.param(BOOL, "yes", id="text is no bool"),
        pytest.param(CHOICE, ["master"], id="list"),
        pytest.param(CHOICE, {"value": "master"}, id="object"),
        pytest.param(CHOICE, "phd", id="no such choice"),
        pytest.param(DATE, "2025-6-30", id="short date"),
        pytest.param(DATE, "20250630", id="date without dashes"),
        pytest.param(DATE, "2025-W27-1", id="week date"),
        pytest.param(DATE, "2025-13", id="month 13"),
        pytest.param(DATE, "202506", id="month without dash"),
        pytest.param(PURCHASE, "2026-12", id="purchase next month"),
        pytest.param(DATE, "2026-02-30", id="impossible date"),
        pytest.param(DATE, "2025-06-30T00:00", id="moment"),
        pytest.param(DATE, "none", id="the value for no date"),
        pytest.param(DATE, 20250630, id="number"),
        pytest.param(DATE, "1899-12-31", id="too early"),
        pytest.param(PURCHASE, "2026-11-23", id="purchase tomorrow"),
    ],
)
def test_json_of_another_type_is_refused(question, raw):
    with pytest.raises(UnreadableAnswer):
        parse(question, raw, TODAY)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("poor 0", "“以上都没有”不能和别的一起勾，请去掉一样。你写的是“穷、以上都没有”。"),
        ("0 ?", "“以上都没有”不能和别的一起勾，请去掉一样。你写的是“以上都没有、不清楚”。"),
        ("poor rich", '请从列出的选项里选。你写的是“["rich"]”。'),
    ],
)
def test_ticks_that_contradict_one_another_are_refused(text, sentence):
    with pytest.raises(UnreadableAnswer, match=re.escape(sentence)):
        parse_text(SEVERAL, text, TODAY)


@pytest.mark.parametrize("raw", [["poor", "ill"], ["ill", "poor"]])
def test_several_are_a_set_and_none_of_them_is_one_too(raw):
    assert parse(SEVERAL, raw, TODAY) == frozenset(raw)
    assert parse(SEVERAL, [], TODAY) == frozenset()
    assert plain(parse(SEVERAL, raw, TODAY)) == ["ill", "poor"]


@pytest.mark.parametrize(("question", "raw"), [(SEVERAL, "poor"), (SEVERAL, None), (CHOICE, ["master"]), (CHOICE, [])])
def test_one_is_not_several(question, raw):
    with pytest.raises(UnreadableAnswer):
        parse(question, raw, TODAY)
