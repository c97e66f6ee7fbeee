"""Every condition on a date, from a pack to rows and back, refused where it makes no sense, and shown by people."""

import json

import pytest

from policies.publishing.personas import run
from tests.catalogue import dates_pack
from tests.catalogue.made_packs import load
from tests.catalogue.mutations import unnoticed
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand
from tests.catalogue.persona_coverage import missing

POLICIES = "river/policies.yaml"


@pytest.fixture
def folder(tmp_path):
    return dates_pack.write(tmp_path / "pack")


@pytest.fixture
def document(folder):
    return load(folder)


def test_its_people_notice_every_change(document):
    outcomes = run(document, document["personas"])
    assert missing(document, outcomes) == []
    assert unnoticed(document) == []


def test_it_says_every_condition_on_a_date(document):
    from policies.calculator.date_operators import DATE_OPERATORS

    said = {name for policy in document["policies"] for one in policy["conditions"] for name in one}
    said |= {
        name
        for policy in document["policies"]
        for tier in policy["tiers"]
        for one in tier["conditions"]
        for name in one
    }
    assert said >= DATE_OPERATORS.keys() - {"months_since_at_least", "months_since_at_most"}


@pytest.mark.django_db
def test_rows_say_what_it_is_about(document):
    from policies.catalogue import rows
    from policies.models import Threshold

    rows.write(document)
    found = Threshold.objects.filter(operator="same_year_as").order_by("policy__code")
    assert [(one.value, one.measured_at and one.measured_at.key) for one in found] == [
        (True, "job_start_date"),
        (True, None),
    ]


@pytest.mark.django_db
def test_a_question_that_is_renamed_is_so_in_whose_year_something_was(document):
    from django.core.management import call_command

    from policies.catalogue import rows
    from policies.catalogue.document import renaming

    rows.write(document)
    call_command("rename", "question", "job_start_date", "started_on", verbosity=0)
    after = rows.read()
    renamed = renaming.renamed(document, {("questions", "job_start_date"): "started_on"})
    assert json.dumps(after, sort_keys=True) == json.dumps(renamed, sort_keys=True)
    assert "same_year_as: started_on" in str(after).replace("'", "")


WRONG = {
    "an age with a unit": (
        "{question: born, age_at_most: 35}",
        "{question: born, age_at_most: 35 岁}",
        "age_at_most 要写整数，不加引号和单位",
    ),
    "an age nobody reaches": (
        "{question: born, age_at_most: 35}",
        "{question: born, age_at_most: 200}",
        "age_at_most 不能大于 150",
    ),
    "days below none": ("days_since_at_least: 30", "days_since_at_least: -1", "days_since_at_least 不能小于 0"),
    "months as a day": (
        "months_since_more_than: 6",
        "months_since_more_than: 2024-01-01",
        "months_since_more_than 要写整数，不加引号和单位",
    ),
    "a month for a day": ("on_or_after: 2024-01-01", "on_or_after: 2024-01", "on_or_after 要写日期，例如 2023-11-30"),
    "a number for a day": ("on_or_after: 2024-01-01", "on_or_after: 0", "on_or_after 要写日期，例如 2023-11-30"),
    "a text of seconds": ("on_or_after: 2024-01-01", "on_or_after: '0'", "on_or_after 要写日期，例如 2023-11-30"),
    "a day that is none": (
        "on_or_after: 2024-01-01",
        "on_or_after: 2024-02-30",
        "on_or_after 要写日期，例如 2023-11-30",
    ),
    "a year nobody means": (
        "on_or_after: 2024-01-01",
        "on_or_after: 0224-01-01",
        "日期要在 1900 年到 2100 年之间，现在写的是 0224-01-01，请看看年份",
    ),
    "on a number": (
        "{question: born, age_at_most: 35}",
        "{question: born, at_most: 35}",
        "“born”是日期题，不能用 at_most，请用 months_since_at_least、months_since_at_most、months_since_more_than、"
        "months_since_less_than、days_since_at_least、days_since_at_most、age_at_least、age_at_most、age_more_than、"
        "age_less_than、before、on_or_after、same_year_as",
    ),
    "the year of no question": (
        "same_year_as: job_start_date",
        "same_year_as: job_start",
        "没有“job_start”这个问题，是不是 job_start_date",
    ),
    "the year of itself": (
        "same_year_as: job_start_date",
        "same_year_as: graduation_date",
        "same_year_as 要写另一个日期题，或者写 today（自查那天），不写它自己",
    ),
    "two comparisons": (
        "on_or_after: 2024-01-01}",
        "on_or_after: 2024-01-01, before: 2027-01-01}",
        "一个条件要写一种比较，例如 is、at_least，现在写了 2 种",
    ),
    "a fixed day measured at an event": (
        "on_or_after: 2024-01-01}",
        "on_or_after: 2024-01-01, measured_at: job_start_date}",
        "measured_at 只用于“满几个月、几天、几周岁”这种条件",
    ),
    "from a day on that is after the last": (
        "on_or_after: 2024-01-01",
        "on_or_after: 2027-01-01",
        "“首次参保补贴”的条件互相矛盾（首次参保），没有人能符合，请改其中一个",
    ),
    "too old for what is too young": (
        "{question: born, age_at_least: 18, measured_at: job_start_date}",
        "{question: born, age_more_than: 35}",
        "“青年生活补贴”的条件互相矛盾（出生），没有人能符合，请改其中一个",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_no_sense_is_refused_at_its_place(tmp_path, case):
    old, new, sentence = WRONG[case]
    folder = dates_pack.write(tmp_path, (POLICIES, old, new))
    found = [one for one in mistakes_as_they_stand(folder) if not one.startswith("river/personas")]
    assert len(found) == 1, found
    place, _, said = found[0].partition(": ")
    assert said == sentence
    lines = (folder / POLICIES).read_text(encoding="utf-8").splitlines()
    number = int(place.rpartition(":")[2])
    # Of conditions that contradict each other the place is their list.
    assert new in lines[number - 1] or (lines[number - 1].strip() == "conditions:" and "互相矛盾" in said)


def test_no_question_is_called_today(tmp_path):
    folder = dates_pack.write(tmp_path, ("common/questions.yaml", "key: first_insured_on", "key: today"))
    assert any("问题的 key 不能写 today" in one for one in mistakes_as_they_stand(folder))
