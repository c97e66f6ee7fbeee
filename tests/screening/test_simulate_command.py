"""manage.py simulate: packs, live and unpublished, files and made-up persons, and every wrong way to ask."""

import csv
import io
import os
import stat

import pytest
from django.core.management import CommandError, call_command

from policies.publishing import live
from tests.screening import simulation_pack as town

ON = "2026-11-22"


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def packs(tmp_path):
    """The town, and the same with 200 instead of 100 yuan a month."""
    before, after = town.write(tmp_path / "before"), town.write(tmp_path / "after", "monthly.recurring.amount=200")
    return "--before", str(before), "--after", str(after)


@pytest.fixture
def persons(tmp_path):
    """Six graduates of one quarter, a pupil of the same and two of another."""
    rows = [("bachelor", "甲")] * 6 + [("school", "甲")] + [("school", "乙")] * 2
    path = tmp_path / "persons.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("key", "degree", "镇"))
        table.writerows((f"p{number}", *row) for number, row in enumerate(rows))
    return path


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command("simulate", "--region", "town", "--on", ON, *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*args):
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command(
            "simulate",
            "--on",
            ON,
            *(args if "--region" in args else ("--region", "town", *args)),
            stdout=out,
            stderr=err,
        )
    return err.getvalue() + str(raised.value)


@pytest.fixture
def group_may_read():
    before = os.umask(0o027)
    yield
    os.umask(before)


def test_two_packs_on_made_up_persons(packs, tmp_path, group_may_read):
    page, table = tmp_path / "out.html", tmp_path / "out.csv"
    out, _ = run(
        *packs,
        "--synthetic",
        "300",
        "--seed",
        "7",
        "--out",
        str(page),
        "--out",
        str(table),
        "--budget",
        "monthly=20000",
    )
    assert "这是编出来的人，不是真实的名单" in out
    assert "合成人口（种子 7），300 人" in out
    assert "每项政策每年的钱" in out
    assert [stat.S_IMODE(one.stat().st_mode) for one in (page, table)] == [0o640, 0o640]
    html = page.read_text("utf-8")
    assert html.count('<svg role="img"') == html.count("<title id=") == html.count("<desc id=")
    assert html.count("<table>") == html.count("<caption")
    assert "<script" not in html
    assert "合成人口，不是真实的人。" in html
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert rows[0][:3] == ["部分", "政策代码", "政策"]
    assert ["总的", "", "", "", "", "", "", "人数", "300", "人"] in rows
    assert any(row and row[0] == "预算 20000 元" for row in rows)
    again, _ = run(*packs, "--synthetic", "300", "--seed", "7", "--budget", "monthly=20000")
    assert again == out[: out.index("已写到")]


def test_persons_of_a_file_are_told_apart_by_a_column_of_it(packs, persons):
    out, _ = run(*packs, "--persons", str(persons), "--by", "镇", "--by", "degree")
    assert "名单，9 人" in out
    assert "按镇分" in out
    assert "少于 5" in out
    # Each of the six has 2,400 where they had 1,500.
    changed = next(line for line in out.splitlines() if line.startswith("钱变多的人"))
    assert changed.split()[-1] == "6"
    assert "合成人口" not in out


def test_a_row_that_nobody_can_read_is_named_and_the_others_counted(packs, persons):
    with persons.open("a", encoding="utf-8") as file:
        file.write("p20,phd?,甲\n")
    out, err = run(*packs, "--persons", str(persons), "--skip", "镇")
    assert "第 11 行“degree”" in err
    assert "phd?" not in err + out
    assert "名单（1 行读不懂，没有算），9 人" in out


