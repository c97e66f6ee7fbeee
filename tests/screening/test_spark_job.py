"""The same on a cluster, here of one machine: parquet in parts, in and out, from the command and as a script."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from policies.calculator import portable
from policies.screening.files.refusals import CannotScreen
from policies.screening.jobs import spark_job
from policies.screening.table import EVERYTHING
from tests.screening.comparing import assert_same, expected, key_of, table_of
from tests.screening.random_persons import random_persons

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="Spark needs a Java runtime; tools/test-programs installs one"
)
ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def rules(catalogue):
    """Of the smallest shipped region, so that it is planned quickly."""
    return catalogue.ruleset("liandu")


@pytest.fixture(scope="module")
def persons(rules):
    return random_persons(rules, 60, DAY)


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    yield spark
    spark.stop()


def in_parts(table, folder):
    """As engines write a table: a folder with a file for each part."""
    folder.mkdir()
    for number, part in enumerate((table[:25], table[25:])):
        part.write_parquet(folder / f"part-{number}.parquet")
    return str(folder)


def compared(rules, persons, out):
    good = {key_of(person): person for person in persons}
    found = pl.read_parquet(out / "*.parquet")
    in_order = [good[key] for key in found["key"]]
    cells = expected(rules, in_order, DAY, DAY, EVERYTHING)
    assert assert_same(rules, in_order, cells, found.to_dict(as_series=False)) > 1000
    return len(found)


def test_good_rows_are_assessed_and_bad_ones_are_told_beside(spark, rules, persons, tmp_path):
    table = table_of(rules, persons)
    days = [None, None, date(1800, 1, 1)]
    bad = pl.DataFrame({"key": ["b1", None, "b3"], "education": ["phd", "master", None], "graduation_date": days})
    source = in_parts(pl.concat([table, bad], how="diagonal"), tmp_path / "in")
    out = tmp_path / "out"
    done = spark_job.screen(spark, rules, source, str(out), DAY, DAY)
    assert (done.good, done.bad) == (60, 3)
    assert compared(rules, persons, out) == 60
    assert (out / "_SUCCESS").exists()
    told = pl.read_parquet(tmp_path / "out.bad" / "*.parquet")
    assert sorted(told.rows(), key=str) == [("b1", "education"), ("b3", "graduation_date"), (None, "key")]
    # What is there already stays.
    with pytest.raises(CannotScreen, match="已经有这个文件夹了"):
        spark_job.screen(spark, rules, source, str(out), DAY, DAY)
    assert compared(rules, persons, out) == 60


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ({"key": ["a"], "educaton": ["master"]}, "educaton *不认识"),
        ({"key": ["a"], "姓名": ["王小明"]}, "姓名 *个人信息"),
        ({"key": ["a"], "education": [1]}, "education *类型不对 *文件里是 bigint，这里要的是文字"),
        ({"education": ["master"]}, "key *缺少"),
        ({"key": ["a", "a"]}, "有 1 个编号不止一行"),
        ({"key": ["a", "13800138000"]}, "编号里有像手机号的"),
        ({"key": ["a", "990101199003070001"]}, "编号里有像身份证号的"),
        (None, "没有这个 parquet"),
    ],
)
def test_what_cannot_be_screened_is_told_and_nothing_is_written(spark, rules, tmp_path, frame, words):
    if frame is not None:
        pl.DataFrame(frame).write_parquet(tmp_path / "in.parquet")
    with pytest.raises(CannotScreen) as refused:
        spark_job.screen(spark, rules, str(tmp_path / "in.parquet"), str(tmp_path / "out"), DAY, DAY)
    told = "\n".join([*refused.value.table, str(refused.value)])
    assert re.search(words, told), told
    assert "王小明" not in told
    assert not (tmp_path / "out").exists()


def test_as_a_script_for_spark_submit(rules, persons, tmp_path):
    """With what the command has written of the rules; no database, no settings."""
    (tmp_path / "rules.json").write_text(portable.to_json(rules), encoding="utf-8")
    source, out = in_parts(table_of(rules, persons), tmp_path / "in"), tmp_path / "out"
    submit = Path(sys.executable).with_name("spark-submit")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    settings = ["--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=1"]
    script = [ROOT / "policies/screening/jobs/spark_job.py", "--rules", tmp_path / "rules.json", "--on", str(DAY)]
    done = subprocess.run(
        [submit, "--master", "local[2]", *settings, *script, source, str(out)],
        capture_output=True,
        text=True,
        env={**environment, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable},
        check=False,
    )
    assert "判断了 60 人，0 行有问题没有用" in done.stdout, done.stderr[-3000:]
    assert compared(rules, persons, out) == 60
