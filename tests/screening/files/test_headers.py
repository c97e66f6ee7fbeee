"""The columns are looked at before any row; what says who somebody is never comes further than that."""

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest
from openpyxl.utils.datetime import WINDOWS_EPOCH

from policies.answers import UnreadableAnswer
from policies.calculator.ruleset import Award, Factor, Formula, Part
from policies.screening.files import opaque, personal
from policies.screening.files.header_check import used
from policies.screening.files.headers import Headers
from policies.screening.files.refusals import CannotScreen
from policies.screening.table import ColumnType, columns_of
from tests.calculator.build import policy
from tests.screening.files.conftest import DAY
from tests.screening.files.test_files import only

SECRET = b"a secret of this test and of nobody else"
# A number that no person has: of a region that does not exist.
NUMBER = "990101199003070001"


def whole_number(first=NUMBER[:17]):
    total = sum(w * int(d) for w, d in zip(personal.WEIGHTS, first, strict=True))
    return first + personal.CHECK_DIGITS[total % 11]


@pytest.fixture(scope="module")
def headers(shipped):
    return Headers(shipped, shipped.ruleset("qujiang"), DAY, WINDOWS_EPOCH)


def checked(headers, *columns, key=None, skip=(), types=()):
    return used(headers, columns, {**dict.fromkeys(columns, pl.String()), **dict(types)}, key, skip)


@pytest.mark.parametrize(
    ("column", "target"),
    [
        ("key", "key"),
        ("编号", "key"),
        ("education", "education"),
        (" Education ", "education"),
        ("学历", "education"),
        ("你的学历是什么？", "education"),
        ("你的学历是什么", "education"),
        ("graduation_date|month", "graduation_date|month"),
        ("房屋单价", "home_unit_price|fen"),
        ("home_unit_price|fen", "home_unit_price|fen"),
        ("received|qj-rent-subsidy", "received|qj-rent-subsidy"),
        ("已享受|青年租房补助", "received|qj-rent-subsidy"),
        ("payments|qj-rent-subsidy", "payments|qj-rent-subsidy"),
    ],
)
def test_a_column_is_known_by_key_and_by_its_words(headers, column, target):
    assert headers.match(column).target == target


def test_words_of_two_questions_are_nobodys(headers):
    # 购房 is a choice, and a day.
    assert headers.match("购房") is None


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (["key", "educaton"], [("educaton", "不认识", "是不是 education")]),
        (["key", "学厉"], [("学厉", "不认识", "学历")]),
        (["key", "街道"], [("街道", "不认识", "--skip 街道")]),
        (["key", "学历", "学历"], [("学历", "重复", "只留一列")]),
        (["key", "学历", "education"], [("education", "重复", "“学历”")]),
        (["key", "编号"], [("编号", "重复", "“key”")]),
        (["key", ""], [("第 2 列", "没有列名", "写上列名")]),
        (["学历"], [("key", "缺少", "--key")]),
        (["key", "姓名", "身份证号"], [("姓名", "个人信息", "删掉"), ("身份证号", "个人信息", "--key 身份证号")]),
        (["学历", "手机号码"], [("手机号码", "个人信息", "删掉")]),
        (["key", "Mobile Phone"], [("Mobile Phone", "个人信息", "删掉")]),
    ],
)
def test_what_is_wrong_with_the_columns_is_told(headers, columns, told):
    _, problems = checked(headers, *columns)
    assert [(one.column, one.kind) for one in problems] == [line[:2] for line in told]
    for one, (_, _, words) in zip(problems, told, strict=True):
        assert words in one.what_to_do


def test_columns_may_be_left_out_but_not_those_that_say_who_it_is(headers):
    matches, problems = checked(headers, "key", "街道", "姓名", skip=["街道", "姓名", "镇"])
    assert [*matches] == ["key"]
    assert [(one.column, one.kind) for one in problems] == [("姓名", "个人信息"), ("镇", "没有这一列")]


def test_what_another_region_asks_is_left_out_and_is_no_mistake(shipped):
    headers = Headers(shipped, shipped.ruleset("liandu"), DAY, WINDOWS_EPOCH)
    elsewhere = next(
        key for key in shipped.ruleset("qujiang").questions if key not in shipped.ruleset("liandu").questions
    )
    matches, problems = checked(headers, "key", "education", elsewhere)
    assert problems == []
    assert [*matches] == ["key", "education"]


@pytest.mark.parametrize(
    ("column", "type_", "wanted"),
    [
        ("毕业", pl.Boolean(), "日期"),
        ("学历", pl.Date(), "文字"),
        ("全日制学历", pl.Date(), "是否"),
        ("累计社保", pl.Boolean(), "数字"),
        ("房屋单价", pl.Date(), "数字"),
        ("学历", pl.Binary(), "文字"),
        ("学历", pl.Struct({"a": pl.Int64()}), "文字"),
    ],
)
def test_a_column_of_another_type_is_told(headers, column, type_, wanted):
    _, (problem,) = checked(headers, "key", column, types={column: type_})
    assert (problem.column, problem.kind) == (column, "类型不对")
    assert problem.what_to_do.endswith(f"这里要的是{wanted}")


