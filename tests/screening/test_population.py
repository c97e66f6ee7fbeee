"""Synthetic persons: answers that a person could give, spread as the settings say, the same for the same seed."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from policies.answers import parse
from policies.calculator import Facts
from policies.calculator.verdict import NO
from policies.screening.population import chance
from policies.screening.population.drawing import PREFIX, PersonMaker
from policies.screening.population.settings import BadSettings, population, read
from policies.screening.table import KEY, MONTH, ColumnType, columns_of, named
from tests.calculator.build import all_of, need, policy, question, ruleset
from tests.calculator.strategies import QUESTIONS

from .comparing import DTYPES

ON = date(2026, 11, 30)
RULES = ruleset(QUESTIONS, policy("p"))
COUNT = 20_000


@pytest.fixture
def settings(tmp_path):
    """Reads settings that are written as TOML."""

    def written(text):
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return written


def drawn(settings, text, count=COUNT, seed=1):
    """Persons of the rules above, with these settings."""
    own = population(RULES, {}, ["p"], settings(text))
    return pl.concat(PersonMaker(own, RULES, ON, seed).batches(count))


@pytest.fixture(autouse=True)
def nothing_shipped(request, monkeypatch, tmp_path):
    """The rules of these tests have questions of their own."""
    if "catalogue" not in request.fixturenames:
        (tmp_path / "empty.toml").touch()
        monkeypatch.setattr("policies.screening.population.settings.SHIPPED", tmp_path / "empty.toml")


@pytest.mark.parametrize("region", ["qujiang", "quzhou", "liandu", "jinzhong"])
def test_shipped_settings_speak_of_every_question_of_every_region(catalogue, region):
    rules = catalogue.ruleset(region)
    found = population(rules, catalogue.questions, catalogue.policies)
    assert found.even == ()
    table = next(PersonMaker(found, rules, ON, 1).batches(2000))
    columns = {column.name: column for column in columns_of(rules)}
    assert {name for name, column in columns.items() if not column.optional} <= set(table.columns)
    for name in table.columns:
        column, cells = columns[name], table[name]
        assert cells.dtype == DTYPES[column.kind], name
        assert not column.values or set(cells.drop_nulls()) <= set(column.values), name
        if column.kind in (ColumnType.INTEGER, ColumnType.DATE) and cells.drop_nulls().len():
            assert column.least <= cells.min() <= cells.max() <= column.most, name


def test_every_answer_is_one_that_a_person_could_give(catalogue):
    """The wizard would take it, and asks for it."""
    rules = catalogue.ruleset("qujiang")
    table = next(PersonMaker(population(rules, catalogue.questions, catalogue.policies), rules, ON, 5).batches(1000))
    answered = 0
    for row in table.iter_rows(named=True):
        assert row[KEY].startswith(PREFIX)
        answers = {}
        for key, entry in catalogue.questions.items():
            cell = row.get(f"{key}|fen") if entry["type"] == "money" else row.get(key)
            if cell is not None:
                raw = cell.isoformat() if isinstance(cell, date) else cell
                raw = Decimal(cell) / 100 if entry["type"] == "money" else raw
                answers[key] = parse(entry, raw, ON)
        asked = Facts.resolve(rules, answers, ON).asked
        assert not [key for key in answers if asked[key] is NO]
        answered += len(answers)
    assert answered > 20 * 1000


def test_everybody_who_is_asked_answers_unless_it_is_left_out(settings):
    table = drawn(
        settings,
        "[questions.work]\nshares = { employed = 1, founder = 1 }\n[questions.private]\nyes = 0.5\nunknown = 0.25",
    )
    asked = table.filter(pl.col("work") == "employed")["private"]
    assert asked.null_count() / asked.len() == pytest.approx(0.25, abs=0.02)
    assert table.filter(pl.col("work") == "founder")["private"].is_null().all()


def test_the_same_seed_draws_the_same_and_the_first_are_the_same_of_more(settings):
    assert chance.column(1, "a", 0)[:3].to_list() == [3195823094, 2811581343, 1443766626]
    few, other = drawn(settings, "", 500), drawn(settings, "", 500, seed=2)
    assert few.equals(drawn(settings, "", 500))
    assert not few.equals(other)
    several = drawn(settings, "", chance.BATCH + 50)
    assert several.head(500).equals(few)
    assert several[KEY].n_unique() == chance.BATCH + 50
    assert not several.drop(KEY).tail(50).equals(few.drop(KEY).head(50))


def test_shares_of_choices_yes_and_ticks(settings):
    table = drawn(
        settings,
        "[questions.degree]\nshares = { school = 3, master = 1 }\n[questions.new]\nyes = 0.2\n"
        "[questions.hardships]\nticked = { poor = 0.9, ill = 0.1 }",
    )
    assert dict(table["degree"].value_counts(normalize=True).rows()) == pytest.approx(
        {"school": 0.75, "master": 0.25}, abs=0.02
    )
    assert table["new"].mean() == pytest.approx(0.2, abs=0.02)
    ticks = {choice: table[named("hardships", choice)].mean() for choice in ("poor", "ill", "old")}
    assert ticks == pytest.approx({"poor": 0.9, "ill": 0.1, "old": 0}, abs=0.02)
    both = table.select(pl.col("hardships|poor") & pl.col("hardships|ill")).to_series().mean()
    assert both == pytest.approx(0.09, abs=0.01)  # each by itself


def test_quantiles_of_numbers(settings):
    points = drawn(settings, "[questions.points]\nquantiles = [[0, 0], [0.6, 0], [0.8, 10], [1, 30]]")["points"]
    assert (points == 0).mean() == pytest.approx(0.6 + 0.02, abs=0.02)  # between 0 and 1 is rounded down
    assert (points < 10).mean() == pytest.approx(0.8, abs=0.02)
    assert points.max() == 29
    assert points.min() == 0


def test_groups_and_what_is_counted_from_another_answer(settings):
    table = drawn(
        settings,
        """
        [variables.birthday]
        type = "date"
        years_ago = [[0, 20], [1, 40]]
        [questions.age]
        of = "birthday"
        [questions.work]
        shares = { employed = 1 }
        [questions.started]
        years_after = [[0, 18], [1, 18]]
        of = "birthday"
        [questions.insured]
        quantiles = [[0, 0.5], [1, 0.5]]
        of = "started"
        [questions.points]
        quantiles = [[0, 1], [1, 1]]
        [[questions.points.when]]
        if = { age = { at_least = 30 }, work = ["founder", "employed"] }
        quantiles = [[0, 7], [1, 7]]
        [questions.deposit]
        quantiles = [[0, 0], [1, 1]]
        of = "points"
        """,
    )
    assert "birthday" not in table.columns
    assert 19 <= table["age"].min() <= table["age"].max() <= 40
    # Who is so old began to work so many years ago.
    months = (ON.year * 12 + ON.month) - (table["started"].dt.year().cast(int) * 12 + table["started"].dt.month())
    assert ((table["insured"] - months / 2).abs() <= 1).all()
    assert ((table["age"] * 12 - months - 18 * 12).abs() <= 12).all()
    assert table.select((pl.col("points") == 7) == (pl.col("age") >= 30)).to_series().all()
    assert table.select(pl.col("deposit|fen") <= pl.col("points") * 100).to_series().all()


def test_days(settings):
    table = drawn(
        settings,
        """
        [questions.left]
        days_ago = [[0, -300], [1, 3000]]
        latest_days = 30
        usual_days = ["06-30", "12-31"]
        usual_share = 0.5
        month_only = 0.1
        """,
    )
    left = table["left"]
    assert left.max() <= ON + timedelta(30)
    assert left.min() >= ON - timedelta(3000 + 366)
    usual = left.dt.strftime("%m-%d").is_in(["06-30", "12-31"])
    assert usual.mean() == pytest.approx(0.5, abs=0.06)  # the last day of this year is too late
    assert table[named("left", MONTH)].drop_nulls().len() / COUNT == pytest.approx(0.1, abs=0.01)


def test_what_is_had_already(settings):
    table = drawn(
        settings,
        "[questions.new]\nyes = 0.5\n[received.p]\nshare = 0\npayments = [[0, 2], [1, 4]]\n"
        "[[received.p.when]]\nif = { new = true }\nshare = 0.5",
    )
    has = table["received|p"]
    assert has.drop_nulls().len() / COUNT == pytest.approx(0.25, abs=0.02)
    assert table.filter(pl.col("received|p"))["new"].all()
    assert set(table["payments|p"].drop_nulls()) == {2, 3}
    assert (has.is_null() == table["payments|p"].is_null()).all()


def test_questions_without_settings_have_all_answers_alike(settings):
    found = population(RULES, {"age": {"key": "age", "type": "int", "usual_least": 14, "usual_most": 80}}, ["p"])
    assert set(found.even) == {one.key for one in QUESTIONS}
    table = next(PersonMaker(found, RULES, ON, 1).batches(COUNT))
    degrees = dict(table["degree"].value_counts(normalize=True).rows())
    assert degrees == pytest.approx(dict.fromkeys(("school", "college", "master"), 1 / 3), abs=0.02)
    assert table["age"].min() == 14
    assert table["age"].max() == 79
    assert set(table.columns) == {column.name for column in columns_of(RULES) if not column.optional}
    helped = table.filter(pl.col("helped|loan").is_not_null())
    assert helped.select(pl.col("hardships|poor") | pl.col("hardships|ill")).to_series().all()


MISTAKES = [
    (
        "[questions.degre]\nshares = { school = 1 }",
        "questions.degre：没有这道题，是不是 degree",
    ),
    (
        "[received.q]\nshare = 1",
        "received.q：没有这项政策",
    ),
    (
        "[question.degree]\nshares = { school = 1 }",
        "question：多余的键，是不是 questions，最外层只写 questions、variables、received",
    ),
    (
        "questions = 3",
        "questions：要写成 [questions.…]",
    ),
    (
        "[questions]\ndegree = 3",
        "questions.degree：要写成 [questions.degree]",
    ),
    (
        "[questions.degree]\nshare = { school = 1 }",
        "questions.degree.share：这里不能写这个键，是不是 shares",
    ),
    (
        "[questions.degree]\nshares = { phd = 1, school = 1 }",
        "questions.degree.shares.phd：没有这个选项，可以写 school、college、master",
    ),
    (
        "[questions.degree]\nshares = { school = -1, master = 1 }",
        "questions.degree.shares.school：要写不小于 0 的数，写的是“-1”",
    ),
    (
        "[questions.degree]\nshares = { school = 0 }",
        "questions.degree.shares：至少一个选项的份数要大于 0",
    ),
    (
        "[questions.degree]\nunknown = 0.1",
        "questions.degree.shares：要写成 { 选项 = 份数 }，选项有 school、college、master",
    ),
    (
        "[questions.degree]\nshares = { school = 1 }\nunknown = 20",
        "questions.degree.unknown：要写 0 到 1 的数，写的是“20”",
    ),
    (
        "[questions.new]\nyes = true",
        "questions.new.yes：要写 0 到 1 的数，写的是“true”",
    ),
    (
        "[questions.new]\nyes = nan",
        "questions.new.yes：要写 0 到 1 的数，写的是“nan”",
    ),
    (
        "[questions.new]",
        "questions.new.yes：没有写，要写 0 到 1",
    ),
    (
        "[questions.hardships]\nticked = { poor = 2 }",
        "questions.hardships.ticked.poor：要写 0 到 1 的数，写的是“2”",
    ),
    (
        "[questions.points]",
        "questions.points.quantiles：没有写，要写成 [[0, 最少], [1, 最多]]，中间可以再加",
    ),
    (
        "[questions.points]\nquantiles = [1, 2]",
        "questions.points.quantiles：要写成 [[占到多少, 多少], …]，例如 [[0, 0], [1, 12]]",
    ),
    (
        "[questions.points]\nquantiles = [[0, 1], [0.9, 2]]",
        "questions.points.quantiles：第一组要从 0 开始，最后一组要到 1",
    ),
    (
        "[questions.points]\nquantiles = [[0, 5], [1, 2]]",
        "questions.points.quantiles：每一组的两个数都要不小于前一组的",
    ),
    (
        "[questions.points]\nquantiles = [[0, -5], [1, 2]]",
        "questions.points.quantiles：数字题的答案不能小于 0",
    ),
    (
        "[questions.points]\nof = 'degree'",
        "questions.points.of：degree 不是数字题，也不是日期题",
    ),
    (
        "[questions.points]\nof = 'pionts'",
        "questions.points.of：没有 pionts 这道题，也没有这个变量，是不是 points",
    ),
    (
        "[questions.points]\nof = 3",
        "questions.points.of：要写另一道题的键，写的是“3”",
    ),
    (
        "[questions.points]\nof = 'points'",
        "questions.points：互相按对方来定，成了一个圈：points → points",
    ),
    (
        "[questions.left]\nunknown = 0.1",
        "questions.left：days_ago、years_ago、days_after、years_after 里要写一个，也只能写一个",
    ),
    (
        "[questions.left]\ndays_after = [[0, 1], [1, 2]]",
        "questions.left.of：写 days_after 的时候要写 of",
    ),
    (
        "[questions.left]\ndays_ago = [[0, 1], [1, 2]]\nof = 'started'",
        "questions.left.of：写 days_ago 的时候不能写 of",
    ),
    (
        "[questions.left]\ndays_after = [[0, 1], [1, 2]]\nof = 'points'",
        "questions.left.of：points 不是日期题",
    ),
    (
        "[questions.left]\ndays_ago = [[0, 1], [1, 2]]\nlatest_days = 1.5",
        "questions.left.latest_days：要写一个整数，写的是“1.5”",
    ),
    (
        "[questions.left]\ndays_ago = [[0, 1], [1, 2]]\nusual_days = ['02-29']\nusual_share = 0.1",
        'questions.left.usual_days：要写每年都有的月和日，例如 "06-30"，写的是“02-29”',
    ),
    (
        "[questions.left]\ndays_ago = [[0, 1], [1, 2]]\nusual_days = ['02-28']",
        "questions.left.usual_share：usual_days 和 usual_share 要一起写",
    ),
    (
        "[questions.new]\nyes = 1\nwhen = 3",
        "questions.new.when：要写成 [[questions.new.when]]",
    ),
    (
        "[questions.new]\nyes = 1\n[[questions.new.when]]\nyes = 0",
        "questions.new.when（第 1 组）.if：要写成 { 别的题 = … }，至少写一道题",
    ),
    (
        "[questions.new]\nyes = 1\n[[questions.new.when]]\nif = { degree = 'phd' }\nyes = 0",
        "questions.new.when（第 1 组）.if.degree：没有“phd”这个答案，可以写 school、college、master",
    ),
    (
        "[questions.new]\nyes = 1\n[[questions.new.when]]\nif = { private = 'yes' }\nyes = 0",
        "questions.new.when（第 1 组）.if.private：没有“yes”这个答案，可以写 true 或 false",
    ),
    (
        "[questions.new]\nyes = 1\n[[questions.new.when]]\nif = { points = { over = 3 } }\nyes = 0",
        "questions.new.when（第 1 组）.if.points：要写一个数，或者 { at_least = …, at_most = … }",
    ),
    (
        "[questions.new]\nyes = 1\n[[questions.new.when]]\nif = { points = { at_least = 'x' } }\nyes = 0",
        "questions.new.when（第 1 组）.if.points：at_least、at_most 要写数字",
    ),
    (
        "[questions.new]\nyes = 1\n[[questions.new.when]]\nif = { left = 1 }\nyes = 0",
        "questions.new.when（第 1 组）.if.left：if 里只能写单选题、是否题和数字题",
    ),
    (
        "[questions.new]\nyes = 1\n[[questions.new.when]]\nif = { other = 1 }\nyes = 0",
        "questions.new.when（第 1 组）.if.other：没有 other 这道题，也没有这个变量",
    ),
    (
        "[questions.new]\n"
        "yes = 1\n"
        "[[questions.new.when]]\n"
        "if = { private = true }\n"
        "yes = 0\n"
        "[questions.private]\n"
        "yes = 1\n"
        "[[questions.private.when]]\n"
        "if = { new = true }\n"
        "yes = 0",
        "互相按对方来定，成了一个圈",
    ),
    (
        "[variables.x]\ntype = 'choice'\nquantiles = [[0, 1], [1, 2]]",
        "variables.x.type：要写 int、months、money、date 里的一个",
    ),
    (
        "[received.p]\nshare = 3",
        "received.p.share：要写 0 到 1 的数，写的是“3”",
    ),
    (
        "[questions.degree\n",
        "不是能读的 TOML",
    ),
]


@pytest.mark.parametrize(("text", "said"), MISTAKES)
def test_a_mistake_is_named_with_its_key(settings, text, said):
    with pytest.raises(BadSettings) as raised:
        population(RULES, {}, ["p"], settings(text))
    assert any(said in mistake for mistake in raised.value.mistakes), raised.value.mistakes


def test_all_mistakes_are_told_at_once(settings):
    text = "[questions.new]\nyes = 3\n[questions.points]\nquantiles = 1\n[received.p]\nshare = 3"
    with pytest.raises(BadSettings) as raised:
        population(RULES, {}, ["p"], settings(text))
    assert len(raised.value.mistakes) == 3


def test_a_file_in_another_encoding_is_told_of(tmp_path):
    path = tmp_path / "gbk.toml"
    path.write_bytes("# 学历".encode("gbk"))
    with pytest.raises(BadSettings, match="UTF-8"):
        read(path)


def test_follow_ups_of_follow_ups_are_asked_by_what_is_implied(settings):
    """Who is not asked counts as what is implied."""
    employed, other = all_of(need("work", "is", "employed")), all_of(need("firm", "is", "other"))
    rules = ruleset(
        [
            question("work", "choice", choices=("employed", "none")),
            question("firm", "choice", choices=("private", "other"), asked_if=employed, implied="other"),
            question("why", "bool", asked_if=other),
        ],
    )
    table = next(PersonMaker(population(rules, {}, []), rules, ON, 1).batches(2000))
    idle = table.filter(pl.col("work") == "none")
    assert idle["firm"].is_null().all()
    assert idle["why"].is_not_null().all()
    assert table.filter(pl.col("firm") == "private")["why"].is_null().all()
