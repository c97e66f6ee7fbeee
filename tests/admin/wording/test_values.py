"""Values as clerks type them become the document's values, and what does not fit is refused with what to write."""

import pytest
from django.core.exceptions import ValidationError

from policies.admin.wording import values
from policies.admin.wording.values import Typed, ValueOption

EDUCATION = Typed(
    "学历",
    "choice",
    [ValueOption("associate", "大专"), ValueOption("bachelor", "本科"), ValueOption("master", "硕士")],
    ordered=True,
)
HOUSING = Typed(
    "住房",
    "choice",
    [
        ValueOption("renting", "租房"),
        ValueOption("institute", "浙大两院、电子科大"),
        ValueOption("both", "合租, 或借住"),
    ],
)
NEW = Typed("新到衢江", "bool", yes="新到衢江工作", no="不是新到衢江工作")
MONTHS = Typed("累计社保", "months")
AREA = Typed("面积", "int")
PRICE = Typed("单价", "money")
GRADUATION = Typed("毕业", "date")
DATED = (
    "“已满几个月”、“在几个月以内”、“超过几个月（不含）”、“不满几个月”、“已满几天”、“在几天以内”、“年满几周岁”、"
    "“几周岁以下（含）”、“超过几周岁（不含）”、“不满几周岁”、“早于某一天（不含）”、“在某一天或以后（含）”、“和另一件事在同一年”"
)