@pytest.mark.parametrize(
    ("column", "type_"),
    [
        ("毕业", pl.Datetime()),
        ("毕业", pl.Int64()),
        ("学历", pl.Categorical()),
        ("全日制学历", pl.Int8()),
        ("累计社保", pl.Float64()),
        ("房屋单价", pl.Decimal(10, 2)),
        ("key", pl.UInt32()),
        ("学历", pl.Null()),
    ],
)
def test_a_column_of_a_type_that_can_hold_it_is_taken(headers, column, type_):
    _, problems = checked(headers, *dict.fromkeys(("key", column)), types={column: type_})
    assert problems == []


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (["a1", whole_number()], "身份证号"),
        (["a1", f" {whole_number()[:6]} {whole_number()[6:]}"], "身份证号"),
        (["a1", "13800138000"], "手机号"),
        (["a1", "+86 13800138000"], "手机号"),
        (["x@example.cn", "a"], "邮箱"),
        (["a1", whole_number()[:17] + ("0" if whole_number()[17] != "0" else "1")], None),
        (["990101199013070001", "1380013800", "23800138000", "a1", None], None),
    ],
)
def test_what_values_look_like(values, what):
    assert personal.in_values(pl.Series(values, dtype=pl.String)) == what


@pytest.mark.parametrize("values", [["张三", "李四", "a1"], [whole_number()], ["13800138000"]])
def test_keys_that_say_who_it_is_are_refused_and_not_repeated(tmp_path, reader_of, values):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["key,学历", *(f"{value},本科" for value in values)]), encoding="utf-8")
    with pytest.raises(CannotScreen, match="不能当编号用") as refused:
        only(*reader_of(path))
    assert not any(value in str(refused.value) for value in values)


def test_an_opaque_key_is_the_same_for_the_same_number_and_secret_and_no_other(tmp_path, reader_of):
    path = tmp_path / "a.csv"
    number = whole_number(NUMBER[:16] + "5")
    path.write_text(f"身份证号,学历\n{number},本科\n {number.lower()} ,硕士\n,硕士\n{NUMBER},博士\n", encoding="utf-8")
    found = only(*reader_of(path, key="身份证号", secret=SECRET))
    one, same, other = found.frame["key"]
    assert one == same == opaque.opaque_key(number, SECRET)
    assert other not in (one, opaque.opaque_key(NUMBER, SECRET + b"!"))
    assert number not in str(found)
    assert [(bad.number, bad.reason) for bad in found.bad] == [(4, "没有编号")]


def test_a_secret_that_can_be_guessed_is_refused(tmp_path):
    path = tmp_path / "secret"
    with pytest.raises(CannotScreen, match="读不了密钥文件"):
        opaque.read_secret(path)
    path.write_text("123456")
    with pytest.raises(CannotScreen, match="密钥太短"):
        opaque.read_secret(path)
    path.write_bytes(SECRET + b"\n")
    assert opaque.read_secret(path) == SECRET


@pytest.mark.parametrize("region", ["qujiang", "liandu", "jinzhong", "quzhou"])
def test_every_choice_is_read_by_its_code_and_by_its_label(shipped, region):
    """Also one that is called none, or 无."""
    ruleset = shipped.ruleset(region)
    headers = Headers(shipped, ruleset, DAY, WINDOWS_EPOCH)
    read = 0
    for key in ruleset.questions:
        question = shipped.questions[key]
        for choice in question.get("choices", ()):
            reader = headers.match(key).reader
            for word in (choice["value"], choice["label"], f" {choice['label']} "):
                cells = dict(zip(reader.names, reader(word), strict=True))
                expected = [f"{key}|{choice['value']}"] if question.get("many") else choice["value"]
                assert expected == (
                    [name for name, said in cells.items() if said] if question.get("many") else cells[key]
                )
                read += 1
        if question["type"] == "bool":
            assert headers.match(key).reader(question["yes"]) == (True,)
            assert headers.match(key).reader(question["no"]) == (False,)
    assert read


def test_no_number_is_read_that_is_more_than_the_table_may_hold(shipped, headers):
    numbers = [one for one in columns_of(shipped.ruleset("qujiang")) if one.kind is ColumnType.INTEGER]
    for column in numbers:
        reader = headers.match(column.name).reader
        assert reader(str(column.most)) == (column.most,)
        with pytest.raises(UnreadableAnswer) as refused:
            reader(str(column.most + 1))
        assert "太大了" in refused.value.how or str(column.most) in refused.value.how
    assert len({column.most for column in numbers}) > 3


def test_beside_an_earlier_release_a_number_is_no_more_than_either_reckons_with(shipped):
    ruleset = shipped.ruleset("qujiang")
    grows = Award("cash", once=Part(Formula(Decimal(10**7), (Factor(question="insured_hires"),))))
    earlier = replace(ruleset, policies=(*ruleset.policies, policy("generous", award=grows)))
    most = {column.name: column.most for column in columns_of(earlier)}["insured_hires"]
    assert most < {column.name: column.most for column in columns_of(ruleset)}["insured_hires"]
    reader = Headers(shipped, ruleset, DAY, WINDOWS_EPOCH, (shipped, earlier)).match("insured_hires").reader
    assert reader(str(most)) == (most,)
    with pytest.raises(UnreadableAnswer) as refused:
        reader(str(most + 1))
    assert refused.value.how == f"这个数太大了，最多写 {most:,}"
