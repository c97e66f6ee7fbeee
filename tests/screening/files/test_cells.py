"""Cells as people and programs write them, for each type of question."""

from datetime import date

import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from policies.answers import UnreadableAnswer
from policies.screening.files.cells import CellReader, of_question, whole
from tests.screening.files.conftest import DAY

YES_NO = {"type": "bool", "yes": "全日制学历", "no": "不是全日制学历"}
CHOICE = {"type": "choice", "choices": [{"value": "bachelor", "label": "本科"}, {"value": "master", "label": "硕士"}]}
SEVERAL = {**CHOICE, "many": True}
WHEN = {"type": "date"}
PAST = {"type": "date", "past_only": True}
RENT = {"type": "money", "unit": "元/月"}
COUNT = {"type": "int", "unit": "人"}
MONTHS = {"type": "months"}
DATED = (date(2024, 6, 30), False)


def read(question, text, epoch=WINDOWS_EPOCH):
    parts = of_question(question, DAY, epoch)
    names = tuple("ab") if question.get("many") or question["type"] == "date" else ("a",)
    return CellReader(names, parts)(text)


@pytest.mark.parametrize(
    ("question", "text", "cells"),
    [
        *((WHEN, text, DATED) for text in ("2024-06-30", "2024/6/30", "2024.6.30", "2024年6月30日", "20240630")),
        *(
            (WHEN, text, DATED)
            for text in ("２０２４年６月３０日", " 2024-6-30 ", "2024-06-30 00:00:00", "2024-06-30T08:15:00")
        ),
        *((WHEN, text, DATED) for text in ("45473", "45473.0", "45473.5")),
        *((WHEN, text, (date(2024, 6, 1), True)) for text in ("2024-06", "2024年6月", "202406", "2024/6")),
        *((YES_NO, text, (True,)) for text in ("是", "yes", "YES", "true", "TRUE", "1", "有", "全日制学历", "Ｙ", "√")),
        *((YES_NO, text, (False,)) for text in ("否", "不是", "no", "false", "0", "无", "没有", "不是全日制学历", "×")),
        *((CHOICE, text, ("bachelor",)) for text in ("bachelor", "本科", " 本科 ", "Bachelor")),
        *(
            (RENT, text, (1_200_000,))
            for text in ("1.2万", "12000", "12,000", "１２０００", "12000元", "12000.00", "1.2e4")
        ),
        *((RENT, text, (660_000,)) for text in ("6600.000000000001", "6600", "¥6,600")),
        (RENT, "200.5", (20_050,)),
        (RENT, "0", (0,)),
        *((COUNT, text, (3,)) for text in ("3", "3.0", "３", "3人", "3 人")),
        *((MONTHS, text, (14,)) for text in ("14", "14个月", "1年2个月", "14.0")),
        (SEVERAL, "本科", (True, False)),
        *(
            (SEVERAL, text, (True, True))
            for text in ("本科、硕士", "bachelor master", "['bachelor', '硕士']", "硕士;本科")
        ),
        *((SEVERAL, text, (False, False)) for text in ("都没有", "无", "[]")),
        *((SEVERAL, text, (None, None)) for text in ("", "不清楚")),
        *((WHEN, text, (None, None)) for text in ("", " ", "不清楚", "不知道", "未知", "NULL", "NaN", "-", "/")),
        *((RENT, text, (None,)) for text in ("", "不详", "N/A", "？")),
    ],
)
def test_cell_is_read(question, text, cells):
    assert read(question, text) == cells


def test_a_serial_counts_from_the_day_that_the_workbook_counts_from():
    assert read(WHEN, "44011", MAC_EPOCH) == DATED


@pytest.mark.parametrize(
    ("question", "text", "how"),
    [
        (WHEN, "2024-02-30", "请写年、月、日"),
        (WHEN, "还没毕业", "没有就留空"),
        (WHEN, "2024", "请写年、月、日"),
        (WHEN, "1850-01-01", "年份要在 1900 到 2100 之间"),
        (PAST, "2027-01-01", "还没有到"),
        (YES_NO, "也许", "请写是或否"),
        (YES_NO, "2", "请写是或否"),
        (CHOICE, "本科生", "没有这个选项，请写本科、硕士之一"),
        (SEVERAL, "本科、博士", "没有这个选项"),
        (RENT, "-200", "不能写负数"),
        (RENT, "200.505", "小数点后两位"),
        (RENT, "两千", "请用数字写多少元"),
        (RENT, "6600.001", "小数点后两位"),
        (COUNT, "2.5", "请写整数"),
        (COUNT, "9999999999", "太大"),
        (MONTHS, "1201", "最多写 1200"),
        (RENT, "1" * 500, "太长"),
    ],
)
def test_what_cannot_be_read_is_never_taken_for_unknown(question, text, how):
    with pytest.raises(UnreadableAnswer) as refused:
        read(question, text)
    assert how in refused.value.how
    assert text not in refused.value.how


@pytest.mark.parametrize("text", ["-1", "5.5", "zwei", "11"])
def test_a_number_in_the_unit_of_its_column_has_ends(text):
    assert whole("10", 0, 10) == 10
    with pytest.raises(UnreadableAnswer, match="请写 0 到 10 的整数"):
        whole(text, 0, 10)
