"""manage.py screen, from the file to what a department calls people with."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from django.core.management import CommandError, call_command

from policies.management.commands.screen import Command as Screen
from policies.models import Choice, Policy, Question
from policies.publishing import live
from policies.publishing.publish import publish
from policies.screening.files.working import Working
from policies.screening.jobs import job
from policies.screening.table import EVERYTHING
from tests import loaded
from tests.screening.comparing import assert_same, expected, key_of, table_of
from tests.screening.random_persons import random_persons

# The smallest of the shipped regions, so that its plan is made quickly.
REGION, MANY, DAY = "liandu", "qujiang", date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[2]
ID_NUMBER = "99010119900307000X"


@pytest.fixture(autouse=True)
def catalogue(db, settings, tmp_path):
    settings.STATE_DIR = tmp_path / "state"
    live.reset()
    loaded.released()
    yield live.refresh()
    live.reset()


@pytest.fixture
def persons(catalogue):
    return random_persons(catalogue.ruleset(REGION), 120, DAY, seed=7)


@pytest.fixture
def typed(catalogue, persons, tmp_path):
    """The same as parquet, in the types of the table."""
    path = tmp_path / "typed.parquet"
    table_of(catalogue.ruleset(REGION), persons).write_parquet(path)
    return path


@pytest.fixture
def many(catalogue, tmp_path):
    """Of a region with policies of every kind, and all four statuses."""
    path, ruleset = tmp_path / "many.parquet", catalogue.ruleset(MANY)
    table_of(ruleset, random_persons(ruleset, 150, DAY, seed=7)).write_parquet(path)
    return path


def screen(file, out, **options):
    """What it says on standard output and on standard error."""
    said, warned = StringIO(), StringIO()
    options = {"region": REGION, "on": DAY, **options}
    call_command("screen", str(file), out=str(out), stdout=said, stderr=warned, **options)
    return said.getvalue() + warned.getvalue()


def refused(file, out, **options):
    """What it says as it fails; nothing is left that was not there before."""
    before = {path for path in Path(out).parent.iterdir() if not path.name.startswith(".")}
    said, warned = StringIO(), StringIO()
    with pytest.raises(CommandError) as error:
        call_command(
            "screen", str(file), out=str(out), stdout=said, stderr=warned, **{"region": REGION, "on": DAY} | options
        )
    assert error.value.returncode == 1
    assert {path for path in Path(out).parent.iterdir() if not path.name.startswith(".")} == before
    return f"{warned.getvalue()}{error.value}"


def csv_of(path, rows, header="key,学历,毕业"):
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def as_words(catalogue, ruleset, table):
    """The cells as people write them: labels, 是 and 否, 2024年6月30日, yuan."""
    named = {}
    for key in ruleset.questions:
        question = catalogue.questions[key]
        words = {choice["value"]: choice["label"] for choice in question.get("choices", ())}
        match question["type"]:
            case "choice":
                named[question["label"]] = [words.get(one, "不清楚") for one in table[key]]
            case "bool":
                named[question["label"]] = [{True: "是", False: "否", None: ""}[one] for one in table[key]]
            case "date":
                only = table[f"{key}|month"].fill_null(False)
                named[question["label"]] = [
                    "" if one is None else f"{one.year}年{one.month}月" + ("" if month else f"{one.day}日")
                    for one, month in zip(table[key], only, strict=True)
                ]
            case "money":
                fen = table[f"{key}|fen"]
                named[question["label"]] = ["" if one is None else f"{one // 100:,}.{one % 100:02}" for one in fen]
            case _:
                named[question["label"]] = ["" if one is None else str(one) for one in table[key]]
    received = {name: table[name] for name in table.columns if name.startswith(("received|", "payments|"))}
    return pl.DataFrame({"编号": table["key"], **named, **received})


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_table_in_words_is_screened_as_each_of_its_persons_is_assessed(catalogue, persons, tmp_path, engine):
    ruleset, out = catalogue.ruleset(REGION), tmp_path / "out.parquet"
    as_words(catalogue, ruleset, table_of(ruleset, persons)).write_csv(tmp_path / "persons.csv")
    before = tables_of_duckdb()
    screen(tmp_path / "persons.csv", out, engine=engine, batch=50)
    found = pl.read_parquet(out)
    there = set(found["key"])
    assert tables_of_duckdb() == before
    # A day to come where only past ones are asked for is no answer; nothing else is bad.
    bad = rows_of(tmp_path / "out.bad.csv")[1:] if (tmp_path / "out.bad.csv").exists() else []
    assert all("还没有到" in reason for _, _, reason in bad)
    good = [person for person in persons if key_of(person) in there]
    assert len(good) == len(there) == len(persons) - len({number for number, _, _ in bad}) > 80
    cells = expected(ruleset, good, DAY, DAY, EVERYTHING)
    assert assert_same(ruleset, good, cells, found.to_dict(as_series=False)) > 5000


def tables_of_duckdb():
    """Of this whole process: other tests leave theirs."""
    return set(duckdb.sql("SELECT table_name FROM duckdb_tables()").fetchall())


def as_csv(cell):
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def test_the_same_comes_out_as_parquet_csv_and_xlsx(typed, tmp_path):
    for ending in ("parquet", "csv", "xlsx"):
        screen(typed, tmp_path / f"out.{ending}", explain=True, soon=True)
    whole = pl.read_parquet(tmp_path / "out.parquet")
    header, *rows = rows_of(tmp_path / "out.csv")
    assert header == whole.columns
    assert [row[0] for row in rows] == whole["key"].to_list()
    text = [[as_csv(cell) for cell in row] for row in whole.rows()]
    assert rows == text
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    assert book.sheetnames == ["结果", "原因", "快要符合的人", "列的说明"]
    assert [row[0] for row in book["结果"].iter_rows(min_row=2, values_only=True)] == whole["key"].to_list()
    why = pl.read_parquet(tmp_path / "out.why.parquet")
    assert list(book["原因"].iter_rows(min_row=2, values_only=True)) == why.rows()
    assert not list(tmp_path.glob(".out*"))


def test_a_workbook_is_screened_like_the_same_csv(tmp_path):
    lines = [["key", "学历", "毕业"], ["a1", "本科", date(2024, 6, 30)], ["a2", "大学", None], [3, "硕士", 45473]]
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "in.xlsx")
    csv_of(tmp_path / "in.csv", ["a1,本科,2024-06-30", "a2,大学,", "3,硕士,45473"])
    for ending in ("xlsx", "csv"):
        screen(tmp_path / f"in.{ending}", tmp_path / f"{ending}.parquet")
    assert pl.read_parquet(tmp_path / "xlsx.parquet").equals(pl.read_parquet(tmp_path / "csv.parquet"))
    bad = rows_of(tmp_path / "xlsx.bad.csv")
    assert bad == rows_of(tmp_path / "csv.bad.csv")
    assert [line[:2] for line in bad] == [["行", "列"], ["3", "学历"]]


def test_bad_rows_are_told_and_good_ones_are_not_lost(tmp_path):
    file = csv_of(tmp_path / "in.csv", ["a1,本科,2024-06-30", "a2,大学生,2024-13-01", "a1,硕士,", ",本科,", "a3,本科"])
    said = screen(file, tmp_path / "out.csv")
    assert "5 行，判断了 0 人，5 行有问题没有用" in said
    csv_of(file, [*(f"a{n},本科,2024-06-30" for n in range(20)), "b1,大学生,2024-13-01", ",本科,"])
    said = screen(file, tmp_path / "out.csv")
    assert "22 行，判断了 20 人，2 行有问题没有用" in said
    assert rows_of(tmp_path / "out.bad.csv") == [
        ["行", "列", "原因"],
        ["22", "学历", rows_of(tmp_path / "out.bad.csv")[1][2]],
        ["22", "毕业", "请写年、月、日，例如 2025-06-30，只知道月份就写 2025-06，没有就留空"],
        ["23", "key", "没有编号"],
    ]
    # An earlier run's list of bad rows does not stand beside results that have none.
    screen(csv_of(file, ["a1,本科,"]), tmp_path / "out.csv")
    assert not (tmp_path / "out.bad.csv").exists()


BAD_INPUT = {
    "empty.csv": ("", "文件是空的"),
    "header.csv": ("key,学历\n", "只有列名，一个人也没有"),
    "names.csv": ("key,姓名,学历\na1,王小明,本科\n", "姓名 *个人信息"),
    "keys.csv": (f"key,学历\n{ID_NUMBER[:17]}2,本科\n13800138000,本科\n", "不能当编号用"),
    "typo.csv": ("key,educaton\na1,本科\n", "educaton *不认识 *没有这个问题，是不是 education"),
    "twice.csv": ("key,学历,education\na1,本科,本科\n", "education *重复"),
    "other.csv": ("key,学历\n" + "".join(f"a{n},2024\n" for n in range(9)), "学历 *读不懂 *前 9 行没有一格读得懂"),
    "nokey.csv": ("学历\n本科\n", "key *缺少"),
    "person.csv": ("a1,13800138000,本科\na2,13800138000,本科\n", "第一行像是一个人的数据"),
    "blank.csv": ("\n\nkey,学历\na1,本科\n", "第一行是空的"),
    "wide.csv": ("key," + ",".join(f"c{n}" for n in range(2000)) + "\n", "还有 1960 处"),
    "cut.parquet": ("PAR1 and no more", "不完整或已经损坏"),
    "gone.csv": (None, "读不了 .*gone.csv"),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_what_cannot_be_screened_is_told_and_nothing_is_written(tmp_path, name):
    content, words = BAD_INPUT[name]
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    said = refused(tmp_path / name, tmp_path / "out.csv")
    assert re.search(words, said), said
    assert "王小明" not in said
    assert "13800138000" not in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"region": "nowhere"}, "没有地区 nowhere，只有 .*liandu"),
        ({"out": "out.txt"}, "要以 .parquet、.csv 或 .xlsx 结尾"),
        ({"out": "nowhere/out.csv"}, "没有文件夹"),
        ({"out": "in.csv"}, "不能就是输入的文件"),
        ({"out": "folder.csv"}, "是一个文件夹"),
        ({"on": "2026-02-30"}, "日历上没有这一天"),
        ({"on": "2026-11"}, "要写到哪一天"),
        ({"soon": True, "days": 0}, "--days 要在 1 到 3650 之间"),
        ({"soon": True, "days": 3_000_000}, "--days 要在 1 到 3650 之间"),
        ({"batch": 0}, "--batch 至少是 1"),
        ({"since": 9}, "没有第 9 次发布"),
        ({"key": "key", "key_secret": Path("nowhere")}, "读不了密钥文件 nowhere：没有这个文件"),
        ({"write_rules": Path("nowhere/rules.json")}, "写不了 nowhere/rules.json：没有这个文件或文件夹"),
        ({"key": "key"}, "还要写 --key-secret"),
        ({"as_of": DAY + timedelta(days=1)}, "晚于 --on"),
        ({"newly": True}, "只发布过一次"),
        ({"engine": "spark"}, "spark 只读 parquet"),
        ({"engine": "spark", "explain": True}, "--explain 只在 polars 和 duckdb 上有"),
    ],
)
def test_options_that_cannot_be_meant_are_told(tmp_path, options, words):
    file = csv_of(tmp_path / "in.csv", ["a1,本科,"])
    (tmp_path / "folder.csv").mkdir()
    out = tmp_path / options.get("out", "out.csv")
    with pytest.raises(CommandError, match=words):
        screen(file, out, **{name: value for name, value in options.items() if name != "out"})


@pytest.mark.parametrize("name", ["out.bad.csv", "out.why.csv", "out.soon.csv", "out.newly.csv"])
def test_what_is_read_is_neither_overwritten_nor_taken_away(tmp_path, name):
    file = csv_of(tmp_path / name, ["a1,本科,"])
    before = file.read_bytes()
    assert "不能就是输入的文件" in refused(file, tmp_path / "out.csv")
    assert file.read_bytes() == before


def test_a_wrong_day_on_the_command_line_is_no_traceback(capsys):
    # What argparse calls while it reads the line, Django does not turn into a message.
    with pytest.raises(SystemExit):
        Screen().run_from_argv(["manage.py", "screen", "in.csv", "--out", "out.csv", "--on", "2026-02-30"])
    assert "日历上没有这一天" in capsys.readouterr().err


def test_rows_that_are_bad_all_of_them_before_a_cell_is_read(tmp_path):
    file = tmp_path / "in.csv"
    file.write_text("key,学历\na1,本科,more\na2\n", encoding="utf-8")
    assert "2 行，判断了 0 人，2 行有问题没有用" in screen(file, tmp_path / "out.csv")
    assert [row[0] for row in rows_of(tmp_path / "out.bad.csv")[1:]] == ["2", "3"]
    assert len(rows_of(tmp_path / "out.csv")) == 1


def test_a_long_row_of_names_is_read_to_its_end(tmp_path):
    file, idle = tmp_path / "in.csv", [f"c{n:040d}" for n in range(2000)]
    file.write_text(f"key,{','.join(idle)},学历\na1,{','.join('1' for _ in idle)},本科\n", encoding="utf-8")
    assert "1 行，判断了 1 人" in screen(file, tmp_path / "out.csv", skip=idle)


def test_nothing_that_says_who_it_is_gets_into_any_file(tmp_path):
    numbers = [f"9901011990030{n:04d}" + "0" for n in range(30)]
    secret = tmp_path / "secret"
    secret.write_text("a secret of this test and of nobody else")
    rows = [f"{one},{'本科' if n % 5 else one}" for n, one in enumerate(numbers)]
    file = csv_of(tmp_path / "in.csv", rows, "身份证号,学历")
    said = screen(file, tmp_path / "out.csv", key="身份证号", key_secret=secret, explain=True, soon=True)
    assert "判断了 24 人，6 行有问题" in said
    written = {path.name: path.read_text(encoding="utf-8-sig") for path in tmp_path.glob("out*")}
    assert {*written} == {"out.csv", "out.why.csv", "out.soon.csv", "out.bad.csv"}
    for text in (said, *written.values()):
        assert not any(number in text for number in numbers)
    keys = [row[0] for row in rows_of(tmp_path / "out.csv")[1:]]
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)
    # The same secret finds the same persons again, another one nobody.
    screen(file, tmp_path / "again.csv", key="身份证号", key_secret=secret)
    assert [row[0] for row in rows_of(tmp_path / "again.csv")[1:]] == keys
    secret.write_text("another secret of this test and of nobody else")
    screen(file, tmp_path / "other.csv", key="身份证号", key_secret=secret)
    assert not {row[0] for row in rows_of(tmp_path / "other.csv")[1:]} & {*keys}


def test_why_is_that_of_the_assessment(catalogue, many, tmp_path):
    screen(many, tmp_path / "out.parquet", region=MANY, explain=True)
    why, results = pl.read_parquet(tmp_path / "out.why.parquet"), pl.read_parquet(tmp_path / "out.parquet")
    codes = [policy.code for policy in catalogue.ruleset(MANY).policies]
    assert len(why) == len(results) * len(codes)
    for code in codes:
        of_policy = why.filter(pl.col("policy") == code)
        assert of_policy["key"].to_list() == results["key"].to_list()
        assert of_policy["status"].to_list() == results[f"{code}|status"].to_list()
    begins = {"eligible": "条件都满足$", "unknown": ".*还不能确定", "ineligible": ".*(没满足|不符合|先要有)"}
    begins["upcoming"] = ".*日起符合；现在.*没满足"
    assert len(Counter(why["status"])) == 4
    for status, said in why.select("status", "why").iter_rows():
        assert re.match(begins[status], said), said


def test_a_reason_names_what_fails_and_what_nobody_knows(tmp_path):
    file = csv_of(tmp_path / "in.csv", ["a1,高中、中专及以下,", "a2,,"])
    screen(file, tmp_path / "out.csv", region=MANY, explain=True)
    said = {(row[0], row[1]): row[4] for row in rows_of(tmp_path / "out.why.csv")[1:]}
    assert said["a1", "qj-rent-subsidy"].startswith("没满足：")
    assert "学历：大专及以上" in said["a1", "qj-rent-subsidy"]
    assert said["a2", "qj-rent-subsidy"].startswith("还不能确定：")
    assert "学历：大专及以上" in said["a2", "qj-rent-subsidy"]


def test_who_will_have_a_right_soon_is_listed_with_day_and_amount(catalogue, many, tmp_path):
    screen(many, tmp_path / "out.parquet", region=MANY, soon=True, days=400)
    results, soon = pl.read_parquet(tmp_path / "out.parquet"), pl.read_parquet(tmp_path / "out.soon.parquet")
    persons = {row["key"]: row for row in pl.read_parquet(many).iter_rows(named=True)}
    wanted = []
    for row in results.iter_rows(named=True):
        for code in (policy.code for policy in catalogue.ruleset(MANY).policies):
            upcoming = row[f"{code}|status"] == "upcoming" and row[f"{code}|state"] == "open"
            if not upcoming or persons[row["key"]][f"received|{code}"]:
                continue
            if row[f"{code}|first_day"] <= DAY + timedelta(days=400):
                told = [row[f"{code}|{name}"] for name in ("first_day", "last_day", "total", "low", "high")]
                wanted.append((row["key"], code, catalogue.policies[code]["name"], *told))
    assert wanted
    assert sorted(soon.rows(), key=str) == sorted(wanted, key=str)
    screen(many, tmp_path / "near.parquet", region=MANY, soon=True, days=1)
    assert len(pl.read_parquet(tmp_path / "near.soon.parquet")) < len(soon)


def test_who_newly_has_a_right_since_the_release_before(many, tmp_path):
    screen(many, tmp_path / "before.parquet", region=MANY)
    easier = Policy.objects.get(code="qj-health-check-subsidy")
    easier.thresholds.all().delete()
    publish(note="放宽")
    said = screen(many, tmp_path / "out.parquet", region=MANY, newly=True)
    before, now = pl.read_parquet(tmp_path / "before.parquet"), pl.read_parquet(tmp_path / "out.parquet")
    newly = pl.read_parquet(tmp_path / "out.newly.parquet")
    assert "out.newly.parquet" in said
    assert set(newly["policy"]) == {easier.code}
    status = f"{easier.code}|status"
    had = pl.col(f"received|{easier.code}").fill_null(False)
    both = now.select("key", now=status).join(before.select("key", was=status), on="key")
    both = both.join(pl.read_parquet(many).select("key", had=had), on="key")
    gained = both.filter((pl.col("now") == "eligible") & (pl.col("was") != "eligible") & ~pl.col("had"))
    assert sorted(newly.select("key", "before").rows()) == sorted(gained.select("key", "was").rows())
    assert len(newly)
    # Since a release that said the same, nobody.
    publish(note="再发布一次")
    screen(many, tmp_path / "none.parquet", region=MANY, newly=True)
    assert len(pl.read_parquet(tmp_path / "none.newly.parquet")) == 0
    screen(many, tmp_path / "since.parquet", region=MANY, newly=True, since=1)
    assert pl.read_parquet(tmp_path / "since.newly.parquet").equals(newly)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_an_answer_that_the_release_before_did_not_know_stops_nobody(tmp_path, engine):
    """There it fails whatever asks for another."""
    question = Question.objects.get(key="education")
    Choice.objects.create(question=question, value="another", label="别的学历", position=999)
    publish(note="多了一个选项")
    file = csv_of(tmp_path / "in.csv", ["a1,别的学历,", "a2,本科,"])
    screen(file, tmp_path / "out.parquet", newly=True, engine=engine)
    assert pl.read_parquet(tmp_path / "out.parquet").get_column("key").to_list() == ["a1", "a2"]
    assert len(pl.read_parquet(tmp_path / "out.newly.parquet")) == 0


def stopped_after(monkeypatch, batches, error):
    """The next runs stop so once they have finished so many batches."""
    finish = Working.finish

    def counted(self, batch):
        finish(self, batch)
        if batch.number + 1 >= batches:
            raise error

    monkeypatch.setattr(Working, "finish", counted)


@pytest.mark.parametrize("ending", ["parquet", "csv", "xlsx"])
def test_a_run_that_was_stopped_goes_on_where_it_was(monkeypatch, catalogue, persons, tmp_path, ending):
    table = table_of(catalogue.ruleset(REGION), persons)
    file = tmp_path / "in.csv"
    table.write_csv(file)
    whole, out = tmp_path / "whole.parquet", tmp_path / f"out.{ending}"
    screen(file, whole, batch=20)
    with monkeypatch.context() as patched:
        stopped_after(patched, 3, KeyboardInterrupt())
        with pytest.raises(CommandError, match="用同一条命令接着做") as stopped:
            screen(file, out, batch=20)
    assert stopped.value.returncode == 130
    assert not out.exists()
    assessed = []
    run = job.Assessing.of
    monkeypatch.setattr(job.Assessing, "of", lambda self, frame: assessed.append(len(frame)) or run(self, frame))
    said = screen(file, out, batch=20)
    assert "接着上次的做：前 60 行已经做好" in said
    assert len(assessed) == 3
    if ending == "parquet":
        assert pl.read_parquet(out).equals(pl.read_parquet(whole))
    assert f"{len(persons):,} 行" in said
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.parametrize(
    ("changed", "what"),
    [("file", "输入文件"), ("on", "命令的选项"), ("soon", "命令的选项"), ("release", "发布的政策")],
)
def test_with_anything_changed_it_begins_anew_and_says_so(monkeypatch, typed, tmp_path, changed, what):
    with monkeypatch.context() as patched:
        stopped_after(patched, 2, KeyboardInterrupt())
        with pytest.raises(CommandError):
            screen(typed, tmp_path / "out.parquet", batch=20)
    options = {}
    if changed == "file":
        pl.read_parquet(typed).reverse().write_parquet(typed)
    elif changed == "release":
        Policy.objects.filter(region__code=REGION).first().thresholds.all().delete()
        publish(note="改了")
    else:
        options = {"on": DAY + timedelta(days=1), "as_of": DAY} if changed == "on" else {"soon": True}
    said = screen(typed, tmp_path / "out.parquet", batch=20, **options)
    assert f"{what}变了" in said
    assert "从头开始" in said
    assert "接着上次" not in said


def test_a_full_disk_is_told_and_what_is_done_is_kept(typed, tmp_path):
    out = tmp_path / "out.parquet"
    folder = tmp_path / ".out.parquet.working"
    folder.mkdir()
    # Whatever is written there finds no room; the second batch is the first to be.
    (folder / "000001.results.draft").symlink_to("/dev/full")
    manifest = Working.begin

    def begin(self):
        found = manifest(self)
        (folder / "000001.results.draft").symlink_to("/dev/full")
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Working, "begin", begin)
        said = refused(typed, out, batch=50)
    assert "磁盘满了" in said
    (folder / "000001.results.draft").unlink()
    assert "接着上次的做：前 50 行已经做好" in screen(typed, out, batch=50)
    assert out.exists()


def test_two_at_once_do_not_write_into_one_another(typed, tmp_path):
    import fcntl

    folder = tmp_path / ".out.parquet.working"
    folder.mkdir()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "另一个进程正在做同一个输出文件" in refused(typed, tmp_path / "out.parquet")


def test_a_key_is_no_formula_in_a_spreadsheet_program(tmp_path):
    file = csv_of(tmp_path / "in.csv", ["=1+1,本科,", "@a,本科,"])
    screen(file, tmp_path / "out.csv")
    screen(file, tmp_path / "out.xlsx")
    assert [row[0] for row in rows_of(tmp_path / "out.csv")[1:]] == ["'=1+1", "'@a"]
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx")["结果"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_dictionary_names_every_column_and_choice(catalogue):
    said = StringIO()
    call_command("screen", dictionary=True, region=REGION, stdout=said)
    text = said.getvalue()
    for key in catalogue.ruleset(REGION).questions:
        question = catalogue.questions[key]
        assert question["label"] in text
        assert f"| {key}" in text or f"\\|{key}" in text
        for choice in question.get("choices", ())[:20]:
            assert choice["label"] in text
    for policy in catalogue.ruleset(REGION).policies:
        assert f"received\\|{policy.code}" in text
    assert "政策代码\\|status" in text


def test_without_the_extra_it_says_what_to_install(tmp_path):
    """In a process that has no polars; neither the command nor anything that citizens see needs it before."""
    program = (
        "import sys; sys.modules['polars'] = None\n"
        "import django; django.setup()\n"
        "from django.core.management import CommandError, call_command\n"
        "import policies.urls\n"
        "from policies.publishing import live, stored\n"
        "live.serve(stored.from_pack()); live.refresh = live.current\n"
        "print(sorted({'duckdb', 'narwhals', 'pyarrow', 'tqdm', 'pyspark'} & sys.modules.keys()))\n"
        "try: call_command('screen', 'in.csv', out='out.csv')\n"
        "except CommandError as error: print(error)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qujiang.settings"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert "没有 polars。先装好它要用的包" in done.stdout, done.stderr
    assert "--extra screening" in done.stdout
    assert done.stdout.startswith("[]\n")


def test_the_paper_leads_from_a_file_to_a_chart(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    paper = (ROOT / "docs/screening.md").read_text(encoding="utf-8")
    table, program = (
        re.findall(r"```\n(key,.*?)```", paper, re.S)[0],
        re.findall(r"```python\n(.*?)```", paper, re.S)[0],
    )
    Path("persons.csv").write_text(table, encoding="utf-8")
    said = screen("persons.csv", "results.parquet", region=MANY, explain=True, soon=True)
    assert "2 行，判断了 2 人" in said
    exec(program)
    assert "█" in capsys.readouterr().out
