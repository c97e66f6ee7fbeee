"""Files as departments have them: read whole with the numbers of their rows, or refused in plain words."""

import csv
import errno
from datetime import date

import openpyxl
import polars as pl
import pytest

from policies.screening.files import personal, refusals
from policies.screening.files.batches import batches
from policies.screening.files.opened import opened
from policies.screening.files.refusals import CannotScreen
from policies.screening.files.repeated import count_and_repeated
from policies.screening.files.staged import staged
from policies.screening.table import MONTH, named

HEADER = "编号,学历,毕业,全日制学历,累计社保"
LINES = [HEADER, "a1,本科,2024/6/30,是,14", "a2,硕士,,,１４"]
READ = [
    {"key": "a1", "education": "bachelor", "graduation_date": date(2024, 6, 30), "graduation_date|month": False}
    | {"full_time_degree": True, "social_insurance_months": 14},
    {"key": "a2", "education": "master", "graduation_date": None, "graduation_date|month": None}
    | {"full_time_degree": None, "social_insurance_months": 14},
]


def rows(file, reader, at_once=100):
    return [reader.read(part) for part in batches(file.read([*reader.readers, reader.key]), at_once)]


def only(file, reader):
    (found,) = rows(file, reader)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_in_every_encoding(tmp_path, reader_of, encoding, end):
    path = tmp_path / "persons.csv"
    path.write_bytes(end.join(LINES).encode(encoding))
    found = only(*reader_of(path))
    assert found.frame.to_dicts() == READ
    assert found.numbers.to_list() == [2, 3]
    assert found.bad == []


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_other_marks_between_cells(tmp_path, reader_of, mark):
    path = tmp_path / "persons.csv"
    path.write_text("\n".join(LINES).replace(",", mark), encoding="utf-8")
    assert only(*reader_of(path)).frame.to_dicts() == READ


def test_rows_that_cannot_be_used_are_named_with_their_numbers_and_the_others_stay(tmp_path, reader_of):
    path = tmp_path / "persons.csv"
    lines = [*LINES, "", "a3,大学,,,", "a4,本科", ",本科,,,", 'a5,"本\n科",,,', "a6,本科,,,3,4", "a7,本科,,,"]
    path.write_text("\n".join(lines), encoding="utf-8")
    file, reader = reader_of(path)
    found = rows(file, reader, at_once=2)
    assert [key for part in found for key in part.frame["key"]] == ["a1", "a2", "a7"]
    assert {one.number: (one.column, one.reason[:6]) for part in found for one in part.bad} == {
        5: ("学历", "没有这个选项"),
        6: ("", "这一行有 2"),
        7: ("编号", "没有编号"),
        8: ("学历", "没有这个选项"),
        9: ("", "这一行有 6"),
    }


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 100])
def test_batches_hold_every_row_once_and_every_bad_row_once(tmp_path, reader_of, at_once):
    path = tmp_path / "persons.csv"
    lines = [f"k{n},本科,," if n % 5 == 0 else f"k{n},本科,,," for n in range(2, 23)]
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    found = rows(*reader_of(path), at_once)
    assert [n for part in found for n in part.numbers] == [n for n in range(2, 23) if n % 5]
    assert [one.number for part in found for one in part.bad] == [5, 10, 15, 20]
    assert {len(part.numbers) for part in found[:-1]} <= {at_once}


def test_rows_with_the_same_key(tmp_path, reader_of):
    path = tmp_path / "persons.csv"
    lines = [*LINES, "a1,本科,2024/6/30,是,14", "a2,博士,,,", " a2 ,硕士,,,", "a9,本科,,,", ",本科,,,", ",本科,,,"]
    path.write_text("\n".join(lines), encoding="utf-8")
    file, reader = reader_of(path)
    count, found = count_and_repeated(file, reader.key, file.columns, reader.keys)
    assert count == 8
    assert found == {
        4: "和第 2 行一模一样，只用了第 2 行",
        **dict.fromkeys((3, 5, 6), "第 3、5、6 行是同一个编号，内容却不一样，不知道该用哪一行"),
    }
    reader.left_out = found
    assert only(file, reader).frame["key"].to_list() == ["a1", "a9"]


