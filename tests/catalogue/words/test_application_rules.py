"""When one can apply, in words: once, and what a dated change makes of it."""

from datetime import date

import pytest

from policies.catalogue import rulesets
from policies.catalogue.changes.words import Words
from policies.catalogue.document import dated
from policies.catalogue.words import applications
from policies.catalogue.words import dated as dated_words
from tests.catalogue import windows_pack
from tests.catalogue.made_packs import load


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return load(windows_pack.write(tmp_path_factory.mktemp("pack")))


def questions(document):
    return {one["key"]: one for one in document["questions"]}


def policy(document, code):
    return next(one for one in document["policies"] if one["code"] == code)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        ("2026-11-01", "2026-12-15", "2026 年 11 月 1 日到 12 月 15 日"),
        ("2026-11-01", "2027-01-15", "2026 年 11 月 1 日到 2027 年 1 月 15 日"),
        ("2026-11-01", "2026-11-01", "2026 年 11 月 1 日"),
    ],
)
def test_a_period_that_comes_once(starts_on, ends_on, words):
    assert applications.rule({"starts_on": starts_on, "ends_on": ends_on}, {}) == words


def test_two_of_them_are_one_or_the_other(document):
    said = applications.rules(policy(document, "hc-voucher")["application_windows"], questions(document))
    assert said == "2026 年 11 月 1 日到 11 月 30 日 或 2026 年 12 月 20 日到 2027 年 1 月 10 日"


def coming(document, code, on):
    found = dated.as_of(policy(document, code), on)
    parameters = rulesets.build_parameters(document)
    return [
        (one.when, [str(line) for line in one.lines])
        for one in dated_words.coming(found, parameters, {}, questions(document))
    ]


def test_what_a_change_makes_of_it(document):
    assert coming(document, "hc-tuition", date(2026, 11, 30)) == [
        ("从 2026 年 12 月 1 日起", ["申请时间：每年 9 月 1 日到 12 月 31 日 → 每年 3 月"])
    ]
    assert coming(document, "hc-tuition", date(2026, 12, 1)) == []
    assert coming(document, "hc-first-year", date(2027, 1, 1)) == [
        ("毕业在 2026 年 6 月 1 日及以后的", ["申请时间：毕业后 12 个月以内 → 毕业后 2 年以内"])
    ]


def test_whoever_may_apply_at_any_time_from_a_day_on(document):
    only = {**policy(document, "hc-tuition")}
    only["application_windows"] = only["application_windows"][:1]
    parameters = rulesets.build_parameters(document)
    (change,) = dated_words.coming(only, parameters, {}, questions(document))
    assert [str(line) for line in change.lines] == ["申请时间：每年 9 月 1 日到 12 月 31 日 → 随时可以申请"]


@pytest.mark.parametrize(
    ("on", "facts", "months"),
    [
        (date(2026, 11, 30), {}, ["09-01"]),
        (date(2026, 12, 1), {}, ["03-01"]),
    ],
)
def test_those_of_a_day(document, on, facts, months):
    assert [one["opens"] for one in dated.applying(policy(document, "hc-tuition"), on, facts)] == months


@pytest.mark.parametrize(("graduated", "months"), [(date(2026, 5, 31), [12]), (date(2026, 6, 1), [24])])
def test_those_of_a_person(document, graduated, months):
    found = dated.applying(policy(document, "hc-first-year"), date(2026, 12, 1), {"graduation_date": graduated})
    assert [one["to_months"] for one in found] == months


def test_a_list_of_changes_says_from_when(document):
    from policies.catalogue.changes.dated import spelled_out

    words = Words(document)
    spring = spelled_out(policy(document, "hc-tuition"), words)["application_windows"][1]
    assert words.application_window(spring) == "每年 3 月（从 2026 年 12 月 1 日起才有）"