@pytest.mark.parametrize(
    ("question", "operator", "text", "value"),
    [
        (EDUCATION, "at_least", "大专", "associate"),
        (EDUCATION, "at_least", "associate", "associate"),
        (EDUCATION, "is", " master 硕士 ", "master"),
        (EDUCATION, "in", "大专，master", ["associate", "master"]),
        (EDUCATION, "in", "大专、本科; 大专", ["associate", "bachelor"]),
        (HOUSING, "in", "浙大两院、电子科大, 租房", ["institute", "renting"]),
        (HOUSING, "is", "合租, 或借住", "both"),
        (NEW, "is", "是", True),
        (NEW, "is", "新到衢江工作", True),
        (NEW, "is", "否", False),
        (NEW, "is", "false", False),
        (MONTHS, "at_least", "12", 12),
        (MONTHS, "at_least", "12 个月", 12),
        (PRICE, "more_than", "20,000 元", 20000),
        (PRICE, "more_than", "200.50 元", "200.5"),
        (PRICE, "not_in", "200.50，300", ["200.5", 300]),
        (EDUCATION, "not_in", "本科、硕士", ["bachelor", "master"]),
        (PRICE, "in", "200.00，9800.05", [200, "9800.05"]),
        (AREA, "in", "60，90", [60, 90]),
        (AREA, "between", "60 到 90", {"from": 60, "to": 90}),
        (AREA, "between", "60平方米至90平方米", {"from": 60, "to": 90}),
        (AREA, "between", "60-90", {"from": 60, "to": 90}),
        (AREA, "between", "60～60", {"from": 60, "to": 60}),
        (MONTHS, "between", "6 个月到 12 个月", {"from": 6, "to": 12}),
        (PRICE, "between", "200.50 元 — 20,000 元", {"from": "200.5", "to": 20000}),
        (GRADUATION, "months_since_at_least", "0", 0),
        (GRADUATION, "months_since_at_most", "60个月", 60),
        (GRADUATION, "months_since_more_than", "6 个月", 6),
        (GRADUATION, "days_since_at_least", "30天", 30),
        (GRADUATION, "age_at_most", "35 周岁", 35),
        (GRADUATION, "before", "2024年1月1日", "2024-01-01"),
        (GRADUATION, "on_or_after", " 2024.1.1 ", "2024-01-01"),
        (GRADUATION, "same_year_as", "是", True),
    ],
)
def test_what_is_typed_becomes_a_value(question, operator, text, value):
    found = values.condition_value(question, operator, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "operator", "text", "sentence"),
    [
        (
            EDUCATION,
            "is",
            "硕士生",
            "在“学历”里没有“硕士生”这个选项，可选：大专、本科、硕士",
        ),
        (EDUCATION, "in", " ， ", "至少写一个值，几个值用逗号分开"),
        (NEW, "is", "也许", "“新到衢江”是是非题，请写“是”或“否”，现在写的是“也许”"),
        (
            MONTHS,
            "at_least",
            "一年",
            "“累计社保”这里要写数字，0 或更大的整数，例如 12；现在写的是“一年”",
        ),
        (MONTHS, "at_least", "-1", "“累计社保”这里要写数字，0 或更大的整数，例如 12；现在写的是“-1”"),
        (
            PRICE,
            "at_least",
            "200.505",
            "“单价”这里要写多少元，0 或更大，最多两位小数，例如 200 或 200.50；现在写的是“200.505”",
        ),
        (PRICE, "at_least", "9" * 13, "数字太大了，最多写 1000000000000"),
        (GRADUATION, "months_since_at_most", "1201", "数字太大了，最多写 1200"),
        (GRADUATION, "days_since_at_most", "36501", "数字太大了，最多写 36500"),
        (GRADUATION, "age_at_least", "151", "数字太大了，最多写 150"),
        (
            GRADUATION,
            "age_at_least",
            "十八",
            "“毕业”这里要写几周岁，0 或更大的整数，例如 12；现在写的是“十八”",
        ),
        (GRADUATION, "before", "2024-02-30", "“毕业”这里要写到日，例如 2024-01-01；现在写的是“2024-02-30”"),
        (GRADUATION, "on_or_after", "2024年1月", "“毕业”这里要写到日，例如 2024-01-01；现在写的是“2024年1月”"),
        (
            GRADUATION,
            "same_year_as",
            "入职",
            "这里写“是”，另一件事选在“到哪件事为止”，留空是今年；现在写的是“入职”",
        ),
        (AREA, "between", "60", "“面积”这里要写从几到几，例如 18 到 35；现在写的是“60”"),
        (AREA, "between", "60 到", "“面积”这里要写从几到几，例如 18 到 35；现在写的是“60 到”"),
        (AREA, "between", "-60 到 90", "“面积”这里要写从几到几，例如 18 到 35；现在写的是“-60 到 90”"),
        (AREA, "between", "60 到 70 到 90", "“面积”这里要写从几到几，例如 18 到 35；现在写的是“60 到 70 到 90”"),
        (AREA, "between", "60 到大", "“面积”这里要写数字，0 或更大的整数，例如 12；现在写的是“大”"),
        (AREA, "between", "90 到 60", "“面积”这里要从小写到大，请写成“60 到 90”；现在写的是“90 到 60”"),
        (
            PRICE,
            "between",
            "9 到 8.50",
            "“单价”这里要从小写到大，请写成“8.50 到 9”；现在写的是“9 到 8.50”",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_write(question, operator, text, sentence):
    with pytest.raises(ValidationError) as refused:
        values.condition_value(question, operator, text)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("question", "operator", "sentence"),
    [
        (
            HOUSING,
            "at_least",
            "“住房”是没有高低顺序的选择题，不能用“至少（含）”，请选“是”、“不是”、“是其中之一”、“不是其中任何一个”",
        ),
        (NEW, "in", "“新到衢江”是是非题，不能用“是其中之一”，请选“是”"),
        (GRADUATION, "at_least", "“毕业”是日期，不能用“至少（含）”，请选" + DATED),
        (
            MONTHS,
            "is",
            "“累计社保”是月数，不能用“是”，请选“至少（含）”、“至多（含）”、“超过（不含）”、“少于（不含）”、“在两数之间（含）”",
        ),
        (
            EDUCATION,
            "between",
            "“学历”是选择题，不能用“在两数之间（含）”，"
            "请选“是”、“不是”、“是其中之一”、“不是其中任何一个”、“至少（含）”、“至多（含）”、“超过（不含）”、“少于（不含）”",
        ),
    ],
)
def test_operators_must_fit_the_type(question, operator, sentence):
    with pytest.raises(ValidationError) as refused:
        values.refuse_unfit_operator(question, operator)
    assert refused.value.messages == [sentence]


def test_an_operator_that_fits_is_not_refused():
    values.refuse_unfit_operator(EDUCATION, "at_least")


@pytest.mark.parametrize(
    ("question", "operator", "value", "text"),
    [
        (EDUCATION, "is", "master", "硕士"),
        (EDUCATION, "in", ["associate", "master"], "大专，硕士"),
        (HOUSING, "in", ["institute", "both"], "浙大两院、电子科大，both"),
        (NEW, "is", True, "是"),
        (MONTHS, "at_least", 12, "12"),
        (PRICE, "at_least", "200.5", "200.50"),
        (GRADUATION, "before", "2024-01-01", "2024-01-01"),
        (GRADUATION, "same_year_as", True, "是"),
        (AREA, "between", {"from": 60, "to": 90}, "60 到 90"),
        (PRICE, "between", {"from": "200.5", "to": 20000}, "200.50 到 20000"),
    ],
)
def test_what_is_written_can_be_typed_again(question, operator, value, text):
    assert values.written(question, value) == text
    assert values.condition_value(question, operator, text) == value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (EDUCATION, "", None),
        (EDUCATION, "大专", "associate"),
        (NEW, "否", False),
        (MONTHS, "0", 0),
        (GRADUATION, "没有", "none"),
        (GRADUATION, "none", "none"),
    ],
)
def test_what_holds_where_a_question_is_not_asked(question, text, value):
    assert values.implied_value(question, text) == value


def test_a_date_that_holds_unasked_can_only_be_none():
    with pytest.raises(ValidationError, match="日期题只能写“没有”"):
        values.implied_value(GRADUATION, "2020-01-01")


@pytest.mark.django_db
@pytest.mark.parametrize("question", [EDUCATION, NEW, MONTHS, PRICE, GRADUATION])
@pytest.mark.parametrize("operator", ["is", "in", "at_least", "between", "before", "age_at_least", "same_year_as"])
def test_a_paragraph_is_not_repeated_as_a_whole(question, operator):
    with pytest.raises(ValidationError) as refused:
        values.condition_value(question, operator, "长" * 300)
    assert "长" * 41 not in str(refused.value.messages)