def book_of(path, lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def test_a_workbook_with_days_serials_booleans_and_numbers(tmp_path, reader_of):
    lines = [
        HEADER.split(","),
        ["a1", "本科", date(2024, 6, 30), True, 14],
        ["a2", "硕士", None, None, "１４"],
        [None, None],
        [1001, "本科", 45473, "否", 3.0],
        ["a4", "=1+1", None, None, None],
        ["a5", "本科", "2024-06-30 00:00:00", 0, None],
        [110101199003078888, "本科", None, None, None],
        ["a6", "本科", None, None, None, "多出来的"],
    ]
    file, reader = reader_of(book_of(tmp_path / "persons.xlsx", lines))
    found = only(staged(file, file.columns, tmp_path, lambda rows: rows, lambda rows: None), reader)
    assert found.frame.to_dicts()[:2] == READ
    assert found.frame["key"].to_list() == ["a1", "a2", "1001", "a5"]
    assert found.frame["graduation_date"].to_list() == [date(2024, 6, 30), None, date(2024, 6, 30), date(2024, 6, 30)]
    assert found.numbers.to_list() == [2, 3, 5, 7]
    assert [(one.number, one.reason[:5]) for one in found.bad] == [
        (6, "这里是公式"),
        (8, "表格软件把"),
        (9, "这一行比标"),
    ]


def test_of_a_month_that_a_program_made_a_day_of_the_month_is_known(tmp_path, reader_of):
    path, days = tmp_path / "persons.xlsx", [date(2024, 6, 1), date(2024, 6, 1), date(2024, 6, 30), "2024-06"]
    book_of(path, [HEADER.split(","), *([f"a{number}", "本科", day, None, None] for number, day in enumerate(days))])
    book = openpyxl.load_workbook(path)
    for row, shown_as in enumerate(("yyyy/m/d", 'yyyy"年"m"月"', "mmm-yy"), start=2):
        book.active.cell(row, 3).number_format = shown_as
    book.save(path)
    found = only(*reader_of(path)).frame
    assert found["graduation_date"].to_list() == [date(2024, 6, day) for day in (1, 1, 30, 1)]
    assert found[named("graduation_date", MONTH)].to_list() == [False, True, False, True]


def test_parquet_typed_and_as_text(tmp_path, reader_of):
    typed = pl.DataFrame(
        {
            "key": ["a1", "a2"],
            "education": pl.Series(["bachelor", "master"], dtype=pl.Categorical),
            "graduation_date": [date(2024, 6, 30), None],
            "full_time_degree": [True, None],
            "social_insurance_months": pl.Series([14.0, 14.0]),
        }
    )
    text = typed.with_columns(pl.col("graduation_date", "full_time_degree", "social_insurance_months").cast(pl.String))
    for number, frame in enumerate((typed, text)):
        path = tmp_path / f"{number}.parquet"
        frame.write_parquet(path)
        found = only(*reader_of(path))
        assert found.frame.to_dicts() == READ
        assert found.numbers.to_list() == [1, 2]


def test_typed_cells_beyond_what_an_answer_may_be_are_bad_too(tmp_path, reader_of):
    frame = pl.DataFrame(
        {
            "key": ["a", "b", "c", "d"],
            "graduation_date": [date(1850, 1, 1), date(2024, 6, 30), None, date(2024, 6, 30)],
            "social_insurance_months": [1, -1, 2000, 3],
            "home_unit_price|fen": [1, 2, 3, 10**12],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    found = only(*reader_of(tmp_path / "a.parquet"))
    assert found.frame["key"].to_list() == []
    assert [(one.number, one.column) for one in found.bad] == [
        (1, "graduation_date"),
        (2, "social_insurance_months"),
        (3, "social_insurance_months"),
        (4, "home_unit_price|fen"),
    ]


def test_money_in_yuan_and_in_fen(tmp_path, reader_of):
    pl.DataFrame({"key": ["a"], "房屋单价": [8000], "employer_prepaid_rent|fen": [12345]}).write_parquet(
        tmp_path / "a.parquet"
    )
    found = only(*reader_of(tmp_path / "a.parquet"))
    assert found.frame.to_dicts() == [{"key": "a", "home_unit_price|fen": 800_000, "employer_prepaid_rent|fen": 12_345}]


def test_a_folder_of_parquet_is_one_table(tmp_path, reader_of):
    for number in (1, 2):
        pl.DataFrame({"key": [f"a{number}"], "education": ["master"]}).write_parquet(tmp_path / f"{number}.parquet")
    folder = tmp_path.rename(tmp_path.with_suffix(".parquet"))
    file, reader = reader_of(folder)
    assert file.total == 2
    assert [key for part in rows(file, reader) for key in part.frame["key"]] == ["a1", "a2"]


def truncated(path):
    pl.DataFrame({"key": [f"a{n}" for n in range(5000)]}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-200])


def damaged_inside(path):
    pl.DataFrame({"key": [f"a{n}" for n in range(5000)]}).write_parquet(path, compression="zstd")
    content = bytearray(path.read_bytes())
    content[100:900] = b"\xff" * 800
    path.write_bytes(content)


REFUSED = {
    "empty.csv": (lambda path: path.write_bytes(b""), "文件是空的"),
    "empty.parquet": (lambda path: path.write_bytes(b""), "文件是空的"),
    "truncated.parquet": (truncated, "不完整或已经损坏"),
    "damaged.parquet": (damaged_inside, "不完整或已经损坏"),
    "empty.xlsx": (lambda path: book_of(path, []), "第一张工作表是空的"),
    "damaged.xlsx": (lambda path: path.write_bytes(b"PK\x03\x04 and no more"), "这不是 xlsx 文件"),
    "bytes.csv": (lambda path: path.write_bytes(b"key\n\x81\x20\xff\xff"), "认不出文字的编码"),
    "binary.csv": (lambda path: path.write_bytes(b"\0\1\2key"), "这不是文本文件"),
    "book.csv": (lambda path: book_of(path, [["key"]]), "里面其实是 xlsx"),
    "persons.txt": (lambda path: path.write_text("key"), "要以 .parquet、.csv 或 .xlsx 结尾"),
    "unclosed.csv": (
        lambda path: path.write_text('key,学历\na1,"本科\n' + "".join(f"b{n},本科\n" for n in range(1000)), "utf-8"),
        "第 2 行第 2 列的引号没有配对",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, name):
    make, words = REFUSED[name]
    make(tmp_path / name)
    with pytest.raises(CannotScreen, match=words):
        for _ in opened(tmp_path / name)[0].read(["key"]):
            pass


def test_the_fingerprint_is_that_of_every_byte(tmp_path):
    path = tmp_path / "a.csv"
    seen = set()
    for text in ("key\na1\n", "key\na2\n", "key\na1\n\n"):
        path.write_text(text)
        seen.add(opened(path)[1])
    assert len(seen) == 3


def test_a_cell_may_hold_the_mark_and_a_line_break(tmp_path, reader_of):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["编号", "学历"], ["a,1\nb", "本科"], ['a"2', "硕士"]])
    assert only(*reader_of(path)).frame["key"].to_list() == ["a,1\nb", 'a"2']


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "没有这个文件"),
        (OSError(errno.EISDIR, "Is a directory"), "是一个文件夹"),
        (OSError(errno.EACCES, "Permission denied"), "没有权限"),
        (OSError("File too large (os error 27)"), "磁盘满了"),
        (OSError("No space left on device (os error 28)"), "磁盘满了"),
    ],
)
def test_what_the_operating_system_says_is_told_in_chinese(error, words):
    assert words in refusals.in_words(error)


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("13800138000", True),
        ("电话 138-0013-8000", False),
        ("手机 13800138000", True),
        ("99010119900307000X", True),
        ("someone@example.com", True),
        ("c20251234567890", False),
        ("received|qj-rent-subsidy", False),
    ],
)
def test_a_text_that_has_what_says_who_somebody_is(text, whether):
    assert personal.in_text(text) is whether