@pytest.mark.django_db
def test_what_is_live_against_what_was_not_published(tmp_path):
    from policies.models import Policy
    from policies.publishing.publish import publish

    assert "还没有发布过" in refused("--synthetic", "5")
    call_command("load_pack", str(town.write(tmp_path)), verbosity=0)
    publish()
    assert "没有未发布的修改" in refused("--synthetic", "5")
    Policy.objects.filter(code="monthly").update(recurring_amount=200)
    out, _ = run("--synthetic", "200")
    assert "第 1 次发布 → 后台里未发布的内容" in out
    out, _ = run("--synthetic", "200", "--change", "monthly.phone=0570-1")
    assert "对谁都不影响" in out
    assert "第 1 次发布 → monthly.phone=0570-1" in out


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--synthetic", "0"], "合成人口要写 1 到"),
        (["--synthetic", "-3"], "合成人口要写 1 到"),
        (["--synthetic", "5", "--region", "nowhere"], "没有地区“nowhere”"),
        (["--synthetic", "5", "--budget", "nothing=5"], "没有代码是“nothing”的政策"),
        (["--synthetic", "5", "--budget", "monthly"], "等号后面写多少元"),
        (["--synthetic", "5", "--budget", "monthly=很多"], "等号后面写多少元"),
        (["--synthetic", "5", "--budget", "monthly=0"], "大于 0"),
        (["--synthetic", "5", "--budget", "monthly=1", "--budget", "monthly=2"], "写了不止一次"),
        (["--synthetic", "5", "--by", "sex"], "分组“sex”不是问题，也不是表里的列"),
        (["--synthetic", "5", "--by", "degree=1,2"], "只有数和日期才能分段"),
        (["--synthetic", "5", "--by", "age=9,3"], "从小到大的整数"),
        (["--synthetic", "5", "--out", "result.pdf"], "结果写成 .csv 或 .html"),
        (["--synthetic", "5", "--out", "/no/such/folder/a.csv"], "没有文件夹 /no/such/folder"),
        (["--persons", "a.csv", "--out", "./a.csv"], "不能就是输入的文件"),
        (["--synthetic", "5", "--on", "昨天"], "日期要写成 2026-11-30 这样"),
        (["--synthetic", "5", "--change", "monthly.x=1"], "多余的键“x”"),
        (["--persons", "/no/such/file.csv"], "读不了"),
        (["--persons", "/no/such/file.doc"], "要以 .parquet、.csv 或 .xlsx 结尾"),
    ],
)
def test_what_cannot_be_meant_is_told_in_a_sentence(packs, args, sentence):
    assert sentence in refused(*packs, *args)


def test_two_packs_are_two(packs):
    assert "要一起写" in refused(*packs[:2], "--synthetic", "5")
    assert "两边的内容完全一样" in refused("--before", packs[1], "--after", packs[1], "--synthetic", "5")
    assert "这里没有政策包" in refused("--before", packs[1], "--after", packs[1] + "/nothing", "--synthetic", "5")


def test_a_wrong_file_is_refused_with_what_is_wrong(packs, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("key,姓名,学力\n1,张三,本科\n", "utf-8")
    said = refused(*packs, "--persons", str(path))
    assert "列名有 2 处要改" in said
    assert "个人信息" in said
    path.write_text("key,degree\n", "utf-8")
    assert "一个人也没有" in refused(*packs, "--persons", str(path))


def test_a_column_with_a_value_for_each_is_no_group(packs, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("key,degree,代号\n" + "".join(f"k{n},school,c{n}\n" for n in range(70)), "utf-8")
    assert "“代号”这一列有 70 个不同的值，不像是分组" in refused(*packs, "--persons", str(path), "--by", "代号")
    path.write_text("key,degree,姓名\n1,school,张三\n", "utf-8")
    assert "像是个人信息，不能按它分组" in refused(*packs, "--persons", str(path), "--by", "姓名")


def test_a_distribution_that_does_not_fit_the_questions_is_told(packs, tmp_path):
    path = tmp_path / "population.toml"
    path.write_text("[questions.degree]\nshares = { doctor = 1 }\n", "utf-8")
    said = refused(*packs, "--synthetic", "5", "--population", str(path))
    assert "没有这个选项，可以写 school、bachelor" in said
    assert "分布和现在的问题对不上" in said
