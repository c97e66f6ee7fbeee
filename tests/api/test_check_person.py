"""manage.py check_person: the same answer as over HTTP, or a table to read; what is wrong is said field by field."""

import io
import json
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from policies.publishing import live
from tests import loaded
from tests.persons import BACHELOR_2026, DAY, MASTER_2025, REGION


@pytest.fixture(autouse=True)
def released(db, settings, tmp_path):
    """The command reads the live release itself."""
    settings.STATE_DIR = tmp_path
    live.reset()
    loaded.released()
    yield live.refresh()
    live.reset()


@pytest.fixture
def file(tmp_path):
    """`file(body)`: the body of a check, or any text, as a file."""

    def write(body):
        path = tmp_path / "person.json"
        path.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
        return str(path)

    return write


def body_of(person, **more):
    return {"region": person.region or REGION, "on": DAY.isoformat(), "answers": dict(person.answers), **more}


def told(*arguments, **options):
    out = StringIO()
    call_command("check_person", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("person", [MASTER_2025, BACHELOR_2026], ids=["master", "bachelor"])
def test_the_answer_is_that_of_the_api(client, file, person):
    body = body_of(person)
    assert json.loads(told(file(body))) == client.post("/api/v1/check", body, content_type="application/json").json()


def test_it_is_indented_to_be_read(file):
    lines = told(file(body_of(MASTER_2025))).splitlines()
    assert lines[:3] == ["{", '  "release": {', '    "number": 1,']
    assert any(line.startswith('          "question": ') for line in lines)


def test_from_standard_input(monkeypatch):
    body = json.dumps(body_of(MASTER_2025)).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
    assert json.loads(told("-"))["best"]["total"] == 48816


def test_the_table(file, released):
    lines = told(file(body_of(MASTER_2025, received=["qj-home-visit"])), text=True).splitlines()
    day = timezone.localtime(released.effective_at)
    rules = f"规则日期 {day.year} 年 {day.month} 月 {day.day} 日，第 1 次发布"
    assert lines[0] == f"衢江区，按 2026 年 11 月 22 日算；{rules}"
    titles = [line.split()[0] for line in lines if line and not line.startswith(" ")][1:6]
    assert titles == ["可申领", "即将可领", "还不确定", "可以先咨询", "不符合"]
    names = {policy["code"]: policy["name"] for policy in released.document["policies"]}
    shown = [policy.code for policy in released.ruleset(REGION).policies]
    row = {code: next(line for line in lines if line.startswith(f"  {names[code]} ")) for code in shown}
    assert "6,000 元" in row["qj-rent-subsidy"]
    assert "；到 2029 年 9 月 1 日" in row["qj-rent-subsidy"]
    assert "已享受" in row["qj-home-visit"]
    assert row["qz-low-income-rent"].endswith("没满足：低保或低保边缘户家庭成员")
    assert row["qj-nankong-elite"].endswith("没满足：南孔精英项目：A+ 类、A 类、B 类 或 C 类")
    assert "没满足：购房在 2023 年 1 月 1 日到 2025 年 12 月 31 日之间；" in row["qz-home-purchase"]
    assert "最好的搭配：至少 31,344 元，到期以后可能还有 14,472 元" in lines
    assert f"  不能同时领：{names['qj-rent-subsidy']}，已选 {names['qz-talent-rent']}，少 10,944 元" in lines
    assert any(line.startswith("  ") and names["qj-social-insurance"] in line for line in lines[-4:])


def test_the_table_names_what_is_still_to_be_answered(file):
    answers = dict(MASTER_2025.answers)
    del answers["job_start_date"]
    lines = told(file({"on": DAY.isoformat(), "answers": answers}), text=True).splitlines()
    assert any("还要回答：" in line for line in lines)


def test_every_mistake_is_named_at_its_field(file):
    errors = StringIO()
    body = {"region": "nowhere", "answers": {"education": "phd", "height": 180, "graduation_date": "2026-02-30"}}
    with pytest.raises(CommandError, match="有 4 处要改"):
        call_command("check_person", file(body), stderr=errors)
    fields = {line.split(": ")[0] for line in errors.getvalue().splitlines()}
    assert fields == {"region", "answers.education", "answers.height", "answers.graduation_date"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"answers": {}, "answers": {}}', '{"answers": NaN}'])
def test_what_is_no_check(file, text):
    errors = StringIO()
    with pytest.raises(CommandError, match="有 1 处要改"):
        call_command("check_person", file(text), stderr=errors)
    assert errors.getvalue().startswith("body: 请写一个 JSON 对象")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"读不了 .*nobody\.json"):
        call_command("check_person", str(tmp_path / "nobody.json"))
