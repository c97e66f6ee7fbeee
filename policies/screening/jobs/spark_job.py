"""The same on a cluster: partitioned parquet in, partitioned parquet out, on any file system that Spark knows.

From the command (`screen --engine spark --master URL`), or as a script for spark-submit, with rules that
`screen --write-rules` has written; only the driver needs this project:

    PYTHONPATH=. spark-submit policies/screening/jobs/spark_job.py --rules rules.json --on 2026-11-22 IN OUT
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

from policies.calculator import portable
from policies.calculator.ruleset import Ruleset
from policies.screening.files import personal
from policies.screening.files.refusals import CannotScreen
from policies.screening.plan import compile_plan
from policies.screening.table import KEY, ColumnType, ScreeningColumn, columns_of

# What Spark calls the types that a column may have, and to which it is made.
SPARK = {
    ColumnType.TEXT: ({"string"}, "string"),
    ColumnType.BOOLEAN: ({"boolean"}, "boolean"),
    ColumnType.INTEGER: ({"tinyint", "smallint", "int", "bigint"}, "bigint"),
    ColumnType.DATE: ({"date"}, "date"),
}
WORDS = {"string": "文字（string）", "boolean": "是否（boolean）", "bigint": "整数（bigint）", "date": "日期（date）"}
TABLE = ("列", "问题", "怎么办")
BAD = ".bad"


@dataclass(frozen=True)
class SparkedFile:
    """How many persons were assessed, and how many rows were bad and went to the folder beside."""

    good: int
    bad: int


def screen(spark: Any, ruleset: Ruleset, source: str, out: str, on: date, as_of: date) -> SparkedFile:
    """`source` and `out`: folders of parquet, named as Spark names them; rows that cannot be used go to `out` + .bad.

    Spark makes `out` whole, with _SUCCESS in it, or not at all. Raises CannotScreen, plan.Unsayable.
    """
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions

    plan = compile_plan(ruleset, on, as_of)
    columns = {column.name: column for column in columns_of(ruleset)}
    try:
        persons = spark.read.parquet(source)
    except AnalysisException as error:
        raise CannotScreen(f"读不了 {source}：没有这个 parquet，或者它不完整") from error
    persons = _as_wanted(persons, columns)
    _refuse_persons(persons, functions)
    mistakes = _mistakes(persons, columns, functions)
    marked = persons.withColumn("_bad", functions.concat_ws("、", *mistakes)).persist()
    twice = marked.filter(functions.col(KEY).isNotNull()).groupBy(KEY).count().filter("count > 1")
    several = twice.limit(1000).count()
    if several:
        more = "至少 1000" if several == 1000 else str(several)
        raise CannotScreen(f"有 {more} 个编号不止一行，先去掉重复的行")
    good, bad = marked.filter("_bad = ''").drop("_bad"), marked.filter("_bad != ''")
    try:
        plan.apply(good).write.parquet(out)
        wrong = bad.count()
        if wrong:
            bad.select(functions.col(KEY), functions.col("_bad").alias("columns")).write.parquet(out + BAD)
    except AnalysisException as error:
        raise CannotScreen(f"写不了 {out}：已经有这个文件夹了，请换一个名字或先移开") from error
    found = SparkedFile(good.count(), wrong)
    marked.unpersist()
    return found


def _as_wanted(persons: Any, columns: Mapping[str, ScreeningColumn]) -> Any:
    """The columns of the table in its types. Raises CannotScreen for all that are no such columns."""
    problems = [one for name, type_ in persons.dtypes for one in _problem(name, type_, columns)]
    if KEY not in persons.columns:
        problems.append((KEY, "缺少", "每人要有一个不含个人信息的编号"))
    if problems:
        raise CannotScreen(f"列名有 {len(problems)} 处要改", [TABLE, *problems])
    from pyspark.sql import functions

    return persons.select(
        *(functions.col(f"`{name}`").cast(SPARK[columns[name].kind][1]).alias(name) for name in persons.columns)
    )


def _problem(name: str, type_: str, columns: Mapping[str, ScreeningColumn]) -> list[tuple[str, str, str]]:
    column = columns.get(name)
    if column is None:
        kind = "个人信息" if personal.by_name(name) else "不认识"
        return [(name, kind, "请删掉这一列；列名要照数据字典的第一列写（screen --dictionary）")]
    known, wanted = SPARK[column.kind]
    return [] if type_ in known else [(name, "类型不对", f"文件里是 {type_}，这里要的是{WORDS[wanted]}")]


def _refuse_persons(persons: Any, functions: Any) -> None:
    """Raises CannotScreen where some key looks like a number of a person; all of them are looked at."""
    key = functions.regexp_replace(functions.col(KEY), r"\s", "")
    for pattern, what in ((personal.IDENTITY, "身份证号"), (personal.MOBILE, "手机号"), (personal.EMAIL, "邮箱")):
        if persons.filter(key.rlike(f"^(?:{pattern})$")).limit(1).count():
            raise CannotScreen(f"编号里有像{what}的，不能当编号用，结果里会写出来")


def _mistakes(persons: Any, columns: Mapping[str, ScreeningColumn], functions: Any) -> list[Any]:
    """Per column its name where a cell holds what is no answer, else null."""
    found = []
    for name in persons.columns:
        column, cell = columns[name], functions.col(f"`{name}`")
        wrong = [cell.isNull() | (functions.trim(cell) == "")] if name == KEY else []
        if column.values:
            wrong.append(~cell.isin(*column.values))
        if column.least is not None:
            wrong.append(cell < functions.lit(column.least))
        if column.most is not None:
            wrong.append(cell > functions.lit(column.most))
        if wrong:
            found.append(functions.when(reduce(lambda one, other: one | other, wrong), functions.lit(name)))
    return found


def session(master: str | None) -> Any:
    """Days are days wherever the cluster stands. `master`: None takes what spark-submit says."""
    from pyspark.sql import SparkSession

    # Each batch is worked out by a Python process, on this machine by one that has what is installed here.
    if master and master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("screening").config("spark.sql.session.timeZone", "UTC")
    return (builder.master(master) if master else builder).getOrCreate()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="整表判断，用 Spark")
    parser.add_argument("source", metavar="IN")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--rules", type=Path, required=True, help="screen --write-rules 写的文件")
    parser.add_argument("--on", type=date.fromisoformat, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat)
    options = parser.parse_args(arguments)
    ruleset = portable.from_json(options.rules.read_text(encoding="utf-8"))
    spark = session(None)
    try:
        done = screen(spark, ruleset, options.source, options.out, options.on, options.as_of or options.on)
    except CannotScreen as error:
        sys.stderr.write("\n".join([*error.table, str(error), ""]))
        return 1
    finally:
        spark.stop()
    sys.stdout.write(f"判断了 {done.good:,} 人，{done.bad:,} 行有问题没有用\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
