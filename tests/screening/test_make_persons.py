"""manage.py make_persons: a file that says what it is, whole or not at all; what is wrong with the call in words."""

import errno
from datetime import date
from io import StringIO

import polars as pl
import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from policies.publishing import live
from policies.screening.population import writing
from policies.screening.table import columns_of


@pytest.fixture(autouse=True)
def shipped(monkeypatch, catalogue):
    monkeypatch.setattr(live, "refresh", lambda: catalogue)
    return catalogue


def made(*words, **options):
    said, mistakes = StringIO(), StringIO()
    call_command("make_persons", *map(str, words), stdout=said, stderr=mistakes, **options)
    return said.getvalue(), mistakes.getvalue()


def test_the_file_and_the_words_say_that_it_is_synthetic(shipped, tmp_path):
    path = tmp_path / "persons.parquet"
    said, _ = made(300, "--out", path, "--on", "2026-11-30", "--seed", 4)
    assert said == f"已写入 {path}：300 行，68 列，衢江区，2026-11-30，种子 4。合成的数据，不是真人\n"
    file = pq.ParquetFile(path)
    assert file.schema_arrow.metadata[b"synthetic"] == b"true"
    assert file.schema_arrow.metadata[b"note"].decode() == "合成的数据，不是真人"
    table = pl.read_parquet(path)
    assert table.height == 300
    assert table["key"].str.starts_with("synthetic-").all()
    known = {column.name for column in columns_of(shipped.ruleset("qujiang"))}
    assert set(table.columns) <= known


def test_csv_holds_the_same(tmp_path):
    for name in ("a.csv", "a.parquet"):
        made(200, "--out", tmp_path / name, "--on", "2026-11-30")
    kept = pl.read_parquet(tmp_path / "a.parquet")
    assert pl.read_csv(tmp_path / "a.csv", schema=kept.schema).equals(kept)


def test_the_same_call_writes_the_same_file(tmp_path):
    for name in ("a.parquet", "b.parquet"):
        made(200, "--out", tmp_path / name, "--on", "2026-11-30", "--seed", 9)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_several_batches_are_one_file(tmp_path):
    parts = [
        pl.DataFrame({"key": ["a"], "n": [1]}),
        pl.DataFrame({"key": ["b"], "n": [None]}, schema_overrides={"n": int}),
    ]
    for name in ("a.parquet", "a.csv"):
        writing.write(parts, tmp_path / name, {})
    assert pl.read_parquet(tmp_path / "a.parquet").equals(pl.concat(parts))
    assert (tmp_path / "a.csv").read_text() == "key,n\na,1\nb,\n"


def test_own_settings_take_the_place_of_those_shipped(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("[questions.education]\nshares = { doctor = 1 }\n", encoding="utf-8")
    made(200, "--out", tmp_path / "a.parquet", "--population", own)
    table = pl.read_parquet(tmp_path / "a.parquet")
    assert set(table["education"]) == {"doctor"}
    assert table["work_status"].n_unique() > 3


def test_questions_without_settings_are_named(tmp_path, monkeypatch):
    empty = tmp_path / "empty.toml"
    empty.touch()
    monkeypatch.setattr("policies.screening.population.settings.SHIPPED", empty)
    said, _ = made(50, "--out", tmp_path / "a.csv", "--region", "jinzhong")
    assert "各种答案一样多" in said
    assert "jinzhong_title（晋中人才称号）" in said


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch, ending):
    path = tmp_path / f"a.{ending}"
    path.write_text("of before")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(CommandError, match="没有留下半个文件"):
        made(100, "--out", path)
    assert path.read_text() == "of before"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_who_stops_it_leaves_no_half_file(tmp_path):
    def stopped():
        yield pl.DataFrame({"key": ["a"]})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writing.write(stopped(), tmp_path / "a.parquet", {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((0, "--out", "a.csv"), "人数要在 1 到 999999999 之间，写的是 0"),
        ((5, "--out", "a.xlsx"), "文件名要以 .parquet、.csv 结尾，写的是 a.xlsx"),
        ((5, "--out", "a.csv", "--region", "nowhere"), "没有地区 nowhere，只有"),
        ((5, "--out", "a.csv", "--on", "2026-02-30"), "--on 要写日期，例如 2026-11-30，写的是 2026-02-30"),
        ((5, "--out", "no/such/folder/a.csv"), "写不了 no/such/folder/a.csv"),
        ((5, "--out", "a.csv", "--population", "none.toml"), "读不了 none.toml"),
    ],
)
def test_what_is_wrong_with_the_call(tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=said):
        made(*words)
    assert list(tmp_path.iterdir()) == []


def test_every_mistake_of_the_settings_is_told_with_its_key(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        "[questions.educatoin]\nshares = { doctor = 1 }\n[questions.talent_code]\nyes = 2\n", encoding="utf-8"
    )
    mistakes = StringIO()
    with pytest.raises(CommandError, match="有 2 处要改，没有造表"):
        call_command("make_persons", "5", "--out", str(tmp_path / "a.csv"), "--population", str(own), stderr=mistakes)
    assert "questions.educatoin：没有这道题，是不是 education\n" in mistakes.getvalue()
    assert "questions.talent_code.yes：要写 0 到 1 的数" in mistakes.getvalue()


def test_the_day_decides_ages_and_months(tmp_path):
    found = []
    for day in ("2026-11-30", "2016-11-30"):
        made(100, "--out", tmp_path / "a.parquet", "--on", day)
        found.append(pl.read_parquet(tmp_path / "a.parquet")["job_start_date"].max())
    assert found[0] > date(2026, 1, 1) > date(2017, 6, 1) > found[1]


def test_before_the_first_release_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "refresh", lambda: None)
    with pytest.raises(CommandError, match="还没有发布政策"):
        made(5, "--out", tmp_path / "a.csv")
